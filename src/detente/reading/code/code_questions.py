"""Code questions: what the text leaves open, asked outright or as "the question is how far ..."."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from detente.reading.code.drafts import Draft, Sentence, trimmed
from detente.records import StatementKind, Status

ASKING_NOUNS = frozenset({"question", "issue", "puzzle", "mystery", "uncertainty"})
OPENERS = frozenset({"WRB", "WP", "WDT"})


def code_questions(sentence: Sentence) -> list[Draft]:
    """Questions of one sentence; "how far ..., and how much ...?" is two."""
    span = sentence.span
    asked = span.text.rstrip(" \n\t\"”’')").endswith("?")
    if not asked and not _is_indirect(sentence):
        return []
    return list(_parts(sentence))


def _is_indirect(sentence: Sentence) -> bool:
    """As in "The big question is whether ...", "it remains to be seen whether ...", "it is unclear how ..."."""
    text = sentence.span.text.lower()
    if "remains to be seen" in text or "open question" in text:
        return True
    opens = any(token.tag_ in OPENERS or token.lower_ == "whether" for token in sentence.span)
    if not opens:
        return False
    for token in sentence.span:
        if token.lemma_.lower() in ASKING_NOUNS and token.dep_ == "nsubj" and token.head.lemma_ == "be":
            return True
        if token.lower_ in {"unclear", "uncertain", "unknown"} and token.dep_ == "acomp":
            return True
    return False


def _parts(sentence: Sentence) -> Iterator[Draft]:
    """One draft from each question word that opens a coordinate question to the next."""
    doc, span = sentence.doc, sentence.span
    starts = [token.i for token in span if _opens_part(token)] or [span.start]
    bounds = [*starts[1:], span.end]
    for start, stop in zip(starts, bounds, strict=True):
        first, last = trimmed(doc, start, stop)
        while last > first + 1 and doc[last - 1].lower_ in {"and", "or", "but", ","}:
            last -= 1
        first, last = trimmed(doc, first, last)
        actors = {actor.id: actor for actor in sentence.resolver.named_in(first, last)}
        for token in doc[first:last]:
            if token.pos_ == "PRON" or token.lower_ in {"each", "both"} or token.dep_ in {"nsubj", "nsubjpass"}:
                for actor in sentence.resolver.actors_of(token):
                    actors.setdefault(actor.id, actor)
        involved = tuple(actors.values())
        yield Draft(
            StatementKind.QUESTION,
            doc[first:last].root,
            first,
            last,
            actors=involved,
            about=involved,
            status=Status.ASKED,
            confidence=0.85 if involved else 0.6,
            rule="question",
        )


def _opens_part(token: Token) -> bool:
    if token.tag_ not in OPENERS and token.lower_ != "whether":
        return False
    if token.i == token.sent.start:
        return True
    before = token.nbor(-1)
    return before.lower_ in {"and", "or", "but", ",", ":", "is", "–", "—", "“", '"'} and token.head.dep_ != "relcl"
