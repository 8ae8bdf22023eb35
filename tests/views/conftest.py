"""What the tests of the command line share: running it, in this process or in one that can be killed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from detente.views.cli.app import main
from views.worlds import build_world


@dataclass(frozen=True)
class Ran:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Run the command line here."""

    def run(*words: str | Path) -> Ran:
        monkeypatch.setattr(sys, "argv", ["detente", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return Ran(int(ended.value.code or 0), out, err)

    return run


@pytest.fixture
def start() -> Callable[..., subprocess.Popen[bytes]]:
    """Start the command line as a process."""

    def run(*words: str | Path, **options: Any) -> subprocess.Popen[bytes]:
        environment = {**os.environ, **options.pop("env", {})}
        command = [sys.executable, "-m", "detente", *map(str, words)]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, **options)

    return run


@pytest.fixture(scope="session")
def told_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world of `worlds`, which tests read and never write."""
    return build_world(tmp_path_factory.mktemp("told"))
