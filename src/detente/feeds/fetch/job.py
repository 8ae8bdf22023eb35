"""One fetch from beginning to end: plan, compare, record the gaps, download, record what is still missing."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from detente.errors import FetchError
from detente.feeds.fetch.attempts import Fetcher
from detente.feeds.fetch.download import Downloads, download
from detente.feeds.fetch.gaps import Gap, join_gaps, record_gaps
from detente.feeds.fetch.limits import Clock, Limits
from detente.feeds.fetch.lists import OnBytes
from detente.feeds.fetch.mirrors import MIRRORS, Mirrors
from detente.feeds.fetch.names import Series, Window
from detente.feeds.fetch.plan import OnFile, Plan, PlannedFile, Survey, make_plan, survey

MAX_JOBS: Final = 16
"""Downloads at once; more would be a burden on servers that give this away."""

_LOCK = ".fetch.lock"
_WAITING = "listed, but not downloaded yet"
_FAILED = "listed, but no server gave it whole"


@dataclass(slots=True)
class FetchJob:
    """What to fetch, where to, and from where.

    Attributes:
        series: The series to have, all of one GDELT version.
        window: The stretch of time asked for.
        directory: Where the files go.
        bases: Mirrors, best first.
        jobs: Downloads at once, 1 to MAX_JOBS.
        limits: Bounds on time and attempts.
        clock: The time that waits are measured by; without one, the computer's, which hears the stop event.
        stop: Set it to stop the run; also set by a run that gives up. A stopped job is over: make another one.
    """

    series: Sequence[Series]
    window: Window
    directory: Path
    bases: Sequence[str] = MIRRORS
    jobs: int = 4
    limits: Limits = field(default_factory=Limits)
    clock: Clock | None = None
    stop: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        if not 1 <= self.jobs <= MAX_JOBS:
            raise FetchError(f"{self.jobs} downloads at once were asked for. Give 1 to {MAX_JOBS} as --jobs.")
        if self.directory.exists() and not self.directory.is_dir():
            raise FetchError(f"{self.directory} is a file, expected a folder for the downloads. Give another with -o.")
        self.clock = self.clock or Clock(sleep=self.stop.wait)
        self._mirrors = Mirrors(self.bases, self.clock)

    _mirrors: Mirrors = field(init=False)

    def plan(self, *, on_bytes: OnBytes = lambda size: None, newest_only: bool = False) -> Plan:
        """Read GDELT's lists, or those of its newest files only; writes nothing.

        Raises:
            FetchError: A list cannot be had.
        """
        fetcher = self._fetcher()
        try:
            return make_plan(self.series, self.window, fetcher, on_bytes=on_bytes, newest_only=newest_only)
        finally:
            fetcher.session.close()

    def survey(self, plan: Plan, *, on_file: OnFile = lambda file: None) -> Survey:
        """What of the plan is here; writes nothing.

        Raises:
            FetchError: A file here cannot be read.
        """
        return survey(plan, self.directory, on_file=on_file)

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Make the directory and keep other fetches out of it meanwhile; a killed one keeps nobody out.

        Raises:
            FetchError: Another fetch is at work there, or the directory cannot be made.
        """
        from filelock import FileLock, Timeout

        try:
            self.directory.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.directory / _LOCK, timeout=0, fallback_to_soft=False)
            lock.acquire()
        except Timeout:
            raise FetchError(
                f"{self.directory}: another fetch is at work there. Wait for it, or give another folder."
            ) from None
        except OSError as error:
            raise FetchError(
                f"{self.directory} cannot be written ({error.strerror}). Give another folder with -o."
            ) from error
        try:
            yield
        finally:
            lock.release()

    def download(
        self,
        plan: Plan,
        found: Survey,
        *,
        on_bytes: OnBytes = lambda size: None,
        on_file: OnFile = lambda file: None,
    ) -> tuple[Downloads, list[Gap]]:
        """Get what is missing, inside `holding()`.

        The gaps are written down before the first byte is asked for, with every file still to get among them, and
        again at the end: whenever the run dies, what is not here stands there as a gap. Killed without notice, it
        leaves as gaps also what it got; the next run puts that right.

        Returns:
            How it went, and the gaps that are left.

        Raises:
            FetchError: The disk has not the room, or the gaps cannot be written.
        """
        free = shutil.disk_usage(self.directory).free
        if found.bytes_to_get > free:
            raise FetchError(
                f"{self.directory} has {free:,} bytes free, but {found.bytes_to_get:,} are to come. "
                "Free space, give a shorter window, or another folder with -o."
            )
        self._record(plan, _as_gaps(found.to_get, _WAITING))
        result = Downloads()
        try:
            download(
                found.to_get, self.directory, self._fetcher, result, jobs=self.jobs, on_bytes=on_bytes, on_file=on_file
            )
        except BaseException:
            got = {file.name for file in result.got}
            self._record(plan, _as_gaps([file for file in found.to_get if file.name not in got], _WAITING))
            raise
        failed = _as_gaps([file for file, _ in result.failed], _FAILED)
        return result, self._record(plan, [*failed, *_as_gaps(result.not_tried, _WAITING)])

    def _record(self, plan: Plan, missing: list[Gap]) -> list[Gap]:
        gaps = join_gaps([*plan.gaps, *missing])
        record_gaps(self.directory, plan.covered, gaps)
        return gaps

    def _fetcher(self) -> Fetcher:
        assert self.clock is not None  # __post_init__ sets it
        return Fetcher(self._mirrors, self.limits, self.clock, self.stop)


def _as_gaps(files: Sequence[PlannedFile], why: str) -> list[Gap]:
    return [Gap(file.series, file.period.start, file.period.end, why) for file in files]
