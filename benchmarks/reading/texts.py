"""How much of the gold texts the reader finds: dev (rules are written looking at it) and held out (they are not).

Run: python benchmarks/reading/texts.py
"""

from __future__ import annotations

from pathlib import Path

from judge import Verdict, judge

from detente.reading.intake.inputs import Input
from detente.reading.read import Reader

TEXTS = Path(__file__).parent / "texts"


def run() -> dict[str, object]:
    """Found and expected items by part and kind."""
    reader = Reader()
    result: dict[str, object] = {}
    for part in ("dev", "held_out"):
        verdicts = [_judge(reader, path) for path in sorted((TEXTS / part).glob("*.txt"))]
        kinds: dict[str, list[int]] = {}
        for verdict in verdicts:
            for kind, (found, expected) in verdict.by_kind.items():
                known = kinds.setdefault(kind, [0, 0])
                known[0] += found
                known[1] += expected
        result[part] = {
            "found": sum(len(verdict.found) for verdict in verdicts),
            "expected": sum(verdict.expected for verdict in verdicts),
            "spill": sum(len(verdict.spill) for verdict in verdicts),
            "by_kind": {kind: f"{found} of {expected}" for kind, (found, expected) in sorted(kinds.items())},
        }
    return result


def _judge(reader: Reader, path: Path) -> Verdict:
    return judge(reader.read(Input(str(path), path.read_bytes())), path.with_suffix(".yaml"))


if __name__ == "__main__":
    for part, figures in run().items():
        print(part, figures)
