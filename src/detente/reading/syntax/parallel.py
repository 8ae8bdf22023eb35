"""Reading in several processes: in order, with a bounded number of inputs under way, and nobody left behind."""

from __future__ import annotations

import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from pathlib import Path

from detente.errors import DetenteError
from detente.reading.intake.inputs import Input
from detente.reading.read import Failed, Known, KnownIds, Reader
from detente.records import Reading

TASK = 32  # inputs handed to a worker at a time
QUEUED = 2  # tasks waiting for each worker: enough to keep it busy, few enough to keep memory flat
MOST_BY_ITSELF = 2
"""Workers taken unless told otherwise: each holds the language pipeline, and all must stay under 1.5 GB together."""

_reader: Reader | None = None
_known: KnownIds | None = None


def worker_count() -> int:
    """How many processes read a folder unless the user says."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, MOST_BY_ITSELF)


def read_parallel(
    inputs: Iterable[Input],
    *,
    workers: int,
    published: date | None = None,
    user_actors: Sequence[Path] = (),
    known: KnownIds | None = None,
) -> Iterator[Reading | Known | Failed]:
    """Read inputs in several processes; results come in the order of the inputs.

    Args:
        inputs: What to read; taken from as the workers need it.
        workers: How many processes, at least 1.
        published: The day that all of them appeared on, when the user knows it.
        user_actors: YAML files with actors of the user's own.
        known: As `Reader.read_all` takes it; must be picklable, as it is called in the workers.

    Raises:
        DetenteError: A worker was killed from outside, or could not start.
    """
    stream = iter(inputs)
    pending: deque[Future[list[Reading | Known | Failed]]] = deque()
    pool = ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_start_worker, initargs=(tuple(user_actors), known)
    )
    try:
        while True:
            while len(pending) < workers * QUEUED and (task := list(islice(stream, TASK))):
                pending.append(pool.submit(_read_task, task, published))
            if not pending:
                return
            yield from pending.popleft().result()
    except BrokenProcessPool as error:
        raise DetenteError(
            "A reading process ended before its time: killed for want of memory, or, in a script of yours, not able "
            'to start because the script lacks `if __name__ == "__main__":`. Read with one process (jobs=1, --jobs 1).'
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _start_worker(user_actors: tuple[Path, ...], known: KnownIds | None) -> None:
    global _reader, _known  # one reader for each process: the pipeline loads once
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent alone answers it
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _reader, _known = Reader(user_actors), known


def _end_with_parent() -> None:
    """Wait for the parent's death, also by `kill -9`, and end with it; the pool itself would wait forever."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _read_task(task: list[Input], published: date | None) -> list[Reading | Known | Failed]:
    assert _reader is not None, "the worker was not started"
    return list(_reader.read_all(task, published=published, known=_known))
