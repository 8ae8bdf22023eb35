"""What a given source does to a given target in one sentence.

The clause is sought that joins the two: the one whose acting phrase holds the source and whose other
arguments hold the target, best fit first. Where no clause does, the nearest coded one above either counts for less.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc, Span, Token

from detente.reading.code.coded_clauses import CodedClause
from detente.reading.syntax.noun_phrases import semantic_head

# Weights of how an argument stands to a clause, against 1 for its own slot.
OTHER_SLOT = 0.9  # in another slot than the lexicon expects
UNDER = 0.7  # somewhere under the clause's head (for a source: UNDER_SOURCE)
UNDER_SOURCE = 0.5
OUTSIDE = 0.25
NOMINAL = 0.8  # a noun tells less surely who does it to whom
DEEP = 0.97  # weight kept for each word between the clause's head and the pair


def best_clause(
    doc: Doc, clauses: Iterable[CodedClause], source: tuple[int, int], target: tuple[int, int]
) -> tuple[CodedClause, float] | None:
    """The clause that tells what the source does to the target, with its fit (0 to 1); None when no clause is coded.

    Args:
        doc: The parsed text.
        clauses: Its coded clauses.
        source: Characters of the source, as the text names it.
        target: Characters of the target.
    """
    one = doc.char_span(*source, alignment_mode="expand")
    other = doc.char_span(*target, alignment_mode="expand")
    if one is None or other is None:
        return None
    scored = [(_fit(each, one, other), number, each) for number, each in enumerate(clauses)]
    if not scored:
        return None
    score, _, best = max(scored, key=lambda entry: (entry[0], -entry[1]))
    return best, round(min(score, 1.0), 3)


def joining_word(doc: Doc, source: tuple[int, int], target: tuple[int, int]) -> Token:
    """The verb, failing that the word, lowest in the tree that stands over both: what the pair hangs together by.

    Args:
        doc: The parsed text.
        source: Characters of the source.
        target: Characters of the target.
    """
    one = doc.char_span(*source, alignment_mode="expand")
    other = doc.char_span(*target, alignment_mode="expand")
    if one is None or other is None:
        return doc[0].sent.root
    above = {token.i for token in (other.root, *other.root.ancestors)}
    shared = [token for token in (one.root, *one.root.ancestors) if token.i in above]
    inside = {*range(one.start, one.end), *range(other.start, other.end)}
    outside = [token for token in shared if token.i not in inside]
    verbs = [token for token in outside if token.pos_ in {"VERB", "AUX"}]
    return next(iter((*verbs, *outside, *shared, other.root.sent.root)))


def _fit(each: CodedClause, source: Span, target: Span) -> float:
    head = each.clause.head
    doers = each.doers()
    others = [token for slot, tokens in each.clause.slots.items() if slot != "subj" for token in tokens]
    source_fit = 1.0 if _holds(doers, source) else UNDER_SOURCE if head.is_ancestor(source.root) else OUTSIDE
    if _holds(each.undergoers(), target):
        target_fit = 1.0
    elif _holds(others, target) or (each.coding.symmetric and _holds(doers, target)):
        target_fit = OTHER_SLOT
    else:
        target_fit = UNDER if head.is_ancestor(target.root) else OUTSIDE
    near = DEEP ** (abs(head.i - source.root.i) + abs(head.i - target.root.i))
    weight = each.coding.confidence * (NOMINAL if each.nominal else 1.0)
    return source_fit * target_fit * weight * (0.5 + 0.5 * near)


def _holds(heads: Iterable[Token], span: Span) -> bool:
    """Whether one of the phrases is, or contains, the span's head."""
    root = span.root
    for head in heads:
        meant = semantic_head(head)
        if span.start <= head.i < span.end or span.start <= meant.i < span.end or head.is_ancestor(root):
            return True
    return False
