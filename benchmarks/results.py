"""What every folder of benchmarks does with its results: run, print beside the committed last result, keep if asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

Run = Callable[[], Mapping[str, Any]]


def run_named(arguments: Sequence[str], runs: Mapping[str, Run], kept: Path, usual: Sequence[str] = ()) -> list[str]:
    """Run benchmarks and print what was gained and lost; with --save each result is kept as soon as it is there.

    Args:
        arguments: Names of benchmarks, and --save.
        runs: Every benchmark by its name.
        kept: The file of last results.
        usual: Those that run where none is named; all where this is empty.

    Returns:
        The names of those that ran.
    """
    names = [each for each in arguments if not each.startswith("--")] or list(usual or runs)
    unknown = [each for each in names if each not in runs]
    if unknown:
        raise SystemExit(f"There is no benchmark {unknown[0]!r}; there are {', '.join(runs)}.")
    last: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    for name in names:
        result = json.loads(json.dumps(runs[name]()))
        print(f"\n{name}")
        for line in compared(result, last.get(name, {})):
            print(f"  {line}", flush=True)
        last[name] = result
        if "--save" in arguments:
            kept.write_text(json.dumps(last, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
            print(f"saved to {kept.name}")
    return names


def modules(*names: str) -> dict[str, Run]:
    """The function `run` of each module of these names, which is imported when it runs."""
    return {name: partial(_run_module, name) for name in names}


def _run_module(name: str) -> Mapping[str, Any]:
    result: Mapping[str, Any] = import_module(name).run()
    return result


def compared(now: Mapping[str, Any], before: Mapping[str, Any], prefix: str = "") -> Iterator[str]:
    """Each figure with its last value where it differs; of lists of cases, what came and what went."""
    for key, value in now.items():
        known = before.get(key)
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            yield from compared(value, known if isinstance(known, dict) else {}, f"{name}.")
        elif isinstance(value, list) and value and all(isinstance(each, str) for each in value):
            yield f"{name}: {len(value)}"
            yield from (f"    {each}" for each in value)
            if isinstance(known, list):
                yield from (f"  + {each}" for each in value if each not in known)
                yield from (f"  - {each}" for each in known if each not in value)
        else:
            yield f"{name}: {value}" + (f"  (last {known})" if key in before and value != known else "")
