"""The browser's view under load: 8 clients at once on a world of a million events; `--save` keeps last_result.json.

Each client walks as a reader does: overview, then pairs (their states drawn by Zipf's law, as the events are), their
chart, events of a month and surroundings, then networks of months. It asks again as soon as it is answered. Each kind
of answer is told apart, and so is whether it was asked for the first time since the server began ("first") or again.
The server is `detente serve` in a process of its own. On a machine that others use too, milliseconds tell little:
beside them stands how many ms of a processor the server took for an answer, which is what an idle machine would need.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "benchmarks" / "feeds")]

from synthetic_world import write_world  # noqa: E402

from detente.actors.registry import Registry  # noqa: E402
from detente.records import ActorKind  # noqa: E402

ROWS = 1_000_000
CLIENTS = 8
WALKS = 12
"""Walks of each client; one asks 11 times."""

STATES = sorted(actor.id for actor in Registry.load().actors() if actor.kind is ActorKind.STATE and len(actor.id) == 3)[
    :199
]  # all there are, up to the synthetic world's number
DRAWN = STATES[:59]
"""Codes of states, so that the world is asked as a real one is; readers ask about the busiest of them."""

THINKING = 1.0
"""Mean seconds for which a reader looks at a page before the next, drawn from an exponential distribution."""

LAST_RESULT = Path(__file__).with_name("last_result.json")


def main() -> None:
    """Make the world, serve it, walk, and write what came out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--world", type=Path, help="a synthetic world made before")
    parser.add_argument("--walks", type=int, default=WALKS)
    parser.add_argument("--save", action="store_true", help="keep what came out as the last result")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        world = options.world or Path(folder) / "world"
        if options.world is None:
            write_world(world, options.rows, STATES)
        begin = time.perf_counter()
        with _served(world) as (site, pid):
            _ask(site, "/api/overview")
            ready = time.perf_counter() - begin
            _wait_until_idle(pid)
            warm = time.perf_counter() - begin
            busy = os.getloadavg()[0]
            spent = _spent(pid)
            alone = _walked(site, clients=1, walks=2, seed=999)
            alone_spent, spent = _spent(pid) - spent, _spent(pid)
            together = _walked(site, clients=CLIENTS, walks=options.walks, seed=0)
            together_spent, spent = _spent(pid) - spent, _spent(pid)
            reading = _walked(site, clients=CLIENTS, walks=options.walks, seed=500, thinking=THINKING)
            reading_spent = _spent(pid) - spent
    result = {
        "rows": options.rows,
        "processors": len(os.sched_getaffinity(0)),
        "load_average_before": round(busy, 1),
        "ready_seconds": round(ready, 1),
        "warm_seconds": round(warm, 1),
        "one_client": _told(alone, alone_spent),
        f"{CLIENTS}_clients": _told(together, together_spent),
        f"{CLIENTS}_clients_who_read": _told(reading, reading_spent),
    }
    if options.save:
        LAST_RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2))


@contextmanager
def _served(world: Path) -> Iterator[tuple[str, int]]:
    command = [sys.executable, "-m", "detente", "serve", "--world", str(world), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().split()[0].rstrip("/"), process.pid
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def _spent(pid: int) -> float:
    """Seconds of a processor that the server took so far, its workers with it (Linux)."""
    ticks = 0
    for process in (pid, *_children(pid)):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _children(pid: int) -> list[int]:
    """Its workers: those of its children that live as long as it does."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text().split()]
    return [child for child in found if b"multiprocessing" in Path(f"/proc/{child}/cmdline").read_bytes()]


def _wait_until_idle(pid: int) -> None:
    """Until the server has asked beforehand what it asks beforehand: it and its workers did nothing for 9 seconds."""
    idle = 0
    while idle < 3:
        before = _spent(pid)
        time.sleep(3)
        idle = idle + 1 if _spent(pid) - before < 0.15 else 0


PAGES = ("shifts", "pair", "events", "network")
"""What a reader asks for by a click, after a look at what stands there; the rest comes with these."""

Times = dict[tuple[str, bool], list[float]]
_seen: set[str] = set()
_lock = threading.Lock()


def _walked(site: str, *, clients: int, walks: int, seed: int, thinking: float = 0.0) -> Times:
    times: Times = defaultdict(list)

    def walk(number: int) -> None:
        chance = random.Random(seed + number)
        for _ in range(walks):
            for kind, path in _steps(chance):
                if thinking and kind in PAGES:
                    time.sleep(chance.expovariate(1 / thinking))
                with _lock:
                    is_first = path not in _seen
                    _seen.add(path)
                taken = _ask(site, path)
                with _lock:
                    times[kind, is_first].append(taken)

    threads = [threading.Thread(target=walk, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _steps(chance: random.Random) -> list[tuple[str, str]]:
    steps = [("overview", "/api/overview"), ("overview", "/api/overview/chart"), ("shifts", "/api/shifts")]
    for _ in range(2):
        a, b = _pair(chance)
        month = f"{chance.randrange(2010, 2020)}-{chance.randrange(1, 13):02}"
        of = urlencode({"a": a, "b": b})
        steps += [
            ("pair", f"/api/pair?{of}"),
            ("chart", f"/api/pair/chart?{of}"),
            ("events", f"/api/pair/events?{of}&from={month}-01&to={month}-28&most=20"),
        ]
    steps += [
        ("around", f"/api/pair/around?{of}&events=false"),
        ("network", f"/api/network?at={chance.randrange(2011, 2020)}-{chance.randrange(1, 13):02}-01"),
    ]
    return steps


def _pair(chance: random.Random) -> tuple[str, str]:
    weights = [1 / (at + 1) for at in range(len(DRAWN))]
    while True:
        a, b = chance.choices(DRAWN, weights, k=2)
        if a != b:
            return a, b


def _ask(site: str, path: str) -> float:
    begin = time.perf_counter()
    with urllib.request.urlopen(site + path, timeout=120) as answer:
        answer.read()
    return time.perf_counter() - begin


def _told(times: Times, spent: float) -> dict[str, object]:
    every = [taken for listed in times.values() for taken in listed]
    kinds = sorted({kind for kind, _ in times})
    told: dict[str, object] = {
        "processor_ms_an_answer": round(1000 * spent / len(every), 1),
        "all": _figures(every),
        "first": _figures(_of(times, None, True)),
        "again": _figures(_of(times, None, False)),
    }
    for kind in kinds:
        told[kind] = {"first": _figures(_of(times, kind, True)), "again": _figures(_of(times, kind, False))}
    return told


def _of(times: Times, kind: str | None, is_first: bool) -> list[float]:
    return [
        taken for (of, first), listed in times.items() if kind in (None, of) and first is is_first for taken in listed
    ]


def _figures(times: list[float]) -> dict[str, float] | None:
    """Answers, and ms at the median and at the 95th percentile."""
    if len(times) < 2:
        return (
            {"answers": len(times), "p50_ms": round(1000 * times[0]), "p95_ms": round(1000 * times[0])}
            if times
            else None
        )
    return {
        "answers": len(times),
        "p50_ms": round(1000 * median(times), 1),
        "p95_ms": round(1000 * quantiles(times, n=20, method="inclusive")[-1], 1),
    }


if __name__ == "__main__":
    main()
