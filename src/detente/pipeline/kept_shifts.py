"""Shifts of dyads that were searched before: pairs share most of the third parties that are looked at with them."""

from __future__ import annotations

from collections import OrderedDict
from hashlib import blake2b
from threading import Lock
from typing import Final

from detente.relations.dyad_months import DyadMonths
from detente.relations.shifts.shift import Shift
from detente.relations.shifts.union import find_shifts

MOST_KEPT: Final = 8192
"""Dyads whose shifts are kept, about 2 kB each; of more, those asked for last."""

_kept: OrderedDict[bytes, tuple[Shift, ...]] = OrderedDict()
_lock = Lock()


def kept_shifts(dyad: DyadMonths) -> tuple[Shift, ...]:
    """`find_shifts`, searched once for the same two with the same counts in the same months."""
    told = blake2b(f"{dyad.first}\0{dyad.second}".encode(), digest_size=16)
    for column in (dyad.months, dyad.covered, dyad.quad_counts, dyad.events, dyad.first_volume, dyad.second_volume):
        told.update(column.tobytes())
    key = told.digest()
    with _lock:
        found = _kept.get(key)
        if found is not None:
            _kept.move_to_end(key)
            return found
    found = find_shifts(dyad)
    with _lock:
        _kept[key] = found
        while len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found
