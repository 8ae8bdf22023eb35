"""`detente code`: JSON Lines of sentences in, the same lines with their coded events out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import IO

from detente.errors import EvidenceError, InputError
from detente.pipeline import code_lines
from detente.reading.code.code_lines import CodedEvent, Line
from detente.views.cli.incoming import groups_as_they_come
from detente.views.cli.screen import Screen
from detente.views.json_rows import coded_event_row, json_line
from detente.views.sentence_lines import Given, parse_lines

GROUP = 256
"""Lines coded together, at most; a pipe's lines are not waited for."""


def run(file: str) -> int:
    """Code JSON Lines and print them, in order, as they are coded.

    Args:
        file: The file, or ``-`` for standard input.

    Returns:
        0, or 1 when some line could not be taken; it comes back with `error`, and the rest is coded.

    Raises:
        InputError: The file cannot be read.
    """
    screen = Screen()
    faulty = False
    with _opened(file) as stream:
        name = "standard input" if file == "-" else file
        lines = groups_as_they_come(stream, GROUP) if file == "-" else _groups(stream)
        number = 0
        for group in lines:
            for given, result in _coded(parse_lines(group, name, first=number + 1)):
                told = result if isinstance(result, list) else []
                row = {**given.row, "events": [coded_event_row(event) for event in told if not event.doubted]}
                if doubted := [coded_event_row(event) for event in told if event.doubted]:
                    row["doubted"] = doubted
                if isinstance(result, str):
                    faulty = True
                    screen.complain(result)
                    row["error"] = result
                print(json_line(row))
            number += len(group)
            sys.stdout.flush()
    return 1 if faulty else 0


@contextmanager
def _opened(file: str) -> Iterator[IO[bytes]]:
    if file == "-":
        yield sys.stdin.buffer
        return
    path = Path(file)
    if not path.is_file():
        raise InputError(f'{file}: no such file. Give JSON Lines of {{"text", "source"?, "target"?}}, or - for stdin.')
    try:
        stream = path.open("rb")
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror}). Check its permissions.") from error
    with stream:
        yield stream


def _groups(stream: IO[bytes]) -> Iterator[list[bytes]]:
    while group := list(islice(stream, GROUP)):
        yield group


def _coded(given: Iterable[Given]) -> Iterator[tuple[Given, list[CodedEvent] | str]]:
    """Each line with its events, or with what is wrong with it; faulty lines keep their place."""
    group = list(given)
    refused: dict[int, EvidenceError] = {}
    lines = [each.line for each in group if isinstance(each.line, Line)]
    events = enumerate(code_lines(lines, refused.__setitem__))
    for each in group:
        if isinstance(each.line, str):
            yield each, each.line
        else:
            number, told = next(events)
            yield each, f"{each.where}: {refused.pop(number)}" if number in refused else told
