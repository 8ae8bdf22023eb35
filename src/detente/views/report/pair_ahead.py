"""The report's part on what is ahead of two actors: tables with what they rest on, and how such forecasts did."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from detente.forecast.outlook import Outlook
from detente.relations.levels.scale import LEVELS
from detente.views.charts.outlook_charts import outlook_chart, records_of, reliability_chart
from detente.views.charts.svg import render_svg
from detente.views.outlook_words import (
    basis_words,
    chance_words,
    count_words,
    level_now_words,
    level_record_words,
    method_words,
    record_words,
    rung_words,
    rungs_basis_words,
)


@dataclass(frozen=True, slots=True)
class AheadTable:
    """A table and what it rests on."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str


@dataclass(frozen=True, slots=True)
class AheadPart:
    """What is ahead: words, pictures (None where there is nothing to draw) and tables."""

    basis: str
    ahead: Markup | None
    tables: tuple[AheadTable, ...]
    level: str
    further: tuple[AheadTable, ...]
    reliability: Markup | None


def ahead_part(told: Outlook | None) -> AheadPart | None:
    """The part of an outlook; None without one."""
    if told is None:
        return None
    records = records_of(told)
    words = "Probability of events of each quad class by months ahead, beside baselines"
    return AheadPart(
        basis=basis_words(told),
        ahead=Markup(render_svg(outlook_chart(told), words, "ahead")) if told.parts else None,
        tables=tuple(_events(told, months) for months in sorted({part.months for part in told.parts})),
        level=level_now_words(told),
        further=(*_levels(told), *_rungs(told)),
        reliability=Markup(render_svg(reliability_chart(records), "Reliability of earlier forecasts", "ahead"))
        if records
        else None,
    )


def _events(told: Outlook, months: int) -> AheadTable:
    parts = [part for part in told.parts if part.months == months and part.kind == "quad"]
    rows = tuple(
        (
            part.target,
            chance_words(part.probability),
            chance_words(part.climatology),
            chance_words(part.persistence),
            chance_words(part.own_rate),
            count_words(part),
        )
        for part in parts
    )
    columns = ("", "forecast", "all dyads", "persistence", "own rate", "expected, 90 %")
    note = method_words(parts) + record_words(parts[0])
    return AheadTable(f"At least one event by {parts[0].until:%d %b %Y}", columns, rows, note)


def _levels(told: Outlook) -> list[AheadTable]:
    if not told.levels:
        return []
    rows = tuple((f"{ahead.until:%b %Y}", *map(chance_words, ahead.probabilities)) for ahead in told.levels)
    columns = ("", *(level.label for level in LEVELS))
    return [AheadTable("The peace scale", columns, rows, level_record_words(told.levels[1]))]


def _rungs(told: Outlook) -> list[AheadTable]:
    if not told.rungs:
        return []
    years = list(dict.fromkeys(rung.years for rung in told.rungs))
    names = list(dict.fromkeys(rung.rung for rung in told.rungs))
    rows = tuple((name, *(rung_words(rung) for rung in told.rungs if rung.rung == name)) for name in names)
    columns = ("", *(f"in {each} year{'s' if each > 1 else ''}" for each in years))
    return [AheadTable("Rungs of cooperation", columns, rows, rungs_basis_words(told))]
