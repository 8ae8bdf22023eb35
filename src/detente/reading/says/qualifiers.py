"""Phrases that say who vouches for a clause: "according to X", "in the view of X", "allegedly", "the alleged plot"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from detente.reading.says.attributions import Attribution
from detente.reading.says.quotations import Paragraphs
from detente.reading.says.speakers import Range, phrase
from detente.reading.syntax.ranges import clip, subtract, trim, union
from detente.records import Status

VIEW_NOUNS = frozenset({"view", "opinion", "word", "eye", "account", "judgment", "judgement", "telling", "estimation"})


def governed_content(word: Token, paragraphs: Paragraphs) -> tuple[Range, ...]:
    """What "allegedly" or "alleged" speaks of: its clause, or its noun phrase."""
    host = word.head
    if host == word or host.pos_ == "PUNCT":
        return ()
    low, high = paragraphs.window(word.i)
    edges = clip((host.left_edge.i, host.right_edge.i + 1), low, high)
    return union(word.doc, [trim(word.doc, piece) for piece in subtract(edges, [(word.i, word.i + 1)])])


def according_to(word: Token, paragraphs: Paragraphs) -> Iterator[Attribution]:
    doc = word.doc
    if word.i + 1 >= len(doc) or doc[word.i + 1].lower_ != "to":
        return
    to = doc[word.i + 1]
    speaker = next((child for child in to.children if child.dep_ == "pobj"), None)
    if speaker is None:
        return
    yield from _qualify(word, (word.i, word.i + 2), "according to", speaker, paragraphs)


def in_the_view_of(noun: Token, paragraphs: Paragraphs) -> Iterator[Attribution]:
    """ "in the view of X", "in X's words"."""
    speaker = next((child for child in noun.children if child.dep_ == "poss"), None)
    if speaker is None:
        preps = (child for child in noun.children if child.dep_ == "prep" and child.lower_ == "of")
        speaker = next((grand for prep in preps for grand in prep.children if grand.dep_ == "pobj"), None)
    if speaker is not None and speaker.pos_ in {"PROPN", "PRON", "NOUN"}:
        yield from _qualify(noun.head, (noun.head.i, noun.i + 1), f"{noun.head.lower_} view", speaker, paragraphs)


def _qualify(
    phrase_head: Token, cue: Range, lemma: str, speaker: Token, paragraphs: Paragraphs
) -> Iterator[Attribution]:
    """The clause that a phrase such as "according to X" stands in."""
    low, high = paragraphs.window(phrase_head.i)
    source = phrase(speaker, low, high)
    if source[0] <= cue[0] and cue[1] <= source[1]:
        source = speaker.i, speaker.i + 1
    host = _clause_head(phrase_head)
    edges = clip((host.left_edge.i, host.right_edge.i + 1), low, high)
    own = clip((phrase_head.left_edge.i, phrase_head.right_edge.i + 1), low, high)
    cluster = min(own[0], cue[0], source[0]), max(own[1], cue[1], source[1])
    pieces = union(phrase_head.doc, [trim(phrase_head.doc, piece) for piece in subtract(edges, [cluster])])
    if pieces:
        yield Attribution(source, speaker.i, cue, lemma, pieces, Status.REPORTED, "say", "clause")


def _clause_head(token: Token) -> Token:
    """The nearest verb above a token, or the top of its sentence."""
    current = token
    for _ in range(20):
        current = current.head
        if current.pos_ in {"VERB", "AUX"} or current.head == current:
            return current
    return current
