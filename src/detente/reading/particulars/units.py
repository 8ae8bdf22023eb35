"""The table of units: what is counted and measured, under all the words that texts use for it."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from detente.errors import TableError

KINDS = frozenset(("people", "thing", "measure", "currency", "time"))


@dataclass(frozen=True, slots=True)
class UnitWord:
    """One unit: the name it is given in a `Quantity`, and its kind."""

    unit: str
    kind: str


@lru_cache(maxsize=1)
def unit_words() -> dict[str, UnitWord]:
    """Every word or sign of units.csv, lowered, with the unit it stands for.

    Raises:
        TableError: A row has an unknown kind, or a word stands for two units.
    """
    words: dict[str, UnitWord] = {}
    lines = files("detente.reading").joinpath("tables/units.csv").read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    for row in rows:
        if row["kind"] not in KINDS:
            raise TableError(f"units.csv: kind {row['kind']!r} of {row['unit']!r} is not one of {sorted(KINDS)}")
        for word in filter(None, (row["unit"], *row["words"].split("|"))):
            unit = UnitWord(row["unit"], row["kind"])
            if words.setdefault(word.lower(), unit) != unit:
                raise TableError(f"units.csv: {word!r} stands for two units; keep it in one row")
    return words


def is_counted_noun(word: str) -> bool:
    """Whether a lowered word is one that numbers count or measure, so that a number before it is no year."""
    unit = unit_words().get(word)
    return unit is not None and unit.kind != "currency"
