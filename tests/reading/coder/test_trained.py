"""The weights that ship, on sentences written for this test: types, nothing, one answer for each pair."""

from __future__ import annotations

import re

import pytest

from detente.ontology.plover import plover_types
from detente.reading.coder.pairs import NONE, Pair
from detente.reading.coder.trained import trained_coder


def pair(marked: str) -> Pair:
    """A pair from "<s>Chad</s> thanked <t>Mali</t>."."""
    text = re.sub(r"</?[st]>", "", marked)
    spans = {}
    for which in "st":
        found = re.search(rf"<{which}>(.*?)</{which}>", marked)
        spans[which] = (text.index(found[1]), text.index(found[1]) + len(found[1])) if found else None
    return Pair(text, spans["s"], spans["t"])


@pytest.mark.parametrize(
    ("marked", "plover_type"),
    [
        ("<s>Oslo</s> shipped forty field kitchens to <t>the flood victims</t> on Friday.", "AID"),
        ("<s>Gunmen</s> ambushed <t>a Chadian patrol</t> near the lake and killed six men.", "ASSAULT"),
        ("<s>The junta</s> locked up <t>three reporters</t> without a charge.", "COERCE"),
        ("<s>Lima</s> turned down <t>Quito</t>'s request for more time.", "REJECT"),
        ("<s>Ghana</s> implored <t>its creditors</t> to lower the interest.", "REQUEST"),
        ("<s>The Danish premier</s> conferred with <t>her Swedish colleague</t> in Malmö.", "CONSULT"),
        ("<s>Nurses</s> took to the streets of Athens against <t>the health ministry</t>.", "PROTEST"),
        ("<s>Seoul</s> lifted its ban on fish from <t>Japan</t>.", "CONCEDE"),
        ("<s>Baku</s> set <t>eleven Armenian prisoners</t> free.", "RETREAT"),
        ("<s>Bolivia</s> will send doctors to <t>Haiti</t>, its president promised.", "AGREE"),
    ],
)
def test_what_the_source_does_to_the_target(marked: str, plover_type: str) -> None:
    [shares] = trained_coder().shares([pair(marked)])
    assert shares.likeliest == plover_type
    assert shares.shares[plover_type] > 0.5


def test_where_nothing_is_told_none_is_likelier_than_where_something_is() -> None:
    nothing = pair("<s>Norway</s> is richer than <t>Chad</t>, the survey shows.")
    something = pair("<s>Norway</s> expelled two diplomats of <t>Chad</t>, the ministry said.")
    first, second = trained_coder().shares([nothing, something])
    assert first.none > 0.5 > second.none


def test_shares_are_probabilities_of_all_types_and_do_not_hang_on_company() -> None:
    short = pair("<s>Peru</s> praised <t>Chile</t>.")
    half = pair("<s>Tunisia</s> recalled its ambassador.")
    long = pair("<s>Mali</s> condemned <t>Algeria</t> " + "over the drone that it shot down " * 30)
    together = trained_coder().shares([short, long, half, short])
    assert set(together[0].shares) == {*plover_types(), NONE}
    assert all(sum(each.shares.values()) == pytest.approx(1, abs=1e-4) for each in together)
    [alone] = trained_coder().shares([short])
    assert alone.shares["SUPPORT"] == pytest.approx(together[0].shares["SUPPORT"], abs=0.1)  # int8: the batch's range
    assert together[0].likeliest == together[3].likeliest == "SUPPORT"
    assert trained_coder().shares([]) == []


@pytest.mark.parametrize(
    "marked",
    [
        "<s>China</s> and <t>Japan</t> share a border at sea.",
        "<s>Portugal</s> is smaller than <t>Spain</t> but has the longer coast.",
        "<s>Uruguay</s> drew 0-0 with <t>Ghana</t> on Saturday and left the cup.",
        "Snow is rare in both <s>Malta</s> and <t>Cyprus</t>.",
        "The train from <s>Vienna</s> to <t>Bratislava</t> takes an hour.",
    ],
)
def test_facts_and_games_are_no_events(marked: str) -> None:
    [shares] = trained_coder().shares([pair(marked)])
    assert shares.none > 0.7


def test_a_whole_sentence_tells_its_types_and_who_acts() -> None:
    text = "Rebels seized the harbour of Bata on Monday, and the ministry accused Gabon."
    [marks, nothing] = trained_coder().sentences([text, "The harbour lies to the west of the old town."])
    assert nothing.types.none > 0.5 > marks.types.none

    def share(role: str, word: str) -> float:
        return marks.share(role, text.index(word), text.index(word) + len(word))

    assert share("doer", "Rebels") > 0.5 > share("target", "Rebels")
    assert share("act", "seized") > 0.5 > share("act", "Monday")
    assert share("target", "Gabon") > 0.5 > share("doer", "Gabon")
    assert marks.share("act", 900, 950) == 0.0


def test_a_sentence_longer_than_the_coder_reads_keeps_its_offsets() -> None:
    [marks] = trained_coder().sentences(["Rebels attacked the town " * 60])
    assert len(marks.offsets) == len(marks.roles["act"]) == 126
    assert marks.offsets[0] == (0, 6)
