"""One file from a server that misbehaves in every way we know of."""

from __future__ import annotations

import dataclasses
import hashlib
import random
import socket
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

import misbehaving_server as ways
from detente.errors import FetchError
from detente.feeds.fetch.attempts import Fetcher, StoppedError
from detente.feeds.fetch.download import PartFile
from detente.feeds.fetch.exchange import BrokenError, BusyError, RefusedError, UnreachableError, _next
from detente.feeds.fetch.limits import Limits
from detente.feeds.fetch.masterfile import Listed
from detente.feeds.fetch.mirrors import Mirrors
from detente.feeds.fetch.names import Series
from detente.feeds.fetch.plan import PlannedFile, part_of
from misbehaving_server import Behaviour, FakeTime, Server

NAME = "20191024143000.export.CSV.zip"
PATH = f"/gdeltv2/{NAME}"
START = datetime(2019, 10, 24, 14, 30, tzinfo=UTC)
BODY = random.Random(0).randbytes(2000)


def planned(body: bytes = BODY) -> PlannedFile:
    listed = Listed(NAME, len(body), hashlib.md5(body).hexdigest(), START)
    return PlannedFile(Series(2), listed, Series(2).period_at(START))


class Getting:
    """Gets the one file into a folder."""

    def __init__(self, folder: Path, limits: Limits, time: FakeTime, *bases: str) -> None:
        folder.mkdir()
        self.path, self.bytes = folder / NAME, 0
        self._folder, self._mirrors = folder, Mirrors(bases, time.clock())
        self._time, self._limits = time, limits
        self.tighten()

    def tighten(self, **limits: float) -> None:
        """Make a fetcher with these limits changed."""
        tight = dataclasses.replace(self._limits, **limits)  # type: ignore[arg-type]  # mypy: an int field is among them
        self.fetcher = Fetcher(self._mirrors, tight, self._time.clock(), threading.Event())

    def __call__(self, body: bytes = BODY) -> bytes:
        file = planned(body)
        try:
            with PartFile(file, self._folder, self._count) as part:
                self.bytes = part.size
                self.fetcher.fetch(file.path, part, size=file.listed.size)
                part.keep()
            return self.path.read_bytes()
        finally:
            self.fetcher.session.close()

    def _count(self, size: int) -> None:
        self.bytes += size


@pytest.fixture
def get(folder: Path, limits: Limits, fake_time: FakeTime, server: Server) -> Getting:
    server.put(PATH, BODY)
    return Getting(folder, limits, fake_time, server.url)


@pytest.mark.parametrize(
    ("first", "requests"),
    [
        ([], 1),
        ([ways.other_bytes, ways.good], 2),
        ([ways.half, ways.good], 2),
        ([ways.half, ways.half, ways.good], 3),
        ([ways.half, ways.ignores_range], 2),
        ([ways.reset, ways.good], 2),
        ([ways.status(500), ways.status(502), ways.status(503), ways.good], 4),
        ([ways.status(408), ways.good], 2),
        ([ways.drip, ways.good], 2),
        ([ways.drips_headers, ways.good], 2),
        ([ways.silent, ways.good], 2),
        ([ways.endless], 1),  # nothing is read beyond the size that the list declares
        ([ways.wrong_length(-7), ways.good], 2),
        ([ways.wrong_length(+7), ways.good], 2),
        ([ways.status(416), ways.good], 2),
        ([ways.redirect(PATH), ways.good], 2),
    ],
)
def test_the_file_comes_whole_in_the_end(get: Getting, server: Server, first: list[Behaviour], requests: int) -> None:
    server.behaviours[PATH] = first
    assert get() == BODY
    assert server.times_asked(PATH) == requests
    assert get.bytes == len(BODY)  # what was thrown away was taken off the progress
    assert not part_of(get.path).exists()


@pytest.mark.parametrize(
    ("always", "error", "message"),
    [
        (ways.other_bytes, BrokenError, "has the MD5 [0-9a-f]{32}, expected"),
        (ways.half, BrokenError, "ended after"),
        (ways.reset, BrokenError, "ConnectionResetError"),
        (ways.status(500), BusyError, "answered 500"),
        (ways.drip, BrokenError, "silent or too slow in the middle"),
        (ways.drips_headers, BrokenError, "silent or too slow before an answer"),
        (ways.silent, BrokenError, "silent or too slow before an answer"),
        (ways.wrong_length(-7), BrokenError, "offers 1,993 bytes, expected 2,000"),
        (ways.status(206, Content_Range="bytes 7-1999/2000"), BrokenError, "not the one asked for"),
        (ways.status(200, Content_Encoding="gzip"), BrokenError, "coding 'gzip'"),
        (ways.status(404), RefusedError, "answered 404"),
        (ways.status(403), RefusedError, "answered 403"),
        (ways.status(302), RefusedError, "answered 302"),
        (ways.redirect(PATH), RefusedError, "redirects more than 5 times"),
        (ways.redirect("file:///etc/passwd"), RefusedError, "is no web address"),
        (ways.redirect("http://localhost:1/x"), RefusedError, "another server than the mirrors"),
        (ways.redirect("http://u:p@127.0.0.1/x"), RefusedError, "user name or password"),
        (ways.redirect("http://[::1/x"), RefusedError, "no valid address"),
    ],
)
def test_what_never_comes_whole_is_given_up_and_never_takes_its_name(
    get: Getting, server: Server, always: Behaviour, error: type[FetchError], message: str
) -> None:
    server.behaviours[PATH] = [always]
    if "slow" in message:
        get.tighten(stall_s=0.1, slack_s=0.1)
    with pytest.raises(error, match=message):
        get()
    assert not get.path.exists()
    assert server.times_asked(PATH) <= 6


def test_only_the_missing_half_is_asked_for(get: Getting, server: Server) -> None:
    server.behaviours[PATH] = [ways.half, ways.good]
    get()
    assert [asked for _, asked in server.asked] == [None, "bytes=1000-"]


def test_what_an_earlier_run_left_is_taken_up(get: Getting, server: Server) -> None:
    part_of(get.path).write_bytes(BODY[:1500])
    assert get() == BODY
    assert server.asked == [(PATH, "bytes=1500-")]


@pytest.mark.parametrize("left", [b"something else", BODY + b"x", BODY[:-1] + b"?"])
def test_what_an_earlier_run_left_of_another_file_is_thrown_away(get: Getting, server: Server, left: bytes) -> None:
    part_of(get.path).write_bytes(left)
    assert get() == BODY


def test_a_part_that_is_whole_needs_no_request(get: Getting, server: Server) -> None:
    part_of(get.path).write_bytes(BODY)
    assert get() == BODY
    assert server.asked == []


def test_waits_double_up_to_the_longest(get: Getting, server: Server, fake_time: FakeTime) -> None:
    server.behaviours[PATH] = [ways.status(500)]
    with pytest.raises(BusyError):
        get()
    assert fake_time.slept == [1.0, 2.0, 4.0, 8.0]  # five attempts; the clock's chance is 1, so no spread


@pytest.mark.parametrize("header", ["120", "Sun, 09 Sep 2001 01:48:40 GMT"])  # 120 s after the fake present
def test_retry_after_is_honoured(get: Getting, server: Server, fake_time: FakeTime, header: str) -> None:
    server.behaviours[PATH] = [ways.status(429, Retry_After=header), ways.good]
    assert get() == BODY
    assert fake_time.slept == [120.0]


def test_a_retry_after_that_means_nothing_is_not_followed(get: Getting, server: Server, fake_time: FakeTime) -> None:
    server.behaviours[PATH] = [ways.status(503, Retry_After="soon"), ways.good]
    assert get() == BODY
    assert fake_time.slept == [1.0]


def test_a_server_that_asks_for_an_hour_is_left_alone(get: Getting, server: Server, fake_time: FakeTime) -> None:
    server.behaviours[PATH] = [ways.status(503, Retry_After=3600), ways.good]
    with pytest.raises(BusyError, match="left alone for 3,600 s"):
        get()
    assert (server.times_asked(PATH), fake_time.slept) == (1, [])


def test_a_large_file_that_comes_on_is_not_given_up(folder: Path, server: Server, fake_time: FakeTime) -> None:
    # Half of what is left each time: eleven attempts that each bring 256 bytes or more, and five are allowed in vain.
    server.put(PATH, BODY * 300, *[ways.half] * 11, ways.good)
    get = Getting(folder, Limits(progress=256), fake_time, server.url)
    assert get(BODY * 300) == BODY * 300
    assert server.times_asked(PATH) == 12


def test_a_connection_that_the_server_closed_meanwhile_is_no_failure(
    get: Getting, server: Server, fake_time: FakeTime
) -> None:
    server.put("/gdeltv2/first", b"1", ways.hangs_up_after)
    answer = get.fetcher.session.get(f"{server.url}/gdeltv2/first")
    while answer.read(10):
        pass
    answer.close()
    assert get() == BODY
    assert fake_time.slept == []


def test_one_connection_serves_many_requests(get: Getting, server: Server) -> None:
    ports = set()

    def note_port(handler: ways.Handler, body: bytes) -> None:
        ports.add(handler.client_address[1])
        ways.good(handler, body)

    server.behaviours[PATH] = [note_port]
    for _ in range(3):
        answer = get.fetcher.session.get(server.url + PATH)
        while answer.read(1000):
            pass
        answer.close()
    assert len(ports) == 1


def closed_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def test_a_dead_host_is_passed_over_at_once_and_asked_last_from_then_on(
    folder: Path, limits: Limits, server: Server, fake_time: FakeTime
) -> None:
    server.put(PATH, BODY)
    dead = f"http://127.0.0.1:{closed_port()}"
    get = Getting(folder, limits, fake_time, dead, server.url)
    assert get() == BODY
    assert fake_time.slept == []
    assert get.fetcher.mirrors.pick(without=()) == (server.url, 0.0)


def test_a_host_whose_certificate_fails_is_passed_over(
    folder: Path, limits: Limits, server: Server, fake_time: FakeTime
) -> None:
    server.put(PATH, BODY)
    get = Getting(folder, limits, fake_time, f"https://127.0.0.1:{server.port}", server.url)  # it speaks no TLS at all
    assert get() == BODY


def test_with_no_host_alive_the_connection_is_what_failed(folder: Path, limits: Limits, fake_time: FakeTime) -> None:
    get = Getting(folder, limits, fake_time, f"http://127.0.0.1:{closed_port()}")
    with pytest.raises(UnreachableError, match="ConnectionRefusedError"):
        get()


@pytest.mark.parametrize("bad", [ways.status(404), ways.other_bytes, ways.status(500), ways.redirect("ftp://a/b")])
def test_another_mirror_has_what_the_first_has_not(
    folder: Path, limits: Limits, server: Server, fake_time: FakeTime, bad: Behaviour
) -> None:
    server.put(f"/bad{PATH}", BODY, bad)
    server.put(f"/good{PATH}", BODY)
    get = Getting(folder, limits, fake_time, f"{server.url}/bad/", f"{server.url}/good")
    assert get() == BODY
    assert server.times_asked(f"/bad{PATH}") == 1


def test_a_redirect_to_another_mirror_is_followed(
    folder: Path, limits: Limits, server: Server, fake_time: FakeTime
) -> None:
    server.put(PATH, BODY, ways.redirect(f"http://localhost:{server.port}/elsewhere"))
    server.put("/elsewhere", BODY)
    get = Getting(folder, limits, fake_time, server.url, f"http://localhost:{server.port}")
    assert get() == BODY


def test_a_redirect_gives_a_file_no_name(get: Getting, server: Server, folder: Path) -> None:
    server.put("/gdeltv2/..%2f..%2fevil.zip", BODY)
    server.behaviours[PATH] = [ways.redirect("/gdeltv2/..%2f..%2fevil.zip")]
    assert get() == BODY
    assert [path.name for path in folder.iterdir()] == [NAME]


def test_a_stopped_run_asks_for_nothing_more(get: Getting, server: Server) -> None:
    get.fetcher.stop.set()
    with pytest.raises(StoppedError):
        get()
    assert not part_of(get.path).exists() or part_of(get.path).stat().st_size < len(BODY)


@pytest.mark.parametrize("base", ["ftp://example.org", "file:///etc", "example.org", "http://u:p@example.org"])
def test_mirrors_must_be_web_addresses(base: str, fake_time: FakeTime) -> None:
    with pytest.raises(FetchError):
        Mirrors([base], fake_time.clock())


def test_without_mirrors_there_is_nothing_to_ask(fake_time: FakeTime) -> None:
    with pytest.raises(FetchError, match="No mirror"):
        Mirrors([], fake_time.clock())


def test_a_redirect_from_https_to_http_is_refused() -> None:
    with pytest.raises(RefusedError, match="from https to http://a/y"):
        _next("https://a/x", "http://a/y")
    assert _next("http://a/x", "https://a/y") == "https://a/y"
