import csv
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import UnknownCodeError
from detente.ontology.cameo import (
    PloverCode,
    cameo_entries,
    cameo_entry,
    cameo_for,
    cameo_from_name,
    code_of_label,
    plover_of,
)
from detente.ontology.plover import CONTEXTS, modes_of, plover_types
from detente.ontology.quad_class import QuadClass

SHARED = Path(__file__).parents[3] / "shared" / "data"

# Codes of 3 and 4 digits under each root in the CAMEO 1.1b3 codebook (chapter 6), counted there.
CODES_UNDER_ROOT = {
    "01": 10, "02": 27, "03": 28, "04": 7, "05": 8, "06": 5, "07": 6, "08": 25, "09": 5, "10": 27,
    "11": 12, "12": 26, "13": 22, "14": 26, "15": 6, "16": 13, "17": 13, "18": 14, "19": 9, "20": 7,
}  # fmt: skip

# PLOVER codebook, table 7.1: the type that each CAMEO root became.
TYPE_OF_ROOT = {
    "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "09": "ACCUSE", "10": "REQUEST",
    "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST", "15": "MOBILIZE", "16": "SANCTION",
    "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip

# Where chapter 3 of the same codebook puts the act under another type; the reasons stand in docs/ontology.md.
MOVED = {"0831": "RETREAT", "116": "SANCTION", "1712": "ASSAULT", "175": "ASSAULT", "191": "COERCE", "192": "COERCE"}


def test_the_codebooks_codes_are_all_here() -> None:
    in_codebook = [entry for entry in cameo_entries().values() if entry.edition == "1.1b3"]
    assert Counter(entry.root for entry in in_codebook if len(entry.code) > 2) == CODES_UNDER_ROOT
    assert [entry.code for entry in in_codebook if len(entry.code) == 2] == list(CODES_UNDER_ROOT)


def test_codes_outside_the_codebook_say_whose_they_are() -> None:
    others = {code: entry.edition for code, entry in cameo_entries().items() if entry.edition != "1.1b3"}
    assert others == {"1213": "ICEWS", "1214": "PLOVER"}


def test_every_code_has_its_upper_code_and_a_name_of_its_own() -> None:
    entries = cameo_entries()
    assert all(code[:-1] in entries for code in entries if len(code) > 2)
    names = Counter(entry.name for entry in entries.values() if len(entry.code) > 2)
    assert names.most_common(1)[0][1] == 1


def test_types_follow_the_codebooks_translation() -> None:
    for code, entry in cameo_entries().items():
        if entry.root in {"01", "02"}:
            assert entry.plover is None
            assert entry.quad_class is None
        elif entry.root == "08":  # 080 to 083 CONCEDE, 084 to 087 RETREAT
            expected = MOVED.get(code, "RETREAT" if code[:3] >= "084" else "CONCEDE")
            assert entry.plover is not None
            assert entry.plover.type == expected
        else:
            assert entry.plover is not None
            assert entry.plover.type == MOVED.get(code, TYPE_OF_ROOT[entry.root])


def test_modes_and_contexts_are_plovers() -> None:
    for entry in cameo_entries().values():
        if entry.plover:
            assert entry.plover.mode is None or entry.plover.mode in modes_of(entry.plover.type)
            assert set(entry.plover.contexts) <= CONTEXTS


def test_plover_of_a_code() -> None:
    assert plover_of("062") == PloverCode("COOPERATE", None, ("military",))
    assert plover_of("0256") is None


def test_entry() -> None:
    entry = cameo_entry("163")
    assert (entry.root, entry.goldstein) == ("16", -8.0)
    assert entry.plover == PloverCode("SANCTION", "discontinue", ("economic",))
    assert entry.quad_class is QuadClass.MATERIAL_CONFLICT


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("57", "Did you mean '057' (sign formal agreement)? Codes are text: keep the zero."),
        ("5", "Did you mean '05' (cooperate diplomatically)? Codes are text: keep the zero."),
        ("811", "Did you mean '0811' (ease restrictions on political freedoms)? Codes are text: keep the zero."),
        (" 057", "Did you mean '057' (sign formal agreement)?"),
        ("0579", "Did you mean '057' (sign formal agreement)?"),
        ("2099", "Did you mean '20' (commit mass violence)?"),
        ("---", "Codes are text of 2 to 4 digits"),
        ("", "Codes are text of 2 to 4 digits"),
    ],
)
def test_unknown_code_names_the_nearest(code: str, hint: str) -> None:
    with pytest.raises(UnknownCodeError) as caught:
        cameo_entry(code)
    assert str(caught.value).startswith(f"CAMEO code {code!r} is not in CAMEO 1.1b3. ")
    assert hint in str(caught.value)


@pytest.mark.parametrize(("number", "meant"), [(57, "057"), (190, "190")])
def test_a_number_is_not_a_code(number: int, meant: str) -> None:
    with pytest.raises(UnknownCodeError, match=f"Did you mean '{meant}'.*keep the zero"):
        cameo_entry(number)  # type: ignore[arg-type]  # what a feed read without types would send


@given(st.text(max_size=6))
def test_any_text_is_a_code_or_an_error_that_quotes_it(text: str) -> None:
    if text in cameo_entries():
        assert cameo_entry(text).code == text
    else:
        with pytest.raises(UnknownCodeError) as caught:
            cameo_entry(text)
        assert repr(text) in str(caught.value)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Consult", "040"),
        ("Engage_in_negotiation", "046"),
        ("Use conventional military force", "190"),
        ("Use conventional military force, not specified below", "190"),
        ("Appeal for target to allow international involvement (non mediation)", "0255"),
        ("fight_with_artillery_and_tanks", "194"),
        ("attack from the air", "195"),
    ],
)
def test_labels(name: str, code: str) -> None:
    assert cameo_from_name(name).code == code


def test_unknown_label_names_the_nearest() -> None:
    with pytest.raises(UnknownCodeError, match="Did you mean '0871'"):
        cameo_from_name("Declare truce or ceasefires")


def test_every_type_and_mode_has_a_code_of_its_own_type() -> None:
    for plover_type in plover_types():
        for mode in (None, *modes_of(plover_type)):
            for context in (None, *CONTEXTS):
                entry = cameo_entry(cameo_for(plover_type, mode, context))
                assert entry.plover is not None
                assert entry.plover.type == plover_type
                assert entry.edition == "1.1b3"
                assert len(entry.code) >= 3


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (("ASSAULT", "aerial"), "195"),
        (("ASSAULT", "drone"), "1952"),
        (("ASSAULT",), "190"),
        (("ASSAULT", "terrorism"), "180"),
        (("AGREE",), "030"),
        (("AGREE", "military"), "0312"),
        (("CONSULT", "visit"), "042"),
        (("CONSULT", "military"), "040"),
        (("COOPERATE",), "060"),
        (("COOPERATE", "economic"), "061"),
        (("COOPERATE", "military"), "062"),
        (("COOPERATE", "judicial"), "063"),
        (("COOPERATE", "intelligence"), "064"),
        (("COOPERATE", None, "military"), "062"),
        (("AID", "humanitarian"), "073"),
        (("SANCTION", "discontinue", "economic"), "163"),
        (("SANCTION", "discontinue"), "160"),
        (("RETREAT", "resign"), "0831"),
        (("RETREAT", "withdraw", "military"), "0874"),
    ],
)
def test_general_codes(asked: tuple[str, ...], code: str) -> None:
    assert cameo_for(*asked) == code


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (("ATTACK",), "'ATTACK' is not a PLOVER type"),
        (("ASSAULT", "arial"), "Did you mean 'aerial'?"),
        (("AID", "military", "economic"), "'military' is not a mode of AID"),
        (("AID", None, "millitary"), "Did you mean 'military'?"),
    ],
)
def test_general_code_of_unknown_words(asked: tuple[str, ...], message: str) -> None:
    with pytest.raises(UnknownCodeError) as caught:
        cameo_for(*asked)
    assert message in str(caught.value)


@pytest.mark.shared
@pytest.mark.parametrize(("folder", "relations"), [("ICEWS05-09", 251), ("ICEWS14", 230), ("ICEWS18-dev", 256)])
def test_every_relation_of_icews_maps(folder: str, relations: int) -> None:
    path = SHARED / "tkg" / folder / "relation2id.txt"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    names = [line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines() if line]
    assert len({cameo_from_name(name).code for name in names}) == len(names) == relations
    for name in names:
        entry = cameo_from_name(name)
        assert -10 <= entry.goldstein <= 10
        assert (entry.plover is None) == (entry.quad_class is None) == (entry.root in {"01", "02"})


def table(name: str) -> list[dict[str, str]]:
    path = SHARED / "ontology" / name
    if not path.exists():
        pytest.skip(f"{path} is not there")
    with path.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.shared
def test_every_label_and_score_of_the_goldstein_table_is_ours() -> None:
    rows = table("goldstein_cameo/goldstein_mappings.csv")
    assert len(rows) == 312
    for row in rows:
        assert cameo_entry(row["code"]).goldstein == float(row["goldstein"]), row
        if len(row["code"]) > 2:  # a root has the name of its first leaf
            assert code_of_label(row["name"]) == row["code"]


@pytest.mark.shared
def test_types_and_quad_classes_are_those_of_plovers_translation_but_for_five_codes() -> None:
    """docs/ontology.md says why of each."""
    rows = table("cameo_to_plover_quad_goldstein.csv")
    assert len(rows) > 250
    differing = set()
    for row in rows:
        entry = cameo_entry(row["cameo"])
        ours = ("", "") if entry.plover is None else (entry.plover.type, str(int(entry.quad_class or 0)))
        if ours != (row["plover_event"], row["plover_quad"]):
            differing.add(row["cameo"])
        assert not row["goldstein"] or entry.goldstein == float(row["goldstein"]), row
    assert differing == {"0813", "0814", "0831", "116", "163"}


@pytest.mark.shared
def test_icews_prints_our_code_label_and_goldstein() -> None:
    path = SHARED / "feeds" / "icews" / "events.2018.sample.tab"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    with path.open(encoding="utf-8") as lines:
        rows = {
            (row["CAMEO Code"], row["Event Text"], float(row["Intensity"]))
            for row in csv.DictReader(lines, delimiter="\t")
        }
    assert len(rows) > 100
    for code, label, intensity in rows:
        assert cameo_from_name(label).code == code
        assert cameo_entry(code).goldstein == intensity


@pytest.mark.shared
def test_gdelt_prints_our_goldstein_but_for_three_codes() -> None:
    path = SHARED / "feeds" / "gdelt_real_15min" / "20191024143000.export.CSV"
    if not path.exists():
        pytest.skip(f"{path} is not there")
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    differing = {
        row[26]: float(row[30]) for row in rows if row[30] and cameo_entry(row[26]).goldstein != float(row[30])
    }
    gdelts_own = {"016": -2.0, "022": 3.2, "164": -7.0}
    assert differing.items() <= gdelts_own.items()
