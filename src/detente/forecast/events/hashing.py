"""A map from int64 keys to int32 slots in two arrays: open addressing that compiled code shares and grows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from numpy.typing import NDArray

EMPTY: Final = -1
_MIX: Final = -7046029254386353131  # 2**64 / golden ratio as a signed number (Fibonacci hashing, Knuth vol. 3)


def new_map(capacity: int) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Keys and slots of an empty map that takes `capacity` keys at less than half full."""
    size = 1 << max(4, int(2 * capacity - 1).bit_length())
    return np.full(size, EMPTY, dtype=np.int64), np.full(size, EMPTY, dtype=np.int32)


@njit(cache=True, nogil=True)
def _place(keys, key):
    mask = len(keys) - 1
    mixed = key * _MIX
    place = (mixed ^ (mixed >> 29)) & mask
    while keys[place] != EMPTY and keys[place] != key:
        place = (place + 1) & mask
    return place


@njit(cache=True, nogil=True)
def find(keys, slots, key):
    """The key's slot, or EMPTY."""
    return slots[_place(keys, key)]


@njit(cache=True, nogil=True)
def put(keys, slots, key, slot):
    """Enter a new key."""
    place = _place(keys, key)
    keys[place] = key
    slots[place] = slot


@njit(cache=True, nogil=True)
def _rehash(keys, slots, new_keys, new_slots):
    for place in range(len(keys)):
        if keys[place] != EMPTY:
            put(new_keys, new_slots, keys[place], slots[place])


def with_room(
    keys: NDArray[np.int64], slots: NDArray[np.int32], needed: int
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """The same map, in larger arrays where `needed` keys would fill more than half."""
    if 2 * needed <= len(keys):
        return keys, slots
    new_keys, new_slots = new_map(max(needed, len(keys)))
    _rehash(keys, slots, new_keys, new_slots)
    return new_keys, new_slots
