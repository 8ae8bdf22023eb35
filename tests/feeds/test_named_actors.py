import pytest

from detente.actors.roles import SECTORS
from detente.feeds import named_actors
from detente.feeds.named_actors import named_actor


@pytest.mark.parametrize(
    ("name", "country", "sectors", "actor_id", "state"),
    [
        ("Russia", "Russian Federation", None, "RUS", "RUS"),
        ("Foreign Affairs (Russia)", "Russian Federation", "Government,Executive,Foreign Ministry", "RUS.GOV", "RUS"),
        ("Foreign Affairs (Russia)", "Russian Federation", "Foreign Ministry,Executive,Government", "RUS.GOV", "RUS"),
        ("Foreign Affairs (Russia)", None, None, "RUS.GOV", "RUS"),
        ("Citizen (India)", "India", "General Population / Civilian / Social,Social", "IND.CVL", "IND"),
        ("Military (Syria)", "Syria", "Government,Military", "SYR.MIL", "SYR"),
        ("Member of Legislative (Govt) (India)", None, None, "IND.LEG", "IND"),
        ("Congress (India)", "India", "Parties", "INC", "IND"),  # the party, not the parliament
        ("Senate (United States)", "United States", None, "USA.LEG", "USA"),
        ("Vladimir Putin", "Russian Federation", "Elite", "vladimir-putin", "RUS"),
        ("Vladimir Putin", None, None, "vladimir-putin", "RUS"),
        ("Sergey Viktorovich Lavrov", "Russian Federation", None, "sergei-lavrov", "RUS"),
        ("Mariano Rajoy Brey", "Spain", None, "mariano-rajoy", "ESP"),
        ("Aso Taro", "Japan", None, "taro-aso", "JPN"),
        ("Kang Kyung Wha", "South Korea", None, "kang-kyung-wha", "KOR"),
        ("Bharatiya Janata", "India", "Parties", "BJP", "IND"),
        ("European Union", None, None, "EU", None),
        ("Palestinian Territory, Occupied", "Occupied Palestinian Territory", None, "PSE", "PSE"),
        ("Citizen (Palestinian Territory, Occupied)", None, None, "PSE.CVL", "PSE"),
        ("Priest (Holy See (Vatican City State))", None, None, "VAT.CVL", "VAT"),
    ],
)
def test_known(name: str, country: str | None, sectors: str | None, actor_id: str, state: str | None) -> None:
    found = named_actor((name, country, sectors))
    assert found is not None
    assert (found[0], found[3]) == (actor_id, state)


@pytest.mark.parametrize(
    ("name", "country", "sectors", "expected"),
    [
        ("Jo Nobody", "Chad", None, (None, None, None, "TCD")),
        ("Sergey Viktorovich Lavrov", "Brazil", None, (None, None, None, "BRA")),  # a namesake elsewhere
        ("Vladimir Putin", "Brazil", None, (None, None, None, "BRA")),
        ("Green Party (Chad)", "Chad", "Parties", (None, None, "party", "TCD")),  # a party is no part of the state
        ("Unspecified Actor", None, None, None),
        ("Unidentified State Actor", "Chad", None, (None, None, None, "TCD")),
        ("Citizen (Middle East)", None, "Social", None),
        ("Xyzzy (Chad)", "Chad", "Jewish", (None, None, None, "TCD")),
        ("", None, None, None),
        (None, "Chad", None, None),
    ],
)
def test_unknown(name: str | None, country: str | None, sectors: str | None, expected: object) -> None:
    assert named_actor((name, country, sectors)) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Police_(India)", ("IND.COP", "IND")),
        ("Dmitry_Anatolyevich_Medvedev", ("dmitry-medvedev", "RUS")),
        ("Russian Federation", ("RUS", "RUS")),
        ("Hong_Kong", ("HKG", "CHN")),
        ("Palestinian_Territory,_Occupied", ("PSE", "PSE")),  # a territory is its own side of a dyad
        ("Conservative_Party_(United_Kingdom)", ("CONSERVATIVES-UK", "GBR")),
        ("Royal_Thai_Police", ("THA.COP", "THA")),
        ("Bank_of_Japan", ("JPN.BUS", "JPN")),
        ("Alexei_Miller", ("alexei-miller", "RUS")),  # the registry tells of no office, the list of his state
        ("UN_Mission_in_Sudan", None),
        ("Michael_Jordan", None),
        ("...", None),
    ],
)
def test_a_name_with_nothing_beside_it(name: str, expected: tuple[str | None, str | None] | None) -> None:
    found = named_actor((name,))
    assert (None if found is None else (found[0], found[3])) == expected
    assert named_actor((name, None, None)) == found


def test_the_country_decides_between_the_name_and_a_namesake() -> None:
    assert named_actor(("Royal Thai Police", "Thailand", None)) == named_actor(("Royal_Thai_Police",))
    assert named_actor(("Royal Thai Police", "Chad", None)) == (None, None, None, "TCD")


def test_the_table_names_sectors_of_cameo() -> None:
    assert set(named_actors._sectors().values()) <= set(SECTORS)
