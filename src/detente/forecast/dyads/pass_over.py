"""One pass over the months: what each dyad's past looks like at chosen months, from what was known then."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

import numpy as np

from detente.forecast.dyads.targets import HORIZONS, QUADS, TARGETS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.forecast.dyads.record import DyadRecord

    Floats = NDArray[np.float64]

FADES: Final = (1.0, 3.0, 12.0, 48.0)
"""Half-lives of the counts, in months."""

OF_ACTORS: Final = (1, 3)
"""Which of FADES are kept of actors too."""

LONG_AGO: Final = 60
"""Months after which an event, or none at all, is as good as never."""


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Dyads at the end of a month; n_rows of them, n_targets targets.

    Attributes:
        period: (n_rows,) the month.
        rows: (n_rows,) places of the dyads.
        fades: (4, n_rows, n_targets) counts that fade.
        actors: (2, 2, n_rows, n_targets) fading counts of the busier and the less busy actor, by half-life.
        since: (n_rows, n_targets) months since the last event, LONG_AGO at most.
        age: (n_rows,) months since the first event of any kind.
        score: (n_rows,) fading sum of Goldstein scores.
        windows: (4, n_rows, n_targets) of the stretches as long as each horizon, how many had an event.
        n_windows: (4, n_rows) how many stretches there were.
        shares: (4, n_rows, n_targets) of the stretches of all dyads of that month, the share that had an event.
    """

    period: NDArray[np.int64]
    rows: NDArray[np.int64]
    fades: Floats
    actors: Floats
    since: Floats
    age: Floats
    score: Floats
    windows: Floats
    n_windows: Floats
    shares: Floats

    def take(self, chosen: NDArray[np.int64]) -> Standing:
        """Some of the rows, by their numbers; the rest is let go."""
        return Standing(
            self.period[chosen],
            self.rows[chosen],
            self.fades[:, chosen],
            self.actors[:, :, chosen],
            self.since[chosen],
            self.age[chosen],
            self.score[chosen],
            self.windows[:, chosen],
            self.n_windows[:, chosen],
            self.shares[:, chosen],
        )

    @staticmethod
    def joined(parts: Sequence[Standing]) -> Standing:
        """Standings of several months as one."""
        axis = {"fades": 1, "actors": 2, "windows": 1, "n_windows": 1, "shares": 1}
        return Standing(
            *(np.concatenate([getattr(part, field.name) for part in parts], axis.get(field.name, 0))
              for field in fields(Standing))
        )  # fmt: skip


def pass_over(record: DyadRecord, periods: Collection[int], dyads: NDArray[np.int64]) -> Iterator[Standing]:
    """How dyads stood at the end of each of some months, in order; those with no event yet are left out.

    Args:
        record: The past.
        periods: Months of it.
        dyads: (n,) places of the dyads looked at, rising.
    """
    n, targets = len(dyads), len(TARGETS)
    place = np.full(record.n_dyads, -1)
    place[dyads] = np.arange(n)
    fades = np.zeros((len(FADES), n, targets))
    of_actors = np.zeros((len(OF_ACTORS), len(record.actors), targets))
    last = np.full((n, targets), -10_000)
    first = np.full(n, 10_000)
    score = np.zeros(n)
    windows, n_windows = np.zeros((len(HORIZONS), n, targets)), np.zeros(len(HORIZONS))
    halves = np.array(FADES)
    steps = 0.5 ** (1 / halves)
    wanted = set(periods)
    uncovered = np.cumsum(~record.covered)
    begins = np.searchsorted(record.known, np.arange(record.n_periods + 1))
    scored = np.searchsorted(record.scores[:, 2], np.arange(record.n_periods + 1))
    sides = record.sides[dyads]
    for now in range(max(wanted, default=-1) + 1):
        cells = slice(begins[now], begins[now + 1])
        whose, when, what, many = (
            record.dyad[cells], record.period[cells], record.target[cells], record.events[cells]
        )  # fmt: skip
        late = 0.5 ** ((now - when)[None, :] / halves[:, None]) * many
        fades *= steps[:, None, None]
        of_actors *= steps[list(OF_ACTORS), None, None]
        for at, kept in enumerate(OF_ACTORS):
            for side in (0, 1):
                np.add.at(of_actors[at], (record.sides[whose, side], what), late[kept])
        own = place[whose]
        chosen = own >= 0
        own, when, what = own[chosen], when[chosen], what[chosen]
        for at in range(len(FADES)):
            np.add.at(fades[at], (own, what), late[at][chosen])
        np.maximum.at(last, (own, what), when)
        np.minimum.at(first, own, when)
        found = record.scores[scored[now] : scored[now + 1]]
        at_dyad = place[found[:, 0].astype(np.int64)]
        score *= steps[1]
        np.add.at(score, at_dyad[at_dyad >= 0], found[at_dyad >= 0, 3])
        for at, months in enumerate(HORIZONS):
            before = uncovered[now - months] if now >= months else 0
            if now >= months - 1 and uncovered[now] == before:
                windows[at] += now - last < months
                n_windows[at] += 1
        if now in wanted:
            rows = np.flatnonzero(first <= now)
            ends = of_actors[:, sides[rows]]  # half-life, row, side, target
            busier = ends[:, :, :, : len(QUADS)].sum(axis=3).argmax(axis=2)
            order = np.stack([busier, 1 - busier])  # busier first, half-life, row
            stretches = n_windows[:, None] * len(rows)
            share = (windows[:, rows].sum(axis=1) + 0.5) / (stretches + 1)  # half a stretch more: never 0
            yield Standing(
                np.full(len(rows), now),
                dyads[rows],
                fades[:, rows],
                np.take_along_axis(ends[None], order[:, :, :, None, None], axis=3)[:, :, :, 0],
                np.minimum(now - last[rows], LONG_AGO).astype(float),
                (now - first[rows]).astype(float),
                score[rows],
                windows[:, rows],
                np.repeat(n_windows[:, None], len(rows), axis=1),
                np.repeat(share[:, None], len(rows), axis=1),
            )
