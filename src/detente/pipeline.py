"""The only place where stages are joined: inputs to readings, readings into a world."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import InputError
from detente.reading.inputs import Input, count_inputs, iter_inputs
from detente.reading.read import Failed, Reader
from detente.records import Reading

if TYPE_CHECKING:
    from detente.reading.code_lines import CodedEvent, Line
    from detente.world.store import World

__all__ = ["Failed", "code_lines", "count_inputs", "open_world", "read", "read_inputs"]

TASK = 32  # inputs handed to a worker at a time
QUEUED = 2  # tasks waiting for each worker: enough to keep it busy, few enough to keep memory flat
PARALLEL_FROM = 64  # below so many inputs, starting processes costs more than it saves

_reader: Reader | None = None


def open_world(path: str | Path, *, create: bool = True) -> World:
    """The world in a directory; made at the first write where it is missing.

    Raises:
        WorldError: The directory is something else, or missing where it must not be.
    """
    from detente.world.store import World

    return World.open(path, create=create)


def code_lines(lines: Sequence[Line]) -> Iterator[list[CodedEvent]]:
    """The events of single sentences; see `detente.reading.code_lines`."""
    from detente.reading.code_lines import code_lines

    return code_lines(lines)


def read(target: str | Path, *, published: date | None = None, user_actors: Sequence[Path] = ()) -> Reading:
    """Read one file or URL.

    Raises:
        InputError: It cannot be read; the message names it.
    """
    (result,) = read_inputs([str(target)], published=published, user_actors=user_actors, jobs=1)
    if isinstance(result, Failed):
        raise result.error
    return result


def read_inputs(
    targets: Sequence[str],
    *,
    published: date | None = None,
    user_actors: Sequence[Path] = (),
    jobs: int | None = None,
    on_skip: Callable[[Path], None] = lambda path: None,
) -> Iterator[Reading | Failed]:
    """Read files, folders, URLs and standard input in order.

    Args:
        targets: As the command line takes them.
        published: The day that all of them appeared on, when the user knows it.
        user_actors: YAML files with actors of the user's own.
        jobs: Processes to read in; None takes one for each processor when there are many inputs.
        on_skip: Called with files of a folder that are no text.

    Yields:
        A `Reading` for each input that could be read, a `Failed` for each that could not.
    """
    errors: list[Failed] = []

    def fail(error: InputError) -> None:
        errors.append(Failed(str(error).split(":", 1)[0], error))

    inputs = iter_inputs(targets, on_error=fail, on_skip=on_skip)
    count = os.cpu_count() or 1
    workers = jobs or (count if count_inputs(targets) >= PARALLEL_FROM else 1)
    results = _read_parallel(inputs, published, user_actors, workers) if workers > 1 else Reader(user_actors).read_all(inputs, published=published)
    for result in results:
        yield from errors
        errors.clear()
        yield result
    yield from errors


def _read_parallel(
    inputs: Iterable[Input], published: date | None, user_actors: Sequence[Path], workers: int
) -> Iterator[Reading | Failed]:
    """Readings in input order from several processes, with a bounded number of tasks under way."""
    stream = iter(inputs)
    pending: deque[Future[list[Reading | Failed]]] = deque()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_start_worker, initargs=(tuple(user_actors),)) as pool:
        while True:
            while len(pending) < workers * QUEUED and (task := list(islice(stream, TASK))):
                pending.append(pool.submit(_read_task, task, published))
            if not pending:
                return
            yield from pending.popleft().result()


def _start_worker(user_actors: tuple[Path, ...]) -> None:
    global _reader  # one reader for each process: the pipeline loads once
    _reader = Reader(user_actors)


def _read_task(task: list[Input], published: date | None) -> list[Reading | Failed]:
    assert _reader is not None, "the worker was not started"
    return list(_reader.read_all(task, published=published))
