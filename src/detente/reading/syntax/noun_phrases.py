"""Noun phrases: their coordination, their content words, and heads that only pass a meaning on."""

from __future__ import annotations

from spacy.tokens import Token

# "a mix of pressure", "some sort of understanding": the meaning sits under "of".
_TRANSPARENT_WORDS = """
mix mixture sort kind type series round lot number form range wave spate variety package set couple bit piece
string host dozen hundred thousand million act part bulk majority handful one some any most many all each
several both none half plenty list load
plane-load planeload shipload truckload consignment dose pallet box
amount level degree ton tonne worth billion flow batch contingent
"""
TRANSPARENT = frozenset(_TRANSPARENT_WORDS.split())
CURRENCIES = frozenset({"dollar", "euro", "pound", "yen", "yuan", "rouble", "ruble", "rupee", "franc", "peso"})
JOINED_POS = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET"})
HALF_NAMES = frozenset({"north", "south", "east", "west"})
MOST_JOINED = 60  # members of one list that are read; longer ones are no list of actors
CONTENT_DEPS = frozenset({"amod", "compound", "nmod", "npadvmod"})


def coordinated(head: Token) -> list[Token]:
    """The head and everything joined to it by "and", "or" or commas, in order."""
    found: list[Token] = []
    waiting = [head]
    while waiting and len(found) < MOST_JOINED:
        token = waiting.pop()
        found.append(token)
        joined: list[Token] = []
        for child in token.children:
            if child.dep_ == "conj" and child.pos_ in JOINED_POS:
                joined.append(child)
            elif child.dep_ == "appos" and child.pos_ == "NOUN":  # "Russia – China's ally – and Pakistan"
                joined.extend(c for c in child.children if c.dep_ == "conj" and c.pos_ == "PROPN")
            elif child.dep_ == "appos" and child.pos_ == token.pos_ == "PROPN" and _heads_list(child):
                joined.append(child)  # "Australia, Papua New Guinea and Fiji", its second taken for an apposition
            elif child.dep_ in CONTENT_DEPS and _is_half_name(child):
                found.append(child)  # "North and South Korea"
        waiting.extend(reversed(joined))
    return found


def _is_half_name(word: Token) -> bool:
    """Whether a point of the compass shares the rest of its name with the next one."""
    return word.lower_ in HALF_NAMES and any(c.dep_ == "conj" and c.lower_ in HALF_NAMES for c in word.children)


def _heads_list(name: Token) -> bool:
    return any(child.dep_ == "conj" and child.pos_ == "PROPN" for child in name.children)


def semantic_head(head: Token) -> Token:
    """The noun that carries the meaning: "understanding" in "some sort of understanding"."""
    for _ in range(3):
        if head.lemma_.lower() not in TRANSPARENT and not _is_money(head) and not _is_condition(head):
            return head
        through = {"of", "in", "worth"} if _is_money(head) else {"of"}
        inner = next(
            (
                grand
                for child in head.children
                if child.dep_ == "prep" and child.lower_ in through
                for grand in child.children
                if grand.dep_ == "pobj"
            ),
            None,
        )
        if inner is None:
            return head
        head = inner
    return head


def _is_condition(head: Token) -> bool:
    """ "A state of war": no country."""
    return head.lemma_.lower() == "state" and any(
        child.lower_ == "of" and grand.lemma_.lower() in {"war", "emergency", "siege", "hostility"}
        for child in head.children
        for grand in child.children
    )


def _is_money(head: Token) -> bool:
    """Whether a phrase is an amount of money, whose thing stands under "in": "$272 million in aid"."""
    if head.lemma_.lower() in CURRENCIES:
        return any(child.dep_ == "nummod" for child in head.children)
    return any(child.text in {"$", "€", "£", "US$"} for child in head.children)


def content_lemmas(head: Token) -> tuple[str, ...]:
    """Lower-case lemmas of a noun phrase, head first, then its modifiers in text order."""
    head = semantic_head(head)
    return (head.lemma_.lower(), *modifiers_of(head))


def modifiers_of(head: Token) -> tuple[str, ...]:
    """Lemmas of the adjectives, compounds, adverbs and modal verbs that modify a word, in text order."""
    wanted = CONTENT_DEPS if head.pos_ in {"NOUN", "PROPN"} else frozenset({"advmod", "acomp", "prt"})
    found: list[str] = []
    for child in head.children:
        if child.dep_ in wanted:
            found.extend(c.lemma_.lower() for c in child.children if c.dep_ in CONTENT_DEPS)
            found.append(child.lemma_.lower())
        elif child.tag_ == "MD":
            found.append(child.lemma_.lower())
    return tuple(found)


def phrase_span(head: Token) -> tuple[int, int]:
    """Token range of a noun phrase without its relative clauses and appositions: determiner to head."""
    start = end = head.i
    for child in head.children:
        if child.dep_ in CONTENT_DEPS | {"det", "nummod", "predet", "quantmod"} and child.i < head.i:
            start = min(start, child.left_edge.i)
        elif child.dep_ in {"nummod", "compound"} and child.i > head.i:
            end = max(end, child.i)
        if child.dep_ == "poss" and child.i < head.i:
            return child.left_edge.i, end + 1
    return start, end + 1
