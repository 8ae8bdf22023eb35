"""Corrections over a real world: what was read and imported stays, what is shown moves, and undo brings it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from detente.errors import CorrectionError
from detente.feeds.gdelt import GDELT
from detente.world import World
from detente.world.correction import Correction, CorrectionKind
from detente.world.corrections import add_correction, in_force, read_corrections
from detente.world.importing import import_files
from factories import mention, reading, statement
from feed_lines import gdelt_line, rows, write

MERGE, SPLIT, RENAME, REJECT, RECODE, UNDO = CorrectionKind
Correct = Callable[..., Correction]


@pytest.fixture
def world(tmp_path: Path) -> World:
    """One GDELT event, Russia upon Pakistan's army, and one text: the USA upon "the Pakistanis"."""
    world = World.open(tmp_path / "world")
    import_files(world.path, GDELT, [write(tmp_path / "20191024143000.export.CSV", gdelt_line())])
    pakistanis = mention("PAK", text="the Pakistanis")
    said = replace(statement(), target=pakistanis, actors=(mention("USA"), pakistanis))
    list(world.add([reading(statements=[said])]))
    return world


@pytest.fixture
def correct(world: World) -> Correct:
    def correct(kind: CorrectionKind, **fields: Any) -> Correction:
        return add_correction(world.path, Correction(kind, made_by="an analyst", why="seen in the text", **fields))

    return correct


def into(id_: str, kind: str = "state", state: str | None = None) -> dict[str, Any]:
    return {"into_id": id_, "into_name": f"{id_}, named", "into_kind": kind, "into_state": state or id_}


def targets(world: World) -> list[tuple[object, ...]]:
    found = rows(world, "target_id, target_name, target_state")
    return [tuple(row.values()) for row in found]


def test_a_merge_moves_all_that_an_actor_did(world: World, correct: Correct) -> None:
    before = targets(world)
    assert before == [("PAK.MIL", "Pakistan: military", "PAK"), ("PAK", "PAK", "PAK")]
    merge = correct(MERGE, actor_id="PAK.MIL", **into("PAK"))
    assert targets(world) == [("PAK", "PAK, named", "PAK"), ("PAK", "PAK", "PAK")]
    correct(UNDO, undoes=merge.id)
    assert targets(world) == before


def test_merges_lead_on(world: World, correct: Correct) -> None:
    correct(MERGE, actor_id="PAK.MIL", **into("x-army", "military", "PAK"))
    correct(MERGE, actor_id="x-army", **into("IND"))
    assert targets(world)[0] == ("IND", "IND, named", "IND")


def test_a_circle_of_merges_is_refused(correct: Correct) -> None:
    correct(MERGE, actor_id="A", **into("B"))
    correct(MERGE, actor_id="B", **into("C"))
    with pytest.raises(CorrectionError, match="circle"):
        correct(MERGE, actor_id="C", **into("A"))
    with pytest.raises(CorrectionError, match="itself"):
        correct(MERGE, actor_id="C", **into("C"))


def test_a_split_takes_one_way_of_naming(world: World, correct: Correct) -> None:
    correct(SPLIT, actor_id="PAK", text="the Pakistanis", **into("x-people", "population", "PAK"))
    assert targets(world) == [
        ("PAK.MIL", "Pakistan: military", "PAK"),
        ("x-people", "x-people, named", "PAK"),
    ]
    (told,) = world.statements()
    assert told.target is not None
    assert (told.target.id, told.target.kind, told.target.text) == ("x-people", "population", "the Pakistanis")
    assert [actor.id for actor in told.actors] == ["USA", "x-people"]


def test_a_feeds_code_can_be_split_off(world: World, correct: Correct) -> None:
    correct(SPLIT, actor_id="PAK.MIL", text="PAKMIL", **into("x"))
    assert [target for target, *_ in targets(world)] == ["x", "PAK"]


def test_a_new_name_shows_everywhere(world: World, correct: Correct) -> None:
    correct(RENAME, actor_id="PAK", into_name="Islamic Republic of O'Pakistan")
    assert [name for _, name, _ in targets(world)] == ["Pakistan: military", "Islamic Republic of O'Pakistan"]
    (told,) = world.statements()
    assert told.target is not None
    assert told.target.name == "Islamic Republic of O'Pakistan"


def test_rejected_events_are_gone_and_come_back(world: World, correct: Correct) -> None:
    (told,) = world.statements()
    event = f"article:{told.evidence.article_id}:{told.id}"
    rejection = correct(REJECT, event=event)
    assert rows(world, "feed") == [{"feed": "gdelt"}]
    assert list(world.statements()) == []
    undo = correct(UNDO, undoes=rejection.id)
    assert len(rows(world)) == 2
    correct(UNDO, undoes=undo.id)  # taking back the taking back
    assert len(rows(world)) == 1
    with pytest.raises(CorrectionError, match="undone already"):
        correct(UNDO, undoes=undo.id)


def test_an_event_coded_anew(world: World, correct: Correct) -> None:
    codes = {"plover_type": "ASSAULT", "cameo_code": "190", "quad_class": 4, "goldstein": -10.0}
    correct(RECODE, event="gdelt:1000000001", **codes)
    (first, other) = rows(world, "plover_type, plover_mode, cameo_code, quad_class, goldstein")
    assert first == codes | {"plover_mode": None}
    assert other["plover_type"] != "ASSAULT"


def test_who_when_and_why_are_kept(world: World, correct: Correct) -> None:
    made = correct(RENAME, actor_id="PAK", into_name="P")
    gone = correct(UNDO, undoes=made.id)
    assert read_corrections(world.path) == [made, gone]
    assert in_force([made, gone]) == []
    stored = world.query("SELECT kind, made_by, why FROM corrections ORDER BY made_at").to_pylist()
    assert stored[0] == {"kind": "rename", "made_by": "an analyst", "why": "seen in the text"}


def test_what_is_missing_is_named(correct: Correct) -> None:
    with pytest.raises(CorrectionError, match="A recode needs event, plover_type"):
        correct(RECODE)
    with pytest.raises(CorrectionError, match="no correction 'nothing' to undo"):
        correct(UNDO, undoes="nothing")
