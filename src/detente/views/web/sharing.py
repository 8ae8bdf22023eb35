"""The ASGI layer that asks workers for what takes its time, and keeps what they answered until the world changes."""

from __future__ import annotations

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from detente.views.web.answers import Answers
from detente.views.web.keeping import Kept, moment_of
from detente.views.web.workers import PATHS, Answered, NoWorkerError, Workers, address

MOST_ANSWERS: Final = 4096
MOST_BYTES: Final = 256 << 20
"""How many answers are kept, and how much they may come to; of more, those asked last are."""


class Shared:
    """An application around another, which answers by itself all but GETs of PATHS."""

    def __init__(self, app: ASGIApp, answers: Answers, workers: Workers) -> None:
        self._app = app
        self._answers = answers
        self._workers = workers
        self._kept = Kept(MOST_ANSWERS, MOST_BYTES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer out of what is kept or from a worker, or let the application itself."""
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"] in PATHS:
            try:
                told = await run_in_threadpool(self.ask, scope["path"], scope["query_string"].decode("latin-1"))
            except NoWorkerError:
                await self._app(scope, receive, send)
                return
            await Response(told.body, told.status, media_type=told.media_type)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def asked_last(self, most: int) -> list[tuple[str, str]]:
        """Paths with their queries that were answered last, the last first, whatever the world was then."""
        found: dict[tuple[str, str], None] = {}
        for _, wanted in self._kept.asked_last():
            path, _, query = wanted.partition("?")
            found[path, query] = None
            if len(found) == most:
                break
        return list(found)

    def ask(self, path: str, query: str) -> Answered:
        """The answer of a path; errors are not kept.

        Raises:
            NoWorkerError: No worker can be asked.
            WorldError: The world cannot be read.
        """
        held = self._answers.keeper.current()
        moment, wanted = moment_of(held), address(path, query)

        def make() -> Answered:
            found = self._workers.ask(path, query, held)
            told = found.pop(wanted)
            if told.status != 200:
                raise _NotKeptError(told)
            for companion, other in found.items():
                if other.status == 200:
                    self._kept.put((moment, companion), other, len(other.body))
            return told

        try:
            return self._kept.get((moment, wanted), make, waits_its_turn=False, size=lambda told: len(told.body))
        except _NotKeptError as error:
            return error.told


class _NotKeptError(Exception):
    def __init__(self, told: Answered) -> None:
        super().__init__(told.status)
        self.told = told
