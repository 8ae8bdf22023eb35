"""Memory and speed of `detente read` over a large folder: peak of all its processes together, against 1.5 GB.

    python benchmarks/reading/memory.py [ARTICLES] [--world] [--jobs N] [--sentences LOW HIGH]      by default 1,000
    python benchmarks/run.py memory [--save]             10,000 of 3 to 9 sentences; takes ten minutes on two cores

The articles are made up by drawing sentences from the development texts and the bundled article, each with one
of its own, so that no two are equal. Linux only: resident memory is read from /proc, ten times a second; memory that
processes share (the interpreter, libraries) counts for each of them, so that the sum is an upper bound.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[2]
ISSUE_ARTICLES = 10_000
LIMIT_MIB = 1.5e9 / 2**20
SENTENCES = (12, 40)
"""The fewest and most sentences of an article: news articles mostly lie between."""
SHORT = (3, 9)
"""Those of a wire item: what piles up, if anything does, piles up by article."""


def main() -> int:
    """Measure and print; returns 1 when the limit was passed or the reading failed."""
    parser = argparse.ArgumentParser(description="Memory and speed of `detente read` over a large folder.")
    parser.add_argument("articles", type=int, nargs="?", default=1000)
    parser.add_argument("--world", action="store_true", help="also store them")
    parser.add_argument("--jobs", type=int, help="processes, as for `detente read`")
    parser.add_argument("--sentences", type=int, nargs=2, default=SENTENCES, help="fewest and most of an article")
    options = parser.parse_args()
    figures = run(options.articles, options.sentences, world=options.world, jobs=options.jobs)
    for name, figure in figures.items():
        print(name, figure)
    return 1 if figures["exit_code"] or float(str(figures["peak_mib"])) > LIMIT_MIB else 0


def run(
    articles: int = ISSUE_ARTICLES, length: Sequence[int] = SHORT, *, world: bool = False, jobs: int | None = None
) -> dict[str, object]:
    """Write so many articles, read them, and tell the peak memory and the rate.

    Args:
        articles: How many.
        length: The fewest and most sentences of an article.
        world: Whether to store them as well.
        jobs: Processes, as for `detente read`; None leaves it to the command.
    """
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "texts")
        sentences = write_articles(folder, articles, length)
        command = [sys.executable, "-m", "detente", "read", str(folder)]
        command += ["--world", str(Path(scratch, "world"))] if world else []
        command += ["--jobs", str(jobs)] if jobs else []
        began = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, text=True)
        peak, most = watch(process)
        seconds = time.monotonic() - began
    return {
        "articles": articles,
        "sentences": sentences,
        "peak_mib": round(peak),
        "limit_mib": round(LIMIT_MIB),
        "processes": most,
        "sentences_per_s_with_start_up": round(sentences / seconds),
        "exit_code": process.returncode,
    }


def write_articles(folder: Path, count: int, sentences: Sequence[int] = SENTENCES) -> int:
    """Write so many articles of drawn sentences; returns how many sentences there are in all."""
    folder.mkdir()
    pool = sorted(set(sentence_pool()))
    chance = random.Random(2016)
    total = 0
    for number in range(count):
        drawn = chance.sample(pool, chance.randint(*sentences))
        own = (
            f"Iran and Oman opened {number + 2} offices in Muscat on {chance.randint(1, 28)} May {2000 + number % 20}."
        )
        paragraphs = [" ".join(drawn[at : at + 4]) for at in range(0, len(drawn), 4)]
        (folder / f"{number:06}.txt").write_text("\n\n".join([own, *paragraphs]) + "\n", encoding="utf-8")
        total += len(drawn) + 1
    return total


def sentence_pool() -> Iterator[str]:
    """The sentences of the texts at hand, roughly cut, without what the gold calls no part of the article."""
    texts = [ROOT / "src/detente/views/cli/demo_article.txt", *ROOT.glob("benchmarks/reading/texts/dev/*.txt")]
    for path in texts:
        gold = path.with_suffix(".yaml")
        known = yaml.safe_load(gold.read_text("utf-8"))["article"] if gold.exists() else {}
        for paragraph in path.read_text("utf-8").split("\n\n"):
            if any(words in paragraph for words in known.get("not_article") or ()):
                continue
            for sentence in re.split(r"(?<=[.!?])\s+(?=[A-Z])", " ".join(paragraph.split())):
                if len(sentence) > 30 and sentence.endswith((".", "?", "!")):
                    yield sentence


def watch(process: subprocess.Popen[str]) -> tuple[float, int]:
    """The peak resident memory in MiB of a process and all below it, and how many processes there were at most."""
    peak, most = 0.0, 0
    while process.poll() is None:
        sizes = [resident_mib(pid) for pid in family(process.pid)]
        peak, most = max(peak, sum(sizes)), max(most, len(sizes))
        time.sleep(0.1)
    return peak, most


def family(pid: int) -> list[int]:
    """A process and all that it and they started."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return []
    return [pid, *(each for child in children for each in family(int(child)))]


def resident_mib(pid: int) -> float:
    """Resident memory in MiB; 0 for a process that has just ended."""
    try:
        found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    except FileNotFoundError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    raise SystemExit(main())
