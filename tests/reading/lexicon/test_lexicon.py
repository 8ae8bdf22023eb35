"""Codings expected by the PLOVER manual's definitions and by CAMEO's code list, worked out by hand."""

from __future__ import annotations

import pytest

from detente.reading.lexicon.frames import Frame
from detente.reading.lexicon.lexicon import code_frame, event_nouns, in_future, is_light, takes_purpose, when_negated


def verb(head: str, *objects: str, **rest: object) -> Frame:
    return Frame(head, "verb", object=objects, **rest)  # type: ignore[arg-type]


def found(frame: Frame) -> tuple[str, str]:
    coding = code_frame(frame)
    assert coding is not None, frame
    return coding.type, coding.cameo_code


SANCTIONS = verb("lift", "sanction", preps={"on": ("iran",)})


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (verb("meet", preps={"with": ("lavrov",)}), ("CONSULT", "040")),
        (verb("telephone", "putin"), ("CONSULT", "041")),
        (verb("visit", "moscow"), ("CONSULT", "042")),
        (verb("praise", "decision", "turkish"), ("SUPPORT", "051")),
        (verb("sign", "agreement", "trade", preps={"with": ("china",)}), ("SUPPORT", "057")),
        (verb("establish", "relation", "diplomatic", preps={"with": ("chad",)}), ("SUPPORT", "050")),
        (verb("share", "intelligence", preps={"with": ("kenya",)}), ("COOPERATE", "064")),
        (verb("arm", "rebel"), ("AID", "072")),
        (verb("release", "prisoner", "political"), ("RETREAT", "0841")),
        (verb("withdraw", "troop", preps={"from": ("syria",)}), ("RETREAT", "0874")),
        (verb("pull", particle="out", preps={"from": ("syria",)}), ("RETREAT", "0874")),
        (verb("demand", "release", preps={"of": ("pilot",)}), ("REQUEST", "1053")),
        (verb("accuse", "iran"), ("ACCUSE", "112")),
        (verb("investigate", "minister"), ("ACCUSE", "090")),
        (verb("reject", "proposal"), ("REJECT", "120")),
        (verb("issue", "ultimatum", preps={"to": ("serbia",)}), ("THREATEN", "139")),
        (verb("go", preps={"on": ("strike",)}), ("PROTEST", "143")),
        (verb("sever", "tie", "diplomatic", preps={"with": ("qatar",)}), ("SANCTION", "161")),
        (verb("expel", "ambassador", "syrian"), ("SANCTION", "161")),
        (verb("deploy", "troop", preps={"to": ("border",)}), ("MOBILIZE", "154")),
        (verb("impose", "curfew", preps={"in": ("basra",)}), ("COERCE", "1723")),
        (verb("arrest", "journalist"), ("COERCE", "173")),
        (verb("shell", "village"), ("ASSAULT", "195")),
        (verb("kidnap", "tourist"), ("ASSAULT", "181")),
    ],
)
def test_plain_verbs(frame: Frame, expected: tuple[str, str]) -> None:
    assert found(frame) == expected


@pytest.mark.parametrize(
    ("special", "general"),
    [
        # The object decides: PLOVER AID for peacekeepers, MOBILIZE for other troops (manual 3.14.1).
        (
            (verb("deploy", "troop", preps={"in": ("mali",), "as": ("peacekeeper",)}), "AID"),
            (verb("deploy", "troop", preps={"in": ("mali",)}), "MOBILIZE"),
        ),
        ((verb("fire", "missile", preps={"at": ("haifa",)}), "ASSAULT"), (verb("fire", "minister"), "COERCE")),
        ((verb("strike", "deal", preps={"with": ("iran",)}), "AGREE"), (verb("strike", "base"), "ASSAULT")),
        ((verb("hold", "talk", preps={"with": ("oman",)}), "CONSULT"), (verb("hold", "hostage"), "ASSAULT")),
        ((verb("call", preps={"for": ("ceasefire",)}), "REQUEST"), (verb("call", "erdogan"), "CONSULT")),
        ((verb("welcome", "refugee"), "AID"), (verb("welcome", "decision", "president"), "SUPPORT")),
    ],
)
def test_object_decides(special: tuple[Frame, str], general: tuple[Frame, str]) -> None:
    assert found(special[0])[0] == special[1]
    assert found(general[0])[0] == general[1]


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (verb("conduct", "exercise", "joint", "military"), ("COOPERATE", "062")),
        (verb("conduct", "exercise", "military"), ("MOBILIZE", "150")),
        (verb("launch", "attack", preps={"on": ("base",)}), ("ASSAULT", "190")),
        (verb("pay", "visit", preps={"to": ("cairo",)}), ("CONSULT", "042")),
        (verb("agree", complement=SANCTIONS), ("AGREE", "0356")),
        (verb("refuse", complement=SANCTIONS), ("REJECT", "124")),
        (verb("demand", complement=SANCTIONS), ("REQUEST", "1056")),
        (verb("refuse", complement=verb("meet", "pence")), ("REJECT", "125")),
        (verb("threaten", complement=verb("shell", "haifa")), ("THREATEN", "138")),
        (verb("end", "war", preps={"in": ("yemen",)}), ("RETREAT", "087")),
        (verb("suspend", "aid", preps={"to": ("gaza",)}), ("SANCTION", "162")),
        (verb("suspend", "talk", preps={"with": ("taliban",)}), ("SANCTION", "164")),
        (verb("cancel", "visit", preps={"to": ("london",)}), ("REJECT", "125")),
        (verb("fail", complement=verb("reach", "agreement")), ("REJECT", "120")),
        (verb("urge", "iran", complement=verb("release", "prisoner")), ("REQUEST", "1053")),
        (verb("order", "attack", preps={"on": ("gaza",)}), ("ASSAULT", "190")),
        (verb("begin", complement=verb("withdraw", "troop")), ("RETREAT", "0874")),
        (verb("summon", "envoy", complement=verb("complain", preps={"about": ("raid",)})), ("ACCUSE", "111")),
    ],
)
def test_compositions(frame: Frame, expected: tuple[str, str]) -> None:
    assert found(frame) == expected


def test_saying_is_an_act_with_a_modal_only() -> None:
    assert code_frame(verb("say", complement=verb("meet", "putin"))) is None
    assert found(verb("say", complement=verb("meet", "putin", modifiers=("will",)))) == ("AGREE", "036")
    assert found(verb("say", complement=verb("lift", "ban", modifiers=("will",), negated=True)))[0] == "REJECT"
    assert found(verb("say", complement=verb("withdraw", modifiers=("must",))))[0] == "REQUEST"
    assert found(verb("say", complement=verb("ensure", "security", modifiers=("must",)))) == ("REQUEST", "100")


def test_target_slots_reach_into_the_governed_phrase() -> None:
    agreed = code_frame(verb("agree", complement=SANCTIONS))
    assert agreed is not None
    assert "complement.on" in agreed.slots
    called = code_frame(verb("call", preps={"for": ("talk",)}))
    assert called is not None
    assert "for.with" in called.slots


def test_the_subject_may_undergo() -> None:
    coding = code_frame(verb("receive", "aid", "military", preps={"from": ("iran",)}))
    assert coding is not None
    assert (coding.type, coding.inverse, coding.slots[0]) == ("AID", True, "from")


def test_nouns_alone() -> None:
    opposition = code_frame(Frame("opposition", "noun", preps={"from": ("india",)}))
    assert opposition is not None
    assert (opposition.type, opposition.cameo_code) == ("REJECT", "120")
    assert "from" in opposition.source_slots
    assert found(Frame("exercise", "noun", modifiers=("joint", "naval"))) == ("COOPERATE", "062")
    assert code_frame(Frame("table", "noun")) is None
    assert code_frame(Frame("asylum", "noun")) is None, "needs a verb: grant asylum"


@pytest.mark.parametrize(
    "frame",
    [
        verb("say", "word"),
        verb("be"),
        verb("have", "car"),
        verb("release", "report"),
        verb("meet", "deadline"),
        verb("attack", "problem"),
        verb("fight", "corruption"),
        verb("deny", "allegation"),
        verb("mobilise", "resource"),
        verb("thwart", "attack"),
        verb("cast", "vote"),
    ],
)
def test_no_event(frame: Frame) -> None:
    assert code_frame(frame) is None


def test_future_and_negation() -> None:
    meeting, attack = code_frame(verb("meet", "xi")), code_frame(verb("attack", "kyiv"))
    assert meeting is not None
    assert attack is not None
    assert (in_future(meeting).type, in_future(attack).type) == ("AGREE", "THREATEN")
    refused = when_negated(meeting)
    assert refused is not None
    assert refused.type == "REJECT"
    assert when_negated(attack) is None
    negated = code_frame(verb("accept", "proposal", negated=True))
    assert negated is not None
    assert (negated.type, negated.negated_type) == ("AGREE", "REJECT")


def test_times_are_no_participants() -> None:
    assert found(verb("call", preps={"on": ("iran",)}))[0] == "REQUEST"
    assert found(verb("call", "rouhani", preps={"on": ("monday",)}))[0] == "CONSULT"


def test_word_lists() -> None:
    assert {"attack", "opposition", "joint exercise"} <= event_nouns()
    assert is_light("conduct")
    assert not is_light("attack")
    assert takes_purpose("summon")
    assert not takes_purpose("attack")
