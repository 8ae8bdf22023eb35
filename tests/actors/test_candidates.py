import pytest

from detente.actors.registry import Registry
from detente.errors import UnknownActorError


@pytest.mark.parametrize(
    ("argument", "actor_id"),
    [
        ("PAK", "PAK"),
        ("pak", "PAK"),
        ("PK", "PAK"),
        ("pk", "PAK"),
        ("cow:770", "PAK"),
        ("gw:340", "SRB"),
        ("cow:260", "DEU"),
        ("fips:GM", "DEU"),
        ("iso2:DE", "DEU"),
        ("iso3:SUN", "RUS"),
        ("SUN", "RUS"),
        ("Islamabad", "PAK"),
        ("  the   Soviet Union ", "RUS"),
        ("PAK.MIL", "PAK.MIL"),
        ("pak.mil", "PAK.MIL"),
        ("Pakistan's army", "PAK.MIL"),
        ("Russian foreign ministry", "RUS.GOV"),
        ("Narendra Modi", "narendra-modi"),
        ("narendra-modi", "narendra-modi"),
    ],
)
def test_arguments(argument: str, actor_id: str) -> None:
    assert Registry.load().resolve(argument).id == actor_id


@pytest.mark.parametrize(
    ("argument", "nearest"), [("Pakistn", "PAK"), ("Kazahkstan", "KAZ"), ("Vladmir Puttin", "vladimir-putin")]
)
def test_an_unknown_name_gets_the_nearest(argument: str, nearest: str) -> None:
    with pytest.raises(UnknownActorError, match=rf"{argument}.*\({nearest}\)"):
        Registry.load().resolve(argument)


@pytest.mark.parametrize("argument", ["", "zzzzqqqq", "cow:99999", "cow:", ":", "PAK.XXX", "a" * 10_000])
def test_nonsense_is_refused(argument: str) -> None:
    with pytest.raises(UnknownActorError, match="expected a name"):
        Registry.load().resolve(argument)
