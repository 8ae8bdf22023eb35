"""Run the benchmarks of reading and print what was gained and lost against the committed last result.

Run: make bench (or: python benchmarks/run.py [NAME ...] [--save])
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
LAST = HERE / "reading" / "last_result.json"
NAMES = ("seed", "texts", "plv", "rounds", "speed")
MINUTES = ("attribution", "memory")  # only when named


def main(arguments: list[str]) -> None:
    """Run the named benchmarks (without a name all but those of minutes) and compare; --save keeps the figures."""
    sys.path.insert(0, str(HERE / "reading"))
    names = [name for name in arguments if not name.startswith("--")] or list(NAMES)
    last: dict[str, Any] = json.loads(LAST.read_text(encoding="utf-8")) if LAST.exists() else {}
    for name in names:
        result = import_module(name).run()
        print(f"\n{name}")
        for line in _compared(result, last.get(name, {})):
            print(f"  {line}")
        last[name] = result
    if names == list(NAMES):
        print(f"\nnot run, since they take minutes each: {', '.join(MINUTES)} (name them to run them)")
    if "--save" in arguments:
        LAST.write_text(json.dumps(last, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"\nsaved to {LAST.name}")


def _compared(now: dict[str, Any], before: dict[str, Any], prefix: str = "") -> list[str]:
    """Each figure with its last value where it differs."""
    lines: list[str] = []
    for key, value in now.items():
        known = before.get(key)
        if isinstance(value, dict):
            lines += _compared(value, known if isinstance(known, dict) else {}, f"{prefix}{key}.")
        else:
            changed = key in before and json.loads(json.dumps(value)) != known
            lines.append(f"{prefix}{key}: {value}" + (f"  (last {known})" if changed else ""))
    return lines


if __name__ == "__main__":
    main(sys.argv[1:])
