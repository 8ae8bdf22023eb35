"""Readings in batches: large enough that a world gets few files, small enough that little waits uncommitted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from time import monotonic
from typing import Final

from detente.records import Reading

BATCH_ARTICLES: Final = 500
BATCH_CHARACTERS: Final = 8_000_000
BATCH_SECONDS: Final = 10.0


def in_batches(readings: Iterable[Reading], batch_size: int = BATCH_ARTICLES) -> Iterator[list[Reading]]:
    """Group readings, in their order.

    A batch ends at `batch_size` articles, at BATCH_CHARACTERS of text, or with the first reading that comes
    BATCH_SECONDS after its first one. When `readings` fails, what came before is handed on first.
    """
    batch: list[Reading] = []
    characters, started = 0, 0.0
    source = iter(readings)
    while True:
        try:
            reading = next(source)
        except StopIteration:
            break
        except BaseException:
            if batch:
                yield batch
            raise
        if not batch:
            characters, started = 0, monotonic()
        batch.append(reading)
        characters += len(reading.article.text)
        if len(batch) >= batch_size or characters >= BATCH_CHARACTERS or monotonic() - started >= BATCH_SECONDS:
            yield batch
            batch = []
    if batch:
        yield batch
