"""What feeds of two states by year have in common: the states that COW codes stood for, and rules for their cells."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from detente.feeds.base import Key, Lookup, Resolver, Rule
from detente.feeds.state_codes import state_of_code

FIRST_YEAR: Final = 1400
"""No feed of states by year goes farther back; a number below is no year."""

UNKNOWN_MOMENT: Final = "NULL::TIMESTAMPTZ"
"""Such files do not say when they were published."""


def state_in_year(key: Key) -> tuple[object, ...] | None:
    """Id of the state that a COW code stood for at the end of a year; None for others.

    >>> state_in_year(("260.0", "1970.0")), state_in_year(("345", "2010")), state_in_year(("9", "2010"))
    (('DEU',), ('SRB',), None)
    """
    code, year = (_whole(cell) for cell in key)
    if code is None or year is None or not FIRST_YEAR <= year <= date.max.year:
        return None
    state = state_of_code("cow_code", str(code), date(year, 12, 31))
    return None if state is None else (state.id,)


_STATE: Final = Resolver("state_in_year", ("id",), state_in_year)


SIDES: Final = ("ccode1", "ccode2")
"""The columns of the two COW codes, as most files of states by year call them."""


def sides(year: str) -> tuple[Lookup, ...]:
    """`first.id` and `second.id` are the states of the codes in SIDES in the year in column `year`."""
    return tuple(Lookup(alias, _STATE, (code, year)) for alias, code in zip(("first", "second"), SIDES, strict=True))


def whole(column: str, reason: str, low: int, high: int) -> Rule:
    """Refuses what is no whole number of a range; "2020.0" is one."""
    number = f'TRY_CAST("{column}" AS DOUBLE)'
    return Rule(
        column, reason, f"NOT coalesce({number} = floor({number}) AND {number} BETWEEN {low} AND {high}, false)"
    )


def year(column: str) -> Rule:
    """Refuses what is no year."""
    return whole(column, "no year", FIRST_YEAR, date.max.year)


def as_whole(column: str) -> str:
    """The whole number in a column, as SQL."""
    return f'TRY_CAST("{column}" AS DOUBLE)::BIGINT'


SIDE_RULES: Final = tuple(whole(code, "no COW code", 1, 999) for code in SIDES)
"""Refuse rows in which a side has no COW code."""

SIDE_COLUMNS: Final = {
    "source_id": "first.id",
    "target_id": "second.id",
    "source_code": f"{as_whole(SIDES[0])}::VARCHAR",
    "target_code": f"{as_whole(SIDES[1])}::VARCHAR",
    "published_at": UNKNOWN_MOMENT,
}
"""Columns of `series` that hold who the two are; no such file says when it was published."""


def _whole(cell: str | None) -> int | None:
    return int(cell.split(".")[0]) if cell and re.fullmatch(r"[0-9]{1,4}(\.0*)?", cell) else None
