"""The plan of a fetch: which files GDELT's lists name for a window, which of them are here, and what is missing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from detente.errors import FetchError
from detente.feeds.fetch.attempts import Fetcher
from detente.feeds.fetch.gaps import Gap, find_gaps
from detente.feeds.fetch.lists import OnBytes, read_lists
from detente.feeds.fetch.masterfile import Listed, ListReport
from detente.feeds.fetch.names import Series, Window

_HASH_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file to have: its series, its entry in GDELT's list, and the stretch of time it stands for."""

    series: Series
    listed: Listed
    period: Window

    @property
    def name(self) -> str:
        """The file's name, of GDELT's form, never one that a server gave."""
        return self.listed.name

    @property
    def path(self) -> str:
        """Where it lies below a mirror's address."""
        return f"{self.series.folder}/{self.listed.name}"


OnFile = Callable[[PlannedFile], None]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a fetch is about.

    Attributes:
        covered: Each series with the stretch of time that its files stand for.
        files: The files that GDELT's lists name, in the order of time.
        gaps: The stretches for which they name none.
        lists: What the lists held.
    """

    covered: tuple[tuple[Series, Window], ...]
    files: tuple[PlannedFile, ...]
    gaps: tuple[Gap, ...]
    lists: tuple[ListReport, ...]


@dataclass(slots=True)
class Survey:
    """What of a plan is here: whole files, damaged ones (another size or MD5), and what must be got."""

    there: list[PlannedFile] = field(default_factory=list)
    damaged: list[PlannedFile] = field(default_factory=list)
    to_get: list[PlannedFile] = field(default_factory=list)
    """The missing and the damaged."""
    begun_bytes: int = 0
    """Of the files to get, bytes that an earlier run left in part files."""

    @property
    def bytes_to_get(self) -> int:
        """Bytes of the files to get, what is begun taken off."""
        return max(0, sum(file.listed.size for file in self.to_get) - self.begun_bytes)


def make_plan(
    series: Sequence[Series],
    window: Window,
    fetcher: Fetcher,
    *,
    on_bytes: OnBytes = lambda size: None,
    newest_only: bool = False,
) -> Plan:
    """Read GDELT's lists and plan the files of each series in a window.

    Args:
        series: The series to have; all of one version.
        window: The stretch of time asked for; for GDELT 1.0 it is widened to whole files.
        fetcher: Brings the lists.
        on_bytes: Told how many bytes of the lists came, below zero when they are read again.
        newest_only: Whether the lists of the newest files are enough.

    Raises:
        FetchError: A list cannot be had.
    """
    covered, planned, gaps, lists = [], [], [], []
    for each in series:
        wide = each.widened(window)
        found = read_lists(each, wide, fetcher, on_bytes, newest_only=newest_only)
        covered.append((each, wide))
        planned += [PlannedFile(each, listed, each.period_at(listed.start)) for listed in found.files.values()]
        have = [listed.start for listed in found.files.values()]
        gaps += find_gaps(each, wide, have, last=found.last, alone=found.alone)
        lists += found.reports
    planned.sort(key=lambda file: (file.listed.start, file.name))
    return Plan(tuple(covered), tuple(planned), tuple(gaps), tuple(lists))


def survey(plan: Plan, directory: Path, *, on_file: OnFile = lambda file: None) -> Survey:
    """Compare a plan with a directory, file by file, by size and MD5.

    Args:
        plan: The plan.
        directory: Where the files are to lie; may be missing.
        on_file: Told of each file that was looked for.

    Raises:
        FetchError: A file here cannot be read.
    """
    found = Survey()
    for file in plan.files:
        path = directory / file.name
        try:
            whole = is_whole(path, file.listed)
            begun = 0 if whole else min(_size(part_of(path)) or 0, file.listed.size)
        except OSError as error:
            raise FetchError(f"{path} cannot be read ({error.strerror}). Move it away and fetch again.") from error
        (found.there if whole else found.to_get).append(file)
        if whole is False:
            found.damaged.append(file)
        found.begun_bytes += begun
        on_file(file)
    return found


def part_of(path: Path) -> Path:
    """Where a file's bytes lie while it is not whole."""
    return path.with_name(path.name + ".part")


def is_whole(path: Path, listed: Listed) -> bool | None:
    """Whether the file at `path` has the size and MD5 of the list; None when there is none."""
    size = _size(path)
    if size is None:
        return None
    return size == listed.size and md5_of(path) == listed.md5


def md5_of(path: Path) -> str:
    """A file's MD5 in lower-case hexadecimal: GDELT's check on transfer, no protection against forgery."""
    digest = hashlib.md5(usedforsecurity=False)
    with path.open("rb") as file:
        while block := file.read(_HASH_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None
