"""The hand-coded texts under benchmarks/reading/texts keep to their format; what they say is not judged here."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from detente.records import Genre, Stance, StatementKind, Status, Tie

TEXTS = Path(__file__).parents[3] / "benchmarks" / "reading" / "texts"
GOLD = sorted(TEXTS.glob("*/*.yaml"))
# The 16 event types of the PLOVER manual (2024), chapter 3.
PLOVER = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"} | {
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")
}
# A bare `on:` is True in YAML 1.1: the key must stand in quotes, else no scorer ever sees it.
FIELDS = {
    *("id", "kind", "quote", "note", "symmetric", "actors", "source", "target", "actor", "on", "about"),
    *("type", "mode", "status", "date", "tie", "stance", "speaker", "place", "name", "quantity", "polarity"),
}


def load(path: Path) -> tuple[str, dict[str, Any], list[dict[str, Any]]]:
    gold = yaml.safe_load(path.read_text(encoding="utf-8"))
    return path.with_suffix(".txt").read_text(encoding="utf-8"), gold["article"], gold["statements"]


def test_fifteen_texts_in_dev_and_six_held_out() -> None:
    assert [len(list((TEXTS / side).glob("*.txt"))) for side in ("dev", "held_out")] == [15, 6]
    assert len(GOLD) == 21


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_article_block(path: Path) -> None:
    text, article, _ = load(path)
    assert article["title"] in text
    assert article.get("outlet", "") in text  # some pages do not say who published them
    assert article["genre"] in set(Genre)
    if "published" in article:  # a history tells of its own time at most by what it tells last
        first, last = article["published"]["between"]
        assert isinstance(first, date)
        assert first <= last
    assert [line for line in article["not_article"] if text.count(line) != 1] == []


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_quotes_stand_once_in_the_article_itself(path: Path) -> None:
    text, article, statements = load(path)
    assert [item["quote"] for item in statements if text.count(item["quote"]) != 1] == []
    assert [item["id"] for item in statements] == list(range(1, len(statements) + 1))
    assert 15 <= len(statements) <= 30
    assert not [item["id"] for item in statements for line in article["not_article"] if item["quote"] in line]


@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_fields_hold_known_values(path: Path) -> None:
    for item in load(path)[2]:
        assert set(item) <= FIELDS, item
        assert item["kind"] in set(StatementKind), item
        assert set(item.get("type", {"any_of": []})["any_of"]) <= PLOVER, item
        assert set(item.get("status", {"any_of": []})["any_of"]) <= set(Status), item
        assert item.get("tie", "ally") in set(Tie), item
        assert item.get("stance", "support") in set(Stance), item
        assert (item["kind"] == "tie") == ("tie" in item), item
        assert (item["kind"] == "stance") == ("stance" in item), item
        assert item["kind"] == "event" or "type" not in item, item
        if "date" in item:
            first, last = item["date"]
            assert isinstance(first, date), item
            assert first <= last, item
