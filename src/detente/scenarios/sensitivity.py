"""How far answers move with the numbers they rest on: ranges, one number at a time, and shares of the variance.

Each number that has a range is drawn from a triangle over it, peaked at its value, independently of the others.

Source:
    Saltelli et al. 2010, Variance based sensitivity analysis of model output, Computer Physics Communications 181;
    Jansen 1999 for total shares. Sequences: scipy.stats.qmc.Sobol, scrambled with a fixed seed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from detente.scenarios.bloc_draws import MOST_WHOLE, Pool
from detente.scenarios.compromise import Floats
from detente.scenarios.model import Model, Outcomes, gained
from detente.scenarios.scenario import Number, Scenario, Setting

BOTH: Final = ("before", "after")

DRAWS: Final = 1000
"""Rounded up to the next power of two, which the sequence needs."""

BROKER_DRAWS: Final = 256
BLOC_DRAWS: Final = 256
"""Of blocs of more than MOST_WHOLE actors, which cost more."""

_ROWS: Final = 256
SEED: Final = 20160920

LOW, HIGH = 0.05, 0.95
"""Ranges hold nine draws of ten."""

_CERTAIN: Final = 0.0025
"""Variance of an answer that does not move: 0.05 points of a hundred, or one draw in four hundred that differs."""


@dataclass(frozen=True, slots=True)
class Ranged:
    """A number with the range of nine draws of ten around it."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Influence:
    """How one number moves one answer.

    Attributes:
        number: The number.
        at_low, at_high: The answer with this number alone at the low and at the high end of its range.
        first: Share of the answer's variance that this number explains alone, 0 to 1.
        total: Share in which it has a part, alone or with others, 0 to 1.
    """

    number: Number
    at_low: float
    at_high: float
    first: float
    total: float

    @property
    def swing(self) -> float:
        """How far the answer lies apart between the two ends."""
        return abs(self.at_high - self.at_low)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Ranges and influences, by the answer's name.

    Attributes:
        draws: How many rows each sample has.
        ranges: For each answer, its value and range; shares of draws (0 to 1) for answers that are yes or no.
        influences: For each answer, the numbers that move it, the most telling first.
    """

    draws: int
    ranges: Mapping[str, Ranged]
    influences: Mapping[str, tuple[Influence, ...]]


Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class BlocSpec:
    """How blocs are drawn.

    Attributes:
        pools: For settings of more than MOST_WHOLE actors, the configurations to choose from.
        draws: Rows that are looked at, the first ones; None is all.
    """

    pools: Mapping[str, Pool] = field(default_factory=dict)
    draws: int | None = None


def answers(
    model: Model,
    rows: Floats,
    *,
    issues: bool = True,
    blocs: Collection[str] = BOTH,
    spec: BlocSpec | None = None,
    dealt: Outcomes | None = None,
) -> dict[str, Floats]:
    """The answers of each draw, by name: outcomes, gains, and whether the two asked about share a bloc.

    `blocs` names the settings whose blocs are looked at; `dealt` is as `Model.outcomes` takes it.
    """
    found: dict[str, Floats] = {}
    scenario, spec = model.scenario, spec or BlocSpec()
    if issues and (scenario.before.issues or scenario.after.issues):
        got = model.outcomes(rows, dealt=dealt)
        both = [key for key in got.after if key in got.before]
        actors = [party.id for party in scenario.after.parties]
        start = model.losses(rows, got.before, both)
        found |= {f"outcome before: {key}": each for key, each in got.before.items()}
        found |= {f"outcome after: {key}": each for key, each in got.after.items()}
        change = gained(start, model.losses(rows, got.after, both), actors)
        found |= {f"gain: {actor}": each for actor, each in change.items()}
        if scenario.deal is not None and got.agreed is not None:
            found |= {f"outcome deal: {key}": got.deal[key] for key in scenario.deal.issues}
            agreed = gained(start, model.losses(rows, got.deal, both), actors)
            found |= {f"gain deal: {actor}": each for actor, each in agreed.items()}
            found["agreed"] = got.agreed.astype(float)
    if scenario.pair is not None:
        for when, setting in _settings_of_pair(scenario).items():
            if when in blocs:
                shared = model.together(rows[: spec.draws], setting, scenario.pair, spec.pools.get(when))
                found[f"together {when}"] = shared.astype(float)
    return found


def _settings_of_pair(scenario: Scenario) -> dict[str, Setting]:
    """The settings in which both of the two asked about take part."""
    pair = set(scenario.pair or ())
    settings = zip(BOTH, (scenario.before, scenario.after), strict=True)
    return {when: setting for when, setting in settings if pair <= {party.id for party in setting.parties}}


def measure_sensitivity(
    model: Model, *, draws: int = DRAWS, seed: int = SEED, progress: Progress = lambda done, of: None
) -> Sensitivity:
    """Ranges and influences of all answers.

    Args:
        model: The scenario.
        draws: Rows of each sample; rounded up to a power of two.
        seed: Of the scrambling.
        progress: Called with how many numbers have been looked at, and how many there are; what it raises ends the
            measuring.

    Returns:
        The same for the same scenario and seed. Above MOST_WHOLE actors blocs are drawn BLOC_DRAWS times only.
    """
    progress(0, len(model.varying))
    size = 1 << max(4, (draws - 1).bit_length())
    first, second = _samples(model, size, seed)
    spec = _bloc_spec(model, first, second)
    base = answers(model, model.base(), spec=spec)
    got, other = (answers(model, rows, spec=spec) for rows in (first, second))
    ranges = {key: _ranged(key, float(base[key][0]), np.concatenate([got[key], other[key]])) for key in got}
    ends = _at_ends(model, spec)
    found: dict[str, list[Influence]] = {key: [] for key in other}
    variance = {key: float(np.var(np.concatenate([got[key], other[key]]))) for key in other}
    same = model.outcomes(first)
    for done, place in enumerate(model.varying):
        progress(done, len(model.varying))
        number = model.numbers[place]
        moved = _moved(model, number, (first, second[:, place]), same, spec)
        for key, values in moved.items():
            if variance[key] <= _CERTAIN:
                continue
            total = float(np.mean((got[key] - values) ** 2) / 2 / variance[key])
            alone = float(np.mean(other[key] * (values - got[key])) / variance[key])
            if total > 1e-4:
                low, high = (float(each[key][done]) for each in ends)
                found[key].append(Influence(number, low, high, min(max(alone, 0.0), 1.0), min(total, 1.0)))
    progress(len(model.varying), len(model.varying))
    ordered = {key: tuple(sorted(each, key=lambda one: (-one.total, one.number.field))) for key, each in found.items()}
    return Sensitivity(size, ranges, ordered)


def _bloc_spec(model: Model, first: Floats, second: Floats) -> BlocSpec:
    """Few actors: every configuration in every draw. Many: fewer draws, and what their searches end in."""
    settings = _settings_of_pair(model.scenario) if model.scenario.pair else {}
    many = {when: setting for when, setting in settings.items() if len(setting.parties) > MOST_WHOLE}
    if not many:
        return BlocSpec()
    drawn = np.concatenate([model.base(), first[:BLOC_DRAWS], second[:BLOC_DRAWS]])
    return BlocSpec({when: model.pool(drawn, setting) for when, setting in many.items()}, BLOC_DRAWS)


def _moved(
    model: Model, number: Number, of: tuple[Floats, Floats], same: Outcomes, spec: BlocSpec
) -> dict[str, Floats]:
    """The answers of a sample in which one number is drawn anew: a sample, and the number's new column."""
    rows, column = of
    place = model.column[number.field]
    tie = number.field.startswith(("ties.", "change.ties."))
    kept = rows[:, place].copy()
    rows[:, place] = column
    try:
        return answers(
            model,
            rows,
            issues=not tie,
            blocs=("after",) if tie or number.field.endswith(".size") else (),
            spec=spec,
            dealt=None if model.moves_deal(number) else same,
        )
    finally:
        rows[:, place] = kept


def sample(model: Model, draws: int, seed: int = SEED) -> Floats:
    """(draws, numbers): one sample of the numbers; `draws` is a power of two."""
    return _samples(model, draws, seed)[0]


def _samples(model: Model, size: int, seed: int) -> tuple[Floats, Floats]:
    from scipy.stats import qmc

    varying = model.varying
    rows = np.repeat(model.base(), size, axis=0)
    first, second = rows, rows.copy()
    if varying:
        drawn = qmc.Sobol(d=2 * len(varying), scramble=True, rng=np.random.default_rng(seed)).random(size)
        for place, column in enumerate(varying):
            number = model.numbers[column]
            first[:, column] = _triangle(drawn[:, place], number)
            second[:, column] = _triangle(drawn[:, len(varying) + place], number)
    return first, second


def _triangle(share: Floats, number: Number) -> Floats:
    """Values whose distribution function is at these shares."""
    low, peak, high = number.low, number.value, number.high
    width = high - low
    turn = (peak - low) / width
    rising = low + np.sqrt(share * width * (peak - low))
    falling = high - np.sqrt((1 - share) * width * (high - peak))
    return np.where(share < turn, rising, falling)


def _at_ends(model: Model, spec: BlocSpec) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """The answers with all numbers as given but one, at its low and at its high end; a row for each varying number."""
    spec = BlocSpec(spec.pools)
    found: tuple[dict[str, list[Floats]], dict[str, list[Floats]]] = ({}, {})
    for at in range(0, len(model.varying), _ROWS):
        columns = model.varying[at : at + _ROWS]
        for end, told in zip(("low", "high"), found, strict=True):
            rows = np.repeat(model.base(), len(columns), axis=0)
            for row, column in enumerate(columns):
                rows[row, column] = getattr(model.numbers[column], end)
            for key, values in answers(model, rows, spec=spec).items():
                told.setdefault(key, []).append(values)
    low, high = ({key: np.concatenate(each) for key, each in told.items()} for told in found)
    return low, high


def _ranged(key: str, value: float, drawn: Floats) -> Ranged:
    """Nine draws of ten; of yes and no, the share of yes as the value and both ends."""
    if key.startswith(("together", "agreed")):
        share = float(drawn.mean())
        return Ranged(value, share, share)
    low, high = np.quantile(drawn, [LOW, HIGH])
    return Ranged(value, float(low), float(high))
