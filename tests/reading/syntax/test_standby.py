"""A process on stand-by: it reads as the reader does, is ended when it takes too long, and begins anew."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from detente.errors import InputError, InputTooLargeError
from detente.reading.intake.inputs import Input
from detente.reading.read import Reader
from detente.reading.syntax import standby
from detente.reading.syntax.standby import BusyError, StandbyReader

TEXT = Input("text", b"Iran accused Iraq of lies on 3 May 2018. Oman and Iran signed a trade agreement.\n")


@pytest.fixture(scope="module")
def reader() -> Iterator[StandbyReader]:
    made = StandbyReader()
    yield made
    made.close()


def test_it_reads_as_the_reader_does(reader: StandbyReader) -> None:
    assert not reader.is_ready
    told = reader.read(TEXT)
    plain = Reader().read(TEXT)
    assert (told.article, told.statements) == (plain.article, plain.statements)
    assert reader.is_ready


def test_what_cannot_be_read_is_told_and_the_next_is_read(reader: StandbyReader) -> None:
    with pytest.raises(InputError, match="dots"):
        reader.read(Input("dots", b". . .\n"))
    assert reader.read(TEXT).statements


def test_a_text_that_takes_too_long_is_ended(reader: StandbyReader, monkeypatch: pytest.MonkeyPatch) -> None:
    reader.read(TEXT)
    monkeypatch.setattr(reader, "_patience", 0.0)
    with pytest.raises(InputTooLargeError, match="long: not read after 0 seconds"):
        reader.read(Input("long", b"Iran accused Iraq of lies. " * 5_000))
    assert not reader.is_ready
    monkeypatch.setattr(reader, "_patience", standby.PATIENCE)
    assert reader.read(TEXT).statements  # in a new process


def test_a_process_that_was_killed_is_replaced(reader: StandbyReader) -> None:
    reader.read(TEXT)
    assert reader._process is not None
    reader._process.kill()
    reader._process.join(10)
    assert reader.read(TEXT).statements


def test_more_than_may_wait_are_refused(reader: StandbyReader) -> None:
    taken = [reader._places.acquire(blocking=False) for _ in range(standby.MOST_WAITING)]
    try:
        assert all(taken)
        with pytest.raises(BusyError, match="waiting to be read"):
            reader.read(TEXT)
    finally:
        for _ in taken:
            reader._places.release()
