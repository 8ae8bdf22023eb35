"""Numbers and days as JSON rows have them."""

from __future__ import annotations

from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def number(value: Any) -> float | None:
    """A number that JSON can hold; NaN and infinity are null, whole numbers have no decimals that arithmetic left."""
    plain = float(value)
    return round(plain, 6) if isfinite(plain) else None


def number_or_none(value: float | None) -> float | None:
    """`number`, null where there is none."""
    return None if value is None else number(value)


def numbers(values: NDArray[np.float64]) -> list[float | None]:
    """`number` of each."""
    return [each if isfinite(each) else None for each in np.round(values.astype(float), 6).tolist()]


def day_text(day: date | None) -> str | None:
    """An ISO date, or null."""
    return None if day is None else day.isoformat()
