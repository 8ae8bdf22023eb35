"""Every benchmark that can be named has a file with the function that is called."""

from __future__ import annotations

import ast
import runpy
from pathlib import Path

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


def test_each_named_benchmark_of_reading_can_be_run() -> None:
    told = runpy.run_path(str(BENCHMARKS / "run.py"))
    for name in (*told["NAMES"], *told["MINUTES"]):
        parsed = ast.parse((BENCHMARKS / "reading" / f"{name}.py").read_text(encoding="utf-8"))
        functions = {each.name: each for each in parsed.body if isinstance(each, ast.FunctionDef)}
        run = functions["run"].args
        assert len(run.args) == len(run.defaults), f"{name}: run() must need nothing"
