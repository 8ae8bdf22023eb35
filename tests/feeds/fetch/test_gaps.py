"""What is missing shows as a gap with its reason; nothing is forgotten from run to run."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import FetchError
from detente.feeds.fetch.gaps import GAPS_FILE, Gap, find_gaps, join_gaps, known_gaps, read_gaps, record_gaps
from detente.feeds.fetch.names import Series, Stream, Window

ONE, TWO = Series(1), Series(2)


def day(year: int, month: int, number: int) -> datetime:
    return datetime(year, month, number, tzinfo=UTC)


def days(first: int, last: int) -> list[datetime]:
    return [day(2014, 1, number) for number in range(first, last + 1)]


def test_days_missing_from_a_list_are_one_gap_a_stretch() -> None:
    window = Window.of_days(date(2014, 1, 20), date(2014, 1, 31))
    have = [moment for moment in days(20, 31) if moment.day not in {23, 24, 25, 28}]
    known, other = find_gaps(ONE, window, have, last=day(2014, 2, 5), alone={})
    assert (known.start, known.end) == (day(2014, 1, 23), day(2014, 1, 26))
    assert known.why == "not in GDELT's list; GDELT published no file for 2014-01-23 to 2014-01-25"
    assert (other.start, other.end, other.why) == (day(2014, 1, 28), day(2014, 1, 29), "not in GDELT's list")


def test_a_known_gap_that_is_listed_after_all_is_none() -> None:
    window = Window.of_days(date(2014, 1, 23), date(2014, 1, 25))
    assert find_gaps(ONE, window, days(23, 25), last=day(2014, 2, 5), alone={}) == []


def test_time_before_and_after_the_list_has_its_own_reason() -> None:
    window = Window(datetime(2015, 2, 18, 22, 30, tzinfo=UTC), datetime(2015, 2, 18, 23, 45, tzinfo=UTC))
    first = datetime(2015, 2, 18, 23, tzinfo=UTC)
    before, after = find_gaps(TWO, window, [first], last=first, alone={})
    assert (before.end, before.why) == (first, "before GDELT 2.0 begins (2015-02-18 23:00 UTC)")
    assert (after.start, after.why) == (first + timedelta(minutes=15), "after the last file in GDELT's list")


def test_the_outage_of_2025_explains_missing_quarters() -> None:
    window = Window.of_days(date(2025, 6, 20), date(2025, 6, 20))
    (gap,) = find_gaps(TWO, window, [], last=day(2025, 12, 1), alone={})
    assert "outage of GDELT that users reported from about 2025-06-14" in gap.why
    assert (gap.start, gap.end) == (window.start, window.end)


def test_reasons_already_known_are_kept() -> None:
    window = Window.of_days(date(2014, 1, 1), date(2014, 1, 1))
    (gap,) = find_gaps(ONE, window, [], last=None, alone={day(2014, 1, 1): "cannot be checked"})
    assert gap.why == "cannot be checked"


def test_known_gaps_are_in_order_and_say_something() -> None:
    table = known_gaps()
    assert len(table) >= 4
    assert all(window.start < window.end and note for _, window, note in table)


def test_gaps_of_other_times_and_series_stay(tmp_path: Path) -> None:
    january, february = Window(day(2014, 1, 1), day(2014, 2, 1)), Window(day(2014, 2, 1), day(2014, 3, 1))
    translated = Series(2, Stream.TRANSLATION)
    old = [Gap(ONE, day(2014, 1, 10), day(2014, 2, 10), "old"), Gap(translated, january.start, january.end, "none")]
    record_gaps(tmp_path, [(ONE, january), (ONE, february), (translated, january)], old)
    record_gaps(tmp_path, [(ONE, Window(day(2014, 1, 20), day(2014, 1, 22)))], [])
    found = read_gaps(tmp_path)
    assert found.gaps == (
        Gap(ONE, day(2014, 1, 10), day(2014, 1, 20), "old"),
        Gap(ONE, day(2014, 1, 22), day(2014, 2, 10), "old"),
        Gap(translated, january.start, january.end, "none"),
    )
    assert found.covered == ((ONE, Window(january.start, february.end)), (translated, january))


def test_the_file_is_plain_to_read(tmp_path: Path) -> None:
    window = Window(day(2014, 1, 23), day(2014, 1, 24))
    record_gaps(tmp_path, [(ONE, window)], [Gap(ONE, window.start, window.end, "why not")])
    row = {
        "version": 1, "stream": "english", "what": "events",
        "from": "2014-01-23T00:00:00Z", "to": "2014-01-24T00:00:00Z",
    }  # fmt: skip
    assert json.loads((tmp_path / GAPS_FILE).read_text()) == {
        "format": 1, "feed": "gdelt", "covered": [row], "gaps": [{**row, "why": "why not"}],
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", "[]", '{"format": 2}', '{"format": 1, "covered": [{}], "gaps": []}', "\x00"])
def test_a_damaged_gaps_file_is_refused_and_left(tmp_path: Path, text: str) -> None:
    (tmp_path / GAPS_FILE).write_text(text)
    with pytest.raises(FetchError, match="Move it away"):
        record_gaps(tmp_path, [], [])
    assert (tmp_path / GAPS_FILE).read_text() == text


def test_no_file_is_no_gaps(tmp_path: Path) -> None:
    assert read_gaps(tmp_path).gaps == ()


SPANS = st.tuples(st.integers(0, 40), st.integers(1, 10)).map(
    lambda pair: Window(day(2014, 1, 1) + timedelta(days=pair[0]), day(2014, 1, 1) + timedelta(days=sum(pair)))
)


@given(st.sets(st.integers(0, 40)), st.lists(SPANS, max_size=4))
def test_replacing_windows_changes_exactly_their_days(
    tmp_path_factory: pytest.TempPathFactory, numbers: set[int], windows: list[Window]
) -> None:
    folder = tmp_path_factory.mktemp("gaps")
    begin = day(2014, 1, 1)
    single = [Gap(ONE, begin + timedelta(days=n), begin + timedelta(days=n + 1), "x") for n in numbers]
    record_gaps(folder, [], join_gaps(single))
    record_gaps(folder, [(ONE, window) for window in windows], [])
    left = {
        n for gap in read_gaps(folder).gaps for n in range((gap.start - begin).days, (gap.end - begin).days)
    }  # fmt: skip
    asked = {n for window in windows for n in range((window.start - begin).days, (window.end - begin).days)}
    assert left == numbers - asked


@pytest.mark.parametrize("series", [ONE, TWO])
def test_starts_are_those_of_the_periods(series: Series) -> None:
    window = Window(datetime(2013, 2, 27, 10, 52, 7, tzinfo=UTC), day(2013, 5, 2))
    assert list(series.starts(window)) == [period.start for period in series.periods(window)]
    for moment in (window.start, window.end, datetime(2016, 12, 31, 23, 59, 59, 999, tzinfo=UTC)):
        period = series.period_at(moment)
        assert series.start_at(moment) == period.start
        assert period.start <= moment < period.end
