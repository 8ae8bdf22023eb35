"""A Spark session for the tests that need one; they are skipped, with the reason, where Spark cannot run.

`make test-spark` sets Spark up and fails where it cannot run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from detente.engines.spark import EngineMissingError, spark_session

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    context = spark_session()
    try:
        session = context.__enter__()
    except EngineMissingError as error:
        if os.environ.get("DETENTE_NEEDS_SPARK"):  # `make test-spark`, which has nothing to say of a machine without
            raise
        pytest.skip(str(error))
    yield session
    context.__exit__(None, None, None)
