"""Code conditions: if, unless, provided that, "should X attack"; what depends on what, in the text's words."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from detente.reading.code.drafts import Draft, Sentence, trimmed, unique
from detente.reading.says.scope import condition_mark
from detente.reading.syntax.labels import VERBAL
from detente.records import StatementKind, Status

# "As if", "even if", "if not": words beside the mark that make it no condition.
NOT_CONDITIONS = frozenset(
    ("as if", "as though", "even if", "if not", "if only", "if anything", "what if", "if any", "if ever")
)
# "Asked if it would attack": after these, "if" means whether.
ASKING = frozenset({"ask", "wonder", "know", "see", "doubt", "question", "decide", "determine"})
INVERTED = frozenset({"should", "had", "were"})
CLAUSES = frozenset({"advcl", "ccomp", "dep", "parataxis", "conj"})


def code_conditions(sentence: Sentence) -> Iterator[Draft]:
    """Conditions that one sentence states; the evidence is the sentence, both halves of it.

    The condition's own verb is the draft's head, so that a condition in somebody's mouth is his.
    """
    for clause in sentence.clauses.values():
        verb = clause.head
        mark = condition_mark(verb)
        if mark is None or not _is_condition(mark, verb):
            continue
        start, end = trimmed(sentence.doc, sentence.span.start, sentence.span.end)
        main = sentence.clauses.get(verb.head.i)
        meant = [*clause.subjects, *clause.fillers("obj"), *(main.subjects if main is not None else ())]
        actors = unique((*sentence.resolver.named_in(start, end), *sentence.actors(meant)))
        subjects = sentence.actors(main.subjects)[:1] if main is not None else ()
        yield Draft(
            StatementKind.CONDITION,
            verb,
            start,
            end,
            source=subjects[0] if subjects else None,
            actors=actors,
            about=actors,
            status=Status.CONDITIONAL,
            confidence=0.8 if actors else 0.5,
            rule=f"condition: {mark.lower_}",
        )
        return
    yield from _inverted(sentence)


def _inverted(sentence: Sentence) -> Iterator[Draft]:
    """As in "Should Russia attack, the project is dead", where the parser has seen no clause of its own."""
    first, span = sentence.span[0], sentence.span
    if first.lower_ not in INVERTED or "?" in span.text[-3:] or "," not in span.text:
        return
    if first.head.pos_ not in VERBAL and first.tag_ != "MD":
        return
    start, end = trimmed(sentence.doc, span.start, span.end)
    actors = sentence.resolver.named_in(start, end)
    yield Draft(
        StatementKind.CONDITION,
        first.head,
        start,
        end,
        actors=actors,
        about=actors,
        status=Status.CONDITIONAL,
        confidence=0.6 if actors else 0.4,
        rule=f"condition: {first.lower_}",
    )


def _is_condition(mark: Token, verb: Token) -> bool:
    before = mark.nbor(-1).lower_ if mark.i > mark.sent.start else ""
    after = mark.nbor(1).lower_ if mark.i + 1 < mark.sent.end else ""
    if f"{before} {mark.lower_}" in NOT_CONDITIONS or f"{mark.lower_} {after}" in NOT_CONDITIONS:
        return False
    if verb.dep_ == "ccomp" and verb.head.lemma_ in ASKING:
        return False
    return verb.dep_ in CLAUSES or verb.head.i == verb.i
