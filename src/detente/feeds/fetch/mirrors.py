"""Where GDELT's files can be had, which of these places to ask next, and when each may be asked again."""

from __future__ import annotations

import threading
from collections.abc import Collection, Sequence
from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import Final

from detente.errors import FetchError
from detente.feeds.fetch.exchange import Origin, origin_of
from detente.feeds.fetch.limits import Clock

MIRRORS: Final = ("https://storage.googleapis.com/data.gdeltproject.org", "http://data.gdeltproject.org")
"""The same bucket under two names. https://data.gdeltproject.org is not among them: the certificate it shows is the
storage service's, not its own. The first is the one that nobody on the way can change."""


class Mirrors:
    """The places in use, shared by all workers.

    Args:
        bases: Addresses below which the folders `events` and `gdeltv2` lie, best first.
        clock: The time that waits are measured by.

    Raises:
        FetchError: There is none, or one is no http or https address.
    """

    def __init__(self, bases: Sequence[str], clock: Clock) -> None:
        if not bases:
            raise FetchError("No mirror was given. Give at least one address with --mirror.")
        self._bases = list(dict.fromkeys(base.rstrip("/") for base in bases))
        self.origins: frozenset[Origin] = frozenset(origin_of(base) for base in self._bases)
        self._clock = clock
        self._failures = dict.fromkeys(self._bases, 0)
        self._not_before = dict.fromkeys(self._bases, 0.0)
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._bases)

    def pick(self, *, without: Collection[str]) -> tuple[str, float] | None:
        """The place to ask next and the seconds to wait before; None when all are in `without`."""
        with self._lock:
            now = self._clock.monotonic()
            waits = {base: max(0.0, self._not_before[base] - now) for base in self._bases if base not in without}
            if not waits:
                return None
            base = min(waits, key=lambda base: (waits[base], self._failures[base]))
            return base, waits[base]

    def failed(self, base: str) -> None:
        """The place failed: others go first from now on."""
        with self._lock:
            self._failures[base] += 1

    def served(self, base: str) -> None:
        """The place gave what was asked for."""
        with self._lock:
            self._failures[base] = 0

    def hold(self, base: str, seconds: float) -> None:
        """The place asks not to be asked for some seconds."""
        with self._lock:
            self._not_before[base] = max(self._not_before[base], self._clock.monotonic() + seconds)


def seconds_asked(retry_after: str | None, now: float) -> float | None:
    """The wait in a Retry-After header, in seconds from `now`; None where it is absent or means nothing.

    >>> seconds_asked("120", now=0.0)
    120.0
    >>> seconds_asked("Thu, 01 Jan 1970 00:01:30 GMT", now=60.0)
    30.0

    Source:
        RFC 9110, section 10.2.3.
    """
    if retry_after is None:
        return None
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, moment.timestamp() - now)
