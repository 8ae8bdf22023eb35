"""Signs of dyads against the record's own share of conflict, by hand and by the Beta distribution's closed forms."""

import pytest

from detente.relations.networks.dyad_signs import DyadCount, joined_ties, record_share, signs_of_dyads


def count(first: str, second: str, conflict: int, events: int) -> DyadCount:
    return DyadCount(first, second, conflict, events, (f"+{first}{second}",), (f"-{first}{second}",))


def test_share_of_the_record() -> None:
    assert record_share([count("A", "B", 1, 4), count("A", "C", 2, 2)]) == pytest.approx(0.5)
    assert record_share([]) == 0.5


def test_signs_are_told_against_the_record() -> None:
    # The record's share is 10 / 40 = 0.25. Of A-B none of 20: P(share < 0.25) = 1 - 0.75**21 = 0.998. Of A-C all of 5:
    # P(share > 0.25) = 1 - 0.25**6 = 0.9998. Of B-C 5 of 15: neither.
    rows = [count("A", "B", 0, 20), count("A", "C", 5, 5), count("B", "C", 5, 15)]
    ties = signs_of_dyads(rows)
    assert list(zip(ties.first, ties.second, ties.sign, ties.weight, strict=True)) == [
        ("A", "B", 1, 20.0),
        ("A", "C", -1, 5.0),
    ]
    assert list(ties.evidence) == ["+AB", "-AC"]


def test_few_events_give_no_sign() -> None:
    rows = [count("A", "B", 0, 100), count("A", "C", 4, 4)]
    assert list(signs_of_dyads(rows).second) == ["B"]
    assert list(signs_of_dyads(rows, least_events=4).second) == ["B", "C"]


def test_joined() -> None:
    ties = signs_of_dyads([count("A", "B", 0, 100), count("A", "C", 5, 5)])
    both = joined_ties(ties, ties)
    assert list(both.first) == ["A"] * 4
    assert list(both.sign) == [1, -1, 1, -1]
