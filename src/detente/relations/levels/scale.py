"""The peace scale: five levels from severe rivalry to security community."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Final


class Level(IntEnum):
    """A level of the peace scale, from 0 to 4; its value runs from 0 to 1 in quarters.

    Source:
        Diehl, Goertz & Gallegos (2021), Conflict Management and Peace Science 38:605-624.

    >>> Level.LESSER_RIVALRY.label, Level.LESSER_RIVALRY.peace
    ('lesser rivalry', 0.25)
    """

    SEVERE_RIVALRY = 0
    LESSER_RIVALRY = 1
    NEGATIVE_PEACE = 2
    WARM_PEACE = 3
    SECURITY_COMMUNITY = 4

    @property
    def label(self) -> str:
        """The level in words."""
        return self.name.lower().replace("_", " ")

    @property
    def peace(self) -> float:
        """Its value on the scale, 0 to 1."""
        return self.value / 4


LEVELS: Final = tuple(Level)


def expected_peace(probabilities: Sequence[float]) -> float:
    """The mean of the scale under one probability for each level.

    >>> expected_peace([0, 0, 0.5, 0.5, 0])
    0.625
    """
    return sum(level.peace * float(probability) for level, probability in zip(LEVELS, probabilities, strict=True))
