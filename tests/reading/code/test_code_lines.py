"""Single sentences: who does what to whom, in words, and what is known when the asker names both."""

from __future__ import annotations

import pytest

from detente.reading.code.code_lines import Line, code_lines


@pytest.mark.parametrize(
    ("text", "plover_type", "source", "target"),
    [
        ("Iran and Oman held naval drills in May.", "COOPERATE", "Iran", "Oman"),
        ("Peru and Chile accused each other of spying.", "ACCUSE", "Peru", "Chile"),
        ("Somali police arrested Kenyan traders.", "COERCE", "Somali police", "Kenyan traders"),
        ("Two Kenyan traders were arrested by Somali police.", "COERCE", "Somali police", "Two Kenyan traders"),
    ],
)
def test_the_ends_of_an_event_are_words_of_the_sentence(text: str, plover_type: str, source: str, target: str) -> None:
    [[event, *_]] = code_lines([Line(text)])
    assert event.type == plover_type
    for found, wanted in ((event.source, source), (event.target, target)):
        assert found is not None
        assert found[0] == wanted == text[found[1] : found[2]]


def test_named_ends_choose_the_act_between_them() -> None:
    text = "Kenya expelled two diplomats of Somalia after Uganda had thanked Rwanda."
    [[first], [second]] = code_lines([Line(text, "Kenya", "Somalia"), Line(text, "Uganda", "Rwanda")])
    assert (first.type, second.type) == ("SANCTION", "SUPPORT")


def test_words_that_do_not_stand_in_the_text_are_refused() -> None:
    with pytest.raises(ValueError, match="'Ghana' does not stand in"):
        list(code_lines([Line("Kenya thanked Uganda.", "Ghana", "Uganda")]))
