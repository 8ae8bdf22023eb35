"""Batches read one piece ahead, in a thread: unpacking and parsing need no Python lock, nor does the engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from queue import SimpleQueue
from threading import Event, Semaphore, Thread
from typing import Final

from detente.feeds.batches import Batch
from detente.feeds.pieces import Piece

PIECES_AHEAD: Final = 1


def read_ahead(batches: Iterable[Batch]) -> Iterator[Batch]:
    """The same batches, whose pieces are being read while the ones before are at work. Take each to its end.

    Raises:
        Whatever reading raises, where the piece at fault is asked for.
    """
    queue: SimpleQueue[Batch | Piece | BaseException | None] = SimpleQueue()
    room = Semaphore(PIECES_AHEAD)  # of pieces only: the marks between batches take no memory, and must not wait
    stopped = Event()

    def work() -> None:
        try:
            for batch in batches:
                queue.put(Batch(batch.reads, taken()))
                pieces = iter(batch.pieces)
                while True:
                    room.acquire()
                    piece = None if stopped.is_set() else next(pieces, None)
                    queue.put(piece)
                    if piece is None:
                        room.release()
                        break
                if stopped.is_set():
                    return
            queue.put(None)
        except BaseException as error:
            queue.put(error)

    def take() -> Batch | Piece | None:
        item = queue.get()
        if isinstance(item, BaseException):
            raise item
        return item

    def taken() -> Iterator[Piece]:
        while isinstance(piece := take(), Piece):
            room.release()
            yield piece

    thread = Thread(target=work, name="detente-reading-feeds", daemon=True)
    thread.start()
    try:
        while isinstance(batch := take(), Batch):
            yield batch
    finally:
        stopped.set()
        room.release()
        thread.join()
