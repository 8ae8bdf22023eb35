"""A whole fetch against a server that misbehaves: plan, download, gaps, kill and go on."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
import threading
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import misbehaving_server as ways
from detente.errors import FetchError
from detente.feeds.fetch.download import Downloads
from detente.feeds.fetch.gaps import Gap, read_gaps
from detente.feeds.fetch.job import FetchJob
from detente.feeds.fetch.limits import Limits
from detente.feeds.fetch.names import Series, Stream, Window
from detente.feeds.fetch.plan import Survey, part_of
from misbehaving_server import FakeTime, Server

DAY = Window.of_days(date(2019, 10, 24), date(2019, 10, 24))
MIDNIGHT = datetime(2019, 10, 24, tzinfo=UTC)
STAMPS = [f"{MIDNIGHT + timedelta(minutes=15 * number):%Y%m%d%H%M%S}" for number in range(96)]
NOW = datetime(2020, 1, 1, tzinfo=UTC).timestamp()


@pytest.fixture
def job(folder: Path, server: Server, fake_time: FakeTime) -> FetchJob:
    fake_time.seconds = NOW
    return make_job(folder, server, fake_time)


def make_job(folder: Path, server: Server, fake_time: FakeTime, *series: Series, window: Window = DAY) -> FetchJob:
    return FetchJob(series or [Series(2)], window, folder, [server.url], 4, Limits(), fake_time.clock())


def fetch(job: FetchJob) -> tuple[Survey, Downloads, list[Gap]]:
    with job.holding():
        plan = job.plan()
        found = job.survey(plan)
        return found, *job.download(plan, found)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")} - {"gaps.json"}


def quarter(number: int) -> datetime:
    return MIDNIGHT + timedelta(minutes=15 * number)


def test_a_day_comes_whole(job: FetchJob, folder: Path, server: Server) -> None:
    made = server.put_gdelt2(STAMPS)
    found, result, gaps = fetch(job)
    assert (len(found.there), len(found.to_get), found.bytes_to_get) == (0, 96, 96 * 500)
    assert (len(result.got), result.failed, result.not_tried, gaps) == (96, [], [], [])
    assert {name: (folder / name).read_bytes() for name in names(folder)} == made
    assert read_gaps(folder).covered == ((Series(2), DAY),)


def test_a_second_run_asks_for_the_list_only(job: FetchJob, server: Server) -> None:
    server.put_gdelt2(STAMPS[:8])
    fetch(job)
    server.asked.clear()
    found, result, _ = fetch(job)
    assert (len(found.there), len(found.to_get), result.got) == (8, 0, [])
    assert [path for path, _ in server.asked] == ["/gdeltv2/masterfilelist.txt"]


def test_a_dry_run_writes_nothing(job: FetchJob, folder: Path, server: Server) -> None:
    server.put_gdelt2(STAMPS[:8])
    found = job.survey(job.plan())
    assert len(found.to_get) == 8
    assert not folder.exists()


def test_a_damaged_file_is_seen_and_replaced(job: FetchJob, folder: Path, server: Server) -> None:
    made = server.put_gdelt2(STAMPS[:3])
    fetch(job)
    name = sorted(made)[1]
    (folder / name).write_bytes(bytes(500))  # as long as the file, but not the file
    found, result, _ = fetch(job)
    assert [file.name for file in found.damaged] == [file.name for file in result.got] == [name]
    assert (folder / name).read_bytes() == made[name]


def test_quarters_missing_from_the_list_are_gaps(job: FetchJob, folder: Path, server: Server) -> None:
    server.put_gdelt2([*STAMPS[:10], *STAMPS[13:]])
    _, result, gaps = fetch(job)
    assert len(result.got) == 93
    assert [(gap.start, gap.end, gap.why) for gap in gaps] == [(quarter(10), quarter(13), "not in GDELT's list")]
    assert read_gaps(folder).gaps == tuple(gaps)


def test_a_listed_file_that_no_server_has_is_a_failure_and_a_gap(job: FetchJob, folder: Path, server: Server) -> None:
    made = server.put_gdelt2(STAMPS)
    name = sorted(made)[40]
    server.behaviours[f"/gdeltv2/{name}"] = [ways.status(404)]
    _, result, gaps = fetch(job)
    assert [file.name for file, _ in result.failed] == [name]
    assert "answered 404" in result.failed[0][1]
    assert len(result.got) == 95
    assert [(gap.start, gap.end, gap.why) for gap in gaps] == [
        (quarter(40), quarter(41), "listed, but no server gave it whole")
    ]
    server.behaviours[f"/gdeltv2/{name}"] = []
    _, result, gaps = fetch(job)
    assert ([file.name for file in result.got], gaps, read_gaps(folder).gaps) == ([name], [], ())


def test_a_mixture_of_misbehaviour_still_ends_with_every_file(job: FetchJob, folder: Path, server: Server) -> None:
    made = server.put_gdelt2(STAMPS)
    tricks = [
        ways.other_bytes, ways.half, ways.reset, ways.status(500), ways.status(429, Retry_After=7), ways.endless,
        ways.wrong_length(5), ways.ignores_range, ways.hangs_up_after, ways.status(503),
    ]  # fmt: skip
    chance = random.Random(0)
    for name in made:
        server.behaviours[f"/gdeltv2/{name}"] = [*chance.sample(tricks, 2), ways.good]
    _, result, gaps = fetch(job)
    assert (len(result.got), result.failed, gaps) == (96, [], [])
    assert {name: (folder / name).read_bytes() for name in names(folder)} == made


def test_when_no_server_answers_any_more_the_rest_is_left(job: FetchJob, folder: Path, server: Server) -> None:
    made = server.put_gdelt2(STAMPS)
    for name in sorted(made)[10:]:
        server.behaviours[f"/gdeltv2/{name}"] = [ways.status(500)]
    _, result, gaps = fetch(job)
    assert len(result.got) == 10
    assert 20 <= len(result.failed) < 50  # a slow success among the failures starts the count anew
    assert len(result.got) + len(result.failed) + len(result.not_tried) == 96
    assert "files in a row could not be had" in str(result.stopped_by)
    assert sum((gap.end - gap.start).total_seconds() for gap in gaps) == 86 * 900


def test_both_streams_are_planned_side_by_side(folder: Path, server: Server, fake_time: FakeTime) -> None:
    fake_time.seconds = NOW
    server.put_gdelt2(STAMPS[:4])
    server.put_gdelt2(STAMPS[:3], table="translation.export.CSV")
    job = make_job(folder, server, fake_time, Series(2), Series(2, Stream.TRANSLATION))
    _, result, gaps = fetch(job)
    assert len(result.got) == 7
    assert [(gap.series.stream, gap.start, gap.why) for gap in gaps] == [
        (Stream.ENGLISH, quarter(4), "after the last file in GDELT's list"),
        (Stream.TRANSLATION, quarter(3), "after the last file in GDELT's list"),
    ]


def test_gdelt1_comes_by_its_two_lists(folder: Path, server: Server, fake_time: FakeTime) -> None:
    made = {f"201401{day:02}.export.CSV.zip": f"day {day}".encode() for day in range(20, 29) if day not in {23, 24, 25}}
    for name, body in made.items():
        server.put(f"/events/{name}", body)
    sizes = [f"{len(body)} {name}\n" for name, body in made.items()]
    sums = [f"{hashlib.md5(body).hexdigest()}  {name}\n" for name, body in made.items()]
    server.put("/events/filesizes", "".join(sizes).encode(), ways.half, ways.good)
    server.put("/events/md5sums", "".join(sums).encode())
    window = Window.of_days(date(2014, 1, 20), date(2014, 1, 28))
    _, result, gaps = fetch(make_job(folder, server, fake_time, Series(1), window=window))
    assert (len(result.got), names(folder)) == (6, set(made))
    assert [(gap.start.day, gap.end.day) for gap in gaps] == [(23, 26)]
    assert gaps[0].why.endswith("GDELT published no file for 2014-01-23 to 2014-01-25")


def test_a_list_that_breaks_off_is_read_on_where_it_broke(job: FetchJob, server: Server) -> None:
    server.put_gdelt2(STAMPS)
    path = "/gdeltv2/masterfilelist.txt"

    def cut(handler: ways.Handler, body: bytes) -> None:
        handler.start(200, Content_Length=len(body), ETag=f'"{hashlib.md5(body).hexdigest()}"')
        handler.wfile.write(body[:1234])
        handler.close_connection = True

    server.behaviours[path] = [cut, ways.good]
    (report,) = job.plan().lists
    assert (report.lines, report.wanted, report.malformed) == (96, 96, 0)
    assert server.asked == [(path, None), (path, "bytes=1234-")]


def test_a_list_that_changed_meanwhile_is_read_from_its_beginning(job: FetchJob, server: Server) -> None:
    server.put_gdelt2(STAMPS)
    path = "/gdeltv2/masterfilelist.txt"
    server.behaviours[path] = [ways.half, ways.good]  # `half` shows another ETag
    (report,) = job.plan().lists
    assert (report.lines, report.wanted, report.malformed) == (96, 96, 0)
    assert [asked for _, asked in server.asked if asked] == [f"bytes={(len(server.files[path]) + 1) // 2}-"]


def test_a_page_that_is_no_list_is_refused(job: FetchJob, server: Server) -> None:
    server.put("/gdeltv2/masterfilelist.txt", b"<html>Please sign in to the hotel's network</html>\n")
    with pytest.raises(FetchError, match="is no list of GDELT's files"):
        job.plan()


def test_an_endless_list_is_cut_off(folder: Path, server: Server, fake_time: FakeTime) -> None:
    server.put_gdelt2(STAMPS)
    server.behaviours["/gdeltv2/masterfilelist.txt"] = [ways.endless]
    job = FetchJob([Series(2)], DAY, folder, [server.url], 1, Limits(list_bytes=100_000), fake_time.clock())
    with pytest.raises(FetchError, match="does not end within the 100,000 bytes"):
        job.plan()


def test_a_full_disk_is_said_before_the_first_byte(job: FetchJob, folder: Path, server: Server) -> None:
    server.put_gdelt2(STAMPS[:1])
    path = "/gdeltv2/masterfilelist.txt"
    server.put(path, server.files[path].replace(b"500 ", b"999999999999 "), ways.good)
    with pytest.raises(FetchError, match="bytes free, but 999,999,999,999 are to come"):
        fetch(job)


def test_a_folder_that_cannot_be_written_stops_the_run(job: FetchJob, folder: Path, server: Server) -> None:
    made = server.put_gdelt2(STAMPS[:4])
    part_of(folder / sorted(made)[0]).mkdir(parents=True)  # where bytes should go there is a folder
    _, result, _ = fetch(job)
    assert "cannot be written" in str(result.stopped_by)
    assert len(result.got) + len(result.failed) + len(result.not_tried) == 4


def test_two_fetches_do_not_work_in_one_folder(job: FetchJob) -> None:
    with job.holding(), pytest.raises(FetchError, match="another fetch is at work"), job.holding():
        pass


@pytest.mark.parametrize("jobs", [0, 17])
def test_the_number_of_downloads_at_once_is_bounded(folder: Path, jobs: int) -> None:
    with pytest.raises(FetchError, match="Give 1 to 16"):
        FetchJob([Series(2)], DAY, folder, jobs=jobs)


def test_no_more_downloads_at_once_than_asked_for(job: FetchJob, server: Server) -> None:
    made = server.put_gdelt2(STAMPS[:30])
    now, most, lock = 0, 0, threading.Lock()

    def counted(handler: ways.Handler, body: bytes) -> None:
        nonlocal now, most
        with lock:
            now += 1
            most = max(most, now)
        time.sleep(0.005)
        with lock:
            now -= 1
        ways.good(handler, body)

    for name in made:
        server.behaviours[f"/gdeltv2/{name}"] = [counted]
    fetch(job)
    assert 2 <= most <= job.jobs == 4


def test_ctrl_c_ends_a_run_that_waits_for_a_silent_server(
    folder: Path, server: Server, fake_time: FakeTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_time.seconds = NOW
    made = server.put_gdelt2(STAMPS[:8])
    for name in sorted(made)[2:]:
        server.behaviours[f"/gdeltv2/{name}"] = [ways.silent]
    job = FetchJob([Series(2)], DAY, folder, [server.url], 2, Limits(), fake_time.clock())
    real = threading.Thread.join

    def interrupted(thread: threading.Thread, timeout: float | None = None) -> None:
        if len(list(folder.glob("*.zip"))) == 2 and not job.stop.is_set():
            raise KeyboardInterrupt
        real(thread, timeout)

    monkeypatch.setattr(threading.Thread, "join", interrupted)
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        fetch(job)
    assert time.monotonic() - began < 25  # the server would be silent for a minute, and patience lasts 30 s
    assert names(folder) == set(sorted(made)[:2])
    assert (quarter(2), quarter(8)) in [(gap.start, gap.end) for gap in read_gaps(folder).gaps]


CHILD = """
import sys
from datetime import date
from pathlib import Path
from detente.feeds.fetch.job import FetchJob
from detente.feeds.fetch.names import Series, Window
job = FetchJob([Series(2)], Window.of_days(date(2019, 10, 24), date(2019, 10, 24)), Path(sys.argv[2]), [sys.argv[1]], 2)
with job.holding():
    plan = job.plan()
    job.download(plan, job.survey(plan))
"""


def test_a_killed_fetch_goes_on_where_it_was(folder: Path, server: Server, fake_time: FakeTime) -> None:
    fake_time.seconds = NOW
    made = server.put_gdelt2(STAMPS[:12], size=200_000)

    def slowly(handler: ways.Handler, body: bytes) -> None:
        handler.start(200, Content_Length=len(body))
        for start in range(0, len(body), 20_000):
            handler.wfile.write(body[start : start + 20_000])
            time.sleep(0.01)

    for name in made:
        server.behaviours[f"/gdeltv2/{name}"] = [slowly]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    child = subprocess.Popen([sys.executable, "-c", CHILD, server.url, str(folder)], env=environment)
    deadline = time.monotonic() + 30
    while len(list(folder.glob("*.zip"))) < 3 and child.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    child.kill()  # SIGKILL
    child.wait()

    left = {path.name: path.read_bytes() for path in folder.glob("*.zip")}
    assert 3 <= len(left) < 12
    assert all(body == made[name] for name, body in left.items())  # what has its name is whole
    waiting = {gap.why for gap in read_gaps(folder).gaps}
    assert "listed, but not downloaded yet" in waiting  # and what is not here stands as a gap

    parts = {path.name.removesuffix(".part"): path.stat().st_size for path in folder.glob("*.part")}
    server.asked.clear()
    for name in made:
        server.behaviours[f"/gdeltv2/{name}"] = []
    _, result, gaps = fetch(make_job(folder, server, fake_time))
    assert len(result.got) == 12 - len(left)
    assert {name: (folder / name).read_bytes() for name in names(folder)} == made
    assert {gap.why for gap in gaps} == {"after the last file in GDELT's list"}
    begun = {path.removeprefix("/gdeltv2/"): asked for path, asked in server.asked if asked}
    assert begun == {name: f"bytes={size}-" for name, size in parts.items() if 0 < size < 200_000}
