import itertools
from collections import defaultdict
from datetime import date

import pytest

from detente.actors.model import Term
from detente.actors.registry import Registry

LONGEST_GAP = 60
"""Days an office may stand empty between two terms of the table without a reason given here."""

COMPLETE_FROM = date(1990, 1, 1)
"""Earlier terms are those of the best-known leaders, with gaps; so are those of the states in SOME_TERMS."""

SOME_TERMS = frozenset(
    {
        "BWA",
        "COM",
        "CRI",
        "DOM",
        "GTM",
        "HTI",
        "LAO",
        "MDG",
        "MHL",
        "MKD",
        "MNE",
        "MUS",
        "PAN",
        "SLE",
        "SOM",
        "SVN",
        "TGO",
        "TTO",
        "WSM",
    }
)

VACANT = {
    ("BGD", "head_of_government"): "no prime minister from December 1990 to the election of February 1991",
    ("NPL", "head_of_government"): "King Gyanendra ruled directly from 1 February 2005 to April 2006",
    ("GEO", "head_of_state"): "a Military Council ruled from 6 January to 10 March 1992",
    ("LBN", "head_of_state"): "parliament elected no president in 2007-08, 2014-16 and 2022-25",
}


def terms_by_office() -> dict[tuple[str, str], list[Term]]:
    registry = Registry.load()
    by_office: dict[tuple[str, str], list[Term]] = defaultdict(list)
    for actor in registry.actors():
        for term in registry.terms(actor.id):
            for office in term.office:
                by_office[term.state, office].append(term)
    return {key: sorted(terms, key=lambda term: term.start) for key, terms in by_office.items()}


def test_nobody_holds_an_office_while_another_does_but_on_the_day_of_handover() -> None:
    for office, terms in terms_by_office().items():
        for earlier, later in itertools.pairwise(terms):
            assert earlier.end is not None, (office, earlier)
            assert earlier.end <= later.start, (office, earlier, later)


def test_no_office_stands_empty_for_long_without_a_reason() -> None:
    for office, terms in terms_by_office().items():
        for earlier, later in itertools.pairwise(terms):
            assert earlier.end is not None
            partly = earlier.end < COMPLETE_FROM or office[0] in SOME_TERMS
            if office not in VACANT and not partly:
                assert (later.start - earlier.end).days <= LONGEST_GAP, (office, earlier, later)


@pytest.mark.parametrize(
    ("office", "state", "on", "actor_id"),
    [
        ("president", "USA", date(2016, 9, 20), "barack-obama"),
        ("president", "USA", date(2017, 1, 19), "barack-obama"),
        ("president", "USA", date(2017, 1, 20), "donald-trump"),
        ("President", "RUS", date(2010, 1, 1), "dmitry-medvedev"),
        ("prime minister", "RUS", date(2010, 1, 1), "vladimir-putin"),
        ("head_of_state", "RUS", date(1991, 1, 1), "mikhail-gorbachev"),
        ("leader", "CHN", date(2013, 1, 1), "xi-jinping"),
        ("president", "CHN", date(2013, 1, 1), "hu-jintao"),
        ("premier", "CHN", date(2013, 1, 1), "wen-jiabao"),
        ("supreme leader", "IRN", date(2010, 1, 1), "ali-khamenei"),
        ("president", "IRN", date(2010, 1, 1), "mahmoud-ahmadinejad"),
        ("chancellor", "DEU", date(1999, 1, 1), "gerhard-schroder"),
        ("prime minister", "DEU", date(1999, 1, 1), "gerhard-schroder"),
        ("army chief", "PAK", date(2016, 9, 6), "raheel-sharif"),
        ("prime minister", "PAK", date(2016, 9, 6), "nawaz-sharif"),
        ("prime minister", "ISR", date(2021, 12, 1), "naftali-bennett"),
        ("king", "SAU", date(2014, 1, 1), "abdullah-bin-abdulaziz"),
        ("queen", "GBR", date(2014, 1, 1), "elizabeth-ii"),
        ("taoiseach", "IRL", date(2015, 1, 1), "enda-kenny"),
        ("prime minister", "IRL", date(2015, 1, 1), "enda-kenny"),
        ("commission president", "EU", date(2016, 1, 1), "jean-claude-juncker"),
        ("president", "EU", date(2016, 1, 1), "jean-claude-juncker"),
        ("foreign minister", "RUS", date(2015, 1, 1), "sergei-lavrov"),
        ("foreign minister", "USA", date(2015, 1, 1), "john-kerry"),
        ("Secretary of State", "USA", date(2015, 1, 1), "john-kerry"),
        ("president", "LBN", date(2015, 1, 1), None),
        ("president", "XXX", date(2015, 1, 1), None),
        ("grand vizier", "TUR", date(2015, 1, 1), None),
    ],
)
def test_holders(office: str, state: str, on: date, actor_id: str | None) -> None:
    holder = Registry.load().holder(office, state, on)
    assert (holder.id if holder else None) == actor_id


G20 = [
    *("ARG", "AUS", "BRA", "CAN", "CHN", "DEU", "FRA", "GBR", "IDN", "IND"),
    *("ITA", "JPN", "KOR", "MEX", "RUS", "SAU", "TUR", "USA", "ZAF"),
]
SOUTH_ASIA = ["AFG", "BGD", "IND", "LKA", "MDV", "NPL", "PAK"]


@pytest.mark.parametrize("state", [*G20, *SOUTH_ASIA])
def test_heads_of_government_are_known_through_the_years(state: str) -> None:
    registry = Registry.load()
    years = range(2002, 2026) if state == "AFG" else range(1991, 2026)
    days = [date(year, 9, 10) for year in years]
    assert None not in [
        registry.holder("leader", state, on) or registry.holder("head_of_state", state, on) for on in days
    ]


@pytest.mark.parametrize("state", ["KAZ", "KGZ", "TJK", "TKM", "UZB"])
def test_central_asian_presidents_are_known_since_independence(state: str) -> None:
    registry = Registry.load()
    assert None not in [registry.holder("president", state, date(year, 10, 1)) for year in range(1993, 2026)]


@pytest.mark.parametrize(
    ("surname", "on", "actor_id"),
    [
        ("Bush", date(1990, 6, 1), "george-h-w-bush"),
        ("Bush", date(2003, 6, 1), "george-w-bush"),
        ("Bush", None, "george-w-bush"),
        ("Sharif", date(2014, 6, 1), "nawaz-sharif"),
        ("Sharif", date(2023, 1, 1), "shehbaz-sharif"),
        ("Singh", date(1990, 6, 1), "v-p-singh"),
        ("Singh", date(2008, 6, 1), "manmohan-singh"),
        ("Gandhi", date(1986, 6, 1), "rajiv-gandhi"),
        ("Assad", date(1995, 6, 1), "hafez-al-assad"),
        ("Assad", None, "bashar-al-assad"),
        ("Erdogan", None, "recep-tayyip-erdogan"),
        ("Erdoğan", None, "recep-tayyip-erdogan"),
        ("MBS", None, "mohammed-bin-salman"),
        ("Lula", None, "luiz-inacio-lula-da-silva"),
        ("Aliyev", date(2000, 1, 1), "heydar-aliyev"),
        ("Gadhafi", date(2011, 3, 1), "muammar-gaddafi"),
    ],
)
def test_a_surname_means_who_was_in_office(surname: str, on: date | None, actor_id: str) -> None:
    assert Registry.load().lookup(surname, on)[0].id == actor_id


def test_a_leader_speaks_for_the_state_only_in_office() -> None:
    registry = Registry.load()
    assert registry.state_of("barack-obama", date(2016, 1, 1)) == "USA"
    assert registry.state_of("barack-obama", date(2018, 1, 1)) is None
    assert registry.state_of("jean-claude-juncker", date(2016, 1, 1)) is None
