import pytest

from detente.actors.registry import Registry
from detente.actors.roles import SECTORS, read_roles, role_key
from detente.records import ActorKind


@pytest.mark.parametrize(
    ("phrase", "spelt"),
    [
        ("Armed Forces", "armed force"),
        ("special-forces", "special force"),
        ("Defense Ministries", "defence ministry"),
        ("servicemen", "serviceman"),
        ("spies", "spy"),
        ("police", "police"),
        ("press", "press"),
        ("human rights activists", "human rights activist"),
    ],
)
def test_phrases_in_one_spelling(phrase: str, spelt: str) -> None:
    assert role_key(phrase) == spelt


@pytest.mark.parametrize(
    ("phrase", "sector", "kind"),
    [
        ("special forces", "MIL", ActorKind.MILITARY),
        ("army chief", "MIL", ActorKind.MILITARY),
        ("warship", "MIL", ActorKind.MILITARY),
        ("foreign minister", "GOV", ActorKind.GOVERNMENT),
        ("political establishment", "GOV", ActorKind.GOVERNMENT),
        ("newspaper", "MED", ActorKind.MEDIA),
        ("lawmakers", "LEG", ActorKind.GOVERNMENT),
        ("separatist", "REB", ActorKind.ARMED_GROUP),
        ("people", "CVL", ActorKind.POPULATION),
    ],
)
def test_nouns_name_sectors(phrase: str, sector: str, kind: ActorKind) -> None:
    role = Registry.load().role(phrase)
    assert role is not None
    assert (role.sector, role.kind) == (sector, kind)


def test_the_table_is_broad_and_uses_every_sector() -> None:
    roles = read_roles()
    assert len(roles) >= 800
    assert {role.sector for role in roles.values()} == set(SECTORS)


def test_every_office_of_a_role_is_held_by_somebody() -> None:
    registry = Registry.load()
    terms = [term for actor in registry.actors() for term in registry.terms(actor.id)]
    for role in registry.roles():
        if role.office:
            assert any(registry.holder(role.office, term.state, term.start) for term in terms), role
