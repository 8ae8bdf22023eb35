"""When a batch ends, and that nothing more than a batch is held."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from detente.records import Reading
from detente.world import batches
from detente.world.batches import in_batches
from factories import reading


def readings(count: int) -> Iterator[Reading]:
    return (reading(f"Text {number}.") for number in range(count))


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (1, [1]), (3, [3]), (4, [3, 1]), (7, [3, 3, 1])])
def test_by_count(count: int, sizes: list[int]) -> None:
    assert [len(batch) for batch in in_batches(readings(count), 3)] == sizes


def test_order_is_kept() -> None:
    assert [read for batch in in_batches(readings(7), 3) for read in batch] == list(readings(7))


def test_by_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "BATCH_CHARACTERS", 14)  # "Text 0." has 7

    assert [len(batch) for batch in in_batches(readings(5))] == [2, 2, 1]


def test_by_time(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter([0.0, 1.0, 9.0, 10.0, 100.0, 100.0])  # start, after 1st, 2nd, 3rd; start, after 4th
    monkeypatch.setattr(batches, "monotonic", lambda: next(seconds))

    assert [len(batch) for batch in in_batches(readings(4))] == [3, 1]


def test_what_came_before_a_failure_is_handed_on_first() -> None:
    def failing() -> Iterator[Reading]:
        yield from readings(2)
        raise KeyboardInterrupt

    handed: list[list[Reading]] = []
    with pytest.raises(KeyboardInterrupt):
        handed.extend(in_batches(failing(), 5))

    assert [len(batch) for batch in handed] == [2]


def test_no_reading_is_taken_before_the_batch_before_is_done() -> None:
    taken = 0

    def counted() -> Iterator[Reading]:
        nonlocal taken
        for read in readings(10):
            taken += 1
            yield read

    for done, batch in enumerate(in_batches(counted(), 2), start=1):
        assert (len(batch), taken) == (2, done * 2)
