import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.actors.model import Name, NameSort
from detente.actors.names import key, plain, spellings
from detente.actors.registry import Registry


def test_plain_removes_marks_and_curly_quotes_but_keeps_case() -> None:
    assert plain("Côte d’Ivoire") == "Cote d'Ivoire"
    assert plain("Guinea–Bissau") == "Guinea-Bissau"
    assert plain("Wałęsa  Yıldırım") == "Walesa Yildirim"


@given(st.text(max_size=60))
def test_plain_and_key_change_nothing_the_second_time(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert key(plain(text)) == key(text)


def test_a_marked_name_is_given_in_both_spellings() -> None:
    name = Name("Lech Wałęsa", "lech-walesa", NameSort.PERSON)
    assert [spelt.text for spelt in spellings(name)] == ["Lech Wałęsa", "Lech Walesa"]


@pytest.mark.parametrize(
    ("text", "actor_id"),
    [
        ("US", "USA"),
        ("the U.S.", "USA"),
        ("US's", "USA"),
        ("TURKEY", "TUR"),
        ("pakistan", "PAK"),
        ("Pakistan’s", "PAK"),
        ("Pakistanis'", "PAK"),
        ("COTE D'IVOIRE", "CIV"),
        ("Poles", "POL"),
        ("the Kremlin", "RUS"),
        ("The Kremlin", "RUS"),
    ],
)
def test_spellings_that_are_the_actor(text: str, actor_id: str) -> None:
    assert Registry.load().lookup(text)[0].id == actor_id


@pytest.mark.parametrize("text", ["us", "turkey", "china", "chad", "poles", "polish", "lima", "swede", "bush", "xi"])
def test_lower_case_words_are_not_the_actor(text: str) -> None:
    assert Registry.load().lookup(text) == ()
