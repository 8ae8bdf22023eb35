from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.scenarios.problems import ScenarioFileError
from detente.scenarios.yaml_tree import DEEPEST, MOST_BYTES, read_tree


def refused(content: bytes) -> str:
    with pytest.raises(ScenarioFileError) as caught:
        read_tree(content, "f.yaml")
    return str(caught.value)


def test_values_are_what_they_look_like_and_words_stay_words() -> None:
    tree = read_tree(
        b"a: 1\nb: 1.5\nc: [true, null, ~]\nd: 2016-09-20\ne: 'true'\nf: no\n1: on\ng: 12:30:00\nh: 0x1F\n", "f.yaml"
    )
    assert tree.data == {
        "a": 1,
        "b": 1.5,
        "c": [True, None, None],
        "d": date(2016, 9, 20),
        "e": "true",
        "f": "no",
        "1": "on",
        "g": "12:30:00",
        "h": "0x1F",
    }


def test_each_value_has_its_line() -> None:
    tree = read_tree(b"a:\n  - x\n  - b: 1\n    c: 2\n", "f.yaml")
    assert tree.line(("a", 1, "c")) == 4
    assert tree.line(("a", 0)) == 2
    assert tree.line(("a", 1, "nothing there")) == 3


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (b"a: 1\nb: &x 2\n", 2, "anchor or alias"),
        (b"a: 1\nb: *x\n", 2, "anchor or alias"),
        (b"a: !!python/object/apply:os.system ['touch x']\n", 1, "tag"),
        (b"a: 1\n--- \nb: 2\n", 2, "second document"),
        (b"a: 1\nb: 2\na: 3\n", 3, "there already, on line 1"),
        (b"a: 1\n? [x]\n: 2\n", 2, "list or mapping as a key"),
        (b"a: [1\nb: 2\n", 2, "not YAML"),
        (b"a: 1\nb: \xff\n", 2, "not UTF-8"),
        (b"a: " + b"[" * (DEEPEST + 1), 1, "too deep"),
    ],
)
def test_what_is_not_plain_data_is_refused_with_its_line(content: bytes, line: int, says: str) -> None:
    message = refused(content)
    assert message.startswith(f"f.yaml, line {line}")
    assert says in message
    assert "Allowed: " in message


def test_size_and_number_of_values_are_bounded() -> None:
    assert f"at most {MOST_BYTES:,} bytes" in refused(b"a" * (MOST_BYTES + 1))
    assert "too many values" in refused(b"[" + b"1," * 30_000 + b"]")


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor() -> None:
    bomb = b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (c, c, c - 1, c - 1) for c in range(98, 110))
    assert refused(bomb).startswith("f.yaml, line 1")


@given(st.binary(max_size=300))
def test_any_bytes_are_a_tree_or_a_clear_error(content: bytes) -> None:
    with suppress(ScenarioFileError):
        read_tree(content, "f.yaml")


@given(st.text(max_size=300))
def test_any_text_is_a_tree_or_a_clear_error(text: str) -> None:
    with suppress(ScenarioFileError):
        read_tree(text.encode("utf-8", "surrogatepass"), "f.yaml")
