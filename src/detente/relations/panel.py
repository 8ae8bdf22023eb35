"""The dyad-month panel: what each actor did to each other one, month by month, counted from event rows.

Written once with narwhals, lazily: the frames may be DuckDB relations, Spark DataFrames or Arrow tables, and the
same expression runs on each. A month without events has no row, for silence is no zero; `grid.py` fills months in
where the caller can tell that the feeds covered them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any, Final, Literal

import narwhals as nw

PANEL_COLUMNS: Final = (
    "source_id", "target_id", "source_state", "target_state", "event_date", "event_date_precision", "quad_class",
    "goldstein", "status", "polarity", "story", "outlet", "is_copy", "repeat_of",
)  # fmt: skip
"""The columns of an events frame that the panel reads; rows as in docs/world.md, any of them null where unknown.

`story` is one for all events that one story tells, and `outlet` who published it. `repeat_of` is null for an event
that is told for the first time.
"""

QUAD_COLUMNS: Final = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
"""The columns that count quad classes 1, 2, 3 and 4."""

COUNT_COLUMNS: Final = (*QUAD_COLUMNS, "events", "scored_events", "stories", "outlets")

HAPPENED: Final = ("asserted", "reported", "alleged")
"""The statuses of events that somebody says did happen; the others are denied, possible, predicted, asked about."""

Frame = nw.LazyFrame[Any]


class LeftOut(StrEnum):
    """Why an event is in no count; an event with several reasons has the first of these."""

    COPY = "copy"
    REPEAT = "repeat"
    NOT_SAID_TO_HAVE_HAPPENED = "not said to have happened"
    VAGUE_PAST = "vague past"
    UNDATED = "undated"
    COARSELY_DATED = "coarsely dated"


@dataclass(frozen=True, slots=True)
class PanelSpec:
    """What to count.

    `by` names the actors by their state's iso3 or by their own ids. Undirected, what A does to B and B to A is one
    row. `include_repeats` counts copies of stories and repeated events too. `start` and `end` are the first and
    last day asked for, and whole months are counted; None is open.
    """

    by: Literal["state", "actor"] = "state"
    directed: bool = True
    include_repeats: bool = False
    start: date | None = None
    end: date | None = None

    @property
    def sides(self) -> tuple[str, str]:
        """The names of the panel's two actor columns."""
        return ("source", "target") if self.directed else ("actor_a", "actor_b")

    @property
    def volumes(self) -> tuple[str, str]:
        """The names of the columns with the two actors' volumes."""
        return ("source_volume", "target_volume") if self.directed else ("volume_a", "volume_b")


DIRECTED_BY_STATE: Final = PanelSpec()


def dyad_month(
    events: Frame, spec: PanelSpec = DIRECTED_BY_STATE, *, hold: Callable[[Frame], Frame] | None = None
) -> Frame:
    """The dyad-month panel.

    Args:
        events: A lazy frame with PANEL_COLUMNS.
        spec: What to count.
        hold: How the engine keeps a table that is used several times; None leaves it to the engine.

    Returns:
        One row per dyad and month with an event, in no set order:
        source, target (undirected: actor_a, actor_b, in alphabetical order): ids; never null, never the same;
        month: its first day;
        verbal_cooperation, material_cooperation, verbal_conflict, material_conflict: events of each quad class;
        events: all events, also those without a quad class;
        scored_events: those with a Goldstein score; goldstein_sum: its sum, null where none has one;
        stories, outlets: how many different ones told these events, those that are not known aside;
        source_volume, target_volume (volume_a, volume_b): events of that month in which the actor takes either
        part, also alone, against itself or against nobody named; month_volume: all events of that month.
        The volumes count what the panel counts, by the same rules, and are there to divide by.
    """
    hold = hold or (lambda frame: frame)
    actors = hold(number_actors(events, spec))
    return panel_of_cells(hold(count_numbered(events, actors, spec, hold=hold)), actors, spec)


def count_cells(events: Frame, spec: PanelSpec = DIRECTED_BY_STATE) -> Frame:
    """The counts of every pair of source and target, null and equal ones included, and month.

    Args:
        events: A lazy frame with PANEL_COLUMNS.
        spec: What to count.

    Returns:
        Columns first, second (the pair; undirected in alphabetical order), month, COUNT_COLUMNS and goldstein_sum.
    """
    pairs = counted_events(events, spec)
    first, second = (nw.col(_id_column(side, spec)) for side in ("source", "target"))
    return _count(pairs.with_columns(first=first, second=second), spec)


def number_actors(events: Frame, spec: PanelSpec = DIRECTED_BY_STATE) -> Frame:
    """Every source and target of the window's events, numbered from 1 in alphabetical order: columns actor, number."""
    within = events.filter(*tests) if (tests := _within(spec)) else events
    sides = [within.select(actor=nw.col(_id_column(side, spec))) for side in ("source", "target")]
    each = [side.filter(~nw.col("actor").is_null()).group_by("actor").agg(rows=nw.len()) for side in sides]
    actors = nw.concat(each, how="vertical").group_by("actor").agg(rows=nw.len())
    numbered = actors.with_row_index("number", order_by="actor")
    return numbered.select("actor", number=(nw.col("number") + 1).cast(nw.Int32))


def count_numbered(
    events: Frame,
    actors: Frame,
    spec: PanelSpec = DIRECTED_BY_STATE,
    *,
    hold: Callable[[Frame], Frame] = lambda frame: frame,
) -> Frame:
    """`count_cells` by the actors' numbers, 0 for nobody: numbers are what engines group quickly.

    This is the part that costs. The cells of several windows of whole months are together those of all.

    Args:
        events: A lazy frame with PANEL_COLUMNS.
        actors: From `number_actors`, of these events or more.
        spec: What to count.
        hold: As `dyad_month` takes it; it gets the counted events, six columns of them.
    """
    pairs = counted_events(events, spec)
    for side, role in (("first", "source"), ("second", "target")):
        numbers = actors.rename({"actor": _id_column(role, spec), "number": side})
        pairs = pairs.join(numbers, on=_id_column(role, spec), how="left")
    first, second = (nw.col(side).fill_null(0) for side in ("first", "second"))
    counted = pairs.select("month", "quad_class", "goldstein", "story", "outlet", first=first, second=second)
    return _count(hold(counted), spec)


def _count(pairs: Frame, spec: PanelSpec) -> Frame:
    if not spec.directed:
        first, second = nw.col("first"), nw.col("second")
        swapped = second < first
        pairs = pairs.with_columns(
            first=nw.when(swapped).then(second).otherwise(first), second=nw.when(swapped).then(first).otherwise(second)
        )
    return pairs.group_by("first", "second", "month").agg(
        **{name: _times("quad_class", number) for number, name in enumerate(QUAD_COLUMNS, start=1)},
        events=nw.len(),
        scored_events=nw.col("goldstein").count(),
        # Engines add in different orders; the scale has one decimal, so what is beyond the sixth is rounding error.
        goldstein_sum=nw.col("goldstein").sum().round(6),
        stories=_known_different("story"),
        outlets=_known_different("outlet"),
    )


def counted_events(events: Frame, spec: PanelSpec = DIRECTED_BY_STATE) -> Frame:
    """The events that the panel counts, each with its `month`."""
    return _with_month(events.filter(*_counted(spec), *_within(spec)))


def panel_of_cells(cells: Frame, actors: Frame, spec: PanelSpec = DIRECTED_BY_STATE) -> Frame:
    """The panel from `count_numbered` and the actors' numbers, see `dyad_month`."""
    first, second = nw.col("first"), nw.col("second")
    by_month = cells.group_by("month").agg(month_volume=nw.col("events").sum())
    parts = nw.concat(
        [
            cells.select("month", "events", number=first),
            cells.filter(first != second).select("month", "events", number=second),
        ],
        how="vertical",
    )
    by_actor = parts.filter(nw.col("number") > 0).group_by("number", "month").agg(volume=nw.col("events").sum())
    panel = cells.filter(first > 0, second > 0, first != second).join(by_month, on="month", how="inner")
    for side, name, volume in zip(("first", "second"), spec.sides, spec.volumes, strict=True):
        panel = panel.join(by_actor.rename({"number": side, "volume": volume}), on=[side, "month"], how="inner")
        panel = panel.join(actors.rename({"number": side, "actor": name}), on=side, how="inner")
    scored = nw.when(nw.col("scored_events") > 0).then(nw.col("goldstein_sum"))
    return panel.select(
        *spec.sides,
        "month",
        *(nw.col(name).cast(nw.Int64) for name in COUNT_COLUMNS),
        scored.alias("goldstein_sum"),
        *(nw.col(name).cast(nw.Int64) for name in (*spec.volumes, "month_volume")),
    )


def why_left_out(spec: PanelSpec = DIRECTED_BY_STATE) -> nw.Expr:
    """Of each event the LeftOut that keeps it from being counted, or null for what is counted."""
    left_out: nw.Expr = nw.lit(None, dtype=nw.String)
    for reason, applies in reversed(_reasons(spec)):
        left_out = nw.when(applies).then(nw.lit(reason.value)).otherwise(left_out)
    return left_out


def tally_months(events: Frame, spec: PanelSpec = DIRECTED_BY_STATE) -> Frame:
    """How many events of each month are counted, and how many are left out and why.

    Args:
        events: A lazy frame with PANEL_COLUMNS.
        spec: What to count; events outside of its window are in no row, undated ones in every window.

    Returns:
        Columns month (its first day, or null), left_out (a LeftOut, or null for what is counted), events.
    """
    dated = _with_month(events).with_columns(left_out=why_left_out(spec))
    for test in _within(spec):
        dated = dated.filter(nw.col("event_date").is_null() | test)
    return dated.group_by("month", "left_out").agg(events=nw.len())


def _with_month(events: Frame) -> Frame:
    # Engines differ in whether a truncated date is a date or a moment.
    return events.with_columns(month=nw.col("event_date").dt.truncate("1mo").cast(nw.Date))


def _within(spec: PanelSpec) -> list[nw.Expr]:
    """Tests on the day itself, from which an engine can tell which parts of its files to skip."""
    day = nw.col("event_date")
    tests = []
    if spec.start is not None:
        tests.append(day >= nw.lit(spec.start.replace(day=1)))
    if spec.end is not None:
        tests.append(day < nw.lit(month_after(spec.end)))
    return tests


def month_after(day: date) -> date:
    """The first day of the month after this day's.

    >>> month_after(date(2016, 12, 31))
    datetime.date(2017, 1, 1)
    """
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _counted(spec: PanelSpec) -> list[nw.Expr]:
    """What holds of events for which no reason below does, said so that engines filter cheaply while they scan."""
    precision, status, polarity = nw.col("event_date_precision"), nw.col("status"), nw.col("polarity")
    told_once = [~nw.col("is_copy").fill_null(False), nw.col("repeat_of").is_null()]
    return [
        *([] if spec.include_repeats else told_once),
        ~nw.col("event_date").is_null(),
        (precision == "day") | (precision == "month"),
        reduce(or_, [status == text for text in HAPPENED]) | status.is_null(),
        (polarity != "negative") | polarity.is_null(),
    ]


def _reasons(spec: PanelSpec) -> list[tuple[LeftOut, nw.Expr]]:
    """The reasons to leave an event out, the first that applies counting; each test is true or false, never null."""
    precision, status = nw.col("event_date_precision"), nw.col("status")
    told_again = [
        (LeftOut.COPY, nw.col("is_copy").fill_null(False)),
        (LeftOut.REPEAT, ~nw.col("repeat_of").is_null()),
    ]
    # A feed without these columns says of all its events that they happened.
    negated = (nw.col("polarity") == "negative").fill_null(False)
    no_report = ~_is_one_of(status, *HAPPENED) & ~status.is_null()
    return [
        *([] if spec.include_repeats else told_again),
        (LeftOut.NOT_SAID_TO_HAVE_HAPPENED, negated | no_report),
        (LeftOut.VAGUE_PAST, _is_one_of(precision, "vague past")),
        (LeftOut.UNDATED, nw.col("event_date").is_null()),
        (LeftOut.COARSELY_DATED, ~_is_one_of(precision, "day", "month")),
    ]


def _is_one_of(column: nw.Expr, *texts: str) -> nw.Expr:
    """`is_in`, but false for null, and written so that engines filter while they scan."""
    tests = [column == text for text in texts]
    return reduce(or_, tests).fill_null(False)


def _id_column(side: str, spec: PanelSpec) -> str:
    return f"{side}_state" if spec.by == "state" else f"{side}_id"


def _times(column: str, value: int) -> nw.Expr:
    """How many rows have this value; Spark does not sum booleans."""
    return nw.when(nw.col(column) == value).then(nw.lit(1)).count()


def _known_different(column: str) -> nw.Expr:
    """How many different values a column has; n_unique takes null for one."""
    values = nw.col(column)
    return values.n_unique() - values.is_null().any().cast(nw.Int64)
