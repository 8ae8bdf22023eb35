"""Read a folder of a temporal knowledge graph: train.txt, valid.txt, test.txt, entity2id.txt, relation2id.txt.

A line of the first three is source, relation, object and time, all whole numbers, with a fifth column in some data sets
that tells nothing; a line of the last two is a name and its number. stat.txt is not needed. Layout after the folders
published with RE-GCN (Li et al., SIGIR 2021) and used since.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from detente.errors import EmptyInputError, InputError
from detente.forecast.facts import EventData, Facts

if TYPE_CHECKING:
    from numpy.typing import NDArray

_PARTS: Final = ("train", "valid", "test")
_WIDTHS: Final = (4, 5)
_MOST_NAMELESS: Final = 10_000_000
_LAYOUT: Final = "expected whole numbers: source, relation, object, time (and a fifth column that is ignored)"


def read_event_data(folder: Path) -> EventData:
    """Read a folder; numbers of actors, types and times are made dense, whatever gaps the files have.

    Args:
        folder: Holds train.txt, valid.txt and test.txt; entity2id.txt and relation2id.txt where there are names.

    Returns:
        The facts with steps instead of times: one step is the greatest common divisor of the gaps between the times.

    Raises:
        InputError: A file is missing, a line is not as expected, a number has no name, or the parts overlap in time.
        EmptyInputError: train.txt or test.txt holds no fact.
    """
    missing = [f"{part}.txt" for part in _PARTS if not (folder / f"{part}.txt").is_file()]
    if missing:
        found = ", ".join(sorted(path.name for path in folder.iterdir())[:8]) if folder.is_dir() else "no such folder"
        raise InputError(
            f"{folder}: {', '.join(missing)} missing (found: {found or 'nothing'}); "
            "expected train.txt, valid.txt and test.txt."
        )
    rows = {part: _read_facts(folder / f"{part}.txt") for part in _PARTS}
    for part in ("train", "test"):
        if not len(rows[part]):
            raise EmptyInputError(f"{folder / f'{part}.txt'}: holds no fact.")
    _check_time(folder, rows)
    stacked = np.concatenate([rows[part] for part in _PARTS])
    actors = _numbering(folder, "entity2id.txt", (stacked[:, 0], stacked[:, 2]), rows, (0, 2))
    types = _numbering(folder, "relation2id.txt", (stacked[:, 1],), rows, (1,))
    stamps = np.unique(stacked[:, 3])
    width = int(np.gcd.reduce(np.diff(stamps))) if len(stamps) > 1 else 1
    train, valid, test = (
        Facts(
            np.searchsorted(actors.ids, part[:, 0]),
            np.searchsorted(types.ids, part[:, 1]),
            np.searchsorted(actors.ids, part[:, 2]),
            (part[:, 3] - stamps[0]) // width,
        )
        for part in rows.values()
    )
    return EventData(train, valid, test, actors.names, types.names, int(stamps[0]), width)


@dataclass(frozen=True, slots=True, eq=False)
class _Numbering:
    """A data set's own numbers, ascending, with their names ("" without): a number's place is its dense number."""

    ids: NDArray[np.int64]
    names: tuple[str, ...]


def _read_facts(path: Path) -> NDArray[np.int64]:
    """(n_facts, 4). A first line with one number is a count, as some folders have it."""
    # Not numpy's loadtxt: on bytes that are no numbers it can end the whole process.
    lines = _lines(path)
    cells = [line.split() for line in lines]
    counted = len(cells[0]) == 1 and _is_whole(cells[0][0])
    width = next((len(row) for row in cells if len(row) in _WIDTHS), _WIDTHS[0])
    facts = []
    for number, row in enumerate(cells[counted:], start=counted + 1):
        if not row:
            continue
        if len(row) != width or not all(map(_is_whole, row)):
            raise InputError(f"{path}, line {number}: {lines[number - 1][:80]!r} has {len(row)} columns; {_LAYOUT}.")
        facts.append([int(cell) for cell in row[:4]])
    if counted and int(cells[0][0]) != len(facts):
        raise InputError(f"{path}: line 1 counts {cells[0][0]} facts, but {len(facts)} follow; the file may be cut.")
    return np.array(facts, dtype=np.int64).reshape(-1, 4)


def _is_whole(cell: str) -> bool:
    try:
        return "_" not in cell and abs(int(cell)) < 2**63
    except ValueError:
        return False


def _check_time(folder: Path, rows: dict[str, NDArray[np.int64]]) -> None:
    """Parts follow each other in time; else a forecast would be asked about its own past."""
    filled = [(part, rows[part][:, 3]) for part in _PARTS if len(rows[part])]
    for (before, earlier), (after, later) in itertools.pairwise(filled):
        if later.min() < earlier.max():
            raise InputError(
                f"{folder}: {after}.txt begins at time {later.min()}, before {before}.txt ends ({earlier.max()}); "
                "expected parts cut by time. Sort all facts by time and cut anew."
            )


def _numbering(
    folder: Path,
    file: str,
    used: tuple[NDArray[np.int64], ...],
    rows: dict[str, NDArray[np.int64]],
    columns: tuple[int, ...],
) -> _Numbering:
    numbers = np.unique(np.concatenate(used))
    path = folder / file
    if not path.is_file():  # nameless: every number up to the largest is somebody that could be ranked
        if numbers[0] < 0:
            raise InputError(f"{folder}: number {numbers[0]} is negative, and there is no {file} that names it.")
        if numbers[-1] >= _MOST_NAMELESS:
            raise InputError(
                f"{folder}: number {numbers[-1]} is used, and there is no {file}; every number up to the largest would "
                f"be ranked, and at most {_MOST_NAMELESS:,} can be. Write {file} with the numbers that are somebody's."
            )
        every = np.arange(numbers[-1] + 1)
        return _Numbering(every, ("",) * len(every))
    named = _read_names(path)
    unnamed = np.setdiff1d(numbers, np.fromiter(named, dtype=np.int64, count=len(named)))
    if len(unnamed):
        place = next(
            f"{part}.txt, fact {int(np.flatnonzero(hit)[0]) + 1}"
            for part in _PARTS
            if (hit := np.isin(rows[part][:, columns], unnamed).any(axis=1)).any()
        )
        raise InputError(
            f"{place}: number {unnamed[0]} is not in {path} ({len(named)} numbers, {min(named)} to {max(named)}); "
            f"{len(unnamed)} such in all. Do the files belong together?"
        )
    ids = np.array(sorted(named), dtype=np.int64)
    return _Numbering(ids, tuple(named[int(number)] for number in ids))


def _read_names(path: Path) -> dict[int, str]:
    """Lines of name and number, by tab or blanks; the name may hold blanks, and a count may stand in the first line."""
    lines = _lines(path)
    names: dict[int, str] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or (number == 1 and line.strip().isdecimal()):
            continue
        name, found, cell = line.rstrip().rpartition("\t")
        if not found:
            name, _, cell = line.rstrip().rpartition(" ")
        if not _is_whole(cell) or int(cell) in names:
            problem = "repeats a number" if _is_whole(cell) else "does not end in a whole number"
            raise InputError(f"{path}, line {number}: {line[:80]!r} {problem}; expected a name, a tab and its number.")
        names[int(cell)] = name.strip()
    if not names:
        raise EmptyInputError(f"{path}: names nobody; expected lines of a name, a tab and its number.")
    return names


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise InputError(f"{path}: is not UTF-8 text.") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}).") from None
