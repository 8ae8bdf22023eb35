"""Bring GDELT's lists and read them on the way; they are too large to keep (over 110 MB in 2025)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Generic, Protocol, TypeVar

from detente.feeds.fetch.attempts import Fetcher
from detente.feeds.fetch.masterfile import Lines, Listed, ListReport, MasterList, SizeList, join_lists
from detente.feeds.fetch.names import Series, Window

OnBytes = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Found:
    """The files of one series that the lists name in a window.

    Attributes:
        files: The files by name.
        last: When the newest file of the series begins, also outside the window; None where the list names none.
        alone: Why a file is left out though named, by its begin.
        reports: What each list held.
    """

    files: dict[str, Listed]
    last: datetime | None
    alone: dict[datetime, str]
    reports: list[ListReport]


def read_lists(
    series: Series, window: Window, fetcher: Fetcher, on_bytes: OnBytes, *, newest_only: bool = False
) -> Found:
    """Read the lists that name a series' files.

    Args:
        series: The series.
        window: The stretch of time to keep.
        fetcher: Brings the lists.
        on_bytes: Told how many bytes came, below zero when a list is read again from its beginning.
        newest_only: Of version 2, whether the list of the newest files is enough, a few lines instead of 110 MB.

    Raises:
        FetchError: A list cannot be had.
    """
    if series.version == 1:
        sizes = _read(lambda: SizeList("filesizes", window), series, fetcher, on_bytes)
        sums = _read(lambda: SizeList("md5sums", window), series, fetcher, on_bytes)
        files, alone = join_lists(sizes, sums)
        return Found(files, sizes.last, alone, [sizes.report, sums.report])
    now = datetime.fromtimestamp(fetcher.clock.now(), UTC)
    master = _read(lambda: MasterList(series, window, now=now, newest_only=newest_only), series, fetcher, on_bytes)
    return Found(master.files, master.last, {}, [master.report])


class _Reader(Protocol):
    report: ListReport

    def read(self, line: bytes) -> None: ...


ReaderT = TypeVar("ReaderT", bound=_Reader)


def _read(make: Callable[[], ReaderT], series: Series, fetcher: Fetcher, on_bytes: OnBytes) -> ReaderT:
    sink = _ListSink(make, on_bytes)
    fetcher.fetch(f"{series.folder}/{sink.reader.report.list_name}", sink)
    return sink.reader


class _ListSink(Generic[ReaderT]):
    """Hands a list's lines to its reader; after a restart, to a new one."""

    def __init__(self, make: Callable[[], ReaderT], on_bytes: OnBytes) -> None:
        self._make, self._on_bytes = make, on_bytes
        self.size = 0
        self.restart()

    def restart(self) -> None:
        self._on_bytes(-self.size)
        self.size, self.reader, self._lines = 0, self._make(), Lines()

    def feed(self, data: bytes) -> None:
        self.size += len(data)
        self._on_bytes(len(data))
        for line in self._lines.feed(data):
            self.reader.read(line)

    def fault(self) -> str | None:
        """A list without a single line of its form is something else: the page of a hotel's network, say."""
        for line in self._lines.end():
            self.reader.read(line)
        report = self.reader.report
        return (
            None
            if report.wanted + report.other
            else f"is no list of GDELT's files ({report.lines:,} lines, none of its form)."
        )
