"""What repeats what, told row by row: the slow and plain way that the import's counts are compared with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from typing import NamedTuple


class Row(NamedTuple):
    """What a row is compared by: `story`, which ends with the code, and `event` are None where it takes no part."""

    source: str | None
    target: str | None
    story: tuple[str, ...] | None
    event: Hashable | None


def marks(rows: Iterable[Row]) -> Counter[str]:
    """How many rows are marked as what; "first" are those without a mark."""
    found: Counter[str] = Counter()
    told: set[Hashable] = set()
    events: set[Hashable] = set()
    for source, target, story, event in rows:
        if story is not None and source and target:  # a visit made and a visit hosted are one act, seen by either
            story = (*story[:-1], "042" if story[-1] == "043" else story[-1])
        same, other = (story, source, target), (story, target, source)
        if story is not None and same in told:
            found["same story"] += 1
        elif story is not None and source and target and other in told:
            found["mirrored"] += 1
        elif event is not None and event in events:
            found["new id"] += 1
        else:
            found["first"] += 1
        told.add(same)
        events.add(event)
    return found
