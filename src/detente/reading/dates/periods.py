"""Named periods ("the Cold War", "the Arab Spring") from periods.csv, found by their words."""

from __future__ import annotations

import csv
from datetime import date
from functools import lru_cache
from importlib.resources import files

from detente.errors import TableError
from detente.reading.dates.time_tokens import PADDING, Tokens, cut
from detente.records import DateSpan, Precision

OTHER_ONE = frozenset(("new", "another", "future", "next", "potential", "possible", "a", "third"))
"""Before a name, these say that another such period is meant: "a new Cold War"."""

BEFORE_A_PERIOD = frozenset(("in", "during", "throughout", "since", "until", "till", "before", "after", "amid", "from"))
BEFORE_A_PERIOD |= {"through", "between", "to", "by", "at", "over", "pre", "post"}
"""Elsewhere a period is spoken of, and dates nothing: "she backed the Iraq War"."""

PeriodTable = dict[str, list[tuple[tuple[str, ...], DateSpan]]]


@lru_cache(maxsize=1)
def period_names() -> PeriodTable:
    """Every name of periods.csv as words, by its first word, longest first.

    Raises:
        TableError: A row is not dated, runs backwards, or repeats a name.
    """
    table: PeriodTable = {}
    seen: set[str] = set()
    lines = files("detente.reading").joinpath("tables/periods.csv").read_text("utf-8").splitlines()
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        try:
            span = DateSpan(date.fromisoformat(row["start"]), date.fromisoformat(row["end"]), Precision.PERIOD)
        except ValueError as error:
            raise TableError(f"periods.csv: {row['names']!r}: {error}; write start and end as 1991-12-26") from error
        for name in row["names"].split("|"):
            if name in seen:
                raise TableError(f"periods.csv: {name!r} stands twice; keep one row for a name")
            seen.add(name)
            words = tuple(cut(name, 0, len(name)).words[:-PADDING])
            table.setdefault(words[0], []).append((words, span))
    for names in table.values():
        names.sort(key=lambda entry: -len(entry[0]))
    return table


def period(tokens: Tokens, index: int, *, licensed: bool = False) -> tuple[DateSpan, int] | None:
    """A named period at this token, as it is written in the table (capitals count).

    Args:
        tokens: The text.
        index: Where the name begins.
        licensed: Whether the words before already show that it gives a time ("the end of the ...").
    """
    names = period_names().get(tokens.words[index])
    if names is None or tokens.before(index) in OTHER_ONE:
        return None
    lead = index - 1
    if tokens.before(index) in ("the", "-", "–"):
        lead -= 1
    if not licensed and (lead < 0 or tokens.low[lead] not in BEFORE_A_PERIOD):
        return None
    for words, span in names:
        if tuple(tokens.words[index : index + len(words)]) == words:
            return span, index + len(words)
    return None
