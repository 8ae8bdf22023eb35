"""How patient fetching is, and the clock it waits by."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on every exchange with a server; seconds and bytes.

    Attributes:
        connect_s: Waiting for a connection.
        stall_s: Waiting for the next byte.
        slack_s, min_rate: A body may take `slack_s` plus one second for every `min_rate` bytes that came.
        redirects: Redirects followed for one file.
        attempts: Attempts at one file that bring it on by less than `progress` bytes.
        progress: Bytes that make an attempt worth another one.
        first_wait_s, longest_wait_s: Waiting after the first failed attempt; it doubles up to the longest.
        patience_s: The longest wait that a server may ask for; if it asks for more, its files are left for another run.
        list_bytes: The largest list read.
        dead_after: Files in a row that no server would give after which the rest are left for another run.
    """

    connect_s: float = 20.0
    stall_s: float = 30.0
    slack_s: float = 60.0
    min_rate: float = 1_000.0
    redirects: int = 5
    attempts: int = 5
    progress: int = 1 << 20
    first_wait_s: float = 1.0
    longest_wait_s: float = 60.0
    patience_s: float = 300.0
    list_bytes: int = 2_000_000_000
    dead_after: int = 20


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as fetching sees it; tests put their own in."""

    now: Callable[[], float] = time.time
    """Seconds since 1970, for dates that servers name."""
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] = time.sleep
    """Wait some seconds; may return early when the run is to stop."""
    chance: Callable[[], float] = random.random


def backoff(failures: int, limits: Limits, clock: Clock) -> float:
    """Seconds to wait after so many failures (1 or more): doubling, bounded, and spread so that workers part.

    >>> backoff(3, Limits(first_wait_s=1), Clock(chance=lambda: 1.0))
    4.0
    """
    longest = min(limits.first_wait_s * 2.0 ** min(failures - 1, 30), limits.longest_wait_s)
    return longest * (0.5 + 0.5 * clock.chance())
