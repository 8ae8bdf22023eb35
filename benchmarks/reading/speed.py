"""Sentences a second, end to end after start-up, in one process and in one for each core; start-up times.

The texts are PolNeAR's news articles where they are there, else the gold texts repeated.

Run: python benchmarks/reading/speed.py
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from detente.pipeline import read_inputs
from detente.reading.intake.inputs import Input
from detente.reading.read import Failed, Reader
from detente.reading.syntax.parse import load_pipeline

HERE = Path(__file__).parent
NEWS = HERE.parents[2] / "shared" / "data" / "reading" / "polnear" / "train.jsonl.gz"
ARTICLES = 200


def run() -> dict[str, object]:
    """Rates in sentences a second beside the parser's own, and seconds to start."""
    texts = _texts()
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number:04d}.txt" for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text, encoding="utf-8")
        nlp = load_pipeline()
        started = time.perf_counter()
        sentences = sum(len(list(doc.sents)) for doc in nlp.pipe(texts, batch_size=32))
        parse_alone = time.perf_counter() - started
        reader = Reader()
        reader.read(Input("warm-up", texts[0].encode()))
        one = _timed(list, reader.read_all(Input(str(path), path.read_bytes()) for path in paths))
        many = _timed(_count, read_inputs([folder], jobs=os.cpu_count()))
        help_s = _timed(_command, ["--help"])
        page_s = _timed(_command, ["read", str(paths[0])])
    return {
        "articles": len(texts),
        "sentences": sentences,
        "parser_alone_sentences_per_s": round(sentences / parse_alone),
        "one_process_sentences_per_s": round(sentences / one),
        "share_of_parser": round(parse_alone / one, 2),
        f"{os.cpu_count()}_processes_sentences_per_s_with_start_up": round(sentences / many),
        "help_s": round(help_s, 2),
        "read_one_page_s": round(page_s, 2),
    }


def _texts() -> list[str]:
    if NEWS.exists():
        with gzip.open(NEWS, "rt", encoding="utf-8") as file:
            return [json.loads(line)["text"] for _, line in zip(range(ARTICLES), file, strict=False)]
    gold = [path.read_text(encoding="utf-8") for path in sorted((HERE / "texts").glob("*/*.txt"))]
    return (gold * (ARTICLES // len(gold) + 1))[:ARTICLES]


def _timed(function: object, argument: object) -> float:
    started = time.perf_counter()
    function(argument)  # type: ignore[operator]  # any of the callables above
    return time.perf_counter() - started


def _count(results: object) -> int:
    return sum(not isinstance(result, Failed) for result in results)  # type: ignore[attr-defined]


def _command(arguments: list[str]) -> None:
    subprocess.run(
        [sys.executable, "-c", "from detente.views.cli.app import main; main()", *arguments],
        capture_output=True,
        check=False,
    )


if __name__ == "__main__":
    for name, figure in run().items():
        print(name, figure)
