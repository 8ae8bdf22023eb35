"""The seed text: items found by the shared scorer, and the share of events and ties judged right by hand.

The verdicts stand in seed_verdicts.csv, one row a statement; a statement without a verdict counts as wrong, so
that new output has to be read.

Run: python benchmarks/reading/seed.py
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path

from detente.reading.intake.inputs import Input
from detente.reading.read import Reader
from detente.records import Reading, Statement, StatementKind
from detente.views.json_rows import article_row, statement_row

HERE = Path(__file__).parent
SHARED = HERE.parents[2] / "shared"
VERDICTS = HERE / "seed_verdicts.csv"
FIELDS = ("verdict", "kind", "coding", "source", "target", "status", "quote", "why")


def run() -> dict[str, object]:
    """Items found of 48, and events and ties right of all that were produced."""
    article = SHARED / "seed" / "article.txt"
    if not article.exists():
        return {"skipped": "the shared seed text is not there"}
    reading = Reader().read(Input(str(article), article.read_bytes()))
    judged = [
        statement for statement in reading.statements if statement.kind in {StatementKind.EVENT, StatementKind.TIE}
    ]
    right = sum(_verdicts().get(_key(statement)) == "right" for statement in judged)
    return {
        **_score(reading, article),
        "events_and_ties": len(judged),
        "right": right,
        "share_right": round(right / len(judged), 3),
    }


def _score(reading: Reading, article: Path) -> dict[str, object]:
    rows = [article_row(reading.article), *map(statement_row, reading.statements)]
    done = subprocess.run(
        [
            sys.executable,
            str(SHARED / "tools" / "score_seed.py"),
            str(SHARED / "seed" / "expected.yaml"),
            str(article),
            "36",
        ],
        input="\n".join(json.dumps(row) for row in rows),
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"(\d+) of (\d+) found.*spill (\d+); bad quotes (\d+)", done.stdout)
    if found is None:
        raise RuntimeError(f"score_seed.py said: {done.stdout}{done.stderr}")
    names = ("found", "expected", "spill", "bad_quotes")
    return dict(zip(names, map(int, found.groups()), strict=True))


def _key(statement: Statement) -> tuple[str, ...]:
    coding = statement.type or str(statement.tie)
    source = statement.source.id if statement.source else ""
    target = statement.target.id if statement.target else ""
    return statement.kind, coding, source, target, statement.status, statement.evidence.quote


def _verdicts() -> dict[tuple[str, ...], str]:
    with VERDICTS.open(encoding="utf-8", newline="") as file:
        return {tuple(row[field] for field in FIELDS[1:7]): row["verdict"] for row in csv.DictReader(file)}


def list_for_judging() -> None:
    """Print the statements as rows of seed_verdicts.csv, keeping the verdicts there are."""
    article = SHARED / "seed" / "article.txt"
    reading = Reader().read(Input(str(article), article.read_bytes()))
    known = _verdicts() if VERDICTS.exists() else {}
    writer = csv.writer(sys.stdout)
    writer.writerow(FIELDS)
    for statement in reading.statements:
        if statement.kind in {StatementKind.EVENT, StatementKind.TIE}:
            writer.writerow([known.get(_key(statement), ""), *_key(statement), ""])


if __name__ == "__main__":
    if "--list" in sys.argv:
        list_for_judging()
    else:
        print(run())
