"""Try and try again: one file from any mirror, taken up where it broke off, until it is whole or hopeless."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Protocol

from detente.errors import FetchError
from detente.feeds.fetch.exchange import (
    Answer,
    BrokenError,
    BusyError,
    RangeRefusedError,
    RefusedError,
    Session,
    UnreachableError,
)
from detente.feeds.fetch.limits import Clock, Limits, backoff
from detente.feeds.fetch.mirrors import Mirrors, seconds_asked


class StoppedError(FetchError):
    """The run was told to stop."""


class Sink(Protocol):
    """Where a file's bytes go."""

    @property
    def size(self) -> int:
        """Bytes held so far."""

    def restart(self) -> None:
        """Forget them."""

    def feed(self, data: bytes) -> None:
        """Take in the next ones."""

    def fault(self) -> str | None:
        """What is wrong with the whole; None when it is as it should be."""


@dataclass(slots=True)
class Fetcher:
    """What the attempts of one worker need.

    Attributes:
        mirrors: The places to ask, shared with the other workers.
        limits: Bounds on time and attempts.
        clock: The time that waits are measured by.
        stop: Set when the run is to stop.
    """

    mirrors: Mirrors
    limits: Limits
    clock: Clock
    stop: threading.Event
    session: Session = field(init=False)

    def __post_init__(self) -> None:
        self.session = Session(self.limits, self.mirrors.origins)

    def fetch(self, path: str, sink: Sink, *, size: int | None = None) -> None:
        """Bring a file into a sink.

        Args:
            path: The file below a mirror's address, as "gdeltv2/masterfilelist.txt".
            sink: Where its bytes go; what it holds already is not asked for again.
            size: Its size in bytes where known; nothing is read beyond it.

        Raises:
            RefusedError: No mirror has it.
            FetchError: It could not be had in the attempts allowed; the message is the last one's.
            StoppedError: The run was told to stop.
        """
        refused: set[str] = set()
        failures, furthest = 0, sink.size
        validators: dict[str, str] = {}
        while True:
            base = self._turn(refused)
            try:
                self._attempt(f"{base}/{path}", sink, size, validators)
                self.mirrors.served(base)
                return
            except RefusedError as error:
                refused.add(base)
                if len(refused) == len(self.mirrors):
                    raise
                last: FetchError = error
            except (UnreachableError, BrokenError, BusyError) as error:
                self.mirrors.failed(base)
                last = error
                came_on = sink.size >= furthest + self.limits.progress
                furthest = max(furthest, sink.size)
                failures += not came_on
                if failures >= self.limits.attempts:
                    raise
                self._wait_after(last, base, max(failures, 1))

    def _turn(self, refused: set[str]) -> str:
        """The mirror to ask now, after the wait that it asked for."""
        picked = self.mirrors.pick(without=refused)
        assert picked is not None  # fetch() raises when the last mirror refuses
        base, wait = picked
        if wait > self.limits.patience_s:
            raise BusyError(
                f"{base}: asks to be left alone for {wait:,.0f} s more. Run the same command again then.", None
            )
        self._sleep(wait)
        return base

    def _wait_after(self, error: FetchError, base: str, failures: int) -> None:
        asked = seconds_asked(error.retry_after, self.clock.now()) if isinstance(error, BusyError) else None
        if asked is not None:
            self.mirrors.hold(base, asked)  # for all workers; another mirror may be asked meanwhile
        elif isinstance(error, UnreachableError) and failures < len(self.mirrors):
            return  # another mirror is asked at once
        else:
            self._sleep(backoff(failures, self.limits, self.clock))

    def _sleep(self, seconds: float) -> None:
        if seconds > 0 and not self.stop.is_set():
            self.clock.sleep(seconds)
        if self.stop.is_set():
            raise StoppedError("The run was stopped.")

    def _attempt(self, url: str, sink: Sink, size: int | None, validators: dict[str, str]) -> None:
        if size is not None and sink.size > size:
            sink.restart()
        if size is None or sink.size < size:
            if sink.size and size is None and url not in validators:
                sink.restart()  # without size, sum or validator nothing tells that the rest belongs to what is here
            answer = self._ask(url, sink, validators.get(url))
            validators.clear()  # one at most: that of the place where the sink's bytes come from
            if answer.validator:
                validators[url] = answer.validator
            try:
                self._copy(answer, sink, size)
            finally:
                answer.close()
        fault = sink.fault()
        if fault is not None:
            sink.restart()
            raise BrokenError(f"{url}: {fault}")

    def _ask(self, url: str, sink: Sink, validator: str | None) -> Answer:
        try:
            return self.session.get(url, start=sink.size, validator=validator)
        except RangeRefusedError:
            sink.restart()
            raise

    def _copy(self, answer: Answer, sink: Sink, size: int | None) -> None:
        _check_start(answer, sink, size)
        most = self.limits.list_bytes if size is None else size
        whole = size if size is not None or answer.length is None else sink.size + answer.length
        if whole is not None and whole > most:
            raise RefusedError(f"{answer.url}: is {whole:,} bytes, over the {most:,} that are read.")
        while sink.size < most:
            if self.stop.is_set():
                raise StoppedError("The run was stopped.")
            data = answer.read(most - sink.size)
            if not data:
                break
            sink.feed(data)
        if whole is not None and sink.size < whole:
            raise BrokenError(f"{answer.url}: ended after {sink.size:,} of {whole:,} bytes.")
        if size is None and sink.size >= most:
            raise RefusedError(f"{answer.url}: does not end within the {most:,} bytes that are read.")


def _check_start(answer: Answer, sink: Sink, size: int | None) -> None:
    """Make sure that the answer's body goes on where the sink ends, and is as long as it should be."""
    if answer.coding != "identity":
        raise BrokenError(f"{answer.url}: is sent in the coding {answer.coding[:20]!r}, expected the file as it is.")
    if answer.status == 206:
        start, total = _content_range(answer.content_range)
        if start != sink.size or (size is not None and total not in {size, None}):
            sink.restart()
            raise BrokenError(
                f"{answer.url}: the server sent the part {answer.content_range!r}, not the one asked for."
            )
    else:
        sink.restart()  # the server ignores ranges, or has another file by now: this is the whole one
    left = None if size is None else size - sink.size
    if left is not None and answer.length is not None and answer.length != left:
        raise BrokenError(
            f"{answer.url}: the server offers {answer.length:,} bytes, expected {left:,} by GDELT's list."
        )


def _content_range(text: str | None) -> tuple[int | None, int | None]:
    """Start and total of a Content-Range header.

    >>> _content_range("bytes 100-199/500")
    (100, 500)
    """
    unit, _, rest = (text or "").strip().partition(" ")
    span, _, total = rest.partition("/")
    start = span.partition("-")[0]
    if unit != "bytes" or not (start.isascii() and start.isdigit()):
        return None, None
    return int(start[:15]), int(total[:15]) if total.isascii() and total.isdigit() else None
