from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from detente.engines import spark as engine
from detente.engines.spark import EngineMissingError, read_java_version, require_java, spark_session


def test_without_pyspark_the_error_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(EngineMissingError, match=r"pip install 'detente\[spark\]'"), spark_session():
        pass


def test_without_java_the_error_says_where_it_was_sought(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineMissingError, match="Java 17 or newer, and there is no `java` on the path"):
        require_java()
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(EngineMissingError, match="holds no bin/java"):
        require_java()


@pytest.mark.skipif(os.name == "nt", reason="needs a shell script that runs by its name")
def test_an_old_java_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\" 2019-01-15' >&2\n")
    java.chmod(0o755)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(EngineMissingError, match="is 11"):
        require_java()


def test_java_versions() -> None:
    assert read_java_version('openjdk version "21" 2023-09-19') == 21
    assert read_java_version('java version "1.8.0_401"') == 8
    assert read_java_version("command not found") is None


def test_a_java_that_cannot_run_has_no_version(tmp_path: Path) -> None:
    assert engine.java_version(str(tmp_path / "java")) is None
