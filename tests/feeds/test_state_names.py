import pytest

from detente.feeds.state_names import clean_name, country_place, in_brackets, state_named


@pytest.mark.parametrize(
    ("country", "iso3"),
    [
        ("Namibia", "NAM"),
        ("Moldova, Republic of", "MDA"),
        ("Virgin Islands, U.S.", "VIR"),
        ("Falkland Islands (Malvinas)", "FLK"),
        ("Palestinian Territory, Occupied", "PSE"),
        ("Africa", None),
        ("NA", None),
    ],
)
def test_countries(country: str, iso3: str | None) -> None:
    assert state_named(country) == iso3
    assert country_place((country,)) == (None if iso3 is None else (iso3,))


def test_no_country() -> None:
    assert country_place((None,)) is None
    assert country_place(("",)) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Police (India)", ("Police", "India")),
        ("A (B) (C (D))", ("A (B)", "C (D)")),
        ("(India)", ("(India)", None)),
        ("Police ()", ("Police ()", None)),
        ("Police India)", ("Police India)", None)),
        ("", ("", None)),
    ],
)
def test_brackets(name: str, expected: tuple[str, str | None]) -> None:
    assert in_brackets(name) == expected


def test_underscores_are_spaces() -> None:
    assert clean_name("_Citizen__(South_Korea) ") == "Citizen (South Korea)"
