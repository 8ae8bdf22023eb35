"""Third parties whose relations with either actor moved at the same time, and how much of that chance explains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from detente.relations.shifts.shift import Shift

SLACK_MONTHS: Final = 1
"""How far outside of the shift's date interval another may lie and be of the same time."""


@dataclass(frozen=True, slots=True)
class MovedTogether:
    """What moved with a shift.

    Attributes:
        third_parties: Shifts between a third actor and one of the two, in the same months, the strongest first.
        expected: How many such shifts the usual rate of shifts in these dyads makes one expect.
        p_value: Probability of as many or more by chance, were shifts independent of each other; a small one says
            that something common moved, a large one that the company is no evidence.
    """

    third_parties: tuple[Shift, ...]
    expected: float
    p_value: float


def moved_together(shift: Shift, shifts: Sequence[Shift], months_searched: int) -> MovedTogether:
    """The third parties that moved with one shift.

    Args:
        shift: The shift.
        shifts: Those of all dyads over the same period, this one among them or not.
        months_searched: Length of the period, above 0.

    Returns:
        The company it has. Shifts of A-X and B-X that lie in its date interval (a month more on both sides).
    """
    own = set(shift.actors)
    start, end = _months(shift.earliest) - SLACK_MONTHS, _months(shift.latest) + SLACK_MONTHS
    of_either = [other for other in shifts if len(own & set(other.actors)) == 1]
    together = sorted(
        (other for other in of_either if start <= _months(other.month) <= end), key=lambda other: -other.strength
    )
    share = min(1.0, (end - start + 1) / months_searched)
    others = len(of_either)
    return MovedTogether(tuple(together), others * share, _at_least(len(together), others, share))


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _at_least(found: int, of: int, share: float) -> float:
    """Binomial tail."""
    if found == 0:
        return 1.0
    from scipy.special import bdtrc

    return float(bdtrc(found - 1, of, share))
