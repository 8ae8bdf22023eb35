"""Download a plan's files side by side, each under a temporary name until its size and MD5 are right."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

from detente.errors import FetchError
from detente.feeds.fetch.attempts import Fetcher, StoppedError
from detente.feeds.fetch.exchange import RefusedError
from detente.feeds.fetch.lists import OnBytes
from detente.feeds.fetch.plan import OnFile, PlannedFile, md5_of, part_of

_LAST_JOIN_S = (
    2.0  # for workers that are just connecting, which nothing ends; they are daemons, and rename nothing more
)
_JOIN_S = 0.2  # how often the waiting main thread looks up, so that Ctrl-C is heard


@dataclass(slots=True)
class Downloads:
    """How a run went: every file of the plan to get is in exactly one of the three."""

    got: list[PlannedFile] = field(default_factory=list)
    failed: list[tuple[PlannedFile, str]] = field(default_factory=list)
    """Files that no server gave whole, and why."""
    not_tried: list[PlannedFile] = field(default_factory=list)
    """Files left for another run: it was stopped, or the servers no longer answered."""
    stopped_by: FetchError | None = None
    """Why the rest was left."""


class PartFile:
    """A file being downloaded: its bytes lie in `NAME.part`, and only a whole one takes its name.

    Args:
        file: The file as planned.
        directory: Where it is to lie. What an earlier run left in its part file is taken up; that it belongs to the
            same file is known in the end, by the MD5.
        on_bytes: Told how many bytes came, below zero when they are thrown away.
    """

    def __init__(self, file: PlannedFile, directory: Path, on_bytes: OnBytes) -> None:
        self._file, self._on_bytes = file, on_bytes
        self.path = directory / file.name
        self._part = part_of(self.path)
        self._handle = self._part.open("ab")
        self.size = self._handle.tell()

    def __enter__(self) -> PartFile:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._handle.close()
        if not self.size:
            self._part.unlink(missing_ok=True)

    def restart(self) -> None:
        """Throw away what came."""
        self._handle.truncate(0)
        self._on_bytes(-self.size)
        self.size = 0

    def feed(self, data: bytes) -> None:
        """Append to what came."""
        self._handle.write(data)
        self.size += len(data)
        self._on_bytes(len(data))

    def fault(self) -> str | None:
        """What is wrong with the whole: its size or its MD5."""
        self._handle.flush()
        listed = self._file.listed
        if self.size != listed.size:
            return f"has {self.size:,} bytes, expected {listed.size:,} by GDELT's list."
        md5 = md5_of(self._part)
        return None if md5 == listed.md5 else f"has the MD5 {md5}, expected {listed.md5} by GDELT's list."

    def keep(self) -> None:
        """Give the file its name."""
        self._handle.close()
        os.replace(self._part, self.path)


def download(
    files: Sequence[PlannedFile],
    directory: Path,
    make_fetcher: Callable[[], Fetcher],
    result: Downloads,
    *,
    jobs: int,
    on_bytes: OnBytes = lambda size: None,
    on_file: OnFile = lambda file: None,
) -> None:
    """Download files, `jobs` at a time.

    Args:
        files: What to get; each exactly once.
        directory: An existing directory.
        make_fetcher: Makes the fetcher of one worker; all share one stop event.
        result: Filled as the run goes, so that it tells what was got also when the run is interrupted.
        jobs: Workers, at least 1.
        on_bytes: Told of bytes as they come; called from several threads.
        on_file: Told of each file that is done, got or not; called from several threads.

    Raises:
        KeyboardInterrupt: After the workers ended; what came is kept in part files.
    """
    run = _Run(iter(files), directory, result, on_bytes, on_file)
    fetchers = [make_fetcher() for _ in range(min(jobs, len(files)))]
    workers = [threading.Thread(target=run.work, args=(fetcher,), daemon=True) for fetcher in fetchers]
    for worker in workers:
        worker.start()
    try:
        for worker in workers:
            while worker.is_alive():
                worker.join(_JOIN_S)
    except BaseException:
        for fetcher in fetchers:
            fetcher.stop.set()
            fetcher.session.abort()
        for worker in workers:
            worker.join(_LAST_JOIN_S)
        raise
    if run.crash is not None:
        raise run.crash
    result.not_tried += list(run.waiting)


class _Run:
    """What the workers of one run share."""

    def __init__(
        self, waiting: Iterator[PlannedFile], directory: Path, result: Downloads, on_bytes: OnBytes, on_file: OnFile
    ) -> None:
        self.waiting = waiting
        self.result = result
        self.crash: BaseException | None = None
        self._directory, self._on_bytes, self._on_file = directory, on_bytes, on_file
        self._in_a_row = 0
        self._lock = threading.Lock()

    def work(self, fetcher: Fetcher) -> None:
        """Get one file after the other until none is left or the run stops."""
        try:
            while not fetcher.stop.is_set():
                with self._lock:
                    file = next(self.waiting, None)
                if file is None:
                    return
                self._get(file, fetcher)
                self._on_file(file)
        except BaseException as error:  # a thread's exception is nobody's: hand it to the caller
            self.crash = error
            fetcher.stop.set()
        finally:
            fetcher.session.close()

    def _get(self, file: PlannedFile, fetcher: Fetcher) -> None:
        error: FetchError | None = None
        try:
            with PartFile(file, self._directory, self._on_bytes) as part:
                fetcher.fetch(file.path, part, size=file.listed.size)
                part.keep()
        except FetchError as failure:
            error = failure
        except OSError as failure:  # the disk, not the network: the next file would fare no better
            error = FetchError(
                f"{self._directory / file.name} cannot be written ({failure.strerror or failure}). "
                "Free space or give another folder with -o; the same command goes on from here."
            )
            self._stop(error, fetcher)
        self._count(file, error, fetcher)

    def _count(self, file: PlannedFile, error: FetchError | None, fetcher: Fetcher) -> None:
        with self._lock:
            if error is None:
                self.result.got.append(file)
                self._in_a_row = 0
            elif isinstance(error, StoppedError):
                self.result.not_tried.append(file)
            else:
                self.result.failed.append((file, str(error)))
                self._in_a_row += not isinstance(error, RefusedError)
        if self._in_a_row >= fetcher.limits.dead_after:
            self._stop(FetchError(f"{self._in_a_row} files in a row could not be had; the last: {error}"), fetcher)

    def _stop(self, why: FetchError, fetcher: Fetcher) -> None:
        with self._lock:
            self.result.stopped_by = self.result.stopped_by or why
        fetcher.stop.set()
