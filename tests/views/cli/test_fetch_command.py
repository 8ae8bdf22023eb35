"""`detente fetch gdelt` as a user sees it, against a server on this machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import misbehaving_server as ways
from detente.errors import DetenteError
from detente.views.cli.fetch_command import Asked, run
from misbehaving_server import Server, serving

MIDNIGHT = datetime(2019, 10, 24, tzinfo=UTC)
STAMPS = [f"{MIDNIGHT + timedelta(minutes=15 * number):%Y%m%d%H%M%S}" for number in range(96)]


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


def ask(server: Server, folder: Path, **other: object) -> Asked:
    return Asked("gdelt", "2019-10-24", "2019-10-24", folder, mirrors=(server.url,), **other)  # type: ignore[arg-type]


def test_a_dry_run_shows_files_bytes_gaps_and_bad_lines(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "150")
    server.put_gdelt2([*STAMPS[:40], *STAMPS[50:]])
    server.files["/gdeltv2/masterfilelist.txt"] += b"oops\x1b[2J\n"
    folder = tmp_path / "out"
    assert run(ask(server, folder, dry_run=True)) == 0
    shown = capsys.readouterr().out
    assert "GDELT 2.0 english events" in shown
    assert "43.0 kB" in shown  # 86 files of 500 bytes
    assert "2019-10-24 10:00 to 2019-10-24 12:30: not in GDELT's list" in shown
    assert r"line 87: 1 fields that are not the size, sum and name expected: oops\x1b[2J" in shown
    assert not folder.exists()


def test_json_counts_everything_once(server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = sorted(server.put_gdelt2(STAMPS))
    server.behaviours[f"/gdeltv2/{made[3]}"] = [ways.status(404)]
    (tmp_path / made[0]).write_bytes(server.files[f"/gdeltv2/{made[0]}"])
    (tmp_path / made[1]).write_bytes(b"cut of")
    assert run(ask(server, tmp_path, as_json=True)) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["listed"] == {"files": 96, "bytes": 48_000}
    assert told["there"] == {"files": 1, "bytes": 500}
    assert told["damaged"] == {"files": 1, "bytes": 500}
    assert told["to_get"] == {"files": 95, "bytes": 47_500, "begun_bytes": 0}
    assert told["downloaded"] == {"files": 94, "bytes": 47_000}
    assert [entry["name"] for entry in told["failed"]] == [made[3]]
    assert (told["not_tried"], told["stopped_by"]) == (0, None)
    assert told["gaps"] == [
        {
            "version": 2, "stream": "english", "what": "events", "from": "2019-10-24T00:45:00Z",
            "to": "2019-10-24T01:00:00Z", "why": "listed, but no server gave it whole",
        }
    ]  # fmt: skip
    (listed,) = told["lists"]
    assert (listed["name"], listed["lines"], listed["wanted"], listed["malformed"]) == ("masterfilelist.txt", 96, 96, 0)


def test_what_was_done_is_told_in_the_end(server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server.put_gdelt2(STAMPS)
    assert run(ask(server, tmp_path)) == 0
    assert run(ask(server, tmp_path)) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "96 files listed: 0 were here, 96 downloaded (48.0 kB), 0 could not be had, 0 not tried" in shown
    assert "96 files listed: 96 were here, 0 downloaded (0 bytes)" in shown


def test_a_window_for_which_nothing_is_listed_is_no_success(
    server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    server.put_gdelt2(["20191101000000"])
    assert run(ask(server, tmp_path)) == 1
    assert "GDELT's lists name no file for this window" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"feed": "acled"}, "only gdelt can"),
        ({"start": "24.10.2019"}, "--from '24.10.2019' is no date"),
        ({"end": "2019-10-23"}, "ends before it begins"),
        ({"stream": "french"}, "--stream 'french' is not known"),
        ({"what": "gkg"}, "--what 'gkg' is not known"),
        ({"version": 3}, "Give 1 or 2"),
        ({"version": 1, "stream": "both"}, "GDELT 1.0 has events in one stream"),
        ({"jobs": 99}, "Give 1 to 16"),
        ({"mirrors": ("ftp://example.org",)}, "is no web address"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(tmp_path: Path, wrong: dict[str, object], message: str) -> None:
    right = {"feed": "gdelt", "start": "2019-10-24", "end": "2019-10-24", "directory": tmp_path}
    with pytest.raises(DetenteError, match=message):
        run(Asked(**{**right, **wrong}))  # type: ignore[arg-type]
