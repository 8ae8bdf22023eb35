"""Seconds for all dyads of a world of ten million events, and for one.

Run: python benchmarks/shifts/all_dyads.py
"""

from __future__ import annotations

import os
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from typing import Any

import numpy as np
from streams import dyad_of

from detente.relations.dyad_months import DyadMonths
from detente.relations.shifts.known_months import too_little
from detente.relations.shifts.union import find_shifts, survey_shifts

EVENTS = 10_000_000
DYADS = 20_000
MONTHS = 400
SLICES = 40


def run() -> dict[str, Any]:
    """The busiest dyad alone, then all in as many processes as there are cores, at most two."""
    counts = world_counts()
    busiest = make_dyad(0, counts[0])
    find_shifts(make_dyad(1, counts[1]))
    started = time.perf_counter()
    find_shifts(busiest)
    one = time.perf_counter() - started
    workers = min(2, os.cpu_count() or 1)
    cpu = _cpu_seconds()
    started = time.perf_counter()
    with ProcessPoolExecutor(workers) as pool:
        parts = list(pool.map(search_slice, range(SLICES)))
    wall = time.perf_counter() - started
    searched, skipped, shifts, making = (sum(part[index] for part in parts) for index in range(4))
    return {
        "events": int(counts.sum()),
        "dyads": DYADS,
        "searched": int(searched),
        "skipped_for_too_little_evidence": int(skipped),
        "shifts": int(shifts),
        "busiest_dyad_events": int(counts[0]),
        "busiest_dyad_s": round(one, 3),
        "processes": workers,
        "wall_s": round(wall, 1),
        "of_which_making_the_months_s": round(making / workers, 1),
        "cpu_s": round(_cpu_seconds() - cpu, 1),
    }


def world_counts() -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Events of each dyad, the busiest first: a power law, as in event data, ten million in all."""
    weights = 1 / np.arange(3, DYADS + 3) ** 1.05
    counts: np.ndarray[tuple[int], np.dtype[np.int64]] = np.maximum(
        1, np.round(EVENTS * weights / weights.sum())
    ).astype(np.int64)
    return counts


def make_dyad(number: int, events: int) -> DyadMonths:
    """A dyad of 120 to 400 months with bursts, drifts and silences of its own."""
    generator = np.random.default_rng(number)
    months = int(generator.integers(120, MONTHS + 1))
    level = np.exp(np.cumsum(generator.normal(0, 0.15, (2, months)), axis=1) + generator.normal(0, 0.6, (2, months)))
    level[1] *= generator.uniform(0.1, 1.0)
    cooperation, conflict = generator.poisson(events * level / level.sum()).astype(float)
    volume = EVENTS / MONTHS * np.exp(generator.normal(0, 0.1, months))
    return replace(dyad_of(cooperation, conflict, volume), first=f"A{number}", second=f"B{number}")


def search_slice(number: int) -> tuple[int, int, int, float]:
    """Every SLICES-th dyad, so that busy ones are shared out."""
    counts = world_counts()
    started = time.perf_counter()
    dyads = [make_dyad(each, int(counts[each])) for each in range(number, DYADS, SLICES)]
    making = time.perf_counter() - started
    survey = survey_shifts(dyads)
    assert survey.searched == sum(too_little(dyad) is None for dyad in dyads)
    return survey.searched, sum(survey.skipped.values()), len(survey.shifts), making


def _cpu_seconds() -> float:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


if __name__ == "__main__":
    for name, figure in run().items():
        print(name, figure)
