from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from detente.pipeline import open_world

PACT = "Iran and Oman signed a trade agreement in Muscat on Monday. The United States condemned the agreement."
QUOTED = "“We will not yield,” Iran’s president said. Iran condemned Iraq – again."
GERMAN = (
    "Der Präsident hat am Montag in Berlin erklärt, dass die Regierung keine weiteren Gespräche mit der Opposition "
    "führen werde. Die Opposition kritisierte das scharf und forderte Neuwahlen noch in diesem Jahr."
)
RUN = Callable[..., Any]


def rows_of(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(cli: RUN, tmp_path: Path) -> None:
    contents = {
        "empty.txt": b"",
        "blank.txt": b" \n\n",
        "picture.txt": b"\x89PNG\r\n\x1a\n\x00\x00",
        "german.txt": GERMAN.encode(),
        "large.txt": b"a" * 5_000_001,
        "bare.html": b"<html><body><nav><a href=x>Home</a></nav></body></html>",
        "good.txt": PACT.encode(),
    }
    for name, data in contents.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "folder").mkdir()
    missing, closed = tmp_path / "missing.txt", "http://127.0.0.1:9/x"
    ran = cli("read", "--json", *(tmp_path / name for name in contents), tmp_path / "folder", missing, closed)
    assert ran.code == 1
    assert {row["kind"] for row in rows_of(ran.out)} >= {"article", "event"}
    told = [line for line in ran.err.splitlines() if line.startswith("detente: ")]
    assert len(told) == 9
    for name in (
        "empty.txt",
        "blank.txt",
        "picture.txt",
        "german.txt",
        "large.txt",
        "bare.html",
        "folder",
        "missing.txt",
    ):
        assert sum(line.startswith(f"detente: {tmp_path / name}: ") for line in told) == 1
    assert any(line.startswith(f"detente: {closed}: ") for line in told)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_named(cli: RUN, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(PACT)
    secret.chmod(0)
    ran = cli("read", secret)
    assert ran.code == 1
    assert f"{secret}: cannot be read" in ran.err


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (QUOTED.encode(), "utf-8"),
        (QUOTED.encode("utf-8-sig"), "utf-8"),
        (QUOTED.encode("cp1252"), "cp1252"),
        (QUOTED.encode("utf-16"), "utf-16"),
        (QUOTED.replace(". ", ".\r\n\r\n").encode(), "utf-8"),
    ],
)
def test_offsets_count_the_file_as_python_opens_it(cli: RUN, tmp_path: Path, data: bytes, encoding: str) -> None:
    path = tmp_path / "text.txt"
    path.write_bytes(data)
    article, *statements = rows_of(cli("read", "--json", path).out)
    text = path.read_text(article["encoding"])
    assert article["encoding"].lower().replace("_", "-") == encoding
    assert article["offsets_into"] == "file"
    assert statements
    for row in statements:
        assert text[row["evidence"]["start"] : row["evidence"]["end"]] == row["evidence"]["quote"]


def test_standard_input(cli: RUN, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PACT.encode())))
    article, *_ = rows_of(cli("read", "--json", "-").out)
    assert article["origin"] == "standard input"


def test_nothing_hostile_reaches_the_terminal(cli: RUN, tmp_path: Path) -> None:
    hostile = "\x1b]0;owned\x07\x1b[31mIran\x1b[0m condemned \u202eIraq\u202c. \x9b2J Iraq denied it."
    good = tmp_path / "a\x1b[31m\nb.txt"
    good.write_text(hostile, encoding="utf-8")
    bad = tmp_path / "c\x1b[31m.txt"
    bad.write_bytes(b"")
    for words in (["read", good, bad], ["read", "--json", good, bad]):
        ran = cli(*words)
        for char in "\x1b\x07\x9b\u202e":
            assert char not in ran.out
            assert char not in ran.err


def test_a_date_that_is_none_is_refused(cli: RUN, tmp_path: Path) -> None:
    ran = cli("read", tmp_path, "--published", "yesterday")
    assert ran.code == 2
    assert ran.err == "detente: --published 'yesterday' is no date. Give a day as 2016-09-20.\n"


def test_the_day_given_is_the_day_published(cli: RUN, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PACT)
    article, event, *_ = rows_of(cli("read", "--json", tmp_path / "a.txt", "--published", "2020-05-06").out)
    assert article["published"]["start"] == article["published"]["end"] == "2020-05-06"
    assert event["event_date"]["start"] == "2020-05-04"  # the Monday before that Wednesday


def test_report_shows_one_article(cli: RUN, tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(PACT)
    ran = cli("read", tmp_path, "--report", tmp_path / "r.html")
    assert ran.code == 2
    assert "--report shows one article, and 2 inputs were named" in ran.err
    assert cli("read", tmp_path / "a.txt", "--report", tmp_path / "r.html").code == 0
    assert "Iran" in (tmp_path / "r.html").read_text("utf-8")


def test_world_takes_each_text_once_and_links_copies(cli: RUN, tmp_path: Path) -> None:
    story = (Path(__file__).parents[3] / "src/detente/views/cli/demo_article.txt").read_text("utf-8")
    (tmp_path / "a.txt").write_text(story)
    (tmp_path / "b.txt").write_text(story.replace("four Mi-35", "five Mi-35"))
    world = tmp_path / "world"
    first = cli("read", "--json", tmp_path / "a.txt", "--world", world)
    again = cli("read", "--json", tmp_path / "a.txt", "--world", world)
    assert again.out == first.out
    assert "the world holds this text already" in again.err
    assert "0 added, 0 of them copies; 1 there already" in again.err
    copied = cli("read", tmp_path / "b.txt", "--world", world)
    assert f"b.txt: nearly the same text as {tmp_path / 'a.txt'}; linked as its copy." in copied.err
    assert open_world(world).counts().articles == 2
    assert open_world(world).counts().copies == 1


def test_many_inputs_are_summed_up(cli: RUN, tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(f"Iran condemned Iraq {number} times.")
    (tmp_path / "notes.pdf").write_bytes(b"%PDF")
    ran = cli("read", tmp_path)
    assert ran.code == 0
    assert "6 read (6 event" in ran.out
    assert "1 files of the folder were left out" in ran.out
    assert "condemned" not in ran.out


@pytest.mark.parametrize(
    ("words", "message"),
    [(["--engine", "dask"], "give one of local, spark"), (["--engine", "spark", "--jobs", "2"], "--jobs belongs to")],
)
def test_engines_that_cannot_be(cli: Callable[..., Any], tmp_path: Path, words: list[str], message: str) -> None:
    (tmp_path / "a.txt").write_text("Iran condemned Iraq on Monday.")
    ran = cli("read", tmp_path / "a.txt", *words)
    assert (ran.code, message in ran.err) == (2, True)
