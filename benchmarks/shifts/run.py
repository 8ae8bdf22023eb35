"""Run the benchmarks of shifts and print what was gained and lost against the committed last result.

Run: python benchmarks/shifts/run.py [NAME ...] [--save]
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

LAST = Path(__file__).parent / "last_result.json"
NAMES = ("realignments", "injected", "delay", "all_dyads", "one_dyad")


def main(arguments: list[str]) -> None:
    """Run the named benchmarks (all without a name) and compare; --save keeps the figures as the last result."""
    names = [name for name in arguments if not name.startswith("--")] or list(NAMES)
    last: dict[str, Any] = json.loads(LAST.read_text(encoding="utf-8")) if LAST.exists() else {}
    for name in names:
        result = json.loads(json.dumps(import_module(name).run()))
        print(f"\n{name}")
        for line in _compared(result, last.get(name, {})):
            print(f"  {line}")
        last[name] = result
    if "--save" in arguments:
        LAST.write_text(json.dumps(last, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"\nsaved to {LAST.name}")


def _compared(now: dict[str, Any], before: dict[str, Any], prefix: str = "") -> list[str]:
    """Each figure with its last value where it differs; of lists, what came and what went."""
    lines: list[str] = []
    for key, value in now.items():
        known = before.get(key)
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            lines += _compared(value, known if isinstance(known, dict) else {}, f"{name}.")
        elif isinstance(value, list):
            lines.append(f"{name}: {len(value)}")
            lines += [f"    {item}" for item in value]
            if isinstance(known, list):
                lines += [f"  + {item}" for item in value if item not in known]
                lines += [f"  - {item}" for item in known if item not in value]
        else:
            lines.append(f"{name}: {value}" + (f"  (last {known})" if key in before and value != known else ""))
    return lines


if __name__ == "__main__":
    main(sys.argv[1:])
