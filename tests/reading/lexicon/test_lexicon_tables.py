from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import TableError
from detente.reading.lexicon import lexicon_tables as tables
from detente.reading.lexicon.lexicon_rows import TYPES

VERBS = "lemma,object,prep,type,mode,cameo,slots,flags,confidence,subject\n"
NOUNS = "noun,type,mode,cameo,source,target,flags,confidence\n"


def test_our_tables_load_and_are_broad() -> None:
    assert len(tables.verb_rows()) > 900
    assert len(tables.noun_rows()) > 350
    assert {"light", "stop", "demand", "refuse"} <= {
        row.effect for rows in tables.effect_rows().values() for row in rows
    }
    assert set(tables.usual_slots()) == TYPES
    assert {key.partition(":")[0] for key in tables.contexts()} <= TYPES


def test_every_transform_leads_somewhere() -> None:
    effects = {effect for effect, _ in tables.transforms()}
    for (effect, _), transform in tables.transforms().items():
        assert not transform.type.startswith("@") or transform.type[1:] in effects - {effect}


@pytest.mark.parametrize("code", [row.outcome.cameo_code for rows in tables.verb_rows().values() for row in rows][:1])
def test_codes_stay_text(code: str) -> None:
    assert code.startswith("0")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("greet,,,GREETING,,040,,,,", "no PLOVER type"),
        ("greet,@nosuch,,CONSULT,,040,,,,", "nosuch"),
        ("greet,,,CONSULT,,040,,mutual,,", "unknown flags"),
        ("greet,,,CONSULT,,040,,,1.5,", "not from 0 to 1"),
        ("greet,,,CONSULT,,040,,,high,", "no number"),
        ("greet|greet,,,CONSULT,,040,,,,", "already on line 2"),
        ("greet,,,CONSULT,,040,,,,,", "11 cells"),
    ],
)
def test_bad_verb_rows_are_refused(line: str, complaint: str) -> None:
    with pytest.raises(TableError, match=f"line 2.*{complaint}"):
        tables.parse_verbs("mine.csv", VERBS + line)


def test_bad_rows_elsewhere_are_refused() -> None:
    with pytest.raises(TableError, match="already on line 2"):
        tables.parse_nouns("mine.csv", NOUNS + "raid,ASSAULT,,190,,,,\nraid,COERCE,,171,,,,")
    with pytest.raises(TableError, match="expected sym, aux"):
        tables.parse_nouns("mine.csv", NOUNS + "raid,ASSAULT,,190,,,rare,")
    with pytest.raises(TableError, match=r"no row in transforms\.csv"):
        tables.parse_effects("mine.csv", "lemma,takes,prep,effect,slots\nstop,noun,,nosuch,")
    with pytest.raises(TableError, match="expected noun, clause or both"):
        tables.parse_effects("mine.csv", "lemma,takes,prep,effect,slots\nstop,verb,,stop,")
    with pytest.raises(TableError, match="inner is 'WAR'"):
        tables.parse_transforms("mine.csv", "effect,inner,type,mode,cameo,tag\nstop,WAR,=,,,")
    with pytest.raises(TableError, match="already on line 2"):
        tables.parse_classes("mine.csv", "class,lemmas\narms,gun\narms,tank")


def test_synonyms_share_a_row() -> None:
    rows = tables.parse_verbs("mine.csv", "# header\n" + VERBS + "greet|hail,,,CONSULT,,040,with,sym,0.5,\n")
    assert set(rows) == {"greet", "hail"}
    outcome = rows["hail"][0].outcome
    assert (outcome.slots, outcome.symmetric, outcome.confidence, outcome.rule) == (
        ("with",),
        True,
        0.5,
        "verbs.csv:3 hail",
    )


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        lines = list(tables.read_lines("mine.csv", text))
    except TableError:
        return
    assert all(line.number >= 2 for line in lines)
