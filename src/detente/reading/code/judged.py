"""The rules' events, judged by the trained coder.

The rules find who does something to whom; the coder tells what it is. Between a source and a target that are given it
has the last word. What the rules find by themselves keeps its type (on sentences that neither was made on, the rules
are as often right) and gets the coder's confidence: what it takes for no event stays, with little.
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.reading.coder.pairs import TypeShares

NOTHING = 0.6  # share of NONE from which nothing is told between a given pair, where the rules too find nothing
SURELY_NOTHING = 0.7
"""And where they find something. Out of fold, 1 of PLV's 1,050 pairs, which all tell something, has that much."""
HOLDS_BOTH = 0.6  # fit from which a clause is believed against a type that the sentence tells elsewhere
POSSIBLE = (
    0.05  # share that its type needs then; of 7 of PLV's pairs so decided out of fold, 7 are right and 1 was before
)
DOUBT = 0.3
"""Share of NONE from which an event that the rules found is doubted, where a coder reads no whole sentences."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The type that stands in the end, whether it is the rules' own, and how likely it is right."""

    type: str
    kept: bool
    confidence: float


def of_pair(
    rule_type: str | None, shares: TypeShares, fit: float = 0.0, elsewhere: frozenset[str] = frozenset()
) -> Verdict | None:
    """What a given source does to a given target; None where nothing is told between them.

    Args:
        rule_type: What the rules make of the two, None where they find no clause.
        shares: What the coder makes of them.
        fit: How well the rules' clause fits the two, 0 to 1.
        elsewhere: Types of the sentence's other clauses. What one of them tells, the coder may take for what is told
            between these two; a clause that holds both is believed then, if the coder thinks it possible at all.
    """
    if shares.none >= (NOTHING if rule_type is None else SURELY_NOTHING):
        return None
    kind = shares.likeliest
    if (
        rule_type is not None
        and rule_type != kind
        and kind in elsewhere - {rule_type}
        and fit >= HOLDS_BOTH
        and shares.shares[rule_type] >= POSSIBLE
    ):
        return Verdict(rule_type, True, round(shares.shares[rule_type] + shares.shares[kind] / 2, 3))
    return Verdict(kind, kind == rule_type, round(shares.shares[kind], 3))


def confidence_of(rule_type: str, shares: TypeShares, beside: frozenset[str]) -> float:
    """How sure the coder is of an event that the rules found: the probability that it gives to its type.

    Args:
        rule_type: Its type.
        shares: What the coder makes of its source and target.
        beside: Types of all events that the rules found between the same two in the same sentence. The coder tells the
            two's main event only: what it gives to another one that is there counts half for this one.
    """
    others = sum(shares.shares[each] for each in beside - {rule_type})
    return round(shares.shares[rule_type] + others / 2, 3)
