"""A reader on stand-by: a process that holds the language pipeline and reads what it is handed, one text at a time.

A server reads on its visitors' behalf. In a process of its own a long text holds nobody up but those who have texts
read, and one that takes too long, or more memory than there is, can be ended.
"""

from __future__ import annotations

import signal
from collections.abc import Sequence
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from threading import BoundedSemaphore, Lock, Thread
from typing import TYPE_CHECKING, Final

from detente.errors import DetenteError, InputError, InputTooLargeError
from detente.reading.intake.inputs import Input
from detente.reading.read import Failed, Reader
from detente.records import Reading

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

PATIENCE: Final = 120.0
"""Seconds for one text, at most: a hundred times what an ordinary article takes."""

LOADING: Final = 600.0
"""Seconds for the language pipeline to load, at most: some four, but on a computer busy with much else many more."""

MOST_WAITING: Final = 8
"""Texts that may wait for their turn; more are refused."""

WARMING: Final = Input("warming", b"Russia and Pakistan held joint military exercises on 24 September 2016.\n")
"""What is read first, so that all that is loaded on demand is there."""


class BusyError(DetenteError):
    """Too many texts wait to be read."""


class StandbyReader:
    """Reads texts in a process that is kept; it is started by `begin` or by the first text.

    Args:
        user_actors: YAML files with actors of the user's own.
        patience: Seconds for one text, at most.
    """

    def __init__(self, user_actors: Sequence[Path] = (), patience: float = PATIENCE) -> None:
        self._user_actors = tuple(user_actors)
        self._patience = patience
        self._turn = Lock()
        self._places = BoundedSemaphore(MOST_WAITING)
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._is_closed = False
        self._is_beginning = False
        self._is_warm = False

    @property
    def is_ready(self) -> bool:
        """Whether the pipeline is loaded, so that a text is read at once."""
        return self._is_warm and self._process is not None and self._process.is_alive()

    def begin(self) -> None:
        """Load the pipeline in the background; whoever brings a text meanwhile waits for it."""
        if self.is_ready or self._is_beginning or self._is_closed:
            return
        self._is_beginning = True
        Thread(target=self._begin, name="standby", daemon=True).start()

    def read(self, given: Input, *, published: date | None = None) -> Reading:
        """Read one text.

        Raises:
            InputError: The text cannot be read, took too long, or more memory than there is.
            BusyError: Too many wait already.
        """
        if not self._places.acquire(blocking=False):
            raise BusyError(f"{MOST_WAITING} texts are waiting to be read. Try again in a minute.")
        try:
            with self._turn:
                pipe = self._started()
                result = self._ask(pipe, given, published, self._patience)
        finally:
            self._places.release()
        if isinstance(result, Failed):
            raise result.error
        return result

    def close(self) -> None:
        """End the process."""
        self._is_closed = True
        self._end()

    def _begin(self) -> None:
        try:
            with self._turn:
                if not self._is_closed:
                    self._started()
        except DetenteError:
            pass  # whoever brings a text is told
        finally:
            self._is_beginning = False

    def _started(self) -> Connection:
        if self._pipe is not None and self._process is not None and self._process.is_alive():
            return self._pipe
        self._end()
        context = get_context("spawn")
        self._pipe, far = context.Pipe()
        self._process = context.Process(
            target=_serve, args=(far, self._user_actors), name="detente-reader", daemon=True
        )
        self._process.start()
        far.close()  # the process holds its own: when it ends, so does the pipe
        self._ask(self._pipe, WARMING, None, LOADING)
        self._is_warm = True
        return self._pipe

    def _ask(self, pipe: Connection, given: Input, published: date | None, patience: float) -> Reading | Failed:
        try:
            pipe.send((given, published))
            if not pipe.poll(patience):
                self._end()
                raise InputTooLargeError(
                    f"{given.name}: not read after {patience:.0f} seconds. Split it into its articles."
                )
            result: Reading | Failed | DetenteError = pipe.recv()
        except (EOFError, OSError) as error:
            self._end()
            raise InputError(
                f"{given.name}: the reading process ended, perhaps for want of memory. Try a shorter text."
            ) from error
        if isinstance(result, DetenteError):  # the pipeline is missing, or a table of the user's is wrong
            self._end()
            raise result
        return result

    def _end(self) -> None:
        self._is_warm = False
        process, self._process = self._process, None
        pipe, self._pipe = self._pipe, None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.kill()
            process.join(5)


def _serve(pipe: Connection, user_actors: tuple[Path, ...]) -> None:
    """The process: reads what comes until nobody is left who could ask."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent alone answers it
    reader: Reader | None = None
    while True:
        try:
            given, published = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            reader = reader or Reader(user_actors)
            (result,) = reader.read_all([given], published=published)
        except DetenteError as error:
            result = error  # type: ignore[assignment]
        try:
            pipe.send(result)
        except OSError:
            return
