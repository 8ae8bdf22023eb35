"""Folders as published, and the ways in which they differ or are broken."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import EmptyInputError, InputError
from detente.forecast.read_tkg import read_event_data
from forecast.folders import write_folder

SHARED = Path(__file__).parents[3] / "shared" / "data" / "tkg"
ACTORS, TYPES = ["China", "Police_(India)", "India"], ["Consult", "Praise or endorse"]


def test_reads_a_folder(tmp_path: Path) -> None:
    data = read_event_data(
        write_folder(tmp_path, [(0, 0, 1, 5), (2, 1, 0, 6)], [(0, 0, 2, 8)], [(1, 1, 2, 9)], ACTORS, TYPES)
    )
    assert data.actors == ("China", "Police_(India)", "India")
    assert data.types == ("Consult", "Praise or endorse")
    assert data.train.source.tolist() == [0, 2]
    assert data.train.target.tolist() == [1, 0]
    assert data.train.step.tolist() == [0, 1]
    assert (data.valid.step.tolist(), data.test.step.tolist()) == ([3], [4])
    assert (data.first_stamp, data.stamps_per_step, data.stamp(4)) == (5, 1, 9)


def test_steps_come_from_the_gaps_between_times(tmp_path: Path) -> None:
    data = read_event_data(write_folder(tmp_path, [(0, 0, 1, 0), (0, 0, 1, 48)], [(0, 0, 1, 72)], [(0, 0, 1, 120)]))
    assert data.stamps_per_step == 24
    assert data.all_facts.step.tolist() == [0, 2, 3, 5]


def test_a_fifth_column_is_ignored(tmp_path: Path) -> None:
    data = read_event_data(write_folder(tmp_path, [(0, 0, 1, 0, -1)], [(0, 0, 1, 1, 7)], [(1, 0, 0, 2, 0)]))
    assert data.train.step.tolist() == [0]
    assert data.test.source.tolist() == [1]


def test_numbers_with_gaps_become_dense(tmp_path: Path) -> None:
    write_folder(tmp_path, [(7, 4, 100, 0)], [(7, 4, 100, 1)], [(100, 4, 7, 2)])
    (tmp_path / "entity2id.txt").write_text("A\t7\nB\t100\nnever seen\t50\n", encoding="utf-8")
    (tmp_path / "relation2id.txt").write_text("does\t4\n", encoding="utf-8")
    data = read_event_data(tmp_path)
    assert data.actors == ("A", "never seen", "B")
    assert (data.train.source.tolist(), data.train.target.tolist(), data.train.type.tolist()) == ([0], [2], [0])


def test_without_names_every_number_up_to_the_largest_is_ranked(tmp_path: Path) -> None:
    data = read_event_data(write_folder(tmp_path, [(0, 0, 3, 0)], [(0, 0, 3, 1)], [(0, 2, 3, 2)]))
    assert (data.n_actors, data.n_types) == (4, 3)
    assert data.actors == ("",) * 4


def test_counts_in_the_first_line_and_blanks_between(tmp_path: Path) -> None:
    for name, line in (("train", "0 0 1 0"), ("valid", "0 0 1 1"), ("test", "1 0 0 2")):
        (tmp_path / f"{name}.txt").write_text(f"1\n{line}\n", encoding="utf-8")
    (tmp_path / "entity2id.txt").write_text("2\nAung San Suu Kyi 0\nMyanmar 1\n", encoding="utf-8")
    data = read_event_data(tmp_path)
    assert data.actors == ("Aung San Suu Kyi", "Myanmar")
    assert len(data.test) == 1


def test_a_part_may_begin_in_the_step_where_the_last_one_ends(tmp_path: Path) -> None:
    data = read_event_data(write_folder(tmp_path, [(0, 0, 1, 0)], [(0, 0, 1, 1)], [(1, 0, 0, 1)]))
    assert data.test.step.tolist() == [1]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("0\t0\t1\t0\n0\t0\tx\t1\n", r"train\.txt, line 2: '0\\t0\\tx\\t1'.*expected whole numbers"),
        ("0\t0\t1\n", r"train\.txt, line 1: .* has 3 columns"),
        ("0\t0\t1\t0\n0\t0\t1\t0\t5\n", r"train\.txt, line 2: .* has 5 columns"),
        ("0\t0\t1\t2014-01-01\n", r"line 1: .*expected whole numbers"),
        ("0\t0\t1_0\t1\n", r"line 1: .*expected whole numbers"),
        (":\n0\t0\t1\t0\n", r"line 1: ':' has 1 columns"),
        ("3\n0\t0\t1\t0\n", r"line 1 counts 3 facts, but 1 follow"),
        ("0\t0\t1\t5\n", r"valid\.txt begins at time 1, before train\.txt ends \(5\)"),
        ("", r"train\.txt: holds no fact"),
    ],
)
def test_a_broken_part_is_refused_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    write_folder(tmp_path, [(0, 0, 1, 0)], [(0, 0, 1, 1)], [(1, 0, 0, 2)])
    (tmp_path / "train.txt").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=told):
        read_event_data(tmp_path)


def test_a_missing_part_is_named_with_what_was_found(tmp_path: Path) -> None:
    (tmp_path / "train.txt").write_text("0\t0\t1\t0\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"valid\.txt, test\.txt missing \(found: train\.txt\)"):
        read_event_data(tmp_path)
    with pytest.raises(InputError, match="no such folder"):
        read_event_data(tmp_path / "nowhere")


def test_a_number_without_a_name_is_told_with_its_place(tmp_path: Path) -> None:
    write_folder(tmp_path, [(0, 0, 1, 0)], [(0, 0, 1, 1), (0, 0, 9, 1)], [(1, 0, 0, 2)], ["A", "B"])
    with pytest.raises(
        InputError, match=r"valid\.txt, fact 2: number 9 is not in .*entity2id\.txt \(2 numbers, 0 to 1\)"
    ):
        read_event_data(tmp_path)


@pytest.mark.parametrize(("line", "told"), [("no number", "does not end in"), ("B\t0", "repeats a number")])
def test_a_broken_name_is_told_with_its_line(tmp_path: Path, line: str, told: str) -> None:
    write_folder(tmp_path, [(0, 0, 1, 0)], [(0, 0, 1, 1)], [(1, 0, 0, 2)])
    (tmp_path / "entity2id.txt").write_text(f"A\t0\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=rf"entity2id\.txt, line 2: .*{told}"):
        read_event_data(tmp_path)


def test_empty_names_are_refused(tmp_path: Path) -> None:
    write_folder(tmp_path, [(0, 0, 1, 0)], [(0, 0, 1, 1)], [(1, 0, 0, 2)], [])
    with pytest.raises(EmptyInputError, match="names nobody"):
        read_event_data(tmp_path)


def test_without_names_a_number_beyond_all_bounds_is_refused(tmp_path: Path) -> None:
    write_folder(tmp_path, [(0, 0, 3_000_000_000, 0)], [(0, 0, 1, 1)], [(1, 0, 0, 2)])
    with pytest.raises(InputError, match=r"number 3000000000 is used, and there is no entity2id\.txt"):
        read_event_data(tmp_path)


@given(
    st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r"), max_size=60)
    | st.text(alphabet="0123456789- \t\n", max_size=60)
)
def test_any_text_is_read_or_refused_in_words(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = write_folder(tmp_path_factory.mktemp("tkg"), [(0, 0, 1, 0)], [(0, 0, 1, 1)], [(1, 0, 0, 2)])
    (folder / "train.txt").write_text(text, encoding="utf-8", newline="\n")
    try:
        read = len(read_event_data(folder).train)
    except InputError:
        return
    assert read == sum(1 for line in text.split("\n") if len(line.split()) > 1)


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="the shared data are not beside the project")
def test_reads_the_published_folder() -> None:
    data = read_event_data(SHARED / "ICEWS14")
    assert (len(data.train), len(data.valid), len(data.test)) == (74_845, 8_514, 7_371)
    assert (data.n_actors, data.n_types, data.first_stamp, data.stamps_per_step) == (7_128, 230, 1, 1)
    assert data.actors[2] == "Citizen_(Nigeria)"
