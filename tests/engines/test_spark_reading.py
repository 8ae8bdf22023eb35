"""Articles read on Spark say the same as when read here; the workers, without a Spark, do as they are told."""

from __future__ import annotations

import pickle
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pytest

from detente.engines.spark_reading import Result, read_batch, read_with_spark
from detente.pipeline import World, open_world, read_inputs
from detente.pipeline.reading import READ_ENGINES, ReadEngine
from detente.reading.intake.inputs import Input
from detente.reading.read import Failed, Known, Reader
from detente.records import Reading

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

STATES = ("France", "Japan", "Brazil", "Kenya", "Norway", "Peru")


def inputs(count: int) -> list[Input]:
    """Short news texts; every tenth one is empty of text."""
    texts = [
        f"The foreign minister of {STATES[number % 6]} met officials of {STATES[(number + number // 6 + 1) % 6]} on "
        f"{number % 28 + 1} May 2019. They signed an agreement on trade. "
        f"The opposition condemned the {number + 2} rules."
        for number in range(count)
    ]
    return [
        Input(f"{number}.txt", b"\x00\x01\x02" * 99 if number % 10 == 9 else text.encode())
        for number, text in enumerate(texts)
    ]


def shown(results: list[Result]) -> list[object]:
    """All of a result but the moment of its reading; errors are compared by what they say."""
    return [
        (result.article, result.statements)
        if isinstance(result, Reading)
        else (result.name, type(result.error), str(result.error))
        if isinstance(result, Failed)
        else result
        for result in results
    ]


def test_a_worker_reads_a_batch_in_order() -> None:
    given = inputs(10)
    batch = pa.record_batch({"position": list(range(10)), "pickled": [pickle.dumps(each) for each in given]})
    read = read_batch(batch, None, (), None)
    assert read["position"].to_pylist() == list(range(10))
    results = [pickle.loads(each) for each in read["pickled"].to_pylist()]
    assert [type(result) for result in results] == [Reading] * 9 + [Failed]
    assert shown(results) == shown(list(Reader().read_all(given)))


def everything(ids: object) -> set[str]:
    assert isinstance(ids, list | set | tuple)
    return set(ids)


def test_a_worker_leaves_out_what_is_known() -> None:
    batch = pa.record_batch({"position": [0], "pickled": [pickle.dumps(inputs(1)[0])]})
    (read,) = read_batch(batch, None, (), everything)["pickled"].to_pylist()
    assert isinstance(pickle.loads(read), Known)


@pytest.mark.slow
def test_spark_reads_the_same(spark: SparkSession, tmp_path: Path) -> None:
    given = inputs(30)
    expected = shown(list(Reader().read_all(given)))
    assert shown(list(read_with_spark(given, wave=20))) == expected
    assert len(expected) == 30


@pytest.mark.slow
def test_a_folder_comes_into_a_world_the_same_by_either_engine(spark: SparkSession, tmp_path: Path) -> None:
    folder, worlds = tmp_path / "texts", {}
    folder.mkdir()
    for given in inputs(12):
        (folder / given.name).write_bytes(given.data)
    for engine in READ_ENGINES:
        world = open_world(tmp_path / engine)
        told = Counter(type(result).__name__ for result in _kept(world, folder, engine))
        assert told == {"Reading": 11, "Failed": 1}
        again = Counter(type(result).__name__ for result in _kept(world, folder, engine))
        assert again == {"Known": 11, "Failed": 1}
        worlds[engine] = [(article.id, article.text, *world.statements(article.id)) for article in world.articles()]
    assert worlds["spark"] == worlds["local"]


def _kept(world: World, folder: Path, engine: ReadEngine) -> list[Result]:
    """Read the folder into the world; what became of each input."""
    results = list(read_inputs([str(folder)], world=world, engine=engine))
    list(world.add(result for result in results if isinstance(result, Reading)))
    return results
