"""Firsts among a handful of events, by hand."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from detente.relations.novelty.firsts import earlier, firsts_of
from detente.relations.novelty.kinds import Likeness
from detente.relations.novelty.record import Record
from relations.measures.dyads import act

COVERAGE = [(date(2005, 1, 1), date(2016, 12, 31))]
EXERCISE = act("2016-09-24", "062")
VISIT = act("2006-03-01", "042")


def test_first_in_the_record_says_what_it_covers() -> None:
    found = {first.likeness: first for first in firsts_of(EXERCISE, Record([EXERCISE, VISIT], COVERAGE))}
    assert set(found) == set(Likeness)
    assert found[Likeness.MODE].before is None
    assert found[Likeness.MODE].words == (
        "first COOPERATE military of the two in the record; "
        "the record covers 2005-01-01 to 2016-09-23 and holds 1 events of the two before 2016-09-24"
    )


def test_the_widest_likeness_comes_first_and_known_kinds_are_left_out() -> None:
    aid = act("2015-01-01", "071")  # material cooperation too
    trade = act("2007-01-01", "061")  # COOPERATE too
    found = list(firsts_of(EXERCISE, Record([EXERCISE, aid, trade], COVERAGE)))
    assert [(first.likeness, first.kind) for first in found] == [
        (Likeness.ROOT, "CAMEO 06"),
        (Likeness.TYPE, "COOPERATE"),
        (Likeness.MODE, "COOPERATE military"),
    ]
    assert [first.years and round(first.years) for first in found] == [10, 10, None]
    assert found[0].before == trade
    assert found[0].scope.whole


def test_years_with_a_gap_are_not_whole() -> None:
    gap = [(date(2005, 1, 1), date(2009, 12, 31)), (date(2012, 1, 1), date(2016, 12, 31))]
    (first,) = (
        first
        for first in firsts_of(EXERCISE, Record([act("2006-01-01", "062")], gap))
        if first.likeness is Likeness.MODE
    )
    assert not first.scope.whole
    assert len(first.scope.covered) == 2


def test_everyday_acts_are_no_firsts() -> None:
    weekly = [act(str(date(2005, 1, 3) + timedelta(days=7 * number)), "042") for number in range(200)]
    record = Record(weekly, COVERAGE)
    assert list(firsts_of(weekly[-1], record)) == []
    # 100 days into the record it is the same thing as its beginning, 200 days into it no more.
    assert [first.before for first in firsts_of(weekly[14], record)] != []
    assert list(firsts_of(weekly[29], record)) == []


def test_one_episode_is_no_precedent_for_itself() -> None:
    plans = [act("2016-08-25", "062"), act("2016-09-23", "062")]
    assert earlier(EXERCISE, Record([*plans, EXERCISE], COVERAGE), Likeness.MODE) == []
    before = act("2016-07-20", "062")  # 36 days before the first of them
    assert earlier(EXERCISE, Record([*plans, before], COVERAGE), Likeness.MODE) == [before]


def test_a_visit_the_other_way_is_no_precedent() -> None:
    back = act("2010-03-01", "042", source="PAK", target="IND")
    there = act("2016-03-01", "042")
    assert earlier(there, Record([back], COVERAGE), Likeness.MODE) == []
    assert earlier(there, Record([VISIT], COVERAGE), Likeness.MODE) == [VISIT]


def test_a_record_that_starts_with_the_event_says_nothing() -> None:
    assert list(firsts_of(EXERCISE, Record([EXERCISE], [(date(2016, 9, 24), date(2016, 12, 31))]))) == []
    assert list(firsts_of(EXERCISE, Record([EXERCISE], []))) == []


@given(
    st.lists(st.tuples(st.integers(0, 4000), st.sampled_from(["062", "042", "071", "190"])), max_size=20), st.randoms()
)
def test_the_order_of_the_record_does_not_matter(found: list[tuple[int, str]], random: st.randoms) -> None:  # type: ignore[valid-type]
    first_day = date(2005, 1, 1).toordinal()
    acts = [
        act(date.fromordinal(first_day + days).isoformat(), code, id=str(number))
        for number, (days, code) in enumerate(found)
    ]
    shuffled = list(acts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert list(firsts_of(EXERCISE, Record(acts, COVERAGE))) == list(firsts_of(EXERCISE, Record(shuffled, COVERAGE)))
