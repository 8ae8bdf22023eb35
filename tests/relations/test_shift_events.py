"""Which events carry a shift, picked by hand."""

from __future__ import annotations

from datetime import date

from detente.relations.events import RelationEvent
from detente.relations.shift_events import events_of_shift
from detente.relations.shifts.change import Direction
from detente.relations.shifts.shift import Interval, Regime, Shift

NONE = Interval(0.0, 0.0, 0.0)


def event(id_: str, day: str, quad_class: int, goldstein: float, left_out: str | None = None) -> RelationEvent:
    at = date.fromisoformat(day)
    nothing = dict.fromkeys(
        ("plover_type", "plover_mode", "cameo_code", "novelty", "speaker", "quote", "article_id", "quote_start"), None
    )
    return RelationEvent(
        id=id_, event_date=at, event_date_end=at, precision="day",
        source_id="A", source_name="A", source_party="A", target_id="B", target_name="B", target_party="B",
        quad_class=quad_class, goldstein=goldstein, status="reported", polarity="positive",
        quote_end=None, feed="x", licence=None, origin=None, outlet=None, published_at=None, left_out=left_out,
        **nothing,
    )  # fmt: skip


def shift(direction: Direction) -> Shift:
    month = date(2016, 7, 1)
    before, after = (
        Regime(start, end, 0, 0, 6, 9, None, NONE, NONE)
        for start, end in ((date(2016, 1, 1), date(2016, 6, 1)), (month, date(2016, 12, 1)))
    )
    return Shift("A", "B", False, month, month, month, direction, 0.9, 0.5, 12.0, ("x",), before, after, None)


EVENTS = [
    event("threat", "2016-03-01", 3, -5.0),
    event("raid", "2016-05-01", 4, -9.0),
    event("talks", "2016-06-30", 1, 1.0),
    event("copy", "2016-06-01", 4, -10.0, left_out="copy"),
    event("pact", "2016-08-01", 1, 8.0),
    event("aid", "2016-12-31", 2, 7.0),
    event("protest", "2016-09-01", 3, -6.5),
    event("later", "2017-01-01", 2, 9.0),
]


def ids(direction: Direction, most: int = 5) -> tuple[list[str], list[str]]:
    told = events_of_shift(shift(direction), EVENTS, most=most)
    return [each.id for each in told.before], [each.id for each in told.after]


def test_towards_cooperation_conflict_before_and_cooperation_after() -> None:
    assert ids(Direction.TOWARDS_COOPERATION) == (["threat", "raid"], ["pact", "aid"])


def test_towards_conflict_the_other_way_round() -> None:
    assert ids(Direction.TOWARDS_CONFLICT) == (["talks"], ["protest"])


def test_the_most_extreme_scores_are_kept() -> None:
    assert ids(Direction.TOWARDS_COOPERATION, most=1) == (["raid"], ["pact"])


def test_a_side_without_its_kind_lists_what_there_is() -> None:
    told = events_of_shift(shift(Direction.TOWARDS_COOPERATION), [event("quiet", "2016-02-01", 1, 1.0)])
    assert [each.id for each in told.before] == ["quiet"]
    assert told.after == ()
