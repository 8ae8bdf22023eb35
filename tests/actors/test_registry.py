from datetime import date

import pytest

from detente.actors.model import NameSort
from detente.actors.registry import Registry, join_actors
from detente.errors import TableError, UnknownActorError
from detente.records import ActorKind


def test_the_default_registry_is_read_once() -> None:
    assert Registry.load() is Registry.load()


def test_an_organ() -> None:
    organ = Registry.load().organ("PAK", "MIL")
    assert (organ.id, organ.name, organ.kind) == ("PAK.MIL", "Pakistan: military", ActorKind.MILITARY)
    assert organ.state_on(None) == "PAK"
    assert organ.codes == {"cameo": "PAKMIL"}
    assert Registry.load().get("PAK.MIL") == organ


@pytest.mark.parametrize(("state", "sector"), [("PAK", "XYZ"), ("QQQ", "MIL"), ("", "")])
def test_no_organ_of_an_unknown_state_or_sector(state: str, sector: str) -> None:
    with pytest.raises(UnknownActorError, match="no organ"):
        Registry.load().organ(state, sector)


def test_named_organs_belong_to_their_state() -> None:
    registry = Registry.load()
    for name, state in [("CIA", "USA"), ("ISI", "PAK"), ("Knesset", "ISR"), ("Bundestag", "DEU"), ("IDF", "ISR")]:
        actor = registry.lookup(name)[0]
        assert registry.state_of(actor.id, date(2016, 1, 1)) == state


def test_no_organ_has_a_name_that_is_another_actors_own() -> None:
    registry = Registry.load()
    for name in registry.names():
        if "." in name.actor_id and not name.weak and name.sort is not NameSort.SEAT:
            assert {found.actor_id for found in registry.find_names(name.text) if not found.weak} == {name.actor_id}


def test_territories_belong_to_states_by_date() -> None:
    registry = Registry.load()
    assert registry.state_of("HKG", date(1997, 6, 30)) == "GBR"
    assert registry.state_of("HKG", date(1997, 7, 1)) == "CHN"
    assert registry.state_of("PAK", date(1900, 1, 1)) == "PAK"
    assert registry.state_of("nobody", None) is None


def test_phrases_that_are_not_the_actor_in_them() -> None:
    phrases = Registry.load().not_actors()
    assert {"English Channel", "Vietnam War", "Native American", "Panama Papers", "New Mexico"} <= phrases
    assert not {"Pakistan", "South Korea", "North Korea"} & phrases


def test_one_id_cannot_stand_for_two_kinds_of_actor() -> None:
    registry = Registry.load()
    state, person = registry.get("PAK"), registry.get("narendra-modi")
    assert state
    assert person
    with pytest.raises(TableError, match="'PAK' stands for two actors"):
        join_actors(state, person)


def test_every_name_leads_back_to_its_actor() -> None:
    registry = Registry.load()
    for name in registry.names():
        on = name.end or name.start
        assert name.actor_id in {actor.id for actor in registry.lookup(name.text, on)}, name
