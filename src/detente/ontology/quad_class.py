"""The quad class: whether an event is words or deeds, cooperation or conflict."""

from __future__ import annotations

from enum import IntEnum


class QuadClass(IntEnum):
    """The four classes that every PLOVER event type falls into.

    Source:
        PLOVER codebook of 4 February 2024, chapter 3 and table 7.2.

    >>> QuadClass(3).label
    'verbal conflict'
    """

    VERBAL_COOPERATION = 1
    MATERIAL_COOPERATION = 2
    VERBAL_CONFLICT = 3
    MATERIAL_CONFLICT = 4

    @property
    def label(self) -> str:
        """The class in words, for readers."""
        return self.name.lower().replace("_", " ")

    @property
    def is_conflict(self) -> bool:
        """Whether the class is conflict, in words or deeds."""
        return self >= QuadClass.VERBAL_CONFLICT

    @property
    def is_material(self) -> bool:
        """Whether the class is deeds rather than words."""
        return self % 2 == 0
