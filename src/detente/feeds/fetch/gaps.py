"""Stretches without data, kept beside the downloads so that they later show as gaps and never as zero."""

from __future__ import annotations

import csv
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from detente.drafts import drafted
from detente.errors import FetchError, TableError
from detente.feeds.fetch.names import Series, Stream, What, Window

GAPS_FILE: Final = "gaps.json"
_OPEN_END = timedelta(days=90)  # how far a known outage of unknown end explains gaps
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch `start <= t < end` of a series for which no file is here, and why."""

    series: Series
    start: datetime
    end: datetime
    why: str


@dataclass(frozen=True, slots=True)
class GapsFile:
    """What `gaps.json` says: the stretches that were asked for, and the gaps in them. Outside them nothing is known."""

    covered: tuple[tuple[Series, Window], ...] = ()
    gaps: tuple[Gap, ...] = ()


def find_gaps(
    series: Series, window: Window, have: Collection[datetime], *, last: datetime | None, alone: Mapping[datetime, str]
) -> list[Gap]:
    """The stretches of a window for which a list names no file.

    Args:
        series: The series of files.
        window: The stretch of time asked for.
        have: When the listed files begin.
        last: When the newest file in the list begins; None where the list names none.
        alone: Reasons already known, by the file's begin.
    """
    there = {series.start_at(moment) for moment in have}
    missing = (series.period_at(start) for start in series.starts(window) if start not in there)
    return join_gaps(Gap(series, p.start, p.end, alone.get(p.start) or _why(series, p, last)) for p in missing)


def join_gaps(gaps: Iterable[Gap]) -> list[Gap]:
    """The gaps in order; neighbours of one series with one reason become one."""
    joined: list[Gap] = []
    for gap in sorted(gaps, key=lambda gap: (str(gap.series), gap.start)):
        before = joined[-1] if joined else None
        if before and (before.series, before.end, before.why) == (gap.series, gap.start, gap.why):
            joined[-1] = Gap(gap.series, before.start, gap.end, gap.why)
        else:
            joined.append(gap)
    return joined


def record_gaps(directory: Path, covered: Iterable[tuple[Series, Window]], gaps: Iterable[Gap]) -> None:
    """Write the gaps of what was just asked for into the directory's `gaps.json`; what it says of other times stays.

    Raises:
        FetchError: The file there cannot be read or replaced.
    """
    old = read_gaps(directory)
    windows = list(covered)
    kept = [piece for gap in old.gaps for piece in _outside(gap, windows)]
    asked = _join_windows([*old.covered, *windows])
    data = {
        "format": _FORMAT,
        "feed": "gdelt",
        "covered": [_words(series, window.start, window.end) for series, window in asked],
        "gaps": [gap_words(gap) for gap in join_gaps([*kept, *gaps])],
    }
    path = directory / GAPS_FILE
    try:
        with drafted(path) as draft:
            draft.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise FetchError(f"{path} cannot be written ({error.strerror}). Free space or name another folder.") from error


def read_gaps(directory: Path) -> GapsFile:
    """What the directory's `gaps.json` says; nothing where there is none.

    Raises:
        FetchError: The file is damaged.
    """
    path = directory / GAPS_FILE
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["format"] != _FORMAT:
            raise ValueError(f"format {data['format']!r}")
        covered = tuple((_series(row), Window(_moment(row["from"]), _moment(row["to"]))) for row in data["covered"])
        gaps = (Gap(_series(row), _moment(row["from"]), _moment(row["to"]), str(row["why"])) for row in data["gaps"])
        return GapsFile(covered, tuple(gaps))
    except FileNotFoundError:
        return GapsFile()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FetchError(
            f"{path} cannot be read as a gaps file of format {_FORMAT} ({type(error).__name__}: {error}). "
            "Move it away and fetch again; the files stay."
        ) from error


@cache
def known_gaps() -> tuple[tuple[int, Window, str], ...]:
    """The stretches that GDELT is known to have left out: version, window, note.

    Raises:
        TableError: The table breaks its rules.
    """
    table = files("detente.feeds.fetch") / "tables" / "known_gaps.csv"
    lines = [line for line in table.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    found = []
    for row in csv.DictReader(lines):
        try:
            window = Window.of_days(date.fromisoformat(row["first"]), date.fromisoformat(row["last"] or row["first"]))
            if not row["last"]:
                window = Window(window.start, window.start + _OPEN_END)
            found.append((int(row["version"]), window, row["note"]))
        except (ValueError, TypeError) as error:
            raise TableError(f"known_gaps.csv: row {row} is wrong ({error}). Give version, days and a note.") from error
    return tuple(found)


def _why(series: Series, period: Window, last: datetime | None) -> str:
    if period.start < series.begins:
        return f"before GDELT {series.version}.0 begins ({series.begins:%Y-%m-%d %H:%M} UTC)"
    if last is not None and period.start > last:
        return "after the last file in GDELT's list"
    for version, window, note in known_gaps():
        if version == series.version and window.start <= period.start < window.end:
            return f"not in GDELT's list; {note}"
    return "not in GDELT's list"


def _outside(gap: Gap, windows: Iterable[tuple[Series, Window]]) -> list[Gap]:
    """The parts of a gap that lie in none of the windows of its series."""
    pieces = [gap]
    for series, window in windows:
        if series == gap.series:
            pieces = [
                Gap(series, start, end, gap.why)
                for piece in pieces
                for start, end in (
                    (piece.start, min(piece.end, window.start)),
                    (max(piece.start, window.end), piece.end),
                )
                if start < end
            ]
    return pieces


def _join_windows(windows: Iterable[tuple[Series, Window]]) -> list[tuple[Series, Window]]:
    joined: list[tuple[Series, Window]] = []
    for series, window in sorted(windows, key=lambda entry: (str(entry[0]), entry[1].start)):
        if joined and joined[-1][0] == series and window.start <= joined[-1][1].end:
            joined[-1] = (series, Window(joined[-1][1].start, max(joined[-1][1].end, window.end)))
        else:
            joined.append((series, window))
    return joined


def gap_words(gap: Gap) -> dict[str, object]:
    """A gap as `gaps.json` and `--json` give it."""
    return {**_words(gap.series, gap.start, gap.end), "why": gap.why}


def _words(series: Series, start: datetime, end: datetime) -> dict[str, object]:
    return {
        "version": series.version, "stream": str(series.stream), "what": str(series.what),
        "from": f"{start:%Y-%m-%dT%H:%M:%SZ}", "to": f"{end:%Y-%m-%dT%H:%M:%SZ}",
    }  # fmt: skip


def _series(row: Mapping[str, object]) -> Series:
    return Series(int(str(row["version"])), Stream(str(row["stream"])), What(str(row["what"])))


def _moment(text: object) -> datetime:
    return datetime.strptime(str(text), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
