"""`detente fetch`: plan and download a feed's own files; say what was had, what was not, and where the gaps are."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.filesize import decimal
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn
from rich.table import Table

from detente.errors import FetchError
from detente.feeds.fetch.download import Downloads
from detente.feeds.fetch.gaps import GAPS_FILE, Gap, gap_words
from detente.feeds.fetch.job import FetchJob
from detente.feeds.fetch.mirrors import MIRRORS
from detente.feeds.fetch.names import Series, Stream, What, Window
from detente.feeds.fetch.plan import Plan, PlannedFile, Survey

SHOWN = 20  # gaps, failures and malformed lines printed; --json has every gap and failure


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks for.

    Attributes:
        feed: "gdelt".
        start: The first day of UTC, as 2019-10-24.
        end: The last day, as whole as the first.
        directory: Where the files go.
        stream: "english", "translation" or "both".
        version: 1 or 2.
        what: "events" or "mentions".
        dry_run: Only say what would be done; write nothing.
        as_json: Print one JSON object.
        mirrors: Addresses to fetch from instead of GDELT's own; empty for those.
        jobs: Downloads at once.
    """

    feed: str
    start: str
    end: str
    directory: Path
    stream: str = "english"
    version: int = 2
    what: str = "events"
    dry_run: bool = False
    as_json: bool = False
    mirrors: tuple[str, ...] = ()
    jobs: int = 4


def run(asked: Asked) -> int:
    """Fetch a feed's files.

    Returns:
        0 when everything that GDELT lists for the window is here; 1 when something is not, or nothing is listed. A
        dry run returns 0 when something is listed.

    Raises:
        DetenteError: What was asked for makes no sense, or the lists cannot be had.
    """
    began = time.monotonic()
    window = Window.of_days(_day(asked.start, "--from"), _day(asked.end, "--to"))
    job = FetchJob(_series(asked), window, asked.directory, asked.mirrors or MIRRORS, asked.jobs)
    out = Console(stderr=asked.as_json)
    result, gaps = Downloads(), None
    if asked.dry_run:
        plan, found = _look(job)
    else:
        with job.holding():
            plan, found = _look(job)
            if not asked.as_json:
                _print_plan(plan, found, out)
            with _bar("downloading", sum(file.listed.size for file in found.to_get), found.begun_bytes) as bar:
                result, gaps = job.download(plan, found, on_bytes=bar.add)
    if asked.as_json:
        print(json.dumps(_report(asked, plan, found, result, gaps, time.monotonic() - began)))
    elif asked.dry_run:
        _print_plan(plan, found, out)
    else:
        _print_end(plan, found, result, gaps or [], asked.directory, out)
    return 1 if result.failed or result.not_tried or not plan.files else 0


def _look(job: FetchJob) -> tuple[Plan, Survey]:
    with _bar("reading GDELT's lists", None) as bar:
        plan = job.plan(on_bytes=bar.add)
    with _bar("checking what is here", sum(file.listed.size for file in plan.files)) as bar:

        def checked(file: PlannedFile) -> None:
            bar.add(file.listed.size)

        return plan, job.survey(plan, on_file=checked)


class _bar:  # noqa: N801 (reads as the function it stands for: `with _bar(...) as bar`)
    """A progress bar of bytes with rate and time left on the error stream; hidden where nobody watches."""

    def __init__(self, title: str, total: int | None, done: int = 0) -> None:
        console = Console(stderr=True)
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            DownloadColumn(),
            TransferSpeedColumn(),
            TimeRemainingColumn(),
        )
        self._progress = Progress(*columns, console=console, disable=not console.is_terminal, transient=True)
        self._task = self._progress.add_task(title, total=total, completed=done)

    def __enter__(self) -> _bar:
        self._progress.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._progress.stop()

    def add(self, size: int) -> None:
        self._progress.advance(self._task, size)


def _print_plan(plan: Plan, found: Survey, out: Console) -> None:
    table = Table("series", "from", "to (UTC)", "listed", "bytes", "here", "damaged", "to get", "bytes", "gaps")
    for series, window in plan.covered:
        mine = [
            [file for file in files if file.series == series]
            for files in (plan.files, found.there, found.damaged, found.to_get)
        ]
        listed, there, damaged, to_get = mine
        table.add_row(
            str(series), f"{window.start:%Y-%m-%d}", f"{window.end:%Y-%m-%d %H:%M}", f"{len(listed):,}", _bytes(listed),
            f"{len(there):,}", f"{len(damaged):,}", f"{len(to_get):,}", _bytes(to_get),
            f"{sum(gap.series == series for gap in plan.gaps):,}",
        )  # fmt: skip
    out.print(table)
    if found.begun_bytes:
        _say(out, f"{decimal(found.begun_bytes)} of what is to get were begun by an earlier run.")
    for report in plan.lists:
        counts = f"{report.wanted:,} of the window, {report.malformed:,} malformed, {report.repeated:,} repeated"
        _say(out, f"{report.list_name}: {report.lines:,} lines; {counts}")
        for line in report.shown[:SHOWN]:
            _say(out, f"  line {line.line:,}: {line.reason}: {line.raw}")
    _print_gaps(plan.gaps, "GDELT's lists have gaps in the window", out)


def _print_gaps(gaps: Sequence[Gap], title: str, out: Console) -> None:
    if gaps:
        _say(out, f"{title} ({len(gaps):,}):")
    for gap in gaps[:SHOWN]:
        _say(out, f"  {gap.series}: {gap.start:%Y-%m-%d %H:%M} to {gap.end:%Y-%m-%d %H:%M}: {gap.why}")
    if len(gaps) > SHOWN:
        _say(out, f"  and {len(gaps) - SHOWN:,} more; --json has all")


def _print_end(plan: Plan, found: Survey, result: Downloads, gaps: list[Gap], directory: Path, out: Console) -> None:
    if not plan.files:
        _say(out, "GDELT's lists name no file for this window.")
    _say(
        out,
        f"{len(plan.files):,} files listed: {len(found.there):,} were here, {len(result.got):,} downloaded "
        f"({_bytes(result.got)}), {len(result.failed):,} could not be had, {len(result.not_tried):,} not tried",
    )
    for file, why in result.failed[:SHOWN]:
        _say(out, f"  {file.name}: {why}")
    if len(result.failed) > SHOWN:
        _say(out, f"  and {len(result.failed) - SHOWN:,} more; --json has all")
    if result.stopped_by is not None:
        _say(out, f"Stopped: {result.stopped_by}")
    _say(out, f"{len(gaps):,} gaps are written in {directory / GAPS_FILE}")
    if result.failed or result.not_tried:
        _say(out, "The same command again goes on from here.")


def _report(
    asked: Asked, plan: Plan, found: Survey, result: Downloads, gaps: list[Gap] | None, seconds: float
) -> dict[str, object]:
    """The object that `--json` prints; docs/fetch.md tells its fields."""
    return {
        "feed": "gdelt",
        "from": asked.start,
        "to": asked.end,
        "series": [
            {"version": series.version, "stream": str(series.stream), "what": str(series.what)}
            for series, _ in plan.covered
        ],
        "directory": str(asked.directory),
        "dry_run": asked.dry_run,
        "listed": _counts(plan.files),
        "there": _counts(found.there),
        "damaged": _counts(found.damaged),
        "to_get": {**_counts(found.to_get), "begun_bytes": found.begun_bytes},
        "downloaded": _counts(result.got),
        "failed": [{"name": file.name, "why": why} for file, why in result.failed],
        "not_tried": len(result.not_tried),
        "stopped_by": str(result.stopped_by) if result.stopped_by else None,
        "gaps": [gap_words(gap) for gap in (plan.gaps if gaps is None else gaps)],
        "lists": [
            {
                "name": report.list_name, "lines": report.lines, "wanted": report.wanted, "other": report.other,
                "malformed": report.malformed, "repeated": report.repeated,
                "malformed_shown": [
                    {"line": line.line, "reason": line.reason, "raw": line.raw} for line in report.shown
                ],
            }
            for report in plan.lists
        ],
        "seconds": round(seconds, 3),
    }  # fmt: skip


def _counts(files: Sequence[PlannedFile]) -> dict[str, int]:
    return {"files": len(files), "bytes": sum(file.listed.size for file in files)}


def _bytes(files: Sequence[PlannedFile]) -> str:
    return decimal(sum(file.listed.size for file in files))


def _say(out: Console, text: str) -> None:
    out.print(text, markup=False, highlight=False, soft_wrap=True)


def _series(asked: Asked) -> list[Series]:
    if asked.feed != "gdelt":
        raise FetchError(
            f"{asked.feed!r} cannot be fetched, only gdelt can. Other feeds are downloaded by hand (docs/fetch.md)."
        )
    if asked.stream not in {*Stream, "both"}:
        raise FetchError(f"--stream {asked.stream!r} is not known. Give english, translation or both.")
    if asked.what not in set(What):
        raise FetchError(f"--what {asked.what!r} is not known. Give events or mentions.")
    streams = list(Stream) if asked.stream == "both" else [Stream(asked.stream)]
    return [Series(asked.version, each, What(asked.what)) for each in streams]


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise FetchError(f"{option} {text!r} is no date; give a day as 2019-10-24.") from None
