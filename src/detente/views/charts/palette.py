"""Colours and shapes of the charts: what cooperation, conflict and the eight statuses look like."""

from __future__ import annotations

from dataclasses import dataclass

from detente.records import Status


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as CSS writes them; cooperation is green, conflict red, deeds stand out from words."""

    ink: str
    faint: str
    ground: str
    verbal_cooperation: str
    material_cooperation: str
    verbal_conflict: str
    material_conflict: str
    neutral: str

    def quad_class(self, quad_class: int | None) -> str:
        """The colour of a quad class (1 to 4); neutral for none."""
        by_class = {
            1: self.verbal_cooperation,
            2: self.material_cooperation,
            3: self.verbal_conflict,
            4: self.material_conflict,
        }
        return by_class.get(quad_class or 0, self.neutral)


LIGHT = Palette("#1b1f24", "#5c6670", "#ffffff", "#2c8f5b", "#0a5c32", "#c8541d", "#a3101c", "#66707a")
"""On white; every colour has a contrast of at least 3:1, ink and faint of at least 4.5:1 (WCAG 2.2 AA)."""

DARK = Palette("#e9edf1", "#a3adb8", "#14181d", "#3fae78", "#84ecb6", "#ea8450", "#ff9a9a", "#98a2ad")
"""On near-black, with the same contrasts."""

PAGE = Palette(*(f"var(--{name}, {value})" for name, value in (
    ("ink", LIGHT.ink), ("faint", LIGHT.faint), ("ground", LIGHT.ground),
    ("verbal-cooperation", LIGHT.verbal_cooperation), ("material-cooperation", LIGHT.material_cooperation),
    ("verbal-conflict", LIGHT.verbal_conflict), ("material-conflict", LIGHT.material_conflict),
    ("neutral", LIGHT.neutral),
)))  # fmt: skip
"""Colours that a page sets itself, so that one picture serves its light and its dark look."""


FONT = "Arial, 'Liberation Sans', Helvetica, sans-serif"
"""Fonts of one width: what is measured when a chart is drawn is what a page shows."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a status looks: a character for text, a Vega symbol for charts, and whether it is filled."""

    character: str
    symbol: str
    filled: bool


_CROSS = "M-1,-0.7L-0.7,-1L0,-0.3L0.7,-1L1,-0.7L0.3,0L1,0.7L0.7,1L0,0.3L-0.7,1L-1,0.7L-0.3,0Z"

SHAPES = {
    Status.ASSERTED: Shape("●", "circle", True),
    Status.REPORTED: Shape("■", "square", True),
    Status.ALLEGED: Shape("□", "square", False),
    Status.DENIED: Shape("✕", _CROSS, True),
    Status.CONDITIONAL: Shape("◇", "diamond", False),
    Status.PREDICTED: Shape("▷", "triangle-right", False),
    Status.POSSIBLE: Shape("○", "circle", False),
    Status.ASKED: Shape("?", "triangle-down", False),
}
"""A status is told by its word and its shape, never by a colour alone; only what the text vouches for is filled."""
