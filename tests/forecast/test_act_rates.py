"""How often an actor does each type of thing: counted by hand where the past is short, by the model of dyads else."""

from datetime import date

import pytest

from detente.forecast.act_rates import ANYONE, fit_act_rates, rates_of
from detente.forecast.dyads.record import DyadRecord, record_of

AS_OF = date(2019, 12, 31)
LAST = 2019 * 12 + 12


def record(months: int, *rows: tuple[str, int, str, int]) -> DyadRecord | None:
    """Of (actor, months ago, type, events), where feeds cover so many months."""
    actors, ago, kinds, events = zip(*rows, strict=True)
    period = [LAST - each for each in ago]
    first = date(2019 - (months - 1) // 12, 12 - (months - 1) % 12, 1)
    columns = {
        "first": [ANYONE] * len(rows),
        "second": list(actors),
        "period": period,
        "known": period,
        "quad_class": [1] * len(rows),
        "plover_type": list(kinds),
        "events": list(events),
        "score": [0.0] * len(rows),
    }
    return record_of(columns, [(first, AS_OF)], AS_OF)


def test_a_short_past_is_counted() -> None:
    short = record(10, ("RUS", 0, "CONSULT", 3), ("RUS", 4, "CONSULT", 2), ("RUS", 4, "AID", 1), ("CHN", 1, "AID", 9))
    rates = fit_act_rates(short, 24)
    assert rates.months == 10
    assert "24 are needed" in (rates.why_not or "")
    told = {rate.target: rate for rate in rates_of(rates, "RUS", AS_OF)}
    assert (told["CONSULT"].mean, told["CONSULT"].probability) == pytest.approx((0.5, 0.2))
    assert (told["AID"].mean, told["AID"].probability) == pytest.approx((0.1, 0.1))
    assert told["SANCTION"].mean == 0.0
    assert (told["CONSULT"].method, told["CONSULT"].until) == ("count", date(2020, 1, 31))


def test_who_did_nothing_has_no_rate() -> None:
    rates = fit_act_rates(record(10, ("RUS", 0, "CONSULT", 3)), 24)
    assert rates_of(rates, "PAK", AS_OF) == []


def test_where_no_feed_covers_a_month_silence_says_nothing() -> None:
    rates = fit_act_rates(None, 24)
    assert rates_of(rates, "RUS", AS_OF) == []
    assert "silence says nothing" in (rates.why_not or "")


def test_a_long_past_is_forecast_by_the_model_of_dyads() -> None:
    # RUS consults twice each month; CHN once every sixth; twenty more actors each in one month of six, on turns.
    rows = [("RUS", ago, "CONSULT", 2) for ago in range(60)]
    rows += [("CHN", ago, "CONSULT", 1) for ago in range(0, 60, 6)]
    rows += [(f"A{n:02}", ago, "CONSULT", 1) for n in range(20) for ago in range(n % 6, 60, 6)]
    rates = fit_act_rates(record(60, *rows), 24)
    assert rates.why_not is None
    often, seldom = (
        next(each for each in rates_of(rates, actor, AS_OF) if each.target == "CONSULT") for actor in ("RUS", "CHN")
    )
    assert often.own_rate == pytest.approx(1.0, abs=0.02)
    assert (often.mean or 0) > 1 > (seldom.mean or 0)
    assert seldom.own_rate == pytest.approx(1 / 6, abs=0.02)
    assert often.probability > 2 * seldom.probability  # weights of so few rows are held back
    assert often.past is not None
