"""The report's part on what is ahead tells the outlook's own numbers, and is left out where there is none."""

from datetime import date
from pathlib import Path

from detente.forecast.outlook import Outlook
from detente.pipeline import open_world
from detente.views.outlook_words import chance_words
from detente.views.report.pair_ahead import ahead_part


def test_the_part_has_the_outlooks_numbers(told_world: Path) -> None:
    told: Outlook = open_world(told_world).forecast("Russia", "Pakistan", as_of=date(2019, 12, 31))
    part = ahead_part(told)
    assert part is not None
    (name, forecast, *_, own, _) = part.tables[0].rows[0]
    first = told.of("verbal cooperation", 1)
    assert (name, forecast, own) == (first.target, chance_words(first.probability), chance_words(first.own_rate))
    assert part.ahead is not None
    assert "<svg" in part.ahead
    assert {table.caption for table in part.further} >= {"Rungs of cooperation"}


def test_without_an_outlook_there_is_no_part() -> None:
    assert ahead_part(None) is None
