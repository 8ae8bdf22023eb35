"""What becomes of the rules' events when the coder has judged them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from detente.ontology.plover import plover_types
from detente.reading.code.code_lines import Line, code_lines
from detente.reading.code.judged import confidence_of, of_pair
from detente.reading.coder.pairs import NONE, Pair, TypeShares
from detente.reading.coder.trained import trained_coder


def shares(**given: float) -> TypeShares:
    rest = (1 - sum(given.values())) / (17 - len(given))
    return TypeShares({kind: given.get(kind, rest) for kind in (*plover_types(), NONE)})


@pytest.mark.parametrize(
    ("rule", "given", "wanted"),
    [
        ("AID", {"AID": 0.8}, ("AID", True, 0.8)),
        ("AGREE", {"AID": 0.8}, ("AID", False, 0.8)),
        (None, {"AID": 0.5, "NONE": 0.3}, ("AID", False, 0.5)),
        (None, {"AID": 0.2, "NONE": 0.7}, None),
        ("AID", {"AID": 0.2, "NONE": 0.65}, ("AID", True, 0.2)),
        ("AID", {"AID": 0.02, "NONE": 0.95}, None),
    ],
)
def test_between_a_given_pair_the_coder_has_the_last_word(
    rule: str | None, given: dict[str, float], wanted: tuple[str, bool, float] | None
) -> None:
    verdict = of_pair(rule, shares(**given))
    assert (verdict and (verdict.type, verdict.kept, verdict.confidence)) == wanted


def test_a_clause_that_holds_both_stands_against_what_is_told_elsewhere() -> None:
    given = shares(ACCUSE=0.8, ASSAULT=0.15)
    believed = of_pair("ASSAULT", given, 0.8, frozenset({"ACCUSE", "ASSAULT"}))
    assert (believed and (believed.type, believed.confidence)) == ("ASSAULT", 0.55)
    for fit, elsewhere in ((0.3, {"ACCUSE"}), (0.8, {"AID"})):
        verdict = of_pair("ASSAULT", given, fit, frozenset(elsewhere))
        assert (verdict and verdict.type) == "ACCUSE"


def test_an_event_of_the_rules_gets_the_share_of_its_type() -> None:
    assert confidence_of("COERCE", shares(SANCTION=0.7, COERCE=0.2), frozenset({"COERCE"})) == 0.2


def test_two_acts_between_the_same_two_do_not_cast_doubt_on_each_other() -> None:
    both = frozenset({"ACCUSE", "REQUEST"})
    assert confidence_of("REQUEST", shares(ACCUSE=0.9, REQUEST=0.04), both) == pytest.approx(0.04 + 0.9 / 2)


def test_lines_are_coded_by_both_together_with_words_of_the_text() -> None:
    text = "Quito let the Red Cross see the men whom it holds, while Lima scolded Bogota."
    lines = [Line(text, "Quito", "the Red Cross"), Line(text, "Lima", "Bogota"), Line(text)]
    [first], [second], free = code_lines(lines, trained_coder())
    assert (first.type, first.quad_class) == ("RETREAT", 2)
    assert text[slice(*first.action)] in {"let", "see"}
    assert second.type == "ACCUSE"
    assert [each.confidence for each in free] == sorted((each.confidence for each in free), reverse=True)


def test_what_the_coder_takes_for_nothing_stays_with_little_confidence() -> None:
    class Doubter:
        def shares(self, pairs: Sequence[Pair]) -> list[TypeShares]:
            return [shares(NONE=0.97) for _ in pairs]

    text = "Kenya attacked Somalia."
    [[alone]] = code_lines([Line(text)])
    [[doubted]] = code_lines([Line(text)], Doubter())
    assert (doubted.type, doubted.source, doubted.target) == (alone.type, alone.source, alone.target)
    assert doubted.confidence < 0.01 < alone.confidence
