"""The timeline: which events it draws, and where its scale puts a day."""

from datetime import date
from typing import Any

from detente.records import DateSpan, Polarity, Precision, Statement, Status
from detente.views.charts.dated_events import dated_events
from detente.views.charts.timeline import time_scale, timeline_chart
from factories import statement


def on(year: int, month: int = 1, day: int = 1, **changes: Any) -> Statement:
    return statement(event_date=DateSpan(date(year, month, day), date(year, month, day)), **changes)


def test_events_come_in_the_order_they_fell_with_their_numbers() -> None:
    undated = statement(event_date=None)
    earlier = statement(event_date=DateSpan(None, date(2016, 1, 1), Precision.VAGUE_PAST))
    half_open = statement(event_date=DateSpan(date(2016, 1, 1), None))
    tie = statement("tie", event_date=DateSpan(date(2016, 1, 1), date(2016, 1, 2)))
    found = dated_events([on(2016, 5), undated, on(2014), earlier, half_open, tie])
    assert [(event.number, event.start.year) for event in found] == [(3, 2014), (1, 2016)]


def test_what_did_not_happen_is_drawn_as_denied() -> None:
    (event,) = dated_events([on(2016, polarity=Polarity.NEGATIVE, status=Status.ASSERTED)])
    assert event.status is Status.DENIED


def test_a_short_stretch_is_drawn_to_one_scale() -> None:
    scale = time_scale(dated_events([on(2016, 1), on(2016, 7)]), 600)
    assert scale.cut is None
    assert 0 <= scale(date(2016, 1, 1)) < scale(date(2016, 7, 1)) <= 600
    year_apart = scale(date(2016, 3, 1)) - scale(date(2016, 2, 1)), scale(date(2016, 7, 1)) - scale(date(2016, 6, 1))
    assert abs(year_apart[0] / 29 - year_apart[1] / 30) < 1e-9


def test_a_long_past_is_drawn_closer_together() -> None:
    scale = time_scale(dated_events([on(1985), on(2016, 3), on(2016, 8), on(2016, 9)]), 800)
    assert scale.cut == date(2014, 9, 1)
    assert scale(scale.cut) == 200  # a quarter of the width for the one of four events before the cut
    before, after = scale(date(2001, 1, 1)) - scale(date(2000, 1, 1)), scale(date(2016, 1, 1)) - scale(date(2015, 1, 1))
    assert before * 10 < after
    places = [place for place, _ in scale.ticks()]
    assert places == sorted(places)
    assert all(0 <= place <= 800 for place in places)


def test_first_and_last_days_of_the_calendar_are_drawn() -> None:
    far = statement(event_date=DateSpan(date(1, 1, 1), date(9999, 12, 31), Precision.PERIOD))
    assert timeline_chart(dated_events([far])).to_dict()["width"] == 920
