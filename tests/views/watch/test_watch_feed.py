"""Watching a feed: what it publishes is fetched, read and reported, round by round; and rounds follow each other."""

from __future__ import annotations

import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import misbehaving_server as ways
from detente.views.cli.watch_command import repeat
from detente.views.watch.fetching import Fetching
from feed_lines import COLUMNS_61, gdelt_line
from misbehaving_server import Server, serving

FULL, NEWEST = "/gdeltv2/masterfilelist.txt", "/gdeltv2/lastupdate.txt"
RULE = "name: south-asia\nactors: [PAK]\nkinds: [first]\n"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


class Feed:
    """Files of a quarter of an hour each, as GDELT publishes them."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._lines: list[str] = []

    def publish(self, stamp: str, code: str) -> None:
        """One event of Russia and Pakistan."""
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
            told = {
                "GLOBALEVENTID": stamp, "SQLDATE": stamp[:8], "DATEADDED": stamp, "EventCode": code,
                "Actor1Code": "RUS", "Actor1Name": "RUSSIA", "Actor2Code": "PAK", "Actor2Name": "PAKISTAN",
                "SOURCEURL": f"https://example.org/{stamp}",
            }  # fmt: skip
            archive.writestr(f"{stamp}.export.CSV", gdelt_line(COLUMNS_61, **told) + "\n")
        name, body = f"{stamp}.export.CSV.zip", held.getvalue()
        self.server.put(f"/gdeltv2/{name}", body)
        self._lines.append(f"{len(body)} {hashlib.md5(body).hexdigest()} http://x/gdeltv2/{name}\n")
        self.server.put(FULL, "".join(self._lines).encode())
        self.server.put(NEWEST, self._lines[-1].encode())

    def asked(self) -> list[str]:
        """Paths that were asked for since the last look."""
        paths = [path for path, _ in self.server.asked]
        self.server.asked.clear()
        return paths


@pytest.fixture
def feed(server: Server) -> Feed:
    return Feed(server)


def at(hour: int, minute: int) -> Callable[[], datetime]:
    return lambda: datetime(2019, 10, 24, hour, minute, tzinfo=UTC)


def test_rounds_after_the_first_read_the_newest_files_only(feed: Feed, tmp_path: Path) -> None:
    feed.publish("20191024000000", "042")
    feed.publish("20191024001500", "042")
    fetching = Fetching(tmp_path / "files", date(2019, 10, 24), [feed.server.url], now=at(0, 20))
    assert fetching.fetch() == []
    assert feed.asked()[0] == FULL

    assert fetching.fetch() == []
    assert feed.asked() == [NEWEST]  # nothing new

    feed.publish("20191024003000", "042")
    fetching.now = at(0, 50)
    assert fetching.fetch() == []
    assert feed.asked() == [NEWEST, "/gdeltv2/20191024003000.export.CSV.zip"]

    feed.publish("20191024004500", "042")  # a round was missed
    feed.publish("20191024010000", "042")
    fetching.now = at(1, 5)
    assert fetching.fetch() == []
    assert feed.asked()[:2] == [NEWEST, FULL]
    assert len(list((tmp_path / "files").glob("*.zip"))) == 5


def test_what_could_not_be_had_is_tried_again(feed: Feed, tmp_path: Path) -> None:
    feed.publish("20191024000000", "042")
    lost = "/gdeltv2/20191024000000.export.CSV.zip"
    feed.server.behaviours[lost] = [ways.status(404)]
    fetching = Fetching(tmp_path / "files", date(2019, 10, 24), [feed.server.url], now=at(0, 5))
    (words,) = fetching.fetch()
    assert words.startswith("20191024000000.export.CSV.zip: ")
    feed.server.behaviours[lost] = []
    assert fetching.fetch() == []
    assert (tmp_path / "files" / "20191024000000.export.CSV.zip").is_file()


def days_ago(count: int) -> date:
    """A day near this one, so that the window from it to now is short."""
    return (datetime.now(UTC) - timedelta(days=count)).date()


def test_a_watched_feed_is_fetched_read_and_reported(
    feed: Feed, tmp_path: Path, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rule.yaml").write_text(RULE, encoding="utf-8")
    early, late = (f"{days_ago(count):%Y%m%d}" for count in (2, 1))
    command = ("watch", "gdelt", "--rule", "rule.yaml", "--world", "world", "--once", "--json")

    def round_() -> list[dict[str, Any]]:
        ran = cli(*command, "--from", days_ago(2).isoformat(), "--mirror", feed.server.url)
        assert ran.code == 0, ran.err
        return [json.loads(line) for line in ran.out.splitlines()]

    feed.publish(f"{early}000000", "042")
    assert round_() == []  # nothing is known of the time before
    assert (tmp_path / "world-gdelt" / f"{early}000000.export.CSV.zip").is_file()
    feed.publish(f"{late}001500", "190")
    (found,) = round_()
    assert (found["kind"], found["evidence"][0]["id"]) == ("first", f"gdelt:{late}001500")
    assert round_() == []


def test_without_a_network_what_is_stored_is_watched(
    feed: Feed, tmp_path: Path, cli: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rule.yaml").write_text(RULE, encoding="utf-8")
    feed.server.behaviours[FULL] = [ways.status(404)] * 20
    ran = cli("watch", "gdelt", "--rule", "rule.yaml", "--world", "world", "--once", "--mirror", feed.server.url)
    assert (ran.code, ran.out) == (0, "")
    assert "masterfilelist.txt" in ran.err


def test_neither_folder_nor_feed_is_told(tmp_path: Path, cli: Callable[..., Any]) -> None:
    (tmp_path / "rule.yaml").write_text(RULE, encoding="utf-8")
    ran = cli("watch", "acled", "--rule", tmp_path / "rule.yaml", "--world", tmp_path / "world", "--once")
    assert ran.code != 0
    assert "acled: no such folder, and no feed that can be fetched (gdelt)" in ran.err


def test_rounds_begin_at_even_times_however_long_they_take() -> None:
    now, waits, taken = [100.0], [], iter([2.0, 45.0, 20.0])

    def act() -> None:
        now[0] += next(taken)

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        now[0] += seconds
        if len(waits) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        repeat(act, 30.0, sleep=sleep, clock=lambda: now[0])
    assert waits == [28.0, 1.0, 10.0]


@pytest.mark.skipif(os.name != "posix", reason="Ctrl-C is sent as a signal")
def test_a_watch_goes_on_until_ctrl_c_and_keeps_what_it_told(feed: Feed, tmp_path: Path) -> None:
    feed.publish(f"{days_ago(2):%Y%m%d}000000", "042")
    feed.publish(f"{days_ago(1):%Y%m%d}000000", "190")
    (tmp_path / "rule.yaml").write_text(RULE, encoding="utf-8")
    command = [sys.executable, "-m", "detente", "watch", "gdelt", "--rule", "rule.yaml", "--world", "world", "--json"]
    command += ["--every", "1h", "--from-start", "--from", f"{days_ago(2)}", "--mirror", feed.server.url]
    running = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert running.stdout is not None
        assert json.loads(running.stdout.readline())["kind"] == "first"
        assert running.poll() is None
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)
    finally:
        running.kill()
    assert (running.returncode, out, err) == (0, "", "")
    assert "south-asia" in (tmp_path / "world" / "watched.json").read_text("utf-8")
