"""The level of a dyad in a month, with its probability and what moved it; or that there is not enough evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING, Final

import numpy as np

from detente.relations.dyad_months import DyadMonths
from detente.relations.levels.evidence import INPUTS, WINDOW, Features, WindowCounts, features, window_counts
from detente.relations.levels.known import NOTHING_KNOWN, Known, LastKnown, TieSaid
from detente.relations.levels.model import LevelModel, level_model
from detente.relations.levels.scale import LEVELS, Level, expected_peace

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_EVENTS: Final = 3
"""Events with a quad class that the window must hold; docs/levels.md shows the score by number of events."""


@dataclass(frozen=True, slots=True)
class Moved:
    """How far one input moved the mean of the scale: what it is now less what it were without the input.

    `value` is what the input was, in words.
    """

    given: str
    by: float
    value: str


@dataclass(frozen=True, slots=True)
class LevelEstimate:
    """How two actors stood in a month.

    Attributes:
        first, second: The dyad.
        month: Its first day; the window is the year that ends with it, and starts at `window_start`.
        probabilities: Of severe rivalry, lesser rivalry, negative peace, warm peace, security community; sum 1.
        counts: The counts of the window, which the events behind it are to be looked up by.
        moved: The inputs that were known, and how far each moved the mean of the scale.
        ties: The statements that were counted.
    """

    first: str
    second: str
    month: date
    window_start: date
    probabilities: tuple[float, ...]
    counts: WindowCounts
    moved: tuple[Moved, ...]
    ties: tuple[str, ...]

    @property
    def likeliest(self) -> Level:
        """The level with the highest probability, the lower of two."""
        return LEVELS[int(np.argmax(self.probabilities))]

    @property
    def peace(self) -> float:
        """The mean of the scale, 0 (severe rivalry) to 1 (security community)."""
        return expected_peace(self.probabilities)


@dataclass(frozen=True, slots=True)
class NotEnoughEvidence:
    """Nothing is said of the level, for the window holds fewer than `needed` events with a quad class."""

    first: str
    second: str
    month: date
    window_start: date
    counts: WindowCounts
    needed: int = LEAST_EVENTS

    @property
    def reason(self) -> str:
        """Why, in words."""
        found, covered = self.counts.coded, self.counts.covered
        return (
            f"{found:.0f} events between {self.first} and {self.second} from {self.window_start} to the end of "
            f"{self.month:%B %Y} ({covered} of {self.counts.months} months covered whole); {self.needed} are needed"
        )


def level_at(
    dyad: DyadMonths, at: date, known: Known = NOTHING_KNOWN, *, model: LevelModel | None = None
) -> LevelEstimate | NotEnoughEvidence:
    """How two actors stood in the month of `at`, from the year that ends with it.

    Args:
        dyad: Its months, undirected; only those up to `at` are looked at.
        at: A day of the month asked for, one of the dyad's months.
        known: What is known beside the events, of `at` or before.
        model: Other weights than those that come with Detente.

    Raises:
        ValueError: The dyad is directed, `at` is none of its months, or the last known level lies after it.
    """
    model = model or level_model()
    month = at.replace(day=1)
    counts = window_counts(dyad, np.datetime64(at, "M"))
    start = (np.datetime64(at, "M") - (WINDOW - 1)).astype("datetime64[D]").item()
    if counts.coded < LEAST_EVENTS:
        return NotEnoughEvidence(dyad.first, dyad.second, month, start, counts)
    known = replace(known, ties=tuple(_current(known, start, month)))
    given = features(counts, known)
    probabilities = _probabilities(model, given, known, at)
    return LevelEstimate(
        first=dyad.first,
        second=dyad.second,
        month=month,
        window_start=start,
        probabilities=tuple(probabilities.tolist()),
        counts=counts,
        moved=tuple(_moved(model, given, known, at, expected_peace(probabilities.tolist()), counts)),
        ties=tuple(tie.id for tie in known.ties),
    )


def levels_over(
    dyad: DyadMonths, known: Callable[[date], Known] = lambda day: NOTHING_KNOWN
) -> Iterator[LevelEstimate | NotEnoughEvidence]:
    """The level of each of a dyad's months; `known` says what was known on a month's first day."""
    for month in dyad.months.astype("datetime64[D]").tolist():
        yield level_at(dyad, month, known(month))


def _probabilities(model: LevelModel, given: Features, known: Known, at: date) -> NDArray[np.float64]:
    if known.last_known is None:
        logits = model.without_history.logits(given)
    else:
        years = ceil((at.replace(day=1) - known.last_known.day).days / 365.25)
        if years < 0:
            raise ValueError(
                f"the last known level is of {known.last_known.day}, after {at}: hand in what was known then"
            )
        moves = np.linalg.matrix_power(model.moves, max(1, years))
        logits = np.log(moves[known.last_known.level]) + model.with_history.logits(given)
    return _softmax(logits + _said(model, known.ties))


def _said(model: LevelModel, ties: Sequence[TieSaid]) -> NDArray[np.float64]:
    """The log-likelihood of what texts state. Texts repeat each other: n of them count as the root of n."""
    texts = {(tie.article_id, tie.friendly) for tie in ties}
    if not texts:
        return np.zeros(len(LEVELS))
    each = [np.log(model.friendly if friendly else 1 - model.friendly) for _, friendly in texts]
    return np.asarray(np.mean(each, axis=0) * len(each) ** 0.5)


def _current(known: Known, start: date, month: date) -> Iterator[TieSaid]:
    end = (month.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return (tie for tie in known.ties if tie.start <= end and tie.end >= start)


def _moved(
    model: LevelModel, given: Features, known: Known, at: date, peace: float, counts: WindowCounts
) -> Iterator[Moved]:
    def without(features: Features, other: Known) -> float:
        return peace - expected_peace(_probabilities(model, features, other, at).tolist())

    no_event: Features = {"events": (0.0,) * len(INPUTS["events"])}
    for name, numbers in given.items():
        if numbers is not None:
            by = without(given | (no_event if name == "events" else {name: None}), known)
            yield Moved(name, by, value_in_words(name, counts, known))
    if known.last_known is not None:
        yield Moved("last_known", without(given, replace(known, last_known=None)), _coded(known.last_known))
    if known.ties:
        yield Moved("ties", without(given, replace(known, ties=())), _called(known.ties))


def value_in_words(given: str, counts: WindowCounts, known: Known) -> str:
    """What one of INPUTS was."""
    if given == "events":
        return f"{counts.coded:.0f}, {(counts.quads[2] + counts.quads[3]) / max(counts.coded, 1):.0%} of conflict"
    if given == "volume":
        return f"{counts.events:.0f} of {counts.volume:.0f} events of all"
    if given == "ideal_points":
        return f"{known.ideal_point_distance:.2f} apart"
    return "yes" if getattr(known, given) else "no"


def _coded(last: LastKnown) -> str:
    return f"{last.level.label} as coded up to {last.day}"


def _called(ties: Sequence[TieSaid]) -> str:
    friendly = sum(tie.friendly for tie in ties)
    return f"called allies {friendly} times, enemies or rivals {len(ties) - friendly} times"


def _softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    raised = np.exp(logits - logits.max())
    return np.asarray(raised / raised.sum())
