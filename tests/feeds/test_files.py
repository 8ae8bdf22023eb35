from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.feeds import files
from detente.feeds.files import blocks, file_hash, find_files, opened
from detente.feeds.gdelt import GDELT
from detente.world import World
from detente.world.importing import import_files
from feed_lines import gdelt_line, rows, write

NAME = "20191024143000.export.CSV"


def archive(path: Path, **members: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as writing:
        for name, text in members.items():
            writing.writestr(name.replace("__", "/"), text)
    return path


def text_of(path: Path) -> list[bytes]:
    found = []
    for file in find_files([path], GDELT):
        with opened(file) as stream:
            found.append(b"".join(blocks(stream, file, 10)))
    return found


def test_plain_gz_and_zip_hold_the_same(tmp_path: Path) -> None:
    plain = write(tmp_path / NAME, "text")
    packed = tmp_path / f"{NAME}.gz"
    packed.write_bytes(gzip.compress(b"text\n"))
    zipped = archive(tmp_path / f"{NAME}.zip", any_name="text\n")
    assert text_of(plain) == text_of(packed) == text_of(zipped) == [b"text\n"]
    assert [file.name for file in find_files([zipped], GDELT)] == [f"{NAME}.zip/any_name"]


def test_folders_hold_what_is_named_so_in_order_and_once(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    for name in ("b.export.CSV", "deep/a.export.CSV", "deep/er/1979.csv", "deep/notes.txt"):
        write(tmp_path / name, "x")
    found = find_files([tmp_path, tmp_path / "b.export.CSV"], GDELT)
    assert [file.path.relative_to(tmp_path).as_posix() for file in found] == [
        "b.export.CSV",
        "deep/a.export.CSV",
        "deep/er/1979.csv",
    ]


def test_a_file_is_taken_by_any_name(tmp_path: Path) -> None:
    assert len(find_files([write(tmp_path / "my data.txt", "x")], GDELT)) == 1


@pytest.mark.parametrize(("name", "message"), [("gone", "no such file"), ("", "holds no file of gdelt; its files")])
def test_nothing_there(name: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=message):
        find_files([tmp_path / name], GDELT)


def test_archives_within_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = archive(tmp_path / "many.zip", **{f"{n}.export.CSV": "x" for n in range(3)})
    monkeypatch.setattr(files, "MAX_MEMBERS", 2)
    (found,) = find_files([path], GDELT)
    with pytest.raises(InputError, match="holds 3 files; at most 2"), opened(found):
        pass


def test_an_archive_that_is_none_does_not_keep_others_out(tmp_path: Path) -> None:
    write(tmp_path / f"1{NAME}.zip", "not packed")
    write(tmp_path / f"2{NAME}", gdelt_line())
    whole = archive(tmp_path / f"3{NAME}.zip", any_name=gdelt_line(GLOBALEVENTID="9") + "\n")
    whole.write_bytes(whole.read_bytes()[:-30])
    archive(tmp_path / f"4{NAME}.zip", notes="x", other="y")
    done = import_files(tmp_path / "world", GDELT, [tmp_path])
    assert [file.name for file in done] == [f"1{NAME}.zip", f"2{NAME}", f"3{NAME}.zip", f"4{NAME}.zip"]
    assert [file.counts.added for file in done] == [0, 1, 0, 0]
    assert [(file.fault or "").partition(NAME)[2][:28] for file in done] == [
        ".zip is no readable zip arch",
        "",
        ".zip is no readable zip arch",
        ".zip holds no file of gdelt;",
    ]


def test_a_zip_is_called_by_its_own_name_if_its_file_is_too(tmp_path: Path) -> None:
    path = archive(tmp_path / f"{NAME}.zip", **{NAME: "x"})
    assert [file.name for file in find_files([path], GDELT)] == [f"{NAME}.zip"]


def test_a_bomb_goes_off_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = archive(tmp_path / "bomb.export.CSV.zip", bomb="0" * 1_000_000)
    monkeypatch.setattr(files, "RATIO_FREE_BYTES", 100_000)
    world = World.open(tmp_path / "world")
    (done,) = import_files(world.path, GDELT, [path])
    assert done.fault is not None
    assert "unpacks to more than" in done.fault
    assert not rows(world)


def test_member_names_never_become_paths(tmp_path: Path) -> None:
    path = archive(tmp_path / "x.zip", **{"..__..__evil.export.CSV": gdelt_line() + "\n", "..__other.txt": "x"})
    world = World.open(tmp_path / "deep" / "world")
    (done,) = import_files(world.path, GDELT, [path])
    assert (done.name, done.counts.added) == ("x.zip/evil.export.CSV", 1)
    assert not list(tmp_path.glob("**/evil*"))


def test_a_hash_is_of_the_file_as_it_lies_there(tmp_path: Path) -> None:
    # SHA-256 of "abc": FIPS 180-2, appendix B.1
    path = tmp_path / "abc"
    path.write_bytes(b"abc")
    assert file_hash(path) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
