"""Code conditions: if, unless, provided that, as long as, without; what depends on what, in the text's words."""

from __future__ import annotations

from spacy.tokens import Token

from detente.reading.drafts import Draft, Sentence, trimmed
from detente.records import StatementKind, Status

MARKS = frozenset({"if", "unless", "provided", "providing", "lest", "assuming", "supposing"})
PHRASES = frozenset({"as long as", "so long as", "on condition that", "in case", "only if", "even if", "only when", "until and unless"})
CONCESSIVE = frozenset({"as if", "as though", "even if", "if not", "if only", "if anything", "what if"})


def code_conditions(sentence: Sentence) -> list[Draft]:
    """Conditional sentences that involve an actor; the evidence holds both halves."""
    drafts = []
    for token in sentence.span:
        if _marks_condition(token):
            draft = _condition(sentence, token)
            if draft is not None:
                drafts.append(draft)
    return drafts


def _marks_condition(token: Token) -> bool:
    if token.dep_ == "mark" and token.lower_ in MARKS:
        before = token.nbor(-1).lower_ if token.i > token.sent.start else ""
        after = token.nbor(1).lower_ if token.i + 1 < token.sent.end else ""
        return f"{before} {token.lower_}" not in CONCESSIVE and f"{token.lower_} {after}" not in CONCESSIVE and before != "ask"
    return token.lower_ in {"provided", "providing"} and token.dep_ in {"advcl", "prep"} and token.tag_ in {"VBN", "VBG", "IN"}


def _condition(sentence: Sentence, mark: Token) -> Draft | None:
    protasis = mark.head if mark.dep_ == "mark" else mark
    main = protasis.head
    if protasis.dep_ not in {"advcl", "ccomp", "dep", "parataxis"} or main == protasis or _is_embedded_question(protasis):
        return None
    start, end = trimmed(sentence.doc, min(main.left_edge.i, protasis.left_edge.i), max(main.right_edge.i, protasis.right_edge.i) + 1)
    named = sentence.resolver.named_in(start, end)
    if not named:
        return None
    clause = sentence.clauses.get(main.i)
    subject = sentence.actors(clause.subjects)[:1] if clause is not None else ()
    return Draft(
        StatementKind.CONDITION, main, start, end, source=subject[0] if subject else None, actors=named, about=named,
        status=Status.CONDITIONAL, confidence=0.8, rule=f"condition: {mark.lower_}",
    )  # fmt: skip


def _is_embedded_question(protasis: Token) -> bool:
    """"Asked if it would attack": if means whether."""
    return protasis.dep_ == "ccomp" and protasis.head.lemma_ in {"ask", "wonder", "know", "see", "doubt", "question", "decide", "determine"}
