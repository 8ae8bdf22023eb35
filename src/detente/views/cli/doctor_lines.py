"""A world's report and a repair's plan on the screen. File names, codes and reasons are untrusted text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from rich.filesize import decimal
from rich.table import Table

from detente.views.wording import clean

if TYPE_CHECKING:
    from detente.views.cli.screen import Screen
    from detente.world.doctor import RepairPlan, WorldReport
    from detente.world.doctor.damage import Damaged
    from detente.world.doctor.gaps import WorldGap
    from detente.world.doctor.stored import FeedReport, Stored

LISTED: Final = 20
"""Lines of each kind that are shown; JSON has all."""


def print_report(report: WorldReport, screen: Screen) -> None:
    """The report, what is wrong first below the tables."""
    screen.say(f"World {report.path}, schema {report.schema_version or 'none yet'}")
    screen.say(f"{report.articles:,} articles, {report.copies:,} of them copies")
    if report.articles:
        screen.say(f"published {report.oldest_published or 'unknown'} to {report.newest_published or 'unknown'}")
        screen.say(f"last added {_moment(report.last_ingested) if report.last_ingested else 'never'}")
    rows = [
        (each.name, each.rows, each.orphan_rows, each.versions, each.files, each.bytes, each.spare_bytes)
        for each in report.tables
    ]
    _print_table(screen, ("table", "rows", "orphans", "versions", "files", "bytes", "spare"), rows)
    _print_damaged(report.damaged, screen, "Damaged files, left out above and below:")
    if report.orphan_rows:
        screen.say("A writer was killed. Its half-written rows are invisible.")
    _print_feeds(report.feeds, screen)
    if report.gaps_fault is not None:
        screen.say(report.gaps_fault)
    _print_gaps(report.gaps, screen)
    _print_codes(report, screen)
    _print_rejects(report, screen)


def print_plan(plan: RepairPlan, screen: Screen) -> None:
    """What a repair would do, line by line."""
    screen.say("Plan of the repair:" if plan.has_work else "There is nothing that a repair would do.")
    if plan.orphan_rows:
        screen.say(f"  remove {plan.orphan_rows:,} invisible rows of killed writers")
    for each in plan.compact:
        whose = each.table if each.feed is None else f"{each.table} of {each.feed}"
        screen.say(f"  write {each.files:,} small files of {whose} into few")
    if plan.unused_files:
        screen.say(f"  remove {plan.unused_files:,} files that no row needs any more, {decimal(plan.unused_bytes)}")
    _print_damaged(
        plan.forget, screen, "  forget the imports whose files are damaged, so that they can be imported again:"
    )
    _print_damaged(plan.beyond, screen, "What no repair brings back; take these from a copy of the world:")


def _print_damaged(damaged: Sequence[Damaged], screen: Screen, heading: str) -> None:
    if not damaged:
        return
    screen.say(heading)
    for each in damaged[:LISTED]:
        screen.say(f"  {each.path}: {each.why}")
        if each.files:
            more = f" and {len(each.files) - 3:,} more" if len(each.files) > 3 else ""
            screen.say(f"    imported from {', '.join(each.files[:3])}{more}")
    _print_more(len(damaged), screen)


def _print_feeds(feeds: Sequence[FeedReport], screen: Screen) -> None:
    for each in feeds:
        screen.say("")
        licence = f", licence {each.licence}" if each.licence else ""
        screen.say(f"{each.feed}{licence}")
        if each.files:
            files = "1 file" if each.files == 1 else f"{each.files:,} files"
            of = each.counts
            told = f"{of.added:,} added, {of.repeated:,} repeated, {of.mirrored:,} mirrored, {of.rejected:,} rejected"
            screen.say(f"  {files}: {of.rows:,} rows, {told}")
        newest = _moment(each.last_published) if each.last_published else "unknown"
        ingested = _moment(each.last_ingested) if each.last_ingested else "never"
        screen.say(f"  newest published {newest}, last added {ingested}")
        rows = [(each.table, each.period or "undated", each.rows, each.days) for each in _periods(each.stored)]
        _print_table(screen, ("  ", "period", "rows", "days"), rows)


def _periods(stored: Sequence[Stored]) -> list[Stored]:
    """The periods, or years where the months are many."""
    if len(stored) <= LISTED:
        return list(stored)
    from detente.world.doctor.stored import Stored

    years: dict[tuple[str, str | None], Stored] = {}
    for each in stored:
        key = (each.table, each.period and each.period[:4])
        before = years.get(key, Stored(*key, 0, None))
        days = None if each.days is None else (before.days or 0) + each.days
        years[key] = Stored(*key, before.rows + each.rows, days)
    return list(years.values())


def _print_gaps(gaps: Sequence[WorldGap], screen: Screen) -> None:
    if not gaps:
        return
    screen.say("")
    screen.say(
        f"{len(gaps):,} {'gap' if len(gaps) == 1 else 'gaps'}: stretches without data, which is not the same as "
        "without events (UTC, end excluded)"
    )
    rows = [(each.feed, each.series or "", _moment(each.start), _moment(each.end), clean(each.why)) for each in gaps]
    _print_table(screen, ("feed", "series", "from", "to", "why"), rows[:LISTED])
    _print_more(len(gaps), screen)


def _print_codes(report: WorldReport, screen: Screen) -> None:
    codes = report.unknown_codes
    if not codes:
        return
    screen.say("")
    screen.say(f"{len(codes):,} codes and names that no table knows; their events are kept")
    rows = [
        (each.feed, each.kind, clean(each.code), each.state or "", each.rows, clean(each.text or ""), each.example)
        for each in codes[:LISTED]
    ]
    _print_table(screen, ("feed", "kind", "code", "state", "events", "called", "such as"), rows)
    _print_more(len(codes), screen)


def _print_rejects(report: WorldReport, screen: Screen) -> None:
    if not report.rejects:
        return
    screen.say("")
    screen.say(f"{sum(each.rows for each in report.rejects):,} rows rejected (table rejects has each line)")
    rows = [
        (each.feed, clean(each.file), each.column or "", clean(each.reason), each.rows, each.line)
        for each in report.rejects[:LISTED]
    ]
    _print_table(screen, ("feed", "file", "column", "reason", "rows", "first line"), rows)
    _print_more(len(report.rejects), screen)


def _print_more(count: int, screen: Screen) -> None:
    if count > LISTED:
        screen.say(f"  and {count - LISTED:,} more; --json lists all")


def _print_table(screen: Screen, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    table = Table(box=None, pad_edge=False)
    rows = list(rows)
    for number, heading in enumerate(headings):
        numeric = any(isinstance(row[number], int) for row in rows)
        table.add_column(heading, justify="right" if numeric else "left", overflow="fold")
    for row in rows:
        table.add_row(*(f"{cell:,}" if isinstance(cell, int) else clean(str(cell or "")) for cell in row))
    screen.out.print(table)


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
