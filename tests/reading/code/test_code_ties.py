"""Ties: how two actors stand or move, as a careful reader takes it from sentences written for these tests."""

from __future__ import annotations

import pytest

from detente.records import StatementKind
from readings import told


def ties(text: str) -> set[tuple[str | None, frozenset[str | None]]]:
    return {(tie, frozenset(ends)) for tie, *ends in told(text, StatementKind.TIE)}


@pytest.mark.parametrize(
    ("text", "tie", "ends"),
    [
        ("Relations between Morocco and Algeria have soured over the desert.", "weakening", {"MAR", "DZA"}),
        ("Kenya and Tanzania have patched up their quarrel over maize.", "strengthening", {"KEN", "TZA"}),
        ("Ethiopia and Eritrea have been feuding over the port for years.", "enemy", {"ETH", "ERI"}),
        ("France hated the Libyan leader and said so often.", "enemy", {"FRA", "LBY.GOV"}),
        ("Kuwait has good relations with Iran, as it often says.", "ally", {"KWT", "IRN"}),
        ("China has close ties with Thailand, as both often say.", "ally", {"CHN", "THA"}),
        ("Australia's relationship with China went into deep freeze in 2020.", "weakening", {"CHN", "AUS"}),
        ("Serbia has long looked to Russia as its protector.", "ally", {"SRB", "RUS"}),
        ("Ecuador and Peru, old adversaries, have signed the treaty.", "enemy", {"ECU", "PER"}),
        ("Madagascar and France are locked in a dispute over the islands.", "weakening", {"MDG", "FRA"}),
        ("Syria remains under Iranian influence after the war.", "ally", {"SYR", "IRN"}),
        ("Serbian hostility towards Kosovo has not gone away.", "enemy", {"SRB", "XKX"}),
        ("Moscow had lent Beijing money. But the friendship began to fray.", "weakening", {"RUS", "CHN"}),
    ],
)
def test_how_two_stand(text: str, tie: str, ends: set[str]) -> None:
    assert ties(text) == {(tie, frozenset(ends))}


def test_who_switches_recognition_moves_from_one_to_another() -> None:
    assert ties("In March Honduras switched recognition from Taiwan to China.") == {
        ("weakening", frozenset({"HND", "TWN"})),
        ("strengthening", frozenset({"HND", "CHN"})),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Qatar and Oman brokered the thaw that followed the war.",
        "Egypt has broken its agreement with the European Union on fish.",
        "A delegation led by Kim Yo Jong attended the opening of the games.",
    ],
)
def test_who_stands_outside_a_tie_is_no_end_of_it(text: str) -> None:
    assert ties(text) == set()
