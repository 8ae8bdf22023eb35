"""What a year of a dyad's events says of its level, in numbers that do not grow with the volume of news."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from detente.relations.dyad_months import DyadMonths
from detente.relations.levels.known import Known

WINDOW: Final = 12
"""Months that are looked at together, the month asked for being the last; Peace Data is coded by years."""

LEAST_VOLUME: Final = 1000
"""Events of all actors in the window from which on the actors' shares of them mean something."""

MOST_SHARE: Final = 0.2
"""A world in which one actor takes part in more of the events was gathered about it: no share in it means anything. No
state that the weights were fitted on passes 0.16."""

USUAL_CONFLICT: Final = 0.131
"""About conflict's share of the events that the weights were fitted on; what a dyad without events is taken to have."""

PRIOR_EVENTS: Final = 2.0
"""How many events with the usual share every window is given beforehand: few events say little."""

INPUTS: Final[dict[str, tuple[str, ...]]] = {
    "events": ("conflict_odds",),
    "volume": ("closeness", "smaller_actor", "larger_actor"),
    "ideal_points": ("ideal_point_distance",),
    "defence_pact": ("defence_pact",),
    "border": ("border",),
    "rivalry": ("rivalry",),
}
"""The numbers that each input gives. All but the events may be missing."""

Features = dict[str, tuple[float, ...] | None]
"""By input; None where the input is not known."""


@dataclass(frozen=True, slots=True)
class WindowCounts:
    """A dyad's counts over the window.

    Attributes:
        quads: Events of the four quad classes.
        events: All events, also those without one.
        smaller, larger: Events in which the less and the more often named of the two take part.
        volume: Events of all actors.
        months, covered: Months in the window, and those that the feeds covered whole.
    """

    quads: tuple[float, float, float, float]
    events: float
    smaller: float
    larger: float
    volume: float
    months: int
    covered: int

    @property
    def coded(self) -> float:
        """Events with a quad class."""
        return sum(self.quads)


def window_counts(dyad: DyadMonths, at: np.datetime64) -> WindowCounts:
    """The counts of the WINDOW months that end with month `at`; months before the record starts are not covered.

    Raises:
        ValueError: The dyad is directed, for a level has no direction; or `at` is none of its months.
    """
    if dyad.directed:
        raise ValueError(f"{dyad.first} to {dyad.second}: a level has no direction; count both directions together")
    position = int((at.astype("datetime64[M]") - dyad.months[0]).astype(int)) if len(dyad) else -1
    if not 0 <= position < len(dyad):
        raise ValueError(f"{at} is none of the months of {dyad.first}-{dyad.second}")
    own = slice(max(0, position + 1 - WINDOW), position + 1)

    def total(counts: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> float:
        return float(np.nansum(counts[own]))

    one, two = total(dyad.first_volume), total(dyad.second_volume)
    return WindowCounts(
        quads=tuple(total(dyad.quad_counts[:, number]) for number in range(4)),  # type: ignore[arg-type]
        events=total(dyad.events),
        smaller=min(one, two),
        larger=max(one, two),
        volume=total(dyad.month_volume),
        months=WINDOW,
        covered=int(dyad.covered[own].sum()),
    )


def features(counts: WindowCounts, known: Known) -> Features:
    """The numbers of every input.

    The odds are of conflict against cooperation, beside the usual ones: 0 says "as with others", also without an event.
    Closeness is events of the two beside those to expect if actors met by chance. None of them grows with the
    volume of news itself; more of it only moves them farther from 0.
    """
    usual, whole = PRIOR_EVENTS * USUAL_CONFLICT, counts.coded + PRIOR_EVENTS
    conflict = counts.quads[2] + counts.quads[3] + usual
    return {
        "events": (float(np.log(conflict / (whole - conflict)) - np.log(usual / (PRIOR_EVENTS - usual))),),
        "volume": _volume(counts),
        "ideal_points": None if known.ideal_point_distance is None else (known.ideal_point_distance,),
        "defence_pact": _flag(known.defence_pact),
        "border": _flag(known.border),
        "rivalry": _flag(known.rivalry),
    }


def _volume(counts: WindowCounts) -> tuple[float, ...] | None:
    if counts.volume < LEAST_VOLUME or counts.larger > MOST_SHARE * counts.volume:
        return None
    by_chance = counts.smaller * counts.larger / counts.volume
    shares = ((part + 3) / (counts.volume + 100) for part in (counts.smaller, counts.larger))
    return (float(np.log((counts.events + 1) / (by_chance + 1))), *(float(np.log(share)) for share in shares))


def _flag(known: bool | None) -> tuple[float, ...] | None:
    return None if known is None else (float(known),)
