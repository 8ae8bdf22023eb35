"""Monthly dyads of an ICEWS knowledge-graph folder of ../shared, counted straight from its files.

The files hold (subject, relation, object, day); states are read from the country in brackets, from country names and
from who held an office on the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from detente.actors.registry import Registry
from detente.ontology.cameo import cameo_from_name
from detente.relations.dyad_months import DyadMonths

TKG = Path(__file__).parents[3] / "shared" / "data" / "tkg"

_BRACKETS = re.compile(r"\s*\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Folder:
    """One data set: its files of facts, the first day, and the number that the first day has."""

    name: str
    files: tuple[str, ...]
    start: date
    months: int
    first_number: int = 0


ICEWS_2005_2009 = Folder("ICEWS05-09", ("train.txt",), date(2005, 1, 1), 60)


def icews_dyads(folder: Folder = ICEWS_2005_2009) -> list[DyadMonths]:
    """Undirected dyads of states with at least one event, in alphabetical order; every month is covered."""
    path = TKG / folder.name
    states = _States(_labels(path / "entity2id.txt"))
    codes = [cameo_from_name(label) for label in _labels(path / "relation2id.txt")]
    quads = np.array([int(code.quad_class) if code.quad_class else 0 for code in codes])
    scores = np.array([code.goldstein for code in codes])
    facts = np.concatenate([np.loadtxt(path / name, dtype=int, usecols=(0, 1, 2, 3)) for name in folder.files])
    days = [folder.start + timedelta(int(day) - folder.first_number) for day in range(int(facts[:, 3].max()) + 1)]
    month_of = np.array([(day.year - folder.start.year) * 12 + day.month - folder.start.month for day in days])
    counted = _Counts(folder.months)
    for source, relation, target, day in facts:
        month = int(month_of[day])
        when = folder.start.replace(year=folder.start.year + month // 12, month=month % 12 + 1, day=15)
        counted.add(states.of(source, when), states.of(target, when), month, quads[relation], scores[relation])
    return counted.dyads(folder.start)


def _labels(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    by_number = {int(number): label for label, number in (line.rsplit("\t", 1) for line in lines if "\t" in line)}
    return [by_number[number] for number in range(len(by_number))]


class _States:
    """The state that an actor's label stands for, by month."""

    def __init__(self, labels: Sequence[str]) -> None:
        self._labels = [label.replace("_", " ") for label in labels]
        self._registry = Registry.load()
        self._known: dict[tuple[int, date], str | None] = {}
        self._fixed = [self._state_named(label) for label in self._labels]

    def of(self, number: int, when: date) -> str | None:
        if self._fixed[number] is not None:
            return self._fixed[number]
        if (number, when) not in self._known:
            self._known[number, when] = self._held_by(_BRACKETS.sub("", self._labels[number]), when)
        return self._known[number, when]

    def _state_named(self, label: str) -> str | None:
        for text in (*_BRACKETS.findall(label)[-1:], label):
            for actor in self._registry.lookup(text):
                if actor.kind == "state":
                    return actor.id
        return None

    def _held_by(self, name: str, when: date) -> str | None:
        states = (self._registry.state_of(actor.id, when) for actor in self._registry.lookup(name, when))
        return next((state for state in states if state), None)


class _Counts:
    def __init__(self, months: int) -> None:
        self._months = months
        self._pairs: dict[tuple[str, str], np.ndarray[tuple[int, int], np.dtype[np.float64]]] = {}
        self._volume = np.zeros(months)
        self._of_state: dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]] = {}

    def add(self, source: str | None, target: str | None, month: int, quad: int, score: float) -> None:
        self._volume[month] += 1
        for state in {source, target} - {None}:
            self._of_state.setdefault(str(state), np.zeros(self._months))[month] += 1
        if source and target and source != target:
            row = self._pairs.setdefault((min(source, target), max(source, target)), np.zeros((self._months, 7)))[month]
            row[quad] += 1
            row[5] += 1
            row[6] += score

    def dyads(self, start: date) -> list[DyadMonths]:
        months = np.datetime64(start, "M") + np.arange(self._months)
        return [
            DyadMonths(
                first=first,
                second=second,
                directed=False,
                months=months,
                covered=np.ones(self._months, bool),
                quad_counts=table[:, 1:5],
                events=table[:, 5],
                scored_events=table[:, 5],
                goldstein_sum=table[:, 6],
                stories=table[:, 5],
                outlets=np.minimum(table[:, 5], 1.0),
                first_volume=self._of_state[first],
                second_volume=self._of_state[second],
                month_volume=self._volume,
            )
            for (first, second), table in sorted(self._pairs.items())
        ]


def events_of(dyads: Iterable[DyadMonths]) -> int:
    """How many events the dyads have together."""
    return int(sum(dyad.events.sum() for dyad in dyads))
