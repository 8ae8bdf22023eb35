"""The flat row of an event, by hand."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from detente.records import ActorKind, DateSpan, Evidence, Place, Precision, Published, Quantity, Status
from detente.world.schema import TABLES, arrow_schema, event_rows, statement_rows
from factories import article, mention, reading, statement

TEXT = "On Friday the ministry said that 200 Russian troops arrived in Pakistan for a drill."


def test_an_event_is_one_flat_row() -> None:
    read = article(TEXT, published=Published(date(2016, 9, 24), date(2016, 9, 30), "inferred"))
    said = statement(
        of=read,
        id="s1",
        source="RUS",
        target="PAK",
        status=Status.REPORTED,
        speaker=mention("PAK.GOV", name="ministry", kind=ActorKind.GOVERNMENT, state="PAK"),
        type="COOPERATE",
        mode="military",
        cameo_code="062",
        quad_class=2,
        goldstein=7.4,
        event_date=DateSpan(date(2016, 9, 23), date(2016, 9, 24), Precision.DAY),
        place=Place("Pakistan", "PAK", 62, 70),
        quantities=(Quantity(200.0, "troops"),),
        novelty="first ever",
        evidence=Evidence(read.id, 33, 84, TEXT[33:84]),
        confidence=0.75,
    )

    (row,) = event_rows(reading(TEXT, [statement("tie", of=read), said], published=read.published), is_copy=True)

    assert row == {
        "article_id": read.id,
        "statement_id": "s1",
        "source_id": "RUS",
        "source_name": "RUS",
        "source_kind": "state",
        "source_state": "RUS",
        "target_id": "PAK",
        "target_name": "PAK",
        "target_kind": "state",
        "target_state": "PAK",
        "source_text": "RUS",
        "target_text": "PAK",
        "plover_type": "COOPERATE",
        "plover_mode": "military",
        "cameo_code": "062",
        "quad_class": 2,
        "goldstein": 7.4,
        "event_date": date(2016, 9, 23),
        "event_date_end": date(2016, 9, 24),
        "event_date_precision": "day",
        "place_name": "Pakistan",
        "place_iso3": "PAK",
        "quantities": [{"value": 200.0, "unit": "troops", "approximate": False}],
        "status": "reported",
        "polarity": "positive",
        "novelty": "first ever",
        "confidence": 0.75,
        "speaker_id": "PAK.GOV",
        "speaker_name": "ministry",
        "speaker_state": "PAK",
        "evidence_start": 33,
        "evidence_end": 84,
        "evidence_quote": "200 Russian troops arrived in Pakistan for a drill.",
        "feed": "article",
        "feed_reference": None,
        "licence": None,
        "published_at": datetime(2016, 9, 30, tzinfo=UTC),
        "position": 1,
        "is_copy": True,
    }


def test_an_event_without_target_date_or_place_has_nulls() -> None:
    (row,) = event_rows(reading(statements=[statement(target=None, event_date=None)]), is_copy=False)

    assert {row[name] for name in row if name.startswith(("target_", "event_date", "place_"))} == {None}


def test_only_events_become_event_rows() -> None:
    read = reading(statements=[statement("tie"), statement("question")])

    assert event_rows(read, is_copy=False) == []
    assert [row["position"] for row in statement_rows(read, is_copy=False)] == [0, 1]


@pytest.mark.parametrize("table", TABLES)
def test_every_column_stands_in_the_docs(table: str) -> None:
    page = Path(__file__).parents[2] / "docs" / "world.md"
    section = page.read_text(encoding="utf-8").split(f"### {table}\n")[1].split("\n### ")[0].split("\n## ")[0]

    assert set(arrow_schema(table).names) <= set(re.findall(r"`(\w+)`", section))
