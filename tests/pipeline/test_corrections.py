"""Corrections by names and codes: what is meant is looked up first, what is not there is refused with what is near."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from detente.errors import CorrectionError, UnknownActorError, UnknownCodeError
from detente.feeds.gdelt import GDELT
from detente.pipeline import World
from detente.pipeline import corrections as correcting
from detente.pipeline.corrections import Signed
from detente.pipeline.overview import names_of
from detente.world.importing import import_files
from factories import mention, reading, statement
from feed_lines import gdelt_line, write

ME = Signed("an analyst", "seen in the text")


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Russia upon Pakistan's army (GDELT); one text: the USA upon a people nobody knows."""
    opened = World.open(tmp_path / "world")
    assert isinstance(opened, World)
    import_files(opened.path, GDELT, [write(tmp_path / "20191024143000.export.CSV", gdelt_line())])
    unknown = mention("the-nebulans", name="the Nebulans", state=None, text="the Nebulans")
    said = replace(statement(), target=unknown, actors=(mention("USA"), unknown))
    list(opened.add([reading(statements=[said])]))
    return opened


def events(world: World, first: str, second: str) -> int:
    return world.relation(first, second).events_in_all


def test_a_merged_actor_means_the_other_from_then_on(world: World) -> None:
    assert events(world, "USA", "PAK") == 0
    made = correcting.merge(world.path, "The Nebulans", "Islamabad", ME)
    assert (made.actor_id, made.into_id, made.into_kind, made.into_state) == ("the-nebulans", "PAK", "state", "PAK")
    assert events(world, "USA", "PAK") == 1
    told = world.relation("USA", "the-nebulans")
    assert (told.second.id, told.events_in_all) == ("PAK", 1)
    with pytest.raises(CorrectionError, match="merged into Pakistan"):
        correcting.rename(world.path, "the-nebulans", "X", ME)
    correcting.undo(world.path, made.id, ME)
    assert events(world, "USA", "PAK") == 0
    assert world.relation("USA", "the-nebulans").second.name == "the Nebulans"


def test_a_state_that_is_merged_is_found_by_its_names_too(world: World) -> None:
    correcting.merge(world.path, "United States", "India", ME)
    assert world.relation("Washington", "the-nebulans").first.id == "IND"
    assert events(world, "IND", "the-nebulans") == 1
    with pytest.raises(CorrectionError, match="merged into India"):
        correcting.merge(world.path, "America", "PAK", ME)


def test_a_new_name_is_told_everywhere(world: World) -> None:
    correcting.rename(world.path, "RUS", "Russian Federation", ME)
    correcting.rename(world.path, "the Nebulans", "Nebula", ME)
    told = world.relation("Russia", "PAK.MIL")
    assert told.first.name == "Russian Federation"
    assert names_of(world.path, ["RUS", "the-nebulans", "PAK"]) == {
        "RUS": "Russian Federation", "the-nebulans": "Nebula", "PAK": "Pakistan"
    }  # fmt: skip
    assert world.relation("USA", "Nebula").second.id == "the-nebulans"


def test_a_split_is_of_words_that_name_the_actor(world: World) -> None:
    with pytest.raises(CorrectionError, match=r"nowhere named 'the Nebulan'\. It is named: 'the Nebulans'"):
        correcting.split(world.path, "the-nebulans", "the Nebulan", "IND", ME)
    correcting.split(world.path, "PAK.MIL", "PAKMIL", "IND.MIL", ME)
    assert events(world, "RUS", "IND") == 1
    assert events(world, "RUS", "PAK") == 0
    with pytest.raises(CorrectionError, match="means already"):
        correcting.split(world.path, "RUS", "RUS", "Moscow", ME)


def test_an_actor_stands_with_the_words_that_name_it(world: World) -> None:
    told = correcting.standing(world.path, "PAK.MIL")
    assert (told.actor.id, told.actor.events) == ("PAK.MIL", 1)
    assert {(each.words, each.feed, each.times) for each in told.namings} == {
        ("PAKISTAN", "gdelt", 1), ("PAKMIL", "gdelt", 1)
    }  # fmt: skip
    assert ("the Nebulans", "article") in {
        (each.words, each.feed) for each in correcting.standing(world.path, "the-nebulans").namings
    }


def test_codes_follow_from_the_type(world: World) -> None:
    made = correcting.recode(world.path, "gdelt:1000000001", "ASSAULT", "aerial", ME)
    # CAMEO 195 "employ aerial weapons": quad class 4, Goldstein -10.
    assert (made.cameo_code, made.quad_class, made.goldstein) == ("195", 4, -10.0)
    event = correcting.event_as_corrected(world.path, "gdelt:1000000001")
    assert (event.plover_type, event.plover_mode, event.quad_class) == ("ASSAULT", "aerial", 4)
    stored = correcting.events_as_stored(world.path, ["gdelt:1000000001", "gdelt:nothing"])
    assert [each.cameo_code for each in stored.values()] == ["057"]


def test_what_is_not_there_is_refused_with_what_is_near(world: World) -> None:
    with pytest.raises(UnknownActorError, match=r"Nearest: the Nebulans \(the-nebulans\)"):
        correcting.rename(world.path, "the Nebulons", "X", ME)
    with pytest.raises(UnknownActorError, match="Nearest: Pakistan"):
        correcting.merge(world.path, "RUS", "Pakistn", ME)
    with pytest.raises(UnknownCodeError, match="Did you mean 'ASSAULT'"):
        correcting.recode(world.path, "gdelt:1000000001", "ASAULT", None, ME)
    with pytest.raises(CorrectionError, match="no event 'gdelt:7'"):
        correcting.reject(world.path, "gdelt:7", ME)
    correcting.reject(world.path, "gdelt:1000000001", ME)
    with pytest.raises(CorrectionError, match="rejected already, by an analyst"):
        correcting.reject(world.path, "gdelt:1000000001", ME)
    assert len(correcting.history(world.path)) == 1


def test_the_history_tells_what_became_of_each(world: World) -> None:
    made = correcting.reject(world.path, "gdelt:1000000001", ME)
    back = correcting.undo(world.path, made.id, Signed("another", "it did happen"))
    told = correcting.history(world.path)
    assert [(each.correction.id, each.is_in_force) for each in told] == [(back.id, True), (made.id, False)]
    assert told[1].undone_by == back
    correcting.undo(world.path, back.id, ME)
    assert [each.is_in_force for each in correcting.history(world.path)] == [True, False, True]
    assert made.made_at.date() >= date(2024, 1, 1)
