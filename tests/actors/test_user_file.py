from datetime import date
from pathlib import Path

import pytest

from detente.actors.registry import Registry
from detente.errors import TableError
from detente.records import ActorKind

GOOD = """\
actors:
  - id: north-dam-board
    name: North Dam Board
    kind: organisation
    state: PAK@2001..2010-06
    start: 2001
    aliases: [NDB, Dam Authority@2001..2004]
    codes: {cameo: PAKGOV}
  - id: PAK
    aliases: [Land of the Indus]
merge:
  - {actor: north-dam-board, into: PAK.GOV}
"""


def load(folder: Path, text: str) -> Registry:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return Registry.load([path])


def test_a_new_actor_and_a_new_alias(tmp_path: Path) -> None:
    registry = load(tmp_path, GOOD.partition("merge:")[0])
    actor = registry.get("north-dam-board")
    assert actor
    assert (actor.name, actor.kind, actor.start) == ("North Dam Board", ActorKind.ORGANISATION, date(2001, 1, 1))
    assert registry.state_of("north-dam-board", date(2010, 6, 30)) == "PAK"
    assert registry.state_of("north-dam-board", date(2010, 7, 1)) is None
    assert registry.lookup("NDB") == (actor,)
    assert registry.lookup("land of the indus")[0].id == "PAK"
    assert registry.lookup("Pakistan")[0].id == "PAK"


def test_a_merge_keeps_the_names(tmp_path: Path) -> None:
    text = GOOD.replace("into: PAK.GOV", "into: pak-water").replace(
        "merge:", "  - {id: pak-water, name: Water Board, kind: organisation}\nmerge:"
    )
    registry = load(tmp_path, text)
    assert [actor.id for actor in registry.lookup("North Dam Board")] == ["pak-water"]
    kept = registry.get("north-dam-board")
    assert kept
    assert kept.id == "pak-water"


def test_the_projects_own_registry_stays_as_it_is(tmp_path: Path) -> None:
    load(tmp_path, GOOD.partition("merge:")[0])
    assert Registry.load().lookup("North Dam Board") == ()


def test_an_empty_file_adds_nothing(tmp_path: Path) -> None:
    assert load(tmp_path, "# nothing yet\n").lookup("Pakistan")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("actors:\n  - name: X\n    kind: party\n", "line 2, id: is missing"),
        ("actors:\n  - id: x\n    kind: party\n", "line 2, name: is missing"),
        ("actors:\n  - id: x\n    name: X\n    kind: tribe\n", "line 4, kind: 'tribe' is not one of"),
        ("actors:\n  - id: x\n    name: X\n    kind: party\n    start: soon\n", "line 5, start: date 'soon'"),
        ("actors:\n  - id: x\n    name: X\n    knd: party\n", "line 4: unknown field 'knd'"),
        ("actors:\n  - id: x\n    id: y\n", "line 3: field 'id' is given twice"),
        ("actors:\n  - id: x\n    name: X\n    kind: party\n    aliases: Y\n", "line 5, aliases: expected a list"),
        ("actors:\n  - id: x\n    name: [X]\n    kind: party\n", "line 3, name: expected one value"),
        ("actors:\n  - id: x\n    name: X\n    kind: party\n    codes: [a]\n", "line 5, codes: expected a mapping"),
        ("actors: {id: x}\n", "line 1: expected a list"),
        ("actors:\n  - x\n", "line 2: expected a mapping"),
        ("- a\n", "line 1: expected a mapping"),
        ("merge:\n  - {actor: nobody-known, into: PAK}\n", "line 2, actor: 'nobody-known'"),
        ("merge:\n  - {actor: PAK, into: PAK}\n", "line 2, into: 'PAK' cannot be merged into itself"),
        ("actors:\n  - {id: PAK}\n  - {id: PAK}\n", "line 3, id: 'PAK' was given before"),
        ("actors: [\n", "not readable as YAML"),
        ("a: !!python/object/apply:os.system [ls]\n", "line 1: unknown field 'a'"),
    ],
)
def test_faults_name_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(TableError, match=f"mine.yaml.*{said}"):
        load(tmp_path, text)
