"""Reading articles on Spark: each Python worker loads the language pipeline once and reads what it is handed."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from detente.engines.spark import spark_session
from detente.reading.intake.inputs import Input
from detente.reading.read import Failed, Known, KnownIds, Reader
from detente.records import Reading

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession

Result = Reading | Known | Failed
ReadBatches = Callable[[Iterable["pa.RecordBatch"]], Iterator["pa.RecordBatch"]]

WAVE: Final = 4096
"""Inputs handed to Spark together. The driver holds a wave's bytes and results, 10 to 50 kB an article each."""

TASK: Final = 64
"""Inputs of one Spark task: a few seconds of reading."""

_readers: dict[tuple[Path, ...], Reader] = {}
"""Of this worker process. Spark keeps workers alive between tasks, so that each loads the pipeline once."""


def read_with_spark(
    inputs: Iterable[Input],
    *,
    published: date | None = None,
    user_actors: Sequence[Path] = (),
    known: KnownIds | None = None,
    wave: int = WAVE,
) -> Iterator[Result]:
    """Read inputs on the active Spark session, or on all processors of this machine; results come in order.

    The driver reads the files and hands on their bytes, so that workers elsewhere need not see them; they need this
    package and its language pipeline, and the files of `user_actors`.

    Args:
        inputs: What to read; taken from as it is needed.
        published: The day that all of them appeared on, when the user knows it.
        user_actors: YAML files with actors of the user's own.
        known: As `Reader.read_all` takes it; picklable, for it is called in the workers.
        wave: Inputs under way at most.

    Raises:
        EngineMissingError: pyspark or Java is missing.
    """
    read_batches = _reading(published, tuple(user_actors), known)
    stream = iter(inputs)
    with spark_session() as session:
        while taken := list(islice(stream, wave)):
            yield from _read_wave(session, taken, read_batches)


def _read_wave(session: SparkSession, inputs: list[Input], read_batches: ReadBatches) -> Iterator[Result]:
    import pyarrow as pa

    rows = pa.table({"position": range(len(inputs)), "pickled": [pickle.dumps(given) for given in inputs]})
    tasks = -(-len(inputs) // TASK)
    spread = session.createDataFrame(rows).repartitionByRange(tasks, "position")
    results = spread.mapInArrow(read_batches, "position long, pickled binary").toArrow().sort_by("position")
    # The pickles are our own: they were made by the workers that this driver started.
    return (pickle.loads(result.as_py()) for result in results["pickled"])


def _reading(published: date | None, user_actors: tuple[Path, ...], known: KnownIds | None) -> ReadBatches:
    def read_batches(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield read_batch(batch, published, user_actors, known)

    return read_batches


def read_batch(
    batch: pa.RecordBatch, published: date | None, user_actors: tuple[Path, ...], known: KnownIds | None
) -> pa.RecordBatch:
    """Read the inputs of one Arrow batch (position, pickled Input) to a batch of (position, pickled result)."""
    import pyarrow as pa

    if user_actors not in _readers:
        _readers[user_actors] = Reader(user_actors)
    inputs = [pickle.loads(given.as_py()) for given in batch["pickled"]]
    results = _readers[user_actors].read_all(inputs, published=published, known=known)
    pickled = pa.array([pickle.dumps(result) for result in results], pa.binary())
    return pa.record_batch({"position": batch["position"], "pickled": pickled})
