from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from detente.feeds.gdelt_mentions import GDELT_MENTIONS
from detente.world import World
from detente.world.importing import Imported, import_files
from detente.world.ledger import Counts
from feed_lines import gdelt_line, rows, write

SHARED = Path(__file__).parents[3] / "shared" / "data" / "feeds" / "gdelt_spark_fixtures"
NAME = "20150218230000.mentions.CSV"
ORDINARY = {
    "GLOBALEVENTID": "410412347",
    "EventTimeDate": "20150218230000",
    "MentionTimeDate": "20150219001500",
    "MentionType": "1",
    "MentionSourceName": "example.org",
    "MentionIdentifier": "https://example.org/a",
    "SentenceID": "19",
    "Actor1CharOffset": "-1",
    "Actor2CharOffset": "4594",
    "ActionCharOffset": "4634",
    "InRawText": "1",
    "Confidence": "50",
    "MentionDocLen": "6665",
    "MentionDocTone": "-4.5",
    "MentionDocTranslationInfo": "",
    "Extras": "",
}


def mention(**changed: str) -> str:
    return "\t".join((ORDINARY | changed).values())


def imported(folder: Path, *lines: str) -> tuple[World, Imported]:
    world = World.open(folder / "world")
    (done,) = import_files(world.path, GDELT_MENTIONS, [write(folder / NAME, *lines)])
    return world, done


def test_a_row_becomes_a_mention(tmp_path: Path) -> None:
    world, done = imported(tmp_path, mention())
    assert done.counts == Counts(1, 1, 0, 0, 0)
    (row,) = rows(world, table="mentions")
    expected = {
        "event_reference": "410412347",
        "event_added_at": datetime(2015, 2, 18, 23, tzinfo=UTC),
        "published_at": datetime(2015, 2, 19, 0, 15, tzinfo=UTC),
        "mention_kind": "web",
        "outlet": "example.org",
        "story": "https://example.org/a",
        "sentence": 19,
        "source_offset": None,  # -1 is none
        "target_offset": 4594,
        "action_offset": 4634,
        "in_raw_text": True,
        "confidence": 0.5,
        "story_length": 6665,
        "tone": -4.5,
        "translation": None,
        "feed_reference": "410412347/20150219001500",
    }
    assert {name: row[name] for name in expected} == expected
    assert not rows(world)


def test_the_same_sentence_again_repeats(tmp_path: Path) -> None:
    world, done = imported(tmp_path, mention(), mention(), mention(SentenceID="20"))
    assert done.counts == Counts(3, 2, 1, 0, 0)
    assert len(rows(world, table="mentions")) == 2


@pytest.mark.parametrize(
    ("changed", "column", "reason"),
    [
        ({"GLOBALEVENTID": ""}, "GLOBALEVENTID", "no whole number"),
        ({"EventTimeDate": "20150218"}, "EventTimeDate", "no time of 14 digits"),
        ({"MentionTimeDate": "00000218230000"}, "MentionTimeDate", "no time of 14 digits"),
        ({"MentionType": "7"}, "MentionType", "no kind from 1 to 6"),
        ({"MentionIdentifier": ""}, "MentionIdentifier", "no article named"),
        ({"SentenceID": "x"}, "SentenceID", "no whole number"),
        ({"Actor2CharOffset": "1.5"}, "Actor2CharOffset", "no whole number"),
        ({"Confidence": "101"}, "Confidence", "no per cent from 0 to 100"),
        ({"MentionDocTone": "glad"}, "MentionDocTone", "no number from -100 to 100"),
    ],
)
def test_refused(changed: dict[str, str], column: str, reason: str, tmp_path: Path) -> None:
    line = mention(**changed)
    world, done = imported(tmp_path, line)
    assert done.counts == Counts(1, 0, 0, 0, 1)
    assert rows(world, "line, column_name, reason, raw", "rejects") == [
        {"line": 1, "column_name": column, "reason": reason, "raw": line}
    ]


def test_events_are_no_mentions(tmp_path: Path) -> None:
    world, done = imported(tmp_path, gdelt_line())
    assert done.counts.rejected == 1
    assert rows(world, "reason", "rejects") == [{"reason": "61 columns; expected 16"}]


@pytest.mark.shared
@pytest.mark.parametrize(("name", "translated"), [("mentions.csv", 0), ("mentionsT.csv", 100)])
def test_the_samples(name: str, translated: int, tmp_path: Path) -> None:
    if not (SHARED / name).exists():
        pytest.skip(f"{SHARED / name} is not there")
    (done,) = import_files(tmp_path, GDELT_MENTIONS, [SHARED / name])
    assert done.counts == Counts(100, 100, 0, 0, 0)
    found = World.open(tmp_path).query("SELECT count(translation) AS n FROM mentions").to_pylist()
    assert found == [{"n": translated}]
