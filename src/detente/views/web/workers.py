"""Processes that compute answers beside the one that serves: as many at once as there are processors.

Python computes one thing at a time in a process. What takes its time (PATHS) is therefore asked of workers: each has
the same application over the same held copy. A worker gets a path with its query and the copy to ask, and gives the
answer as it would go to a reader, with those that the reader will ask for next (COMPANIONS).
"""

from __future__ import annotations

import asyncio
import re
import signal
from dataclasses import dataclass, replace
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import Empty, Queue
from threading import Lock
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlencode

from detente.errors import DetenteError
from detente.views.web.settings import WebSettings

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

    from detente.world.held import HeldWorld

PATHS: Final = frozenset(
    f"/api/{path}"
    for path in ("pair", "pair/chart", "pair/events", "pair/around", "pair/chance", "network", "forecast", "ledger")
)
"""What is asked of workers."""

COMPANIONS: Final = {"/api/pair": "/api/pair/chart"}
"""What is computed with an answer, of the same query: it rests on the same relation."""

MOST_KEPT: Final = 16
"""Answers and relations that a worker keeps itself; the process that serves keeps more."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A held copy, as one process names it to another."""

    stamp: tuple[str, ...]
    folder: str


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer as it goes out."""

    status: int
    media_type: str
    body: bytes


class NoWorkerError(DetenteError):
    """No worker can be asked: none was started, or they end."""


class Workers:
    """Some processes, each asked one thing at a time."""

    def __init__(self, settings: WebSettings) -> None:
        self._settings = settings
        self._idle: Queue[_Worker] = Queue()
        self._all: list[_Worker] = []
        self._lock = Lock()
        self._is_closed = False

    def begin(self) -> None:
        """Start them; they are ready some seconds later, and what is asked of them meanwhile waits."""
        with self._lock:
            self._is_closed = False
            self._all = [_Worker(self._settings) for _ in range(self._settings.workers)]
        for worker in self._all:
            self._idle.put(worker)

    def close(self) -> None:
        """End them."""
        with self._lock:
            self._is_closed = True
            ending, self._all = self._all, []
        for worker in ending:
            worker.end()

    def ask(self, path: str, query: str, held: HeldWorld, *, patience: float = 60.0) -> dict[str, Answered]:
        """The answer of a path by its address, and those that come with it.

        Raises:
            NoWorkerError: None can be asked.
        """
        try:
            worker = self._idle.get(timeout=patience)
        except Empty:
            raise NoWorkerError("every worker is busy; ask again") from None
        try:
            return worker.ask(path, query, Copy(held.stamp, str(held.folder)))
        except (EOFError, OSError):
            worker.end()
            with self._lock:
                if self._is_closed:
                    raise NoWorkerError("the server ends") from None
                self._all.remove(worker)
                worker = _Worker(self._settings)
                self._all.append(worker)
            raise NoWorkerError("a worker ended; another begins") from None
        finally:
            self._idle.put(worker)


class _Worker:
    def __init__(self, settings: WebSettings) -> None:
        # Spawned, not forked: a fork would share locks that other threads hold.
        context = get_context("spawn")
        self._end, other = context.Pipe()
        self._process: BaseProcess = context.Process(
            target=_work, args=(other, settings), name="detente-worker", daemon=True
        )
        self._process.start()
        other.close()

    def ask(self, path: str, query: str, copy: Copy) -> dict[str, Answered]:
        self._end.send((path, query, copy))
        found: dict[str, Answered] = self._end.recv()
        return found

    def end(self) -> None:
        self._end.close()
        self._process.terminate()
        self._process.join(5)


DEFAULTS: Final = frozenset({("measure", "goldstein_stock"), ("most", "60"), ("shape", "wide"), ("events", "true")})
"""Parameters that say what is so without them."""


def address(path: str, query: str) -> str:
    """A path with its query in one spelling, so that equal questions have equal addresses."""
    asked = [each for each in parse_qsl(query, keep_blank_values=True) if each not in DEFAULTS]
    if path == "/api/network":  # of a day its month counts
        asked = [(name, value[:7] if name == "at" and _DAY.fullmatch(value) else value) for name, value in asked]
    return f"{path}?{urlencode(sorted(asked))}"


_DAY: Final = re.compile("[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])")
"""Days that every month has; other texts may be none."""


def _work(pipe: Connection, settings: WebSettings) -> None:
    """What a worker does until its pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all; the one that serves ends its workers
    import altair  # noqa: F401  # half a second that the first chart would take

    from detente.views.web.app import create_api

    app = create_api(replace(settings, workers=0), kept=MOST_KEPT)
    follower = _Follower(settings)
    app.state.answers.keeper = follower
    while True:
        try:
            path, query, copy = pipe.recv()
        except EOFError:
            return
        follower.follow(copy)
        pipe.send(asyncio.run(_answers(app, path, query)))


class _Follower:
    """The held copy that the process which serves names."""

    def __init__(self, settings: WebSettings) -> None:
        self._settings = settings
        self._copy: Copy | None = None
        self._held: HeldWorld | None = None

    def follow(self, copy: Copy) -> None:
        from pathlib import Path

        from detente.world.holding import open_held

        if copy == self._copy:
            return
        if self._held is not None:
            self._held.close()
        self._held = open_held(
            self._settings.world.absolute(), copy.stamp, Path(copy.folder), is_owner=False, threads=1
        )
        self._copy = copy

    def current(self) -> HeldWorld:
        assert self._held is not None, "a question names its copy first"
        return self._held


async def _answers(app: Any, path: str, query: str) -> dict[str, Answered]:
    told = await _answer(app, path, query)
    found = {address(path, query): told}
    companion = COMPANIONS.get(path)
    if companion is not None and told.status == 200:
        # Of a longer query it is asked for by itself.
        found[address(companion, query)] = await _answer(app, companion, query)
    return found


async def _answer(app: Any, path: str, query: str) -> Answered:
    """What an ASGI application answers to a GET."""
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
        "headers": [(b"host", b"127.0.0.1")], "client": None, "server": None, "state": {},
    }  # fmt: skip
    parts: list[bytes] = []
    status, media_type = 500, "application/json"

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        nonlocal status, media_type
        if message["type"] == "http.response.start":
            status = message["status"]
            named = {name.lower(): value.decode() for name, value in message["headers"]}
            media_type = named.get(b"content-type", media_type)
        else:
            parts.append(message.get("body", b""))

    await app(scope, receive, send)
    return Answered(status, media_type, b"".join(parts))
