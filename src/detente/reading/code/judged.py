"""The rules' events, judged by the trained coder: retyped where it is sure of another type, and with its confidence.

The rules find who does something to whom; the coder tells what it is. Between a source and a target that are given it
has the last word; of what the rules find by themselves it changes only what it is sure of. What it takes for no event
stays, with little confidence.
"""

from __future__ import annotations

from dataclasses import dataclass

from detente.reading.coder.pairs import TypeShares

SURE = 0.95  # from this share on the coder's type replaces a rule's ...
DOUBTED = 0.02  # ... that it gives no more than this
NOTHING = 0.6  # share of NONE from which nothing is told between a given pair, where the rules too find nothing
SURELY_NOTHING = 0.9  # and where they find something


@dataclass(frozen=True, slots=True)
class Verdict:
    """The type that stands in the end, whether it is the rules' own, and how likely it is right."""

    type: str
    kept: bool
    confidence: float


def of_pair(rule_type: str | None, shares: TypeShares) -> Verdict | None:
    """What a given source does to a given target; None where nothing is told between them.

    Args:
        rule_type: What the rules make of the two, None where they find no clause.
        shares: What the coder makes of them.
    """
    if shares.none >= (NOTHING if rule_type is None else SURELY_NOTHING):
        return None
    kind = shares.likeliest
    return Verdict(kind, kind == rule_type, round(shares.shares[kind], 3))


def of_found(
    rule_type: str, shares: TypeShares, *, beside: frozenset[str] = frozenset(), whole: bool = True
) -> Verdict:
    """What becomes of an event that the rules found.

    Args:
        rule_type: Its type.
        shares: What the coder makes of its source and target.
        beside: Types of the other events that the rules found between the same two in the same sentence. The coder
            tells the two's main event only: what it gives to another one that is there counts half for this one.
        whole: Whether both source and target stand in the sentence. Of half an event the coder retypes nothing.
    """
    kind, own = shares.likeliest, shares.shares[rule_type]
    alone = not beside - {rule_type}
    if kind != rule_type and whole and alone and shares.shares[kind] >= SURE and own <= DOUBTED:
        return Verdict(kind, False, round(shares.shares[kind], 3))
    others = sum(shares.shares[each] for each in beside - {rule_type})
    return Verdict(rule_type, True, round(own + others / 2, 3))
