"""`detente backtest dyads` and `levels`: how good a world's forecasts would have been, beside simple rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rich.table import Table
from rich.text import Text

from detente.errors import InputError
from detente.forecast.levels.backtest_levels import LevelScores
from detente.pipeline.backtests import FIRST_YEAR, DyadsBacktest, LevelsBacktest, dyads_backtest, levels_backtest
from detente.views.backtest_rows import dyads_backtest_row, levels_backtest_row
from detente.views.cli.dates import last_day
from detente.views.cli.screen import Screen
from detente.views.cli.styles import DIM
from detente.views.json_rows import json_line


@dataclass(frozen=True, slots=True)
class DyadOptions:
    """`detente backtest dyads`'s options; `chart` is where reliability is drawn."""

    world: Path
    as_of: str | None = None
    origins: int = 5
    chart: Path | None = None
    as_json: bool = False


@dataclass(frozen=True, slots=True)
class LevelOptions:
    """`detente backtest levels`'s options."""

    world: Path
    first: int = FIRST_YEAR
    year: int | None = None
    as_json: bool = False


def run_dyads(options: DyadOptions) -> int:
    """Forecast from past months and print the scores; returns the exit code, 0.

    Raises:
        DetenteError: The world cannot be read, or its record is too short.
    """
    screen = Screen()
    with screen.err.status("forecasting from past months") if screen.err.is_terminal else screen.free():
        found = dyads_backtest(options.world, as_of=last_day("--as-of", options.as_of), origins=options.origins)
    if options.chart is not None:
        _draw(found, options.chart)
    if options.as_json:
        print(json_line(dyads_backtest_row(found)))
        return 0
    for line in _dyad_lines(found):
        screen.out.print(line)
    return 0


def run_levels(options: LevelOptions) -> int:
    """Forecast from past years and print the scores; returns the exit code, 0.

    Raises:
        DetenteError: The world cannot be read, or has no coded levels of the time.
    """
    screen = Screen()
    with screen.err.status("forecasting from past years") if screen.err.is_terminal else screen.free():
        found = levels_backtest(options.world, first=options.first, year=options.year)
    if options.as_json:
        print(json_line(levels_backtest_row(found)))
        return 0
    for line in _level_lines(found):
        screen.out.print(line)
    return 0


def _draw(found: DyadsBacktest, path: Path) -> None:
    from detente.forecast.dyads.past_record import PastScores
    from detente.views.charts.files import write_spec
    from detente.views.charts.outlook_charts import reliability_chart
    from detente.views.charts.palette import LIGHT

    records = [
        (
            f"{each.kind}, {each.months} months",
            PastScores(each.forecasts, each.happened, each.brier, 0.0, 0.0, 0.0, 0.0, each.reliability),
        )
        for each in found.scores
        if each.kind == "quad classes"
    ]
    if not records:
        raise InputError(f"{path}: there is no forecast to draw.")
    write_spec(reliability_chart(records, LIGHT).to_dict(), path)


def _dyad_lines(found: DyadsBacktest) -> Iterator[Text | Table]:
    days = ", ".join(f"{day}" for day in found.origins.values())
    yield Text(f"Forecasts of {found.dyads:,} dyads, of what is known by {found.as_of}", style="bold")
    table = Table("", "forecasts", "came", "Brier", box=None, pad_edge=False, padding=(0, 1))
    for name in ("over all dyads", "over persistence", "over own rate", "calibration error", "counts in range"):
        table.add_column(name)
    for column in table.columns[1:]:
        column.justify = "right"
    for each in found.scores:
        skill = (_of(each.skill[name], 3) for name in ("climatology", "persistence", "own_rate"))
        months = f"{each.months} month{'s' if each.months > 1 else ''}"
        table.add_row(
            f"{each.kind}, {months}", f"{each.forecasts:,}", f"{each.happened:.3f}", f"{each.brier:.4f}",
            *skill, f"{each.calibration_error:.4f}", _of(each.counts_in_range, 3),
        )  # fmt: skip
    yield table
    yield Text(f"From the months that end on {days}: each time all is fitted anew on what was known then.", style=DIM)
    yield Text("Over: the share of a simple rule's Brier score that is gone; below 0 the rule was better.", style=DIM)


def _level_lines(found: LevelsBacktest) -> Iterator[Text | Table]:
    yield Text(f"Levels of the peace scale, forecast from {found.first} on, coded up to {found.last}", style="bold")
    yield Text("From coded levels:")
    yield _level_table(found.coded, moved=True)
    if found.estimated:
        yield Text(f"From levels estimated from the events of {found.year}:")
        yield _level_table(found.estimated, moved=False)
    else:
        yield Text(
            "No year that feeds cover whole has coded levels after it: no estimated level to forecast from.", DIM
        )
    yield Text("Minus the mean logarithm of the probability given to the coded level; less is better.", style=DIM)


def _level_table(scores: tuple[LevelScores, ...], *, moved: bool) -> Table:
    table = Table("", "dyad-years", *(("moved",) if moved else ()), "forecast", "as it is", "all dyads", box=None)
    for column in table.columns[1:]:
        column.justify = "right"
    for each in scores:
        counted = (f"{each.dyad_years:,}", *((f"{each.moved:,}",) if moved else ()))
        losses = (f"{value:.4f}" for value in (each.forecast, each.as_it_is, each.all_dyads))
        table.add_row(f"{each.years} year{'s' if each.years > 1 else ''}", *counted, *losses)
    return table


def _of(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"
