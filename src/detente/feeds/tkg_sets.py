"""What the numbers of a graph file mean: names of ids from the maps beside it, days from its set or the user's mapping.

The files say nothing themselves: neither which day 0 is, nor whether 24 is a day or a month later.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from detente.errors import InputError
from detente.feeds.files import MAX_BESIDE, FeedFile, beside, blocks, opened

SECONDS: Final = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 7 * 86400}
"""What one step of the number may be."""

ENTITY_MAPS: Final = ("entity2id.txt", "entity2id.tsv", "entity2id")
RELATION_MAPS: Final = ("relation2id.txt", "relation2id.tsv", "relation2id")
PARTS: Final = ("train", "valid", "test")
ENDINGS: Final = ("", ".txt", ".tsv")


@dataclass(frozen=True, slots=True)
class KnownSet:
    """A published set, told by how many entities and relations its maps have.

    `start` is the first day it covers and `days` how many; `first` is the number of that day where it counts in days.
    """

    name: str
    entities: int
    relations: int
    start: date
    days: int
    first: int


KNOWN_SETS: Final = (
    KnownSet("ICEWS14", 7128, 230, date(2014, 1, 1), 365, 1),
    KnownSet("ICEWS18", 23033, 256, date(2018, 1, 1), 304, 0),
    KnownSet("ICEWS05-15", 10488, 251, date(2005, 1, 1), 4017, 0),
)
"""Sources: Garcia-Duran et al. 2018 (ICEWS14, ICEWS05-15), Jin et al. 2020 (ICEWS18): counts, periods, steps of a day;
the numbering as in the files of Li et al. 2021 (RE-GCN). Sets that count other things, or other days, under the same
names have other counts."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Time 0 is the beginning of `origin` (UTC), and each step so many seconds. `why` tells what says so.

    `first` is the number by whose day it was told, as people speak of it: day 1 of ICEWS14 is 2014-01-01.
    """

    origin: date
    seconds: int
    why: str
    first: int = 0

    @property
    def words(self) -> str:
        """What it says, in words."""
        day = self.origin + timedelta(seconds=self.first * self.seconds)
        step = next((f"one {unit}" for unit, length in SECONDS.items() if length == self.seconds), f"{self.seconds} s")
        return f"time {self.first} is {day}, a step {step} ({self.why})"


@dataclass(frozen=True, slots=True)
class Names:
    """The two maps beside a file, by id as text; None where there is none."""

    entities: Mapping[str, str] | None
    relations: Mapping[str, str] | None


@lru_cache(maxsize=8)
def names_beside(file: FeedFile, maps: tuple[str | None, str | None] = (None, None)) -> Names:
    """The maps beside a file, or those that a mapping names instead, as paths.

    Raises:
        InputError: A map is no list of names and ids, or an id stands for two names.
    """
    entities, relations = maps
    return Names(_map(file, ENTITY_MAPS, entities), _map(file, RELATION_MAPS, relations))


def _map(file: FeedFile, names: tuple[str, ...], given: str | None) -> Mapping[str, str] | None:
    if given is not None:
        try:
            return read_map(given, Path(given).read_bytes())
        except OSError as error:
            raise InputError(f"{given}, which the mapping names, cannot be read ({error.strerror}).") from error
    found = beside(file, names)
    return None if found is None else read_map(*found)


def read_map(name: str, data: bytes) -> dict[str, str]:
    """Names by id: lines of a name, a tab and an id, or the other way round; a first line may be their number alone.

    Raises:
        InputError: A line is neither, an id stands for two names, or the text is not UTF-8.

    >>> read_map("entity2id.txt", "China\\t0\\nCôte_d'Ivoire\\t1\\n".encode())
    {'0': 'China', '1': "Côte_d'Ivoire"}
    """
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(f"{name} is not UTF-8 ({error}). Convert it.") from error
    rows = [(number, line.split("\t")) for number, line in enumerate(lines, 1) if line.strip()]
    if rows and len(rows[0][1]) == 1 and rows[0][1][0].strip().isdigit():
        rows = rows[1:]
    for number, cells in rows:
        if len(cells) < 2:
            raise InputError(f"{name}, line {number}: {cells[0][:80]!r}; expected a name, a tab and its id.")
    named_first = all(_is_id(cells[1]) for _, cells in rows)
    if not named_first and not all(_is_id(cells[0]) for _, cells in rows):
        number = next(number for number, cells in rows if not _is_id(cells[1]))
        raise InputError(f"{name}, line {number}: the second column is no id; expected a name, a tab and its id.")
    found: dict[str, str] = {}
    for number, cells in rows:
        text, id_ = (cells[0], cells[1]) if named_first else (cells[1], cells[0])
        id_ = str(int(id_))
        if found.setdefault(id_, text.strip()) != text.strip():
            raise InputError(f"{name}, line {number}: id {id_} is {found[id_]!r} already. Which of the two is it?")
    return found


def _is_id(text: str) -> bool:
    bare = text.strip()
    return bare.isascii() and bare.isdigit()


@lru_cache(maxsize=8)
def times_beside(file: FeedFile) -> tuple[int, ...]:
    """All different times of the file and of the set's other parts in its folder, ascending.

    Raises:
        InputError: None of them has a line of four numbers, or one cannot be read.
    """
    parts = [beside(file, tuple(part + ending for ending in ENDINGS)) for part in PARTS]
    contents = [found[1] for found in parts if found is not None]
    own = Path(file.member or file.path).name.removesuffix(".gz")
    if own not in {part + ending for part in PARTS for ending in ENDINGS}:
        with opened(file) as stream:
            contents.append(b"".join(blocks(stream, file, MAX_BESIDE)))
    lines = (line.split(maxsplit=4) for content in contents for line in content.splitlines())
    cells = {cells[3] for cells in lines if len(cells) > 3}
    times = sorted(int(cell) for cell in cells if cell.isdigit() and len(cell) < 10)
    if not times:
        raise InputError(f"{file.name}: no line of numbers for subject, relation, object and time.")
    return tuple(times)


def clock_of(names: Names, times: tuple[int, ...], folder: str) -> tuple[str, Clock]:
    """Name and clock of the known set that the maps and times are of.

    Args:
        names: The maps of its ids.
        times: All different times of its files, ascending.
        folder: Where it lies, for messages.

    Raises:
        InputError: It is no known set, or its times fit the set in no way or in several.
    """
    counts = (len(names.entities or ()), len(names.relations or ()))
    known = next((each for each in KNOWN_SETS if (each.entities, each.relations) == counts), None)
    if known is None:
        listed = ", ".join(f"{each.name} ({each.entities:,} and {each.relations})" for each in KNOWN_SETS)
        raise InputError(
            f"{folder}: {counts[0]:,} entities and {counts[1]:,} relations; no published set that is known has so many "
            f"({listed}). {HOW_TO_SAY}"
        )
    fitting = [unit for unit in ("day", "hour") if _fits(known, times, unit)]
    if len(fitting) != 1:
        why = "may count days or hours" if fitting else "do not fit into the days that it covers"
        raise InputError(
            f"{folder} has the entities and relations of {known.name}, but its times ({_shown(times)}) {why}. "
            + HOW_TO_SAY
        )
    first = _first_day(known, times, fitting[0])
    why = f"{known.name}, told by its {counts[0]:,} entities and {counts[1]} relations"
    return known.name, Clock(known.start - timedelta(days=first), SECONDS[fitting[0]], why, first)


HOW_TO_SAY: Final = (
    "Say which day it begins on with --mapping FILE.yaml, holding `origin: 2014-01-01` (the day of `first`), "
    "`first: 0` (its number) and `unit: day` (or hour, minute)."
)


def _fits(known: KnownSet, times: tuple[int, ...], unit: str) -> bool:
    per_day = 86400 // SECONDS[unit]
    first = _first_day(known, times, unit)
    days = [time // per_day - first for time in (times[0], times[-1])]
    return not any(time % per_day for time in times) and days[0] >= 0 and days[1] < known.days


def _first_day(known: KnownSet, times: tuple[int, ...], unit: str) -> int:
    """The number of the set's first day: as published, but 0 where a time 0 shows that it was counted from there."""
    return 0 if unit == "hour" or times[0] == 0 else known.first


def _shown(times: tuple[int, ...]) -> str:
    listed = ", ".join(map(str, times[:3]))
    return listed if len(times) <= 3 else f"{listed} ... {times[-1]}"
