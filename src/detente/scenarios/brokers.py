"""Who can carry a deal between two: ties to both, a stake of its own, its record, and what it leaves for the two.

With a broker at the table the bargain is one of three. What the broker wants shifts it, so the two gain less or more
than alone; how much likelier the deal has to become with it for that to be worth it, follows without any assumption.
Nothing here says that anybody will mediate.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.scenarios.scenario import Mediation


@dataclass(frozen=True, slots=True)
class BrokerAnswer:
    """What one broker would mean.

    Attributes:
        broker: Its id.
        ties: Its ties to the two, after the change.
        to_both: Whether it is on friendly terms, above 0, with both.
        stake: Its salience summed over the deal's issues, 0 up, in units of one issue it cares wholly about; 0 is none.
        agreed: Whether there is a bargain that leaves all three better off.
        outcomes: Where the bargain lies, by issue, 0 to 100.
        share: How the three (or the two) split the squared loss that is avoided, by actor; the parts add up to 1.
        worth: By each of the two, the factor by which the deal must become likelier with it, to be worth as much as
            one made alone; None where it gains nothing with it; below 1 it is worth having even if it does not.
        holds: How likely the deal holds with it, if the file says so.
        record: Mediations that the file or the world names.
    """

    broker: str
    ties: tuple[float, float]
    to_both: bool
    stake: float
    agreed: bool
    outcomes: Mapping[str, float]
    share: Mapping[str, float]
    worth: Mapping[str, float | None]
    holds: float | None
    record: tuple[Mediation, ...]


def worth(alone: float, with_broker: float) -> float | None:
    """How much likelier a deal has to become with a broker to be worth as much.

    >>> worth(12.0, 8.0)
    1.5
    """
    if with_broker <= 0:
        return None
    return max(alone, 0.0) / with_broker
