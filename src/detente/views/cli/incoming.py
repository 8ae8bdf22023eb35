"""Lines of a pipe in groups: as many as there are, without waiting for more."""

from __future__ import annotations

from collections.abc import Iterator
from queue import Empty, Queue
from threading import Thread
from typing import IO


def groups_as_they_come(stream: IO[bytes], most: int) -> Iterator[list[bytes]]:
    """Yield the lines that have come, at most so many at once; wait only when there is none.

    A program that writes a line and waits for the answer gets it; a long pipe is handled in large groups.
    """
    lines: Queue[bytes | None] = Queue(maxsize=2 * most)
    Thread(target=_fill, args=(stream, lines), daemon=True).start()
    while (line := lines.get()) is not None:
        group: list[bytes] = [line]
        ended = False
        while len(group) < most and not ended:
            try:
                following = lines.get_nowait()
            except Empty:
                break
            if following is None:
                ended = True
            else:
                group.append(following)
        yield group
        if ended:
            return


def _fill(stream: IO[bytes], lines: Queue[bytes | None]) -> None:
    try:
        for line in stream:
            lines.put(line)
    finally:
        lines.put(None)
