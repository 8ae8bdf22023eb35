"""Reading goes on while a piece is at work, also over the end of a batch; errors come where the piece is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event, active_count

import pytest

from detente.feeds.batches import Batch
from detente.feeds.parse import Fault
from detente.feeds.pieces import Piece
from detente.feeds.read_ahead import read_ahead


def piece(number: int) -> Piece:
    return Piece(faults=[Fault(0, number, "")])


def test_the_next_batch_is_read_while_one_is_at_work() -> None:
    begun = [Event() for _ in range(3)]

    def read(number: int) -> Iterator[Piece]:
        begun[number].set()
        yield piece(number)

    taken = []
    for number, batch in enumerate(read_ahead(Batch([], read(number)) for number in range(3))):
        for each in batch.pieces:
            taken.append(each.faults[0].line)
            if number < 2:
                assert begun[number + 1].wait(10)
    assert taken == [0, 1, 2]


def test_no_more_than_one_piece_lies_ready() -> None:
    made = []

    def read() -> Iterator[Piece]:
        for number in range(6):
            made.append(number)
            yield piece(number)

    for batch in read_ahead([Batch([], read())]):
        for number, _ in enumerate(batch.pieces):
            assert len(made) <= number + 3  # at work, ready, and being read


def test_an_error_comes_in_its_place_and_no_thread_stays() -> None:
    threads = active_count()

    def read() -> Iterator[Piece]:
        yield piece(0)
        raise ValueError("damaged")

    batches = read_ahead([Batch([], read())])
    pieces = next(batches).pieces
    assert next(pieces).faults[0].line == 0
    with pytest.raises(ValueError, match="damaged"):
        next(pieces)
    batches.close()  # type: ignore[attr-defined]  # it is a generator
    assert active_count() == threads


def test_who_goes_away_stops_the_reading() -> None:
    threads = active_count()

    def read() -> Iterator[Piece]:
        for number in range(10_000):
            yield piece(number)

    batches = read_ahead(Batch([], read()) for _ in range(10))
    next(next(batches).pieces)
    batches.close()  # type: ignore[attr-defined]  # it is a generator
    assert active_count() == threads
