"""Dated facts as arrays: who did what to whom, at which step; and a data set of them cut by time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """Quadruples as four int64 arrays of one length.

    Attributes:
        source: Actor number, 0 to n_actors - 1.
        type: Event type number. A fact asked from its target's side has its type plus n_types (`both_ways`).
        target: Actor number.
        step: Time in steps (days, quarters of an hour, years ...) since the first fact of the data set.
    """

    source: NDArray[np.int64]
    type: NDArray[np.int64]
    target: NDArray[np.int64]
    step: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.step)

    def __getitem__(self, which: slice | NDArray[np.int64] | NDArray[np.bool_]) -> Facts:
        return Facts(self.source[which], self.type[which], self.target[which], self.step[which])

    @staticmethod
    def of(rows: NDArray[np.int64]) -> Facts:
        """From an array (n_facts, 4) of source, type, target, step."""
        source, kind, target, step = (np.ascontiguousarray(column) for column in rows.astype(np.int64).T)
        return Facts(source, kind, target, step)

    @staticmethod
    def joined(*parts: Facts) -> Facts:
        """The parts one after the other."""
        return Facts(
            np.concatenate([part.source for part in parts]),
            np.concatenate([part.type for part in parts]),
            np.concatenate([part.target for part in parts]),
            np.concatenate([part.step for part in parts]),
        )

    def in_order(self) -> Facts:
        """By step, then source, type, target, each fact once: the order in a file tells nothing."""
        order = np.lexsort((self.target, self.type, self.source, self.step))
        ordered = self[order]
        if not len(ordered):
            return ordered
        new = np.ones(len(ordered), dtype=np.bool_)
        new[1:] = (
            (np.diff(ordered.step) != 0)
            | (np.diff(ordered.source) != 0)
            | (np.diff(ordered.type) != 0)
            | (np.diff(ordered.target) != 0)
        )
        return ordered[new]

    def both_ways(self, n_types: int) -> Facts:
        """Each fact, then each fact seen from its target: (target, type + n_types, source)."""
        return Facts.joined(self, Facts(self.target, self.type + n_types, self.source, self.step))

    def by_step(self) -> Iterator[tuple[int, Facts]]:
        """Step by step; the facts must be in order of their steps."""
        if not len(self):
            return
        starts = np.flatnonzero(np.r_[True, np.diff(self.step) != 0])
        for start, end in zip(starts, np.r_[starts[1:], len(self)], strict=True):
            yield int(self.step[start]), self[slice(int(start), int(end))]


@dataclass(frozen=True, slots=True, eq=False)
class EventData:
    """Facts cut by time in three parts, with what is known of the numbers in them.

    Attributes:
        train, valid, test: The parts. A part may begin in the step in which the one before it ends.
        actors: Name of each actor; "" where the data set names none. Its length is the number of actors ranked.
        types: Name of each event type, likewise.
        first_stamp: The time, as the data set writes it, of step 0.
        stamps_per_step: How much the data set's time grows in one step (24 where it counts hours and has days).
    """

    train: Facts
    valid: Facts
    test: Facts
    actors: tuple[str, ...]
    types: tuple[str, ...]
    first_stamp: int = 0
    stamps_per_step: int = 1
    _all: list[Facts] = field(default_factory=list, repr=False)

    @property
    def n_actors(self) -> int:
        """Actors ranked for each query."""
        return len(self.actors)

    @property
    def n_types(self) -> int:
        """Event types, each asked in two directions."""
        return len(self.types)

    @property
    def all_facts(self) -> Facts:
        """The three parts in order, each fact once."""
        if not self._all:
            self._all.append(Facts.joined(self.train, self.valid, self.test).in_order())
        return self._all[0]

    def stamp(self, step: int) -> int:
        """A step's time as the data set writes it."""
        return self.first_stamp + step * self.stamps_per_step
