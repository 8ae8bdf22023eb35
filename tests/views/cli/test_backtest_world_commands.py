"""`detente backtest dyads` and `levels` on a world: objects of their schemas, hand-made levels, what is refused."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.feeds.gdelt import GDELT
from detente.feeds.registry import feed_named
from detente.forecast.levels.base_rates import known_rates
from detente.pipeline.backtests import dyads_backtest
from detente.world.importing import import_files
from feed_lines import write
from forecast_worlds import FIRST, lines_of_talks
from views.test_schema import validator


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four years of talks and clashes; coded levels: USA-CHN (2, 710) warm since 2018, RUS-UKR (365, 369) rivals."""
    folder = tmp_path_factory.mktemp("backtests")
    lines = lines_of_talks(FIRST, date(2020, 12, 31))
    import_files(folder / "world", GDELT, [write(folder / "20170101000000.export.CSV", *lines)])
    levels = [f"2710,{year},{0.5 if year < 2018 else 0.75}" for year in range(2015, 2021)]
    levels += [f"365369,{year},0.25" for year in range(2015, 2021)]
    (folder / "peacedatav30dyadyrmean.csv").write_text("\n".join(levels) + "\n", encoding="utf-8")
    import_files(folder / "world", feed_named("peace-data"), [folder / "peacedatav30dyadyrmean.csv"])
    return folder / "world"


def test_dyads_are_forecast_from_past_months(cli: Callable[..., Any], world: Path, tmp_path: Path) -> None:
    chart = tmp_path / "reliability.svg"
    ran = cli("backtest", "dyads", "--world", world, "--json", "--origins", "2", "--chart", chart)
    assert ran.code == 0, ran.err
    row = json.loads(ran.out)
    validator("backtest.dyads").validate(row)
    assert row["as_of"] == "2020-12-31"
    assert [(each["kind"], each["months"]) for each in row["scores"]] == [
        (kind, months) for kind in ("quad classes", "types") for months in (1, 3, 6, 12)
    ]
    by_kind = {(each["kind"], each["months"]): each for each in row["scores"]}
    talks = by_kind["quad classes", 3]
    assert talks["origins"] == ["2020-06-30", "2020-09-30"]  # the outcome is known, and they lie three months apart
    assert talks["forecasts"] == 4 * 4 * 2  # four dyads, four quad classes, two origins
    # Of each origin: talks of USA and CHN (daily), an agreement of FRA and DEU (every ninth day), an attack of RUS on
    # UKR (many days). RUS and PAK talk each 301 days: on days 1204 (19 April 2020) and 1505, in neither stretch.
    assert talks["happened"] == pytest.approx(3 / 16, abs=1e-4)
    assert talks["brier"] < 0.02  # what comes daily and what never comes is known
    assert "<svg" in chart.read_text("utf-8")


def test_an_origin_sees_nothing_of_what_came(world: Path) -> None:
    early = dyads_backtest(world, as_of=date(2020, 9, 30), origins=1)
    whole = dyads_backtest(world, as_of=date(2020, 12, 31), origins=2)
    (one,) = [each for each in early.scores if (each.kind, each.months) == ("quad classes", 3)]
    (both,) = [each for each in whole.scores if (each.kind, each.months) == ("quad classes", 3)]
    assert early.origins[one.origins[0]] == whole.origins[both.origins[0]] == date(2020, 6, 30)
    alone = dyads_backtest(world, as_of=date(2020, 12, 31), origins=1)
    (last,) = [each for each in alone.scores if (each.kind, each.months) == ("quad classes", 3)]
    # What two origins score together is the mean of what each scores alone: the first saw nothing of the second.
    assert both.brier == pytest.approx((one.brier + last.brier) / 2)


def test_the_table_tells_each_baseline(
    cli: Callable[..., Any], world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setenv("COLUMNS", "160")
    ran = cli("backtest", "dyads", "--world", world, "--origins", "1")
    assert ran.code == 0, ran.err
    for words in ("quad classes, 3 months", "over all dyads", "over persistence", "over own rate", "2020-09-30"):
        assert words in ran.out


def test_levels_are_held_against_those_coded_since(cli: Callable[..., Any], world: Path) -> None:
    ran = cli("backtest", "levels", "--world", world, "--json", "--from", "2017")
    assert ran.code == 0, ran.err
    row = json.loads(ran.out)
    validator("backtest.levels").validate(row)
    one = row["from_coded"][0]
    # One year ahead of 2017 (moved: negative to warm peace), 2018 and 2019, of each of the two.
    assert (one["years"], one["dyad_years"], one["moved"]) == (1, 6, 1)
    told = [(2017, 2, 3), (2018, 3, 3), (2019, 3, 3), (2017, 1, 1), (2018, 1, 1), (2019, 1, 1)]
    losses = [-math.log(known_rates(1, year).shares[now, then]) for year, now, then in told]
    assert one["forecast"] == pytest.approx(np.mean(losses), abs=1e-4)
    assert one["as_it_is"] == pytest.approx((5 * -math.log(0.96) - math.log(0.01)) / 6, abs=1e-4)
    # Shares of 2017: one in level 1, one in 2, half a dyad more in each of five; of 2018 and 2019: 1 and 3.
    shares = [0.5 / 4.5, 1.5 / 4.5, 1.5 / 4.5, 1.5 / 4.5, 1.5 / 4.5, 1.5 / 4.5]
    assert one["all_dyads"] == pytest.approx(-np.mean(np.log(shares)), abs=1e-4)
    assert row["year"] == 2017  # the first year that the feed covers whole
    assert [each["dyad_years"] for each in row["from_estimated"]] == [2]


def test_the_table_of_levels(cli: Callable[..., Any], world: Path) -> None:
    ran = cli("backtest", "levels", "--world", world, "--from", "2017")
    assert ran.code == 0, ran.err
    assert "From coded levels" in ran.out
    assert "estimated from the events of 2017" in ran.out


def test_what_cannot_be_scored_says_why(cli: Callable[..., Any], world: Path) -> None:
    short = cli("backtest", "dyads", "--world", world, "--as-of", "2018-06-30")
    assert short.code == 2
    assert "feeds cover 18 whole months up to 2018-06-30; 24 are needed" in short.err
    late = cli("backtest", "levels", "--world", world, "--from", "2020")
    assert late.code == 2
    assert "import peace-data" in late.err
