import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.feeds.base import Rule
from detente.feeds.rules import day, extra, matches, number

CONNECTION = duckdb.connect()


def one(sql: str, value: str | None) -> object:
    (row,) = CONNECTION.execute(
        f'SELECT {sql} FROM (SELECT $1::VARCHAR AS "a b", NULL::VARCHAR AS c)', [value]
    ).fetchall()
    return row[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-06-01", "2018-06-01"),
        ("2018-06-01T12:00:00Z", "2018-06-01"),
        ("2018-06-01 00:00:00", "2018-06-01"),
        ("6/1/2018", "2018-06-01"),
        ("12/31/2017", "2017-12-31"),
        ("31/12/2017", None),
        ("2018-02-30", None),
        ("6/1/18", None),
        ("0999-01-01", None),
        ("20180601", None),
        (" 2018-06-01", None),
        (None, None),
    ],
)
def test_days(text: str | None, expected: str | None) -> None:
    found = one(day("a b"), text)
    assert (None if found is None else str(found)) == expected


@given(st.text(max_size=24))
def test_no_text_breaks_a_rule(text: str) -> None:
    text = text.replace("\0", "")
    for rule in (number("a b", "DOUBLE", 0, 1), matches("a b", "", "[0-9]+"), matches("a b", "", "x", missing=True)):
        assert one(rule.broken_when, text) in (True, False)
    one(day("a b"), text)


@pytest.mark.parametrize(
    ("rule", "value", "broken"),
    [
        (number("a b", "DOUBLE", -10, 10), "10.0", False),
        (number("a b", "DOUBLE", -10, 10), "10.1", True),
        (number("a b", "DOUBLE", -10, 10), "ten", True),
        (number("a b", "DOUBLE", -10, 10), "inf", True),
        (number("a b", "DOUBLE", -10, 10), None, False),
        (matches("a b", "", "[0-9]{1,3}"), "12", False),
        (matches("a b", "", "[0-9]{1,3}"), "12 ", True),
        (matches("a b", "", "[0-9]{1,3}"), None, True),
        (matches("a b", "", "[0-9]{1,3}", missing=True), None, False),
        (matches("a b", "", "it's"), "it's", False),
    ],
)
def test_broken(rule: Rule, value: str | None, broken: bool) -> None:
    assert one(rule.broken_when, value) is broken


def test_what_is_missing_is_not_in_the_map() -> None:
    sql = extra({"here": '"a b"', "gone": "c"})
    assert one(sql, "x") == {"here": "x"}
    assert one(sql, None) is None
