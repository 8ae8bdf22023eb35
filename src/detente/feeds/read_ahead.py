"""Batches read one piece ahead, in a thread: unpacking and parsing need no Python lock, nor does the engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from queue import Full, Queue
from threading import Event, Thread
from typing import Final

from detente.feeds.batches import Batch
from detente.feeds.pieces import Piece

PIECES_AHEAD: Final = 1


def read_ahead(batches: Iterable[Batch]) -> Iterator[Batch]:
    """The same batches, whose pieces are being read while the ones before are at work. Take each to its end.

    Raises:
        Whatever reading raises, where the piece at fault is asked for.
    """
    queue: Queue[Batch | Piece | BaseException | None] = Queue(PIECES_AHEAD)
    stopped = Event()

    def put(item: Batch | Piece | BaseException | None) -> None:
        while not stopped.is_set():
            try:
                queue.put(item, timeout=0.1)
            except Full:
                continue
            return

    def work() -> None:
        try:
            for batch in batches:
                put(Batch(batch.reads, taken()))
                for piece in batch.pieces:
                    put(piece)
                    if stopped.is_set():
                        return
                put(None)
            put(None)
        except BaseException as error:
            put(error)

    def take() -> Batch | Piece | None:
        item = queue.get()
        if isinstance(item, BaseException):
            raise item
        return item

    def taken() -> Iterator[Piece]:
        while isinstance(piece := take(), Piece):
            yield piece

    thread = Thread(target=work, name="detente-reading-feeds", daemon=True)
    thread.start()
    try:
        while isinstance(batch := take(), Batch):
            yield batch
    finally:
        stopped.set()
        thread.join()
