"""Who "it", "they", "the two countries" and "the government" are: salience, number and kind, nothing more.

A pronoun takes the nearest fitting actor, subjects before others, of the same or the two sentences before. No
fitting actor means no reading: an unresolved pronoun is left out rather than guessed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from spacy.tokens import Span, Token

from detente.reading.noun_phrases import coordinated
from detente.records import ActorKind, ActorMention

if TYPE_CHECKING:
    from detente.reading.find import Mention
    from detente.reading.resolve import Resolver

LOOK_BACK = 3  # sentences, the pronoun's own included
SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass"})
PERSONAL = {"he": 1, "she": 1, "him": 1, "her": 1, "his": 1, "hers": 1, "himself": 1, "herself": 1}
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves", "each", "both"})
PAIR_NOUNS = frozenset("country nation side neighbour neighbor state power government capital party leader ally rival".split())
SINGLE_STATE_NOUNS = frozenset("country nation kingdom republic island state superpower".split())
GROUP_NOUNS = frozenset("group organisation organization movement militia militant insurgent extremist rebel".split())
STATE_LIKE = frozenset({ActorKind.STATE, ActorKind.BLOC})
NOT_NEUTER = frozenset({ActorKind.PERSON, ActorKind.POPULATION})
GROUP_KINDS = frozenset({ActorKind.ARMED_GROUP, ActorKind.ORGANISATION})
PLURAL_TAGS = frozenset({"NNS", "NNPS"})


class Salience:
    """Antecedents within one article, read off the resolver's own mentions."""

    def __init__(self, resolver: Resolver) -> None:
        self._resolver = resolver
        self._names: dict[tuple[str, ActorKind], str] = {}

    def antecedents(self, pronoun: Token) -> tuple[ActorMention, ...]:
        """The actors a pronoun stands for; empty when nothing fits."""
        word = pronoun.lower_
        if pronoun.dep_ == "appos":  # "Afghanistan itself"
            return self._resolver.actors_of(pronoun.head)
        if word == "it" and _is_expletive(pronoun):
            return ()
        following = _subject_after(pronoun)
        if following is not None:
            return self._resolver.actors_of(following)
        if word in PERSONAL:
            return self._single(pronoun, _is_personal)
        if word in NEUTER:
            return self._single(pronoun, _is_neuter)
        if word in PLURAL or (word == "other" and pronoun.dep_ != "amod"):
            return self._group(pronoun)
        return ()

    def definite(self, head: Token) -> tuple[ActorMention, ...]:
        """"The two countries", "both sides", "the kingdom", "the group": a noun that points back."""
        lemma = head.lemma_.lower()
        determined = any(child.dep_ in {"det", "nummod", "predet"} and child.lower_ in {"the", "both", "two", "this", "these"} for child in head.children)
        if not determined or any(child.dep_ in {"prep", "poss", "compound", "relcl"} for child in head.children):
            return ()
        if head.tag_ in {"NNS", "NNPS"}:
            if lemma in PAIR_NOUNS:
                return self._pair(head)
            return self._group(head, kinds=frozenset({ActorKind.ARMED_GROUP})) if lemma in GROUP_NOUNS else ()
        if lemma in SINGLE_STATE_NOUNS:
            return self._single(head, lambda actor, _: actor.kind is ActorKind.STATE)
        if lemma in GROUP_NOUNS:
            return self._single(head, lambda actor, _: actor.kind in GROUP_KINDS)
        return ()

    def state_for_role(self, head: Token, sector: str) -> str | None:
        """The state of an organ named without one: where the sentence says it happens, else its last bearer."""
        if not any(child.dep_ in {"det", "poss"} and child.lower_ == "the" for child in head.children) and head.tag_ in {"NN"}:
            return None
        located: set[str] = set()
        for mention in self._mentions(head.sent):
            if mention.start > 0 and head.doc[mention.start - 1].lower_ in {"in", "across", "inside"} and mention.names:
                state = self._resolver.state_of_mention(mention)
                if state:
                    located.add(state)
        if len(located) == 1:
            return located.pop()
        for actor, _ in self._before(head):
            if actor.id.endswith("." + sector) and actor.state:
                return actor.state
        return None

    def fuller_name(self, text: str, kind: ActorKind) -> str | None:
        """The longer name used earlier for a person or group now called by its last word."""
        last = text.split()[-1].casefold()
        known = self._names.get((last, kind))
        if known is not None and (known.casefold().endswith(" " + text.casefold())):
            return known
        if len(text.split()) > 1:
            self._names.setdefault((last, kind), text)
        return None

    def _single(self, token: Token, fits: Callable[[ActorMention, Token], bool]) -> tuple[ActorMention, ...]:
        for actor, head in self._before(token):
            if fits(actor, head):
                return (actor,)
        return ()

    def _group(self, token: Token, kinds: frozenset[ActorKind] | None = None) -> tuple[ActorMention, ...]:
        """The nearest several: a coordination or a plural, subjects before others."""
        for sentence in self._sentences(token):
            for head in _phrase_heads(sentence, before=token.i):
                if head.i == token.i or token.head == head:
                    continue
                group = self._coordination(head)
                plural = head.tag_ in {"NNS", "NNPS"} or (head.ent_type_ == "NORP" and head.dep_ in SUBJECT_DEPS)
                if group and (len(group) > 1 or plural) and (kinds is None or all(actor.kind in kinds for actor in group)):
                    return group
        return ()

    def _pair(self, token: Token) -> tuple[ActorMention, ...]:
        """The last two states that were named together."""
        for sentence in self._sentences(token):
            for head in _phrase_heads(sentence, before=token.i):
                states = tuple(actor for actor in self._coordination(head) if actor.kind in STATE_LIKE or actor.state)
                if len(states) == 2:
                    return states
        for sentence in self._sentences(token):
            found: dict[str, ActorMention] = {}
            for mention in self._mentions(sentence):
                if mention.start < token.i:
                    for actor in self._resolver.actors_of(sentence.doc[mention.start : mention.end].root):
                        if actor.kind is ActorKind.STATE:
                            found.setdefault(actor.id, actor)
            if len(found) == 2:
                return tuple(found.values())
        return ()

    def _coordination(self, head: Token) -> tuple[ActorMention, ...]:
        found: dict[str, ActorMention] = {}
        for token in coordinated(head):
            if token.pos_ == "PRON":
                continue
            for actor in self._resolver.actors_of(token):
                found.setdefault(actor.id, actor)
        return tuple(found.values())

    def _before(self, token: Token) -> Iterator[tuple[ActorMention, Token]]:
        """Single actors before a token, best antecedent first: own sentence's subjects, then nearest others."""
        for sentence in self._sentences(token):
            subjects: list[tuple[ActorMention, Token]] = []
            others: list[tuple[ActorMention, Token]] = []
            for head in _phrase_heads(sentence, before=token.i):
                if head.i == token.i or head.pos_ == "PRON" or token.head == head:
                    continue
                actors = self._resolver.actors_of(head)
                if len(actors) == 1:
                    (subjects if head.dep_ in SUBJECT_DEPS else others).append((actors[0], head))
            if sentence.start <= token.i < sentence.end:
                subjects.reverse()  # inside a sentence the nearest clause's subject is likeliest
            yield from subjects
            yield from reversed(others)

    def _mentions(self, sentence: Span) -> list[Mention]:
        found: list[Mention] = []
        index = sentence.start
        while index < sentence.end:
            mention = self._resolver.mention_at(index)
            if mention is None:
                index += 1
            else:
                found.append(mention)
                index = mention.end
        return found

    def _sentences(self, token: Token) -> list[Span]:
        """The token's sentence and those before it, nearest first."""
        sentence = token.sent
        found = [sentence]
        while len(found) < LOOK_BACK and sentence.start > 0:
            sentence = token.doc[sentence.start - 1].sent
            found.append(sentence)
        return found


def _phrase_heads(sentence: Span, before: int) -> list[Token]:
    """Heads of noun phrases in a sentence that begin before a token, subjects first, then in text order."""
    heads = [
        token
        for token in sentence
        if token.i < before
        and token.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}
        and token.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj", "poss", "attr", "appos", "conj", "dative", "ROOT", "nmod"}
    ]
    return sorted(heads, key=lambda token: (token.dep_ not in SUBJECT_DEPS, token.i))


def _is_personal(actor: ActorMention, head: Token) -> bool:
    return actor.kind is ActorKind.PERSON or (actor.id.endswith((".GOV", ".MIL")) and head.tag_ not in PLURAL_TAGS)


def _is_neuter(actor: ActorMention, head: Token) -> bool:
    return actor.kind not in NOT_NEUTER and head.tag_ not in PLURAL_TAGS


def _is_expletive(pronoun: Token) -> bool:
    """The "it" of "made it clear that", "it is likely that", "it would be X that": it stands for nobody."""
    head = pronoun.head
    if head.pos_ == "ADJ" and head.dep_ in {"ccomp", "oprd"}:
        return True
    if head.lemma_ != "be" or pronoun.dep_ != "nsubj":
        return False
    return any(child.dep_ in {"acomp", "attr"} and _has_clause(child) for child in head.children) or _has_clause(head)


def _has_clause(token: Token) -> bool:
    return any(child.dep_ in {"ccomp", "csubj", "xcomp", "relcl", "advcl"} and child.i > token.i for child in token.children)


def _subject_after(pronoun: Token) -> Token | None:
    """"For its part, Pakistan ...": in a phrase put first, the pronoun means the subject that follows."""
    for ancestor in pronoun.ancestors:
        if ancestor.dep_ == "prep" and ancestor.head.pos_ in {"VERB", "AUX"}:
            subject = next((c for c in ancestor.head.children if c.dep_ in SUBJECT_DEPS), None)
            if subject is not None and pronoun.i < subject.i and subject.pos_ != "PRON":
                return subject
            return None
    return None
