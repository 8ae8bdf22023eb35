"""A Spark session, and a world's events in it. Needs the extra `spark` (pyspark 4) and Java 17 or newer."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from detente.errors import DetenteError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

JAVA: Final = 17
"""The oldest Java that Spark 4 runs on."""

_SETTINGS: Final = {
    # Nothing but this machine's own processes may reach the driver.
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.driver.maxResultSize": "0",  # a panel is brought here as a whole
}


class EngineMissingError(DetenteError):
    """An engine is not installed; the message names what to install."""


@contextmanager
def spark_session(**settings: str) -> Iterator[SparkSession]:
    """The Spark session that is active, left running afterwards; without one a session of this machine's processors.

    Args:
        settings: Spark's own, for a new session: ``{"spark.driver.memory": "4g"}``. They go before ours.

    Raises:
        EngineMissingError: pyspark or a Java that it runs on is missing.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise EngineMissingError(
            "The Spark engine needs pyspark 4, which is not installed. "
            "Run `pip install 'detente[spark]'`, or leave --engine away to use DuckDB."
        ) from error
    if (active := SparkSession.getActiveSession()) is not None:
        yield active
        return
    require_java()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # the workers need this environment's packages
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    builder = SparkSession.builder.appName("detente").master("local[*]")
    # On one machine more partitions are only more starting of tasks: 200 took fifteen times as long as 4.
    partitions = {"spark.sql.shuffle.partitions": str(2 * (os.cpu_count() or 1))}
    for name, value in (_SETTINGS | partitions | settings).items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    try:
        yield session
    finally:
        session.stop()


def require_java() -> None:
    """Raise EngineMissingError where no Java of version JAVA or newer is found in JAVA_HOME or on the path."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home, "bin", "java")) if home else shutil.which("java")
    wanted = f"The Spark engine needs Java {JAVA} or newer"
    advice = f"Install one (Debian: openjdk-{JAVA}-jre-headless), set JAVA_HOME, or leave --engine away to use DuckDB."
    if java is None or not Path(java).is_file():
        where = f"JAVA_HOME is {home!r} and holds no bin/java" if home else "there is no `java` on the path"
        raise EngineMissingError(f"{wanted}, and {where}. {advice}")
    version = java_version(java)
    if version is None or version < JAVA:
        raise EngineMissingError(f"{wanted}, and {java} is {version or 'of an unknown version'}. {advice}")


def java_version(java: str) -> int | None:
    """The main version of a Java program, None where it does not tell."""
    try:
        told = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=60, check=False).stderr
    except (OSError, subprocess.TimeoutExpired):
        return None
    return read_java_version(told)


def read_java_version(told: str) -> int | None:
    """The main version in what `java -version` prints; until Java 8 it stood second.

    >>> read_java_version('openjdk version "17.0.15" 2025-04-15'), read_java_version('java version "1.8.0_401"')
    (17, 8)
    """
    found = re.search(r'version "(?:1\.)?(\d+)', told)
    return int(found[1]) if found else None
