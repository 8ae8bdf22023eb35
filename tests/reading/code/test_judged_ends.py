"""Ends of a bare sentence's events: the coder's word against the rules'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from detente.ontology.plover import plover_types
from detente.reading.code.code_lines import CodedEvent, Line, code_lines
from detente.reading.coder.pairs import NONE, Pair, SentenceMarks, TypeShares

TEXT = "Gunmen attacked a patrol near the lake after Kenya had warned Somalia."


class Reading:
    """A coder that sees certain words in certain roles, each word a token."""

    def __init__(self, roles: Mapping[str, Mapping[str, float]], none: float = 0.0) -> None:
        self._roles, self._none = roles, none

    def shares(self, pairs: Sequence[Pair]) -> list[TypeShares]:
        return [_types(0.0) for _ in pairs]

    def sentences(self, texts: Sequence[str]) -> list[SentenceMarks]:
        return [self._marks(text) for text in texts]

    def _marks(self, text: str) -> SentenceMarks:
        words = text.rstrip(".").split(" ")
        offsets = [(text.index(word), text.index(word) + len(word)) for word in words]
        roles = {
            role: [self._roles.get(role, {}).get(word, 0.0) for word in words] for role in ("doer", "target", "act")
        }
        return SentenceMarks(_types(self._none), offsets, roles)


def _types(none: float) -> TypeShares:
    rest = (1 - none) / len(plover_types())
    return TypeShares({kind: none if kind == NONE else rest for kind in (*plover_types(), NONE)})


def coded(roles: Mapping[str, Mapping[str, float]], none: float = 0.0, text: str = TEXT) -> list[CodedEvent]:
    [events] = code_lines([Line(text)], Reading(roles, none))
    return events


def ends(event: CodedEvent) -> tuple[str | None, str | None]:
    return event.source and event.source[0], event.target and event.target[0]


ACTS = {"attacked": 0.9, "warned": 0.8}
ALL = {"act": ACTS, "doer": {"Gunmen": 0.9, "Kenya": 0.9}, "target": {"patrol": 0.7, "Somalia": 0.9}}


def test_ends_that_the_coder_sees_stand() -> None:
    told = {event.type: (event.doubted, ends(event)) for event in coded(ALL)}
    assert told == {"ASSAULT": (False, ("Gunmen", "patrol")), "THREATEN": (False, ("Kenya", "Somalia"))}


def test_an_end_that_it_does_not_see_is_left_out() -> None:
    [attack, _] = sorted(coded({**ALL, "target": {"Somalia": 0.9}}), key=lambda event: event.action)
    assert ends(attack)[0] == "Gunmen"
    assert ends(attack)[1] is None or ends(attack)[1] == "Somalia"


def test_an_end_that_is_missing_is_filled_with_the_phrase_it_sees() -> None:
    text = "Two envoys were expelled on Monday, and the Kenyan cabinet gave no reason."
    [event] = [
        each for each in coded({"act": {"expelled": 0.9}, "target": {"envoys": 0.9}}, text=text) if not each.doubted
    ]
    assert ends(event) == (None, "Two envoys")
    roles = {"act": {"expelled": 0.9}, "target": {"envoys": 0.9}, "doer": {"cabinet": 0.8}}
    [event] = [each for each in coded(roles, text=text) if not each.doubted]
    assert ends(event) == ("Kenyan cabinet", "Two envoys")


def test_an_act_that_it_does_not_see_is_doubted_and_keeps_its_ends() -> None:
    first, last = coded({**ALL, "act": {"attacked": 0.9, "warned": 0.1}})
    assert (first.type, first.doubted) == ("ASSAULT", False)
    assert (last.type, last.doubted, ends(last)) == ("THREATEN", True, ("Kenya", "Somalia"))


def test_of_a_sentence_that_tells_nothing_all_is_doubted() -> None:
    assert [event.doubted for event in coded(ALL, none=0.8)] == [True, True]


def test_one_act_told_twice_between_the_same_two_is_one_event() -> None:
    text = "Police arrested three traders and the arrest was reported at once."
    roles = {"act": {"arrested": 0.9, "arrest": 0.9}, "doer": {"Police": 0.9}, "target": {"traders": 0.9}}
    [event] = coded(roles, text=text)
    assert (event.type, ends(event)) == ("COERCE", ("Police", "three traders"))
