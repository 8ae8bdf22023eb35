from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HEAVY = (
    "spacy",
    "numpy",
    "pyarrow",
    "duckdb",
    "deltalake",
    "datasketch",
    "altair",
    "vl_convert",
    "trafilatura",
    "lxml",
)
PROBE = f"""
import sys
from detente.views.cli.app import main
sys.argv = ["detente", "--help"]
try:
    main()
except SystemExit:
    pass
print([name for name in {HEAVY!r} if name in sys.modules])
"""


def test_help_loads_nothing_heavy() -> None:
    ran = subprocess.run([sys.executable, "-c", PROBE], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"


def test_help_names_every_command(cli: Callable[..., Any]) -> None:
    out = cli("--help").out
    assert all(command in out for command in ("read", "code", "demo", "doctor"))


def test_wrong_use_is_told_without_a_traceback(cli: Callable[..., Any]) -> None:
    ran = cli("read")
    assert ran.code == 2
    assert "Missing argument" in ran.err
    assert "Traceback" not in ran.err


def test_a_reader_that_goes_away_ends_it_quietly(start: Callable[..., Any], tmp_path: Path) -> None:
    for number in range(70):
        (tmp_path / f"{number}.txt").write_text(
            "Iran condemned Iraq. Oman praised Chad. " * 40 + f"Then {number} ships left."
        )
    process = start("read", tmp_path, "--json", "--jobs", 1)
    process.stdout.readline()
    process.stdout.close()
    error = process.stderr.read().decode()
    assert process.wait() != 0
    assert error == ""


def test_rows_are_utf8_whatever_the_locale(start: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Iran condemned “dark” Iraq on Monday.", encoding="utf-8")
    process = start("read", tmp_path / "a.txt", "--json", env={"PYTHONIOENCODING": "ascii"})
    out, _ = process.communicate()
    assert "“" in out.decode("utf-8")
    assert process.returncode == 0


def test_help_is_quick() -> None:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-m", "detente", "--help"], capture_output=True, check=True)
    assert time.perf_counter() - began < 5  # 0.5 s on a quiet machine, which `make bench` measures
