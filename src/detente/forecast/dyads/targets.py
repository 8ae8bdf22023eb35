"""What is forecast of a dyad: the quad classes and PLOVER types, and over how many months."""

from __future__ import annotations

from typing import Final

from detente.ontology.plover import plover_types

QUADS: Final = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
"""Targets 0 to 3: quad classes 1 to 4."""

TARGETS: Final = (*QUADS, *plover_types())
"""All targets: the quad classes, then the types."""

HORIZONS: Final = (1, 3, 6, 12)
"""Months ahead; each horizon begins on the day after the as-of day."""


def is_quad(target: int) -> bool:
    """Whether a target is a quad class; else it is a type."""
    return target < len(QUADS)
