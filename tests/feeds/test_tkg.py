"""Graph files: ids through the maps beside them, days from the published set or the user's mapping, never guessed."""

from __future__ import annotations

import gzip
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.errors import InputError
from detente.feeds.files import find_files
from detente.feeds.registry import feed_for
from detente.feeds.tkg_sets import KNOWN_SETS, SECONDS, Names, clock_of, read_map
from detente.world import World
from detente.world.importing import Import, import_files
from detente.world.ledger import Counts
from feed_lines import rows

RECORDED = Path(__file__).parents[1] / "recorded" / "tkg"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "tkg"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(RECORDED, tmp_path / "graph")


def test_each_line_of_a_made_up_set(folder: Path, tmp_path: Path) -> None:
    world = World.open(tmp_path / "world")
    feed = feed_for("tkg", [folder], folder / "mapping.yaml")

    done = {file.name: file.counts for file in import_files(world.path, feed, [folder])}

    # test.txt comes first: its line 1 is in train.txt twice again, and line 2 of test.txt is no repeat
    assert done["test.txt"] == Counts(2, 2, 0, 0, 0)
    assert done["train.txt"] == Counts(9, 3, 2, 0, 4)
    assert done["valid.txt"] == Counts(1, 1, 0, 0, 0)
    events = rows(world)
    visit, back, force, answer, statement, cake = events
    assert (visit["source_id"], visit["source_state"], visit["target_id"]) == ("IRN", "IRN", "IRQ")
    assert (visit["cameo_code"], visit["plover_type"], visit["quad_class"], visit["goldstein"]) == (
        *("042", "CONSULT", 1, 1.9),
    )
    assert visit["feed_reference"] == "made-up/0/0/1/0"
    assert [event["event_date"] for event in events] == [date(2020, 3, day) for day in (1, 5, 2, 2, 3, 4)]
    assert all(event["event_date_precision"] == "day" for event in events)
    assert (force["cameo_code"], force["plover_type"], force["quad_class"]) == ("190", "ASSAULT", 4)
    assert (back["source_id"], answer["source_id"], answer["target_id"]) == ("IRQ", "IRQ", "IRN")
    assert (statement["source_id"], statement["source_state"], statement["target_state"]) == ("IND.COP", "IND", "PSE")
    assert (statement["plover_type"], statement["quad_class"], statement["goldstein"]) == (None, None, 0.0)
    assert statement["source_code"] == "Police_(India)"
    assert (cake["source_state"], cake["target_id"], cake["target_state"]) == ("CIV", "tkg:Nobody in Particular", None)
    assert (cake["cameo_code"], cake["plover_type"], cake["goldstein"]) == ("Bake_a_cake", None, None)
    assert dict(cake["extra"]) == {"data_set": "made-up", "part": "valid", "relation": "Bake_a_cake", "time": "72"}  # type: ignore[call-overload]


def test_refused_lines_say_why(folder: Path, tmp_path: Path) -> None:
    world = World.open(tmp_path / "world")
    import_files(world.path, feed_for("tkg", [folder], folder / "mapping.yaml"), [folder / "train.txt"])

    assert [(row["line"], row["column_name"], row["reason"], row["raw"]) for row in rows(world, table="rejects")] == [
        (6, "subject", "no entity of this id in the map", "9\t0\t1\t48"),
        (7, "relation", "no relation of this id in the map", "0\t9\t1\t48"),
        (8, "time", "no time of the set, nor a day as 2014-01-01", "0\t0\t1\tnever"),
        (9, None, "3 columns; expected 4 or 5", "0\t0\t1"),
    ]


def test_again_adds_nothing_but_a_corrected_mapping_is_read_again(folder: Path, tmp_path: Path) -> None:
    world = World.open(tmp_path / "world")
    mapping = folder / "mapping.yaml"
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("name: made-up\norigin: 2020-03-01\nunit: week\n")
    first = import_files(world.path, feed_for("tkg", [folder], wrong), [folder / "valid.txt"])
    again = import_files(world.path, feed_for("tkg", [folder], wrong), [folder / "valid.txt"])
    mapping.write_text(mapping.read_text().replace("made-up", "better"))
    other = import_files(world.path, feed_for("tkg", [folder], mapping), [folder / "valid.txt"])

    assert [(file[0].counts.added, file[0].before) for file in (first, again, other)] == [
        (1, False),
        (0, True),
        (1, False),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("orgin: 2020-03-01\n", r"orgin: no such field. Did you mean 'origin'\? Allowed: name, origin, first"),
        ("origin: 1 March\n", "origin: '1 March' is no day; write it as 2014-01-01"),
        ("origin: 2020-03-01\nunit: fortnight\n", "unit: 'fortnight' is not known.* Allowed: second, minute, hour"),
        ("origin: 2020-03-01\nfirst: one\n", "first: 'one' is no whole number"),
        ("origin: 2020-03-01\nfirst: 7\nunit: hour\n", "7 hours are no whole days"),
        ("unit: hour\n", "origin: is missing"),
        ("- origin\n", "holds no fields"),
        ("origin: [\n", "is no YAML"),
    ],
)
def test_a_slip_in_the_mapping_is_told(text: str, said: str, folder: Path) -> None:
    path = folder / "slip.yaml"
    path.write_text(text)
    with pytest.raises(InputError, match=said):
        feed_for("tkg", [folder], path)


def test_a_set_that_is_not_known_is_not_guessed(folder: Path, tmp_path: Path) -> None:
    (done,) = import_files(tmp_path / "world", feed_for("tkg", [folder]), [folder / "valid.txt"])
    assert done.counts == Counts()
    assert "6 entities and 4 relations" in str(done.fault)
    assert "`origin: 2014-01-01`" in str(done.fault)


def test_ids_without_a_map_are_not_guessed(folder: Path, tmp_path: Path) -> None:
    (folder / "entity2id.txt").unlink()
    feed = feed_for("tkg", [folder], folder / "mapping.yaml")
    (done,) = import_files(tmp_path / "world", feed, [folder / "valid.txt"])
    assert "entity2id.txt does not lie beside it" in str(done.fault)


def test_maps_elsewhere_are_named_in_the_mapping(folder: Path, tmp_path: Path) -> None:
    (folder / "maps").mkdir()
    for name in ("entity2id.txt", "relation2id.txt"):
        (folder / name).rename(folder / "maps" / name)
    mapping = folder / "mapping.yaml"
    mapping.write_text(mapping.read_text() + "entities: maps/entity2id.txt\nrelations: maps/relation2id.txt\n")
    (done,) = import_files(tmp_path / "world", feed_for("tkg", [folder], mapping), [folder / "valid.txt"])
    assert done.counts == Counts(1, 1, 0, 0, 0)


@pytest.mark.parametrize("packed", ["zip", "gz"])
def test_packed(packed: str, folder: Path, tmp_path: Path) -> None:
    mapping = shutil.copy(folder / "mapping.yaml", tmp_path / "mapping.yaml")
    if packed == "zip":
        path = tmp_path / "graph.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for each in folder.iterdir():
                archive.write(each, f"graph/{each.name}")
    else:
        path = folder
        for each in list(folder.glob("*.txt")):
            each.with_name(f"{each.name}.gz").write_bytes(gzip.compress(each.read_bytes()))
            each.unlink()
    done = import_files(tmp_path / "world", feed_for("tkg", [path], Path(mapping)), [path])
    assert sum((file.counts for file in done), Counts()) == Counts(12, 6, 2, 0, 4)


def test_names_and_days_need_neither_maps_nor_mapping(tmp_path: Path) -> None:
    path = tmp_path / "train"
    path.write_text("South_Korea\tMake_a_visit\tPolice_(India)\t2014-05-13\nIran\tMake_a_visit\tIraq\t2014-02-30\n")
    (done,) = import_files(tmp_path / "world", feed_for("tkg", [path]), [path])
    assert done.counts == Counts(2, 1, 0, 0, 1)
    (event,) = rows(World.open(tmp_path / "world"))
    assert (event["source_id"], event["target_id"], event["event_date"]) == ("KOR", "IND.COP", date(2014, 5, 13))


def test_spaces_between_the_numbers(folder: Path, tmp_path: Path) -> None:
    path = folder / "valid.txt"
    path.write_text("4 3 5 72\n")
    (done,) = import_files(tmp_path / "world", feed_for("tkg", [path], folder / "mapping.yaml"), [path])
    assert done.counts == Counts(1, 1, 0, 0, 0)


def names_of(entities: int, relations: int) -> Names:
    return Names({str(n): f"e{n}" for n in range(entities)}, {str(n): f"r{n}" for n in range(relations)})


@pytest.mark.parametrize(
    ("entities", "relations", "times", "origin", "unit"),
    [
        (7128, 230, range(1, 366), date(2013, 12, 31), "day"),  # day 1 is 2014-01-01
        (7128, 230, range(365), date(2014, 1, 1), "day"),  # counted from 0
        (7128, 230, range(335, 366), date(2013, 12, 31), "day"),  # the test part alone, as published
        (7128, 230, range(0, 365 * 24, 24), date(2014, 1, 1), "hour"),
        (23033, 256, range(0, 7273, 24), date(2018, 1, 1), "hour"),  # as first published
        (23033, 256, range(270), date(2018, 1, 1), "day"),
        (10488, 251, range(4017), date(2005, 1, 1), "day"),
    ],
)
def test_clocks_of_the_published_sets(entities: int, relations: int, times: range, origin: date, unit: str) -> None:
    _, clock = clock_of(names_of(entities, relations), tuple(times), "folder")
    assert (clock.words.startswith("time 1 is 2014-01-01,")) == (origin == date(2013, 12, 31))
    assert (clock.origin, clock.seconds) == (origin, SECONDS[unit])


@pytest.mark.parametrize(
    ("times", "said"),
    [((0, 400), "do not fit"), ((24, 48), "may count days or hours"), ((7, 9000), "do not fit")],
)
def test_times_that_do_not_tell(times: tuple[int, ...], said: str) -> None:
    with pytest.raises(InputError, match=said):
        clock_of(names_of(7128, 230), times, "folder")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("China\t0\nIran\t0\n", "line 2: id 0 is 'China' already"),
        ("China\n", "line 1: 'China'; expected a name, a tab and its id"),
        ("China\t0\nIran\tx\n", "line 2: the second column is no id"),
    ],
)
def test_maps_that_are_none(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_map("entity2id.txt", text.encode())


def test_a_map_the_other_way_round_and_with_its_length() -> None:
    assert read_map("e", b"2\n0\tChina\n01\tIran\n") == {"0": "China", "1": "Iran"}


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the data beside the project is not here")
@pytest.mark.parametrize(
    ("name", "counts", "first", "last", "least_share"),
    [
        ("ICEWS14", 90_730, date(2014, 1, 1), date(2014, 12, 31), 0.80),
        ("ICEWS05-09", 226_733, date(2005, 1, 1), date(2009, 12, 31), 0.80),
    ],
)
def test_published_sets_whole(
    name: str, counts: int, first: date, last: date, least_share: float, tmp_path: Path
) -> None:
    world = World.open(tmp_path / "world")
    folder = SHARED / name
    done = import_files(world.path, feed_for("tkg", [folder]), [folder])
    assert sum((file.counts for file in done), Counts()) == Counts(counts, counts, 0, 0, 0)
    (found,) = rows_of(
        world,
        "SELECT min(event_date) AS first, max(event_date) AS last, count(*) FILTER (goldstein IS NULL) AS unknown, "
        "count(*) FILTER (source_state IS NOT NULL AND target_state IS NOT NULL) / count(*) AS share FROM events",
    )
    assert (found["first"], found["last"], found["unknown"]) == (first, last, 0)
    assert float(str(found["share"])) >= least_share


def rows_of(world: World, sql: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = world.query(sql).to_pylist()
    return found


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(alphabet="0123456789\tx-é \r", max_size=14), max_size=8), st.booleans())
def test_any_lines_are_counted_once(tmp_path_factory: pytest.TempPathFactory, lines: list[str], end: bool) -> None:
    folder = shutil.copytree(RECORDED, tmp_path_factory.mktemp("any") / "graph")
    text = "0\t0\t1\t0\n" + "\n".join(lines) + ("\n" if end else "")
    (folder / "train.txt").write_bytes(text.encode())
    feed = feed_for("tkg", [folder], folder / "mapping.yaml")
    work = Import(World.open(folder / "world"), feed, [folder / "train.txt"])
    (done,) = list(work)
    assert done.fault is None
    assert done.counts.rows == text.count("\n") + (not text.endswith("\n"))
    rejected = rows(World.open(folder / "world"), table="rejects")
    assert len(rejected) == done.counts.rejected
    assert done.counts.added + done.counts.repeated + done.counts.rejected == done.counts.rows


def test_known_sets_differ() -> None:
    assert len({(each.entities, each.relations) for each in KNOWN_SETS}) == len(KNOWN_SETS)


def test_a_folder_gives_its_parts_only(folder: Path) -> None:
    feed = feed_for("tkg", [folder], folder / "mapping.yaml")
    assert [file.name for file in find_files([folder], feed)] == ["test.txt", "train.txt", "valid.txt"]


def test_no_mapping_for_a_feed_that_knows_its_columns(folder: Path) -> None:
    with pytest.raises(InputError, match=r"gdelt takes no mapping.*belongs to tkg"):
        feed_for("gdelt", [], folder / "mapping.yaml")
