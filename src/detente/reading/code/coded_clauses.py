"""The clauses of a parsed text that the lexicon codes, each with its coding: what `detente code` chooses from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from detente.reading.lexicon.frames import Coding
from detente.reading.lexicon.lexicon import code_frame, event_nouns
from detente.reading.syntax.clauses import Clause, clause_of, verbs_of


@dataclass(frozen=True, slots=True)
class CodedClause:
    """A clause and what the lexicon makes of it."""

    clause: Clause
    coding: Coding

    @property
    def nominal(self) -> bool:
        """Whether an event noun heads it."""
        return self.clause.frame.pos == "noun"

    def doers(self) -> list[Token]:
        """Heads of the phrases that act."""
        if self.nominal:
            return self._fillers(self.coding.source_slots)
        return self._fillers(self.coding.slots) if self.coding.inverse else self.clause.subjects

    def undergoers(self) -> list[Token]:
        """Heads of the phrases that are acted on, in the lexicon's order of preference."""
        if self.coding.inverse and not self.nominal:
            return self.clause.subjects
        return self._fillers(self.coding.slots)

    def _fillers(self, slots: tuple[str, ...]) -> list[Token]:
        return [head for slot in slots for head in self.clause.fillers(slot)]


def coded_clauses(doc: Doc) -> Iterator[CodedClause]:
    """Coded clauses in text order, verbs of a sentence before its nouns.

    A verb that only completes another's meaning ("agreed to lift") is left to that one.
    """
    nouns = event_nouns()
    for sentence in doc.sents:
        used: set[int] = set()
        for verb in verbs_of(sentence):
            if verb.i in used:
                continue
            clause = clause_of(verb)
            coding = code_frame(clause.frame)
            if coding is None:
                continue
            used.update(_completions(clause, coding))
            yield CodedClause(clause, coding)
        for token in sentence:
            if token.pos_ == "NOUN" and token.i not in used and token.lemma_.lower() in nouns:
                clause = clause_of(token)
                coding = code_frame(clause.frame)
                if coding is not None:
                    yield CodedClause(clause, coding)


def is_reciprocal(clause: Clause) -> bool:
    """Whether "each other" or "one another" stands in one of the clause's slots."""
    return any(
        head.lower_ in {"other", "another"} and head.i > 0 and head.nbor(-1).lower_ in {"each", "one"}
        for heads in clause.slots.values()
        for each in heads
        for head in (each, *(child for child in each.children if child.dep_ == "poss"))
    )


def _completions(clause: Clause, coding: Coding) -> Iterator[int]:
    """Tokens whose meaning the coding has already taken in: inner verbs and the event noun governed."""
    yield from (head.i for head in clause.slots.get("obj", ()))
    composed = any(slot.startswith("complement") for slot in coding.slots)
    inner = clause.complement
    while inner is not None and (composed or inner.head.dep_ == "xcomp"):
        yield inner.head.i
        inner = inner.complement
