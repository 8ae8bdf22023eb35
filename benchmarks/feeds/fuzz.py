"""100,000 mutated lines over every registered feed: no crash, no hang, every line in the world or among the rejects.

Seeds are the real samples in ../shared where they are there, and the lines of the tests. Lines are cut, doubled, mixed
and filled with what has broken readers before; a feed without seeds here fails the benchmark. How many records a file
has is counted byte by byte, not by the product.

Run: python benchmarks/feeds/run_feeds.py fuzz
"""

from __future__ import annotations

import random
import shutil
import signal
import tempfile
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from fuzz_seeds import SEEDS, Seeds

from detente.feeds.base import Feed
from detente.feeds.registry import FEEDS, feed_for
from detente.world.importing import import_files
from detente.world.ledger import Counts
from detente.world.reading_back import connected

LINES: Final = 100_000
MAX_FILE: Final = 900_000
"""Bytes: below the length from which a quote that is never closed ends all the same."""
HANG_S: Final = 300

PIECES: Final = (
    *(
        b"\t",
        b"\n",
        b"\r\n",
        b"\r",
        b'"',
        b'""',
        b"'",
        b",",
        b";",
        b"|",
        b"\0",
        b"\xff",
        b"\xc3",
        b"\xed\xa0\x80",
        b" ",
    ),
    *(b"NA", b"None", b"NULL", b"nan", b"inf", b"-", b"--", b"1e400", b"-1", b"0000-00-00", b"2016-02-30", b"99999999"),
    *(
        b"9" * 40,
        "\u0301\u202e\U0001d4b3\u2028".encode(),
        b"\x1b[2J",
        b"=cmd()",
        b"()",
        b"((",
        b"%s",
        b"\\",
        b"$1",
        b"{}",
    ),
)


def run() -> dict[str, object]:
    """What became of the lines, by feed."""
    told: dict[str, object] = {}
    total = 0
    for number, feed in enumerate(FEEDS):
        if feed.name not in SEEDS:
            raise SystemExit(f"{feed.name} has no seeds in fuzz_seeds.py.")
        counts = _fuzz(feed.name, SEEDS[feed.name](), -(-LINES // len(FEEDS)), random.Random(number))
        total += counts.rows
        told[feed.name] = asdict(counts)
    return {"mutated_lines": -(-LINES // len(FEEDS)) * len(FEEDS), "rows": total, **told}


def _fuzz(name: str, seeds: Seeds, lines: int, chance: random.Random) -> Counts:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "files")
        folder.mkdir()
        mapping = None
        for beside in seeds.beside:
            copied = Path(shutil.copy(beside, folder))
            mapping = copied if copied.suffix == ".yaml" else mapping
        if mapping is not None:
            mapping.write_text(mapping.read_text(encoding="utf-8") + seeds.mapping_end, encoding="utf-8")
        sound = folder / seeds.file_name.format("")
        sound.parent.mkdir(exist_ok=True)
        for beside in seeds.beside if sound.parent != folder else ():
            shutil.copy(beside, sound.parent)
        sound.write_bytes(seeds.head + b"\n".join(seeds.lines))
        quote = feed_for(name, [sound], mapping).quote
        expected: dict[Path, int] = {}
        made = 0
        while made < lines:
            path = folder / seeds.file_name.format(len(expected))
            path.parent.mkdir(exist_ok=True)
            for beside in seeds.beside if path.parent != folder else ():
                shutil.copy(beside, path.parent)
            body = b""
            while made < lines and len(body) < MAX_FILE // 2:
                body += _mutated(chance, seeds.lines) + chance.choice([b"\n", b"\n", b"\n", b"\r\n"])
                made += 1
            path.write_bytes(seeds.head + body)
            expected[path] = _records(body, quote)
        return _check(name, expected, Path(scratch, "world"), mapping)


def _check(name: str, expected: dict[Path, int], world: Path, mapping: Path | None) -> Counts:
    """Import one file after the other, so that each file's rows can be compared."""
    total = Counts()
    signal.signal(signal.SIGALRM, _hangs)
    for path, records in expected.items():
        signal.alarm(HANG_S)
        feed = feed_for(name, [path], mapping)
        (done,) = import_files(world, feed, [path])
        signal.alarm(0)
        counts = done.counts
        if done.fault or counts.rows != records:
            kept = shutil.copy(path, Path(tempfile.gettempdir()))
            raise SystemExit(f"{name}: {counts.rows:,} rows of {records:,} ({done.fault}). The file is kept: {kept}")
        total += counts
    held = _held(world, feed)
    if (held["rejects"], held["rows"], held["twice"], held["untold"]) != (total.rejected, held["stored"], 0, 0):
        raise SystemExit(f"{name}: the world holds {held}, and {total} were counted.")
    return total


def _held(world: Path, feed: Feed) -> dict[str, Any]:
    """What lies in the world: rows and refused lines, none of them at one place twice, none without its words."""
    place = "batch_id, batch_position, position"
    stored = f"stored_{feed.table}"
    counts = {
        "rows": f"SELECT count(*) FROM {stored}",
        "rejects": "SELECT count(*) FROM rejects",
        "stored": "SELECT sum(stored)::BIGINT FROM imports",
        "twice": f"SELECT count(*) FROM (SELECT {place} FROM (SELECT {place} FROM {stored} UNION ALL SELECT {place} "
        f"FROM rejects) GROUP BY ALL HAVING count(*) > 1)",
        "untold": "SELECT count(*) FROM rejects WHERE reason IS NULL OR raw IS NULL OR line IS NULL",
    }
    with connected(world) as connection:
        return {name: connection.execute(sql).fetchall()[0][0] or 0 for name, sql in counts.items()}


def _mutated(chance: random.Random, lines: list[bytes]) -> bytes:
    line = chance.choice(lines)
    for _ in range(chance.choice((0, 1, 1, 2, 3, 6))):
        at, stop = chance.randint(0, len(line)), chance.randint(0, len(line))
        match chance.randrange(6):
            case 0:
                line = line[:at] + chance.choice(PIECES) + line[at:]
            case 1:
                line = line[:at] + line[at + chance.randint(1, 9) :]
            case 2:
                line = line[:at] + chance.randbytes(chance.randint(1, 4)) + line[at:]
            case 3:
                line = line[:at] + chance.choice(lines)[at:]
            case 4:
                line = line[: min(at, stop)] + line[min(at, stop) : max(at, stop)] * 2 + line[max(at, stop) :]
            case _:
                line = _with_cell(chance, line)
    return line[:20_000]


def _with_cell(chance: random.Random, line: bytes) -> bytes:
    """Another value in one of the cells, or the cell left out."""
    mark = max((b"\t", b",", b";"), key=line.count)
    cells = line.split(mark)
    at = chance.randrange(len(cells))
    cells[at : at + 1] = chance.choice([[], [b""], [chance.choice(PIECES)], [chance.choice(cells)]])
    return mark.join(cells)


def _records(data: bytes, quote: str | None) -> int:
    """Records, counted one byte after another: a line break in a quote is no end, but of one that nothing closes."""
    if quote is None:
        return _lines(data)
    mark, ends, inside, start = ord(quote), 0, False, 0
    for at, letter in enumerate(data):
        inside ^= letter == mark
        if letter == ord("\n") and not inside:
            ends, start = ends + 1, at + 1
    return ends + (_lines(data[start:]) if inside else start < len(data))


def _lines(data: bytes) -> int:
    return data.count(b"\n") + (bool(data) and not data.endswith(b"\n"))


def _hangs(number: int, frame: object) -> None:
    raise SystemExit(f"A file of {MAX_FILE:,} bytes took longer than {HANG_S} s; it began {time.ctime()}.")
