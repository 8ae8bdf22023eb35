"""Events: who does what to whom, as a careful reader takes it from sentences written for these tests."""

from __future__ import annotations

from datetime import date

import pytest

from detente.records import StatementKind, Status
from readings import statements, told


@pytest.mark.parametrize(
    ("text", "plover_type", "ends"),
    [
        ("Ethiopia and Eritrea declared an end to the war on Monday.", "RETREAT", {"ETH", "ERI"}),
        ("Donald Trump froze $272 million in aid to Ethiopia.", "SANCTION", {"donald-trump", "ETH"}),
        ("Armenia and Azerbaijan have fought two wars over the enclave.", "ASSAULT", {"ARM", "AZE"}),
        ("An Argentine missile hit HMS Sheffield in the south.", "ASSAULT", {"GBR.MIL", "ARG.MIL"}),
        ("Thailand and Cambodia traded fire across the border.", "ASSAULT", {"THA", "KHM"}),
        ("Cairo and Khartoum staged air drills together in the spring.", "COOPERATE", {"EGY", "SDN"}),
        ("Canada and India expelled each other's diplomats.", "SANCTION", {"CAN", "IND"}),
        ("Five European countries, including Denmark, closed their airspace to Russia.", "COERCE", {"DNK", "RUS"}),
        ("On 16 March Niger revoked its military accord with the United States.", "REJECT", {"NER", "USA"}),
        ("The junta in Niamey expelled the French ambassador.", "SANCTION", {"NER.GOV", "FRA.GOV"}),
        ("Some 300 Belgian soldiers were airlifted to Kenya last week.", "MOBILIZE", {"BEL.MIL", "KEN"}),
        ("A Dutch delegation was sent to Lima.", "CONSULT", {"NLD.GOV", "PER"}),
        ("Iran test-fired a ballistic missile on Tuesday.", "MOBILIZE", {"IRN", None}),
        ("Peru and Chile traded accusations on Monday.", "ACCUSE", {"PER", "CHL"}),
        ("Russia launched drones at two Romanian ships.", "ASSAULT", {"RUS", "ROU"}),
        ("The parliament of Estonia declared Belarus an aggressor.", "ACCUSE", {"EST.LEG", "BLR"}),
        ("The two Koreas restored their hotline.", "SUPPORT", {"PRK", "KOR"}),
        ("A Chinese coast guard vessel rammed a boat of Vietnam.", "ASSAULT", {"CHN.MIL", "VNM"}),
        ("Norway imposed sanctions on Belarus over its arrest of priests.", "COERCE", {"BLR", "priest"}),
    ],
)
def test_who_does_what_to_whom(text: str, plover_type: str, ends: set[str]) -> None:
    assert (plover_type, ends) in [(row[0], {*row[1:]}) for row in told(text, StatementKind.EVENT)]


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("Analysts warn that 17 million people will need food aid.", "THREATEN"),
        ("To the government of Chad: investigate the killings and grant the UN access.", "CONCEDE"),
        ("Laos took over the chair of ASEAN on January 1.", "ASSAULT"),
        ("The regime in Caracas has little to offer.", "AGREE"),
        ("Zhenbao, which the Russians call Damansky, lies in the river.", "CONSULT"),
        ("Brazil does not want a war on its doorstep.", "REQUEST"),
        ("Moscow warned Helsinki against joining NATO.", "COOPERATE"),
        ("Hungary vetoed an EU statement condemning China.", "ACCUSE"),
        ("The United States supported the Argentine claim to the islands.", "ACCUSE"),
    ],
)
def test_what_is_no_event(text: str, unwanted: str) -> None:
    assert unwanted not in {row[0] for row in told(text, StatementKind.EVENT)}


@pytest.mark.parametrize(
    ("text", "unwanted"),
    [
        ("Kenya has pledged personnel for the mission in Haiti.", "KEN.MIL"),
        ("NATO sent 600 British soldiers to the border.", "GBR.MIL"),
        ("Guyana took the case to the International Court of Justice.", "ICJ"),
        ("Peru lent Argentina Mirage fighters.", "fighter"),
    ],
)
def test_forces_courts_and_arms_are_no_targets(text: str, unwanted: str) -> None:
    assert unwanted not in {row[2] for row in told(text, StatementKind.EVENT)}


def test_a_settled_meeting_is_an_event_to_come() -> None:
    text = "Ilham Aliyev and Nikol Pashinyan are due to meet in Granada on Thursday."
    (event,) = statements(text, StatementKind.EVENT, published=date(2023, 10, 3))
    assert event.status is Status.PREDICTED
    assert event.event_date is not None
    assert event.event_date.start == date(2023, 10, 5)


def test_a_semicolon_parts_what_others_say() -> None:
    text = "Turkey demands the extradition of a preacher; the Americans reply that this is for the courts."
    (event,) = (each for each in statements(text, StatementKind.EVENT) if each.type == "REQUEST")
    assert (event.speaker.id, event.evidence.quote) == ("author", "Turkey demands the extradition of a preacher")
