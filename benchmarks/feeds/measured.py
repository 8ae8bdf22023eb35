"""Wall time, processor time and peak memory of what runs here or in a process of its own."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock, seconds of all processors, and the peak resident memory in MiB (None: not measured)."""

    wall_s: float
    cpu_s: float
    peak_mib: float | None = None

    @property
    def cores(self) -> float:
        """How many processors were had on average: on a busy machine fewer than there are."""
        return self.cpu_s / self.wall_s


def here(work: Callable[[], object]) -> Cost:
    """What a function costs in this process, with all its threads."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu)


def process(command: list[str]) -> Cost:
    """What a command costs; it must succeed."""
    wall = time.perf_counter()
    started = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(started.pid, 0)
    seconds = time.perf_counter() - wall
    started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {started.returncode}.")
    return Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def least(costs: list[Cost]) -> Cost:
    """The run that was disturbed least."""
    return min(costs, key=lambda cost: cost.wall_s)
