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


@pytest.mark.parametrize(
    "dateline", ["LIMA (Reuters) - ", "NAIROBI, Kenya, March 3 (AP) -- ", "DHAKA: ", "Pune, India - "]
)
def test_a_dateline_names_nobody(dateline: str) -> None:
    text = f"{dateline}Gunmen released two priests on Monday."
    [[event]] = code_lines([Line(text)])
    assert event.source is not None
    assert event.target is not None
    assert text[slice(*event.source[1:])] == event.source[0] == "Gunmen"
    assert text[slice(*event.target[1:])] == event.target[0] == "two priests"
    assert text[slice(*event.action)] == "released"


def test_a_dateline_that_is_asked_about_is_read() -> None:
    text = "PARIS (AP) - France thanked Chad."
    [[event]] = code_lines([Line(text, "France", "Chad")])
    assert event.type == "SUPPORT"
    assert len(list(code_lines([Line(text, "PARIS", "Chad")]))) == 1


def test_things_do_nothing() -> None:
    assert list(code_lines([Line("Thick smoke and orange flames shot up after two trailers blew up.")])) == [[]]
