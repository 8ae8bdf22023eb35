import pytest

from detente.feeds.person_names import person_named


@pytest.mark.parametrize(
    ("name", "actor_id"),
    [
        ("Vladimir Vladimirovich Putin", "vladimir-putin"),
        ("President Vladimir Putin", "vladimir-putin"),
        ("Putin Vladimir", "vladimir-putin"),
        ("Aso Taro", "taro-aso"),
        ("Putin", None),  # a family name alone may be anybody's
        ("Juan Carlos Romero", None),  # Juan Carlos I has no family name
        ("Vladimir Putin Jr", None),
        ("Sheikh", None),
        (".", None),
        ("a b c d e f g h i", None),
    ],
)
def test_spellings(name: str, actor_id: str | None) -> None:
    found = person_named(name)
    assert (None if found is None else found.id) == actor_id
