"""Footnotes: evidence numbered by date, references to it from the text, and the way back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from detente.views.cited import Cited


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference: the note's number, and the id of the place that refers to it."""

    number: int
    place: str


@dataclass(frozen=True, slots=True)
class Refs:
    """References of one number; `more` pieces of its evidence are not among the notes or not named one by one."""

    refs: tuple[Ref, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote and the places that refer to it."""

    number: int
    cited: Cited
    places: tuple[str, ...]


class Notes:
    """The notes of one page; what refers to them is counted as it is made."""

    def __init__(self, cited: Mapping[str, Cited]) -> None:
        """Number the evidence by date; what has no day comes last."""
        ordered = sorted(cited.values(), key=lambda each: (each.day or date.max, each.id))
        self._cited = ordered
        self._numbers = {each.id: number for number, each in enumerate(ordered, 1)}
        self._places: dict[int, list[str]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._cited)

    def refs(self, ids: Iterable[str], *, most: int = 3, of: int | None = None) -> Refs:
        """References to some evidence.

        Args:
            ids: Evidence ids, the most telling first.
            most: How many references are made.
            of: How many pieces there are in all, where `ids` are not all of them.
        """
        wanted = list(dict.fromkeys(ids))
        numbers = sorted(self._numbers[id_] for id_ in [id_ for id_ in wanted if id_ in self._numbers][:most])
        refs = []
        for number in numbers:
            place = f"r{number}-{len(self._places[number]) + 1}"
            self._places[number].append(place)
            refs.append(Ref(number, place))
        return Refs(tuple(refs), max((len(wanted) if of is None else of) - len(refs), 0))

    def numbers(self, ids: Iterable[str]) -> tuple[int, ...]:
        """The numbers of the notes of some evidence, without a way back."""
        return tuple(sorted({self._numbers[id_] for id_ in ids if id_ in self._numbers}))

    def notes(self) -> list[Note]:
        """All notes, to be asked when every reference is made."""
        return [Note(number, each, tuple(self._places[number])) for number, each in enumerate(self._cited, 1)]
