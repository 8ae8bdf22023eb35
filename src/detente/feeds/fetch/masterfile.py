"""GDELT's lists of its files, read as they stream by: only what lies in the window is kept, bad lines are counted.

A list is hostile input like any other. Of an entry only its size, its MD5 and a file name of GDELT's own form are
used; the address in it never is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from detente.feeds.fetch.names import Series, Stream, What, Window, gdelt1_start

MAX_LINE: Final = 1_000
"""Bytes; real lines have about 110."""

SHOWN: Final = 20
"""Malformed lines kept with their words; the others are counted."""

_GDELT2 = re.compile(
    rb"([0-9]{1,12}) ([0-9a-fA-F]{32}) https?://[^ ]{1,400}/"
    rb"(([0-9]{14})(\.translation)?\.(export\.CSV|mentions\.CSV|gkg\.csv)\.zip)"
)
_ENTRY = re.compile(rb"[0-9]{1,12} [0-9a-fA-F]{32} https?://[^ ]+")
_SIZE = re.compile(rb"([0-9]{1,12}) +([^ ]+)")
_MD5 = re.compile(rb"([0-9a-fA-F]{32}) [ *]?([^ ]+)")
_WHAT = {b"export.CSV": What.EVENTS, b"mentions.CSV": What.MENTIONS}
_STAMP = "%Y%m%d%H%M%S"


@dataclass(frozen=True, slots=True)
class Listed:
    """One file as a list gives it: its name, its size in bytes (above 0), its MD5, and when it begins."""

    name: str
    size: int
    md5: str
    start: datetime


@dataclass(frozen=True, slots=True)
class Malformed:
    """A line of a list that says nothing usable; `raw` is escaped to plain ASCII."""

    list_name: str
    line: int
    reason: str
    raw: str


@dataclass(slots=True)
class ListReport:
    """What a list held: every line is counted once, as wanted, other (outside the window or table) or malformed."""

    list_name: str
    lines: int = 0
    wanted: int = 0
    other: int = 0
    malformed: int = 0
    repeated: int = 0
    """Of the wanted: names that stood there before; the last one counts."""
    shown: list[Malformed] = field(default_factory=list)

    def reject(self, reason: str, raw: bytes) -> None:
        """Count a malformed line."""
        self.malformed += 1
        if len(self.shown) < SHOWN:
            text = raw[:200].decode("ascii", "backslashreplace")
            self.shown.append(Malformed(self.list_name, self.lines, reason, text.encode("unicode_escape").decode()))


class Lines:
    """Cuts a stream of bytes into lines; one over MAX_LINE bytes comes as its first MAX_LINE + 1, never held whole."""

    def __init__(self) -> None:
        self._rest = b""
        self._skipping = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """The lines that `data` completes, without their line ends."""
        *whole, rest = (self._rest + data).split(b"\n")
        for line in whole:
            if self._skipping:
                self._skipping = False
                continue
            yield _cut(line)
        if self._skipping:
            rest = b""
        elif len(rest) > MAX_LINE:
            yield _cut(rest)
            self._skipping, rest = True, b""
        self._rest = rest

    def end(self) -> Iterator[bytes]:
        """The last line where no line end follows it."""
        if self._rest and not self._skipping:
            yield _cut(self._rest)
        self._rest = b""


class MasterList:
    """GDELT 2.0's master list of one stream, for one table and window.

    Args:
        series: The stream and table to keep.
        window: The stretch of time to keep.
        now: The present; entries dated over a day later are malformed.
        newest_only: Whether the short list of the newest files is read, which has the same lines.
    """

    def __init__(self, series: Series, window: Window, *, now: datetime, newest_only: bool = False) -> None:
        translated = series.stream is Stream.TRANSLATION
        self.report = ListReport(
            f"{'lastupdate' if newest_only else 'masterfilelist'}{'-translation' if translated else ''}.txt"
        )
        self.files: dict[str, Listed] = {}
        self._what, self._translated = series.what, translated
        self._first, self._end = window.start.strftime(_STAMP).encode(), window.end.strftime(_STAMP).encode()
        self._future = (now + timedelta(days=1)).strftime(_STAMP).encode()
        self._last = b""

    @property
    def last(self) -> datetime | None:
        """The newest file of the series in the whole list, also outside the window."""
        return _moment(self._last)

    def read(self, line: bytes) -> None:
        """Take in one line."""
        report = self.report
        report.lines += 1
        match = _GDELT2.fullmatch(line)
        if match is None:
            if _ENTRY.fullmatch(line):
                report.other += 1
            else:
                report.reject(_why_malformed(line), line)
            return
        size, md5, name, stamp, translated, table = match.groups()
        if stamp > self._future:
            report.reject("the file's time lies in the future", line)
        elif _WHAT.get(table) is not self._what or bool(translated) is not self._translated:
            report.other += 1
        else:
            self._take(line, int(size), md5, name, stamp)

    def _take(self, line: bytes, size: int, md5: bytes, name: bytes, stamp: bytes) -> None:
        inside = self._first <= stamp < self._end
        start = _moment(stamp) if inside or stamp > self._last else None
        if start is not None:
            self._last = max(self._last, stamp)
        if not inside:
            self.report.other += 1
        elif start is None:
            self.report.reject("the file's name holds no possible time", line)
        elif not size:
            self.report.reject("a size of 0 bytes", line)
        else:
            _keep(self.files, Listed(name.decode(), size, md5.decode().lower(), start), self.report)


class SizeList:
    """GDELT 1.0's list of sizes, or of MD5 sums: one number and one name a line."""

    def __init__(self, list_name: str, window: Window) -> None:
        self.report = ListReport(list_name)
        self.values: dict[str, str] = {}
        self.last: datetime | None = None
        self._window = window
        self._form = _MD5 if list_name == "md5sums" else _SIZE

    def read(self, line: bytes) -> None:
        """Take in one line."""
        self.report.lines += 1
        match = self._form.fullmatch(line)
        if match is None:
            self.report.reject(_why_malformed(line), line)
            return
        name = match[2].decode("ascii", "replace")
        start = gdelt1_start(name)
        if start is not None:
            self.last = max(self.last or start, start)
        if start is None or not self._window.start <= start < self._window.end:
            self.report.other += 1
        elif match[1].strip(b"0") == b"" and self._form is _SIZE:
            self.report.reject("a size of 0 bytes", line)
        else:
            self.report.wanted += 1
            self.report.repeated += name in self.values
            self.values[name] = match[1].decode().lower()


def join_lists(sizes: SizeList, sums: SizeList) -> tuple[dict[str, Listed], dict[datetime, str]]:
    """GDELT 1.0's files out of its two lists; and why those named in one list only are left out."""
    files: dict[str, Listed] = {}
    alone: dict[datetime, str] = {}
    for name in sizes.values.keys() | sums.values.keys():
        start = gdelt1_start(name)
        assert start is not None  # SizeList keeps no other names
        if name in sizes.values and name in sums.values:
            files[name] = Listed(name, int(sizes.values[name]), sums.values[name], start)
        else:
            has, lacks = ("filesizes", "md5sums") if name in sizes.values else ("md5sums", "filesizes")
            alone[start] = f"listed in {has} but not in {lacks}, so it cannot be checked"
    return files, alone


def _cut(line: bytes) -> bytes:
    return line[: MAX_LINE + 1] if len(line) > MAX_LINE else line.removesuffix(b"\r")


def _keep(files: dict[str, Listed], entry: Listed, report: ListReport) -> None:
    report.wanted += 1
    report.repeated += entry.name in files
    files[entry.name] = entry


def _moment(stamp: bytes) -> datetime | None:
    """The time of 14 digits; strptime would take longer than all the rest of a list's million lines."""
    digits = stamp.decode()
    try:
        moment = datetime.fromisoformat(f"{digits[:8]}T{digits[8:]}+00:00")
    except ValueError:
        return None
    return moment if digits[8:10] != "24" else None  # later Pythons read 24:00 as the next day


def _why_malformed(line: bytes) -> str:
    if not line.strip():
        return "an empty line"
    if len(line) > MAX_LINE:
        return f"over {MAX_LINE} bytes"
    return f"{len(line.split())} fields that are not the size, sum and name expected"
