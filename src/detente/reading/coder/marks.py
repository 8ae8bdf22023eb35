"""A pair as the encoder's token ids: source and target between marks, long sentences cut to what holds both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LONGEST = 128  # tokens, those that begin and end included: what the encoder was fitted on
START, END = 101, 102  # [CLS], [SEP] of BERT's vocabulary
MARKS = (2, 3, 4, 5)  # [unused1] source [unused2], [unused3] target [unused4]
Offsets = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Marked:
    """Token ids, and where the marks before source and target stand among them (0: not there)."""

    ids: list[int]
    ends: tuple[int, int]


def mark(
    ids: Sequence[int], offsets: Offsets, source: tuple[int, int] | None, target: tuple[int, int] | None
) -> Marked:
    """The ids of a sentence (without start and end) with the marks of a pair.

    Args:
        ids: The sentence's tokens.
        offsets: Each token's characters.
        source: Characters of the source, or None.
        target: Characters of the target, or None.
    """
    places = [place for number, span in enumerate((source, target)) for place in _places(offsets, span, number)]
    room = LONGEST - 2 - len(places)
    low = _first_kept([at for at, _ in places], len(ids), room)
    # Where marks meet, one that ends a span comes before one that begins the next.
    ordered = sorted(
        ((at - low, which) for at, which in places), key=lambda place: (place[0], -(place[1] % 2), place[1])
    )
    kept = ids[low : low + room]
    out, ends = [START], [0, 0]
    waiting = iter([*ordered, (len(ids) + 1, -1)])
    at, which = next(waiting)
    for position in range(len(kept) + 1):
        while which >= 0 and (at <= position or position == len(kept)):
            if which % 2 == 0:
                ends[which // 2] = len(out)
            out.append(MARKS[which])
            at, which = next(waiting)
        if position < len(kept):
            out.append(kept[position])
    return Marked([*out, END], (ends[0], ends[1]))


def _places(offsets: Offsets, span: tuple[int, int] | None, number: int) -> list[tuple[int, int]]:
    """Token positions of the two marks of a span, with their numbers among MARKS."""
    if span is None:
        return []
    first = next((i for i, (_, end) in enumerate(offsets) if end > span[0]), len(offsets))
    after = next((i for i, (start, _) in enumerate(offsets) if start >= span[1]), len(offsets))
    return [(first, 2 * number), (max(after, first), 2 * number + 1)]


def _first_kept(places: Sequence[int], length: int, room: int) -> int:
    """Where a long sentence is cut so that the middle of the pair is the middle of what is kept."""
    if length <= room or not places:
        return 0
    middle = (min(places) + max(places)) // 2
    return max(0, min(middle - room // 2, length - room))
