"""Inputs to readings: files, folders, URLs and standard input, read one by one or in several processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from detente.errors import EmptyInputError, EvidenceError, InputError
from detente.reading.intake.inputs import SUFFIXES, count_inputs, iter_inputs
from detente.reading.read import Failed, Known, Reader
from detente.reading.syntax.parallel import read_parallel, worker_count
from detente.records import Reading
from detente.world import store

if TYPE_CHECKING:
    from detente.reading.code.code_lines import CodedEvent, Line

ReadEngine = Literal["local", "spark"]

READ_ENGINES: Final[tuple[ReadEngine, ...]] = ("local", "spark")

PARALLEL_FROM = 64  # below so many inputs, starting processes costs more than it saves


def code_lines(
    lines: Sequence[Line], on_refused: Callable[[int, EvidenceError], None] | None = None
) -> Iterator[list[CodedEvent]]:
    """The events of single sentences, judged by the coder that is chosen; see `detente.reading.code.code_lines`."""
    from detente.reading.code.code_lines import code_lines
    from detente.reading.coder.choice import chosen_coder

    return code_lines(lines, chosen_coder(), on_refused)


def choose_coder(choice: str) -> None:
    """Choose who judges events, here and in the processes started from here; see `detente.reading.coder.choice`."""
    from detente.reading.coder.choice import choose_coder

    choose_coder(choice)


def read(target: str | Path, *, published: date | None = None, user_actors: Sequence[Path] = ()) -> Reading:
    """Read one file or URL.

    Args:
        target: A path, an http(s) URL, or ``-`` for standard input.
        published: The day it appeared on, when the user knows it.
        user_actors: YAML files with actors of the user's own.

    Raises:
        InputError: It cannot be read, or is a folder of several texts; the message names it.
    """
    results = list(read_inputs([str(target)], published=published, user_actors=user_actors))
    if len(results) != 1:
        raise InputError(f"{target}: holds {len(results)} texts, expected one. Use read_inputs.")
    (result,) = results
    if isinstance(result, Failed):
        raise result.error
    assert isinstance(result, Reading), "without a world nothing is known already"
    return result


def read_inputs(
    targets: Sequence[str],
    *,
    published: date | None = None,
    user_actors: Sequence[Path] = (),
    world: store.World | None = None,
    jobs: int | None = 1,
    engine: ReadEngine = "local",
    on_skip: Callable[[Path], None] = lambda path: None,
) -> Iterator[Reading | Known | Failed]:
    """Read files, folders, URLs and standard input in order.

    Args:
        targets: As the command line takes them.
        published: The day that all of them appeared on, when the user knows it.
        user_actors: YAML files with actors of the user's own.
        world: Articles that it holds are not read again. Nothing is added to it: see `World.add`.
        jobs: Processes to read in. None takes more than one when there are many inputs; a script that allows more
            than one must guard its own code with ``if __name__ == "__main__":``.
        engine: Where to read: here, or on the active Spark session (without one, on a local one); then `jobs` is not
            asked. The statements are the same.
        on_skip: Called with files of a folder that are no text.

    Yields:
        A `Reading` for each input that was read, a `Known` for each that the world holds, a `Failed` for each that
        could not be read.

    Raises:
        EngineMissingError: The engine is not installed.
    """
    errors: list[Failed] = []

    def fail(error: InputError) -> None:
        errors.append(Failed(str(error).partition(": ")[0], error))  # messages begin with the input's name

    counts = {target: count_inputs([target]) for target in dict.fromkeys(targets)}
    for target in (target for target, count in counts.items() if not count):
        fail(_no_texts(target))
    inputs = iter_inputs(targets, on_error=fail, on_skip=on_skip)
    known = world.known if world is not None and world.counts().articles else None
    results: Iterator[Reading | Known | Failed]
    workers = jobs or (worker_count() if sum(counts.values()) >= PARALLEL_FROM else 1)
    if engine == "spark":
        from detente.engines.spark_reading import read_with_spark

        results = read_with_spark(inputs, published=published, user_actors=user_actors, known=known)
    elif workers == 1:
        results = Reader(user_actors).read_all(inputs, published=published, known=known)
    else:
        results = read_parallel(inputs, workers=workers, published=published, user_actors=user_actors, known=known)
    for result in results:
        yield from errors
        errors.clear()
        yield result
    yield from errors


def _no_texts(folder: str) -> EmptyInputError:
    if not os.access(folder, os.R_OK | os.X_OK):
        return EmptyInputError(f"{folder}: this folder cannot be looked into. Check its permissions.")
    return EmptyInputError(
        f"{folder}: no text in this folder. Files with these endings are read: {' '.join(sorted(SUFFIXES))}. "
        "A file of another ending is read when it is named by itself."
    )
