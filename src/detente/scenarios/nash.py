"""Generalised Nash bargaining over one issue or a package of issues, with squared distance as what is lost.

An actor i at x loses sum_k a_ik (x_k - p_ik)^2: a_ik its stake in issue k, p_ik its position. A bargain maximises the
weighted product of what each gains over its loss without one. Where it lies, x_k is again a weighted compromise, in
which whoever gains less has more weight; so the best mix of weights is looked for, not the point itself.

Source:
    Nash 1950, The bargaining problem, Econometrica 18; Kalai 1977 for unequal weights; Achen 2006 for its nearness to
    the compromise model.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import Final

import numpy as np

from detente.scenarios.compromise import BargainError, Floats

MOST_AT_TABLE: Final = 4
"""Parties of a package bargain: two, and up to two brokers."""

_FIRST: Final = {3: 44, 4: 18}
_GRID: Final = {3: 8, 4: 6}
"""How finely the mixes of weights are cut at first and at each zoom, by the number of parties."""

_ZOOMS: Final = 44
_SHRINK: Final = 0.7
_HALVINGS: Final = 34
_CUT: Final = 1e-9


def nash_point(positions: Floats, weights: Floats, room: float) -> float:
    """The generalised Nash bargain on one issue when no agreement costs every actor `room`.

    Args:
        positions: (n,), in the issue's unit.
        weights: (n,), 0 or more: bargaining power, such as salience times capability.
        room: What an actor has without agreement is the same as with an outcome sqrt(room) away from its position; so
            large that no two positions are further apart. The larger, the nearer the bargain to the compromise.

    Raises:
        BargainError: Some position is too far from another for this room, or nobody has weight.

    >>> import numpy as np
    >>> round(nash_point(np.array([0.0, 1.0]), np.array([1.0, 1.0]), room=4.0), 6)
    0.5
    """
    positions, weights = positions[weights > 0], weights[weights > 0]
    if not len(positions):
        raise BargainError("nobody has any weight in the bargain")
    low, high = float(positions.min()), float(positions.max())
    if (high - low) ** 2 >= room:
        raise BargainError(
            f"positions from {low:g} to {high:g} leave somebody nothing to gain with a room of {room:g}; "
            f"give more than {(high - low) ** 2:g}"
        )
    for _ in range(200):  # the slope falls all along: halve where it changes sign
        middle = (low + high) / 2
        slope = (weights * (positions - middle) / (room - (positions - middle) ** 2)).sum()
        low, high = (middle, high) if slope > 0 else (low, middle)
    return (low + high) / 2


@dataclass(frozen=True, slots=True)
class Bargains:
    """Package bargains of many draws at once.

    Attributes:
        points: (draws, issues): what is agreed on, or what comes without agreement where there is none.
        gains: (draws, parties): squared loss avoided, 0 where there is no agreement.
        agreed: (draws,): whether there is anything that leaves every party better off.
    """

    points: Floats
    gains: Floats
    agreed: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def nash_package(positions: Floats, stakes: Floats, without: Floats, power: Floats, *, fine: bool = True) -> Bargains:
    """The Nash bargain of two to four parties over a package of issues.

    Args:
        positions: (draws, parties, issues), in one unit for all issues.
        stakes: (draws, parties, issues), 0 or more: the weight of the squared distance.
        without: (draws, issues): the outcomes without agreement.
        power: (draws, parties), above 0: bargaining power.
        fine: False looks less closely where there are more than two parties, for many draws.

    Raises:
        BargainError: Fewer than two parties, or more than four.
    """
    parties = positions.shape[1]
    if not 2 <= parties <= MOST_AT_TABLE:
        raise BargainError(f"{parties} parties at the table; from 2 to {MOST_AT_TABLE} can bargain over a package")
    lost = (stakes * (without[:, None, :] - positions) ** 2).sum(axis=2)
    mix = (
        _of_two(positions, stakes, without, power)
        if parties == 2
        else _of_more(positions, stakes, without, power, fine)
    )
    points = _compromise(mix[:, None], positions, stakes, without)[:, 0]
    gains = lost - (stakes * (points[:, None, :] - positions) ** 2).sum(axis=2)
    agreed = (gains > _CUT * np.maximum(lost, _CUT)).all(axis=1)
    return Bargains(np.where(agreed[:, None], points, without), np.where(agreed[:, None], gains, 0.0), agreed)


def _of_two(positions: Floats, stakes: Floats, without: Floats, power: Floats) -> Floats:
    """(draws, 2): the mix where each one's weight is as its power over its gain. More weight, more gain: so halve."""
    lost = (stakes * (without[:, None, :] - positions) ** 2).sum(axis=2)
    low, high = np.zeros(len(positions)), np.ones(len(positions))
    for _ in range(_HALVINGS):
        first = (low + high) / 2
        mix = np.stack([first, 1 - first], axis=1)
        points = _compromise(mix[:, None], positions, stakes, without)[:, 0]
        gains = lost - (stakes * (points[:, None, :] - positions) ** 2).sum(axis=2)
        pulled = mix * gains / power
        more = pulled[:, 0] < pulled[:, 1]
        low, high = np.where(more, first, low), np.where(more, high, first)
    return np.stack([(low + high) / 2, 1 - (low + high) / 2], axis=1)


def _of_more(positions: Floats, stakes: Floats, without: Floats, power: Floats, fine: bool) -> Floats:
    """(draws, parties): the best mix found on a grid that is drawn ever closer around the best so far."""
    parties = positions.shape[1]
    lost = (stakes * (without[:, None, :] - positions) ** 2).sum(axis=2)
    scale = np.maximum(stakes.sum(axis=(1, 2)), _CUT)
    best = np.full((len(positions), parties), 1 / parties)
    value, reach, rows = np.full(len(positions), -np.inf), 1.0, np.arange(len(positions))
    for zoom in range(_ZOOMS if fine else _ZOOMS // 3):
        mixes = _mixes(parties, _GRID[parties] if zoom else _FIRST[parties] // (1 if fine else 2))
        tried = np.maximum(best[:, None, :] + reach * (mixes[None] - 1 / parties), _CUT)
        tried /= tried.sum(axis=2, keepdims=True)
        points = _compromise(tried, positions, stakes, without)
        gains = lost[:, None, :] - (stakes[:, None] * (points[:, :, None, :] - positions[:, None]) ** 2).sum(axis=3)
        # Where nothing leaves all better off, the mix that is best for the worst off leads towards what does.
        worst = gains.min(axis=2) / scale[:, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            product = (power[:, None] * np.log(np.maximum(gains, 0))).sum(axis=2)
        score = np.where(worst > 0, product, -1e9 + np.minimum(worst, 0))
        at = score.argmax(axis=1)
        found = score[rows, at]
        best = np.where((found > value)[:, None], tried[rows, at], best)
        value = np.maximum(value, found)
        reach = (reach * (_SHRINK if fine else _SHRINK**2)) if zoom else 0.5
    return _settled(best, positions, stakes, without, power) if fine else best


def _settled(mix: Floats, positions: Floats, stakes: Floats, without: Floats, power: Floats) -> Floats:
    """A good mix brought nearer to weights as power over gain, as they are in the bargain; only steps that better it.

    A step that does not better a draw is halved the next time.
    """
    lost = (stakes * (without[:, None, :] - positions) ** 2).sum(axis=2)
    pace = np.full(len(mix), 0.5)

    def judged(mix: Floats) -> tuple[Floats, Floats]:
        points = _compromise(mix[:, None], positions, stakes, without)[:, 0]
        gains = np.maximum(lost - (stakes * (points[:, None, :] - positions) ** 2).sum(axis=2), 0)
        with np.errstate(divide="ignore"):
            return gains, (power * np.log(gains)).sum(axis=1)

    gains, value = judged(mix)
    for _ in range(120):
        with np.errstate(divide="ignore", invalid="ignore"):
            aim = np.where(gains > 0, power / gains, 0.0)
            aim /= aim.sum(axis=1, keepdims=True)
        tried = np.maximum(mix + pace[:, None] * (np.nan_to_num(aim) - mix), _CUT)
        tried /= tried.sum(axis=1, keepdims=True)
        found, worth = judged(tried)
        better = worth > value
        mix = np.where(better[:, None], tried, mix)
        gains, value = np.where(better[:, None], found, gains), np.where(better, worth, value)
        pace = np.where(better, np.minimum(pace * 1.5, 0.9), pace / 2)
    return mix


def _compromise(mixes: Floats, positions: Floats, stakes: Floats, without: Floats) -> Floats:
    """(draws, mixes, issues): the mean of positions by mix times stake; what comes anyhow where nobody has a stake."""
    weights = mixes[:, :, :, None] * stakes[:, None]
    total = weights.sum(axis=2)
    with np.errstate(invalid="ignore", divide="ignore"):
        mean = (weights * positions[:, None]).sum(axis=2) / total
    return np.where(total > 0, mean, without[:, None, :])


@cache
def _mixes(parties: int, cuts: int) -> Floats:
    """All mixes of weights on an even grid; their sum is 1."""
    bars = combinations(range(cuts + parties - 1), parties - 1)
    rows = [np.diff([-1, *bar, cuts + parties - 1]) - 1 for bar in bars]
    return np.array(rows) / cuts
