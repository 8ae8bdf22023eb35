import pytest

from detente.feeds.body_names import body_named, is_body, sector_of


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Royal Thai Police", ("THA.COP", "THA")),
        ("Egyptian Armed Forces", ("EGY.MIL", "EGY")),
        ("Iranian Parliament", ("IRN.LEG", "IRN")),
        ("Bank of Japan", ("JPN.BUS", "JPN")),
        ("Bar Association of Chad", (None, "TCD")),
        ("Communist Party of Chad", (None, "TCD")),  # parties govern or oppose; the name does not tell which
        ("India Pakistan Commission", None),  # two states
        ("UN Mission in Sudan", None),
        ("Michael Jordan", None),
        ("", None),
    ],
)
def test_bodies(name: str, expected: tuple[str | None, str] | None) -> None:
    found = body_named(name)
    assert (None if found is None else (found[0].id if found[0] else None, found[1])) == expected


def test_words_of_bodies() -> None:
    assert is_body("Police, Delhi")
    assert not is_body("Michael Jordan")


@pytest.mark.parametrize(
    ("role", "sector"), [("Cabinet / Council of Ministers / Advisors", "GOV"), ("Men", "CVL"), ("Xyzzy", None)]
)
def test_roles(role: str, sector: str | None) -> None:
    assert sector_of(role) == sector
