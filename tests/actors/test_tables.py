from datetime import date
from pathlib import Path

import pytest

from detente.actors.model import NameSort
from detente.actors.tables import ACTOR_TABLES, TABLES, read_actor_table, read_name, read_table
from detente.errors import TableError
from detente.records import ActorKind

HEADER = "id,name,kind,state,start,end,aliases,codes,source\n"


def write(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_row_in_the_common_format(tmp_path: Path) -> None:
    row = (
        "x,The X Front,armed_group,AFG@1996..2001|PAK@2002..,1994,,"
        "XF|Old Front@1994..1996|^Fronts?,cameo:AFGREB,a source\n"
    )
    (actor,) = read_actor_table(write(tmp_path, f"# a comment, with a comma\n{HEADER}{row}"))
    assert (actor.id, actor.kind, actor.start, actor.end) == ("x", ActorKind.ARMED_GROUP, date(1994, 1, 1), None)
    assert actor.state_on(date(2000, 6, 1)) == "AFG"
    assert actor.state_on(None) == "PAK"
    assert actor.codes == {"cameo": "AFGREB"}
    name, acronym, old, weak = actor.names
    assert (name.text, name.sort) == ("The X Front", NameSort.NAME)
    assert (acronym.sort, acronym.case_sensitive) == (NameSort.ACRONYM, True)
    assert (old.text, old.end) == ("Old Front", date(1996, 12, 31))
    assert (weak.text, weak.case_sensitive, weak.weak) == ("Fronts", True, True)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("x,X,tribe,,,,,,s", "line 2, kind: 'tribe' is not one of"),
        (",X,party,,,,,,s", "line 2, id: is empty"),
        ("x,X,party,PAK@..x,,,,,s", "line 2, state: date 'x'"),
        ("x,X,party,,94,,,,s", "line 2, start: date '94'"),
        ("x,X,party,,,,X@2001..2000,,s", "line 2, aliases: .*lies after"),
        ("x,X,party,,,,,cameo,s", "line 2, codes: 'cameo' is not scheme:code"),
        ("x,X,party,,,,,s", "line 2: 8 cells, expected 9"),
    ],
)
def test_a_fault_is_told_with_line_and_column(tmp_path: Path, row: str, said: str) -> None:
    with pytest.raises(TableError, match=said):
        list(read_actor_table(write(tmp_path, f"{HEADER}{row}\n")))


def test_a_missing_column_is_told(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="'source' is missing"):
        list(read_table(write(tmp_path, "# c\nid,name\n"), ("id", "name", "source")))


def test_surnames_and_acronyms_are_matched_in_their_case() -> None:
    assert read_name("Putin", "p", NameSort.PERSON).case_sensitive
    assert not read_name("Vladimir Putin", "p", NameSort.PERSON).case_sensitive
    assert read_name("CPEC", "c", NameSort.NAME).case_sensitive


def test_every_table_is_there_and_names_its_source() -> None:
    for table in ACTOR_TABLES:
        head = (TABLES / table).read_text(encoding="utf-8").partition("\nid,")[0]
        assert "Source" in head, table
        assert all(line.startswith("#") for line in head.splitlines()), table


def test_every_actor_belongs_to_known_states_only() -> None:
    states = {row["id"] for row in read_table(TABLES / "states.csv", ("id",))}
    for table in ACTOR_TABLES:
        for actor in read_actor_table(TABLES / table):
            assert {dated.value for dated in actor.state} <= states, (table, actor.id)
