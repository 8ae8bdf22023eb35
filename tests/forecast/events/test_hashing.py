"""The map of compiled code against Python's own."""

from hypothesis import given
from hypothesis import strategies as st

from detente.forecast.events.hashing import EMPTY, find, new_map, put, with_room


@given(st.dictionaries(st.integers(0, 2**62), st.integers(0, 2**31 - 1), max_size=200))
def test_holds_what_was_put_in_and_nothing_else(entries: dict[int, int]) -> None:
    keys, slots = new_map(1)
    for used, (key, slot) in enumerate(entries.items(), start=1):
        keys, slots = with_room(keys, slots, used)
        put(keys, slots, key, slot)
    assert all(find(keys, slots, key) == slot for key, slot in entries.items())
    assert all(find(keys, slots, other) == EMPTY for other in range(50) if other not in entries)
