"""`detente import`: feed files into a world, or with --dry-run what that would come to."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Final

from rich.console import Console
from rich.filesize import decimal
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
)
from rich.table import Column, Table
from rich.text import Text

from detente.engines.file_counts import keep_file_counts
from detente.feeds.batches import expected_bytes
from detente.feeds.registry import feed_for
from detente.views.cli.reject_file import default_reject_file, write_rejects
from detente.views.wording import clean
from detente.world.importing import Import, Imported, Refusal
from detente.world.ledger import Counts
from detente.world.store import World

LISTED: Final = 30
"""Files and reasons that are shown one by one; JSON has all."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for; see `detente import --help`."""

    feed: str
    paths: list[Path]
    world: Path
    dry_run: bool = False
    as_json: bool = False
    mapping: Path | None = None
    rejects: Path | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """A run that is over. `reject_file` is None where nothing was refused, or a dry run was asked for none."""

    files: list[Imported]
    seconds: float
    reject_file: Path | None

    @property
    def total(self) -> Counts:
        """The counts of all files."""
        return sum((file.counts for file in self.files), Counts())


def run(options: Options) -> int:
    """Import feed files, or plan it; write the reject file, and tell what became of every row.

    Returns:
        0, or 1 when a file could not be read; then nothing of that file is in the world.

    Raises:
        InputError: Unknown feed, or a path that holds nothing of it.
        WorldError: The world cannot be read or written.
        DetenteError: The reject file cannot be written.
    """
    started = monotonic()
    with _progress() as bar:
        task = bar.add_task("looking", total=None, rows=0)

        def show(rows: int, size: int) -> None:
            bar.update(task, advance=size, rows=bar.tasks[0].fields["rows"] + rows)

        feed = feed_for(options.feed, options.paths, options.mapping)
        work = Import(World.open(options.world), feed, options.paths, dry_run=options.dry_run, progress=show)
        what = "reading" if options.dry_run else "importing"
        bar.update(task, description=what, total=sum(map(expected_bytes, work.new_files)))
        files = list(work)
        if not options.dry_run and work.new_files:
            bar.update(task, description="counting")
            keep_file_counts(options.world)
    done = Done(files, monotonic() - started, _write_rejects(work, options, files))
    if options.as_json:
        plan = {"dry_run": True, "files": [_row(work, file) for file in files]} if options.dry_run else {}
        rejects = {"rejects": [asdict(each) for each in work.refused]} if options.dry_run else {}
        print(json.dumps(asdict(done.total) | plan | rejects, ensure_ascii=False))
        if done.reject_file is not None:
            print(f"Rejected rows: {clean(str(done.reject_file))}", file=sys.stderr)
    else:
        _print(work, done, options)
    faults = [file.fault for file in files if file.fault]
    for fault in faults:
        print(f"detente: {clean(fault)}", file=sys.stderr)
    if work.gaps_fault is not None:
        print(f"detente: {clean(work.gaps_fault)}", file=sys.stderr)
    return 1 if faults else 0


def _write_rejects(work: Import, options: Options, files: list[Imported]) -> Path | None:
    """A dry run writes only where it was told to, and what was refused before needs no further file in the world."""
    path = options.rejects
    refused_now = any(file.counts.rejected and not file.before for file in files)
    if path is None and refused_now and not options.dry_run:
        path = default_reject_file(options.world, work.feed.name)
    if path is not None:
        write_rejects(work.rejects(), path)
    return path


class _Rows(ProgressColumn):
    """Rows so far, how many a second, and how long the rest will take at the rate so far.

    The columns that rich has for this tell nothing before the second piece is in, which is half of a middling import.
    """

    def render(self, task: Task) -> Text:
        """Nothing before there are any."""
        rows = task.fields["rows"]
        if not rows or not task.elapsed or not task.total or not task.completed:
            return Text("")
        left = timedelta(seconds=round(task.elapsed * max(task.total / task.completed - 1, 0)))
        speed = f"{decimal(int(task.completed / task.elapsed))}/s"
        return Text(f"{rows:,} rows, {rows / task.elapsed:,.0f} rows/s, {speed}, {left} left")


def _progress() -> Progress:
    console = Console(stderr=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        _Rows(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
        redirect_stdout=False,
        redirect_stderr=False,
    )


def _row(work: Import, file: Imported) -> dict[str, object]:
    about = {"file": _name(file, work), "bytes": _size(file), "before": file.before, "fault": file.fault}
    return about | {"note": file.note} | asdict(file.counts)


def _print(work: Import, done: Done, options: Options) -> None:
    console = Console(highlight=False, markup=False, emoji=False)
    if work.dry_run:
        console.print(clean(f"Plan for {options.world}; nothing was written there."), soft_wrap=True)
    console.print(_table(work, done))
    for note, names in _notes(work, done.files).items():
        console.print(f"{names}: {note}", soft_wrap=True)
    _print_refused(console, work)
    console.print(_summary(done, dry_run=work.dry_run), soft_wrap=True)
    if done.reject_file is not None:
        console.print(f"Rejected rows, each with its line: {clean(str(done.reject_file))}", soft_wrap=True)


def _table(work: Import, done: Done) -> Table:
    table = Table(Column("file", overflow="fold"), "size", box=None, pad_edge=False)
    for heading in ("rows", "new" if work.dry_run else "added", "repeated", "mirrored", "rejected"):
        table.add_column(heading, justify="right")
    table.add_column("")
    for file in done.files[:LISTED]:
        table.add_row(clean(_name(file, work)), decimal(_size(file)), *_numbers(file.counts), _remark(file))
    if len(done.files) > LISTED:
        table.add_row(f"and {len(done.files) - LISTED:,} more files")
    packed = decimal(sum(each.packed for each in work.files))
    table.add_row(f"{len(done.files):,} files" if len(done.files) != 1 else "1 file", packed, *_numbers(done.total), "")
    return table


def _summary(done: Done, *, dry_run: bool) -> str:
    """The counts as a sentence, each row of the input in just one of them."""
    total = done.total
    would = "would be " if dry_run else ""
    rate = f" ({total.rows / done.seconds:,.0f} rows/s)" if done.seconds else ""
    return (
        f"{total.rows:,} rows read in {done.seconds:.1f} s{rate}: {total.added:,} {would}added, {total.repeated:,} "
        f"repeated, {total.mirrored:,} mirrored, {total.rejected:,} {would}rejected."
    )


def _remark(file: Imported) -> str:
    if file.fault:
        return "cannot be read"
    if not file.counts.rows:
        return "no rows"
    if file.counts.rejected == file.counts.rows:
        return "all refused"
    return "already in" if file.before else ""


def _size(file: Imported) -> int:
    return 0 if file.file is None else file.file.packed


def _name(file: Imported, work: Import) -> str:
    """The file's name, with its folder where another file of the run has the same one."""
    same = sum(each.name == file.name for each in work.files)
    return file.name if same < 2 or file.file is None else f"{file.file.path.resolve().parent.name}/{file.name}"


def _notes(work: Import, files: list[Imported]) -> dict[str, str]:
    """What there is to say of files, with the first of those it is said of and how many more."""
    by_note: dict[str, list[str]] = {}
    for file in files:
        if file.note is not None:
            by_note.setdefault(clean(file.note), []).append(clean(_name(file, work)))
    more = {note: f" and {len(names) - 1:,} more" if len(names) > 1 else "" for note, names in by_note.items()}
    return {note: names[0] + more[note] for note, names in by_note.items()}


def _numbers(counts: Counts) -> list[str]:
    return [f"{number:,}" for number in asdict(counts).values()]


def _print_refused(console: Console, work: Import) -> None:
    if not work.refused:
        return
    console.print("Would be rejected:" if work.dry_run else "Rejected:")
    for each in work.refused[:LISTED]:
        console.print(f"  {_words(each)}", soft_wrap=True)
    if len(work.refused) > LISTED:
        console.print(f"  and for {len(work.refused) - LISTED:,} more reasons")


def _words(each: Refusal) -> str:
    column = "" if each.column is None else f"{each.column}: "
    first = f"{'at' if each.rows == 1 else 'first at'} {each.file}, line {each.line:,}"
    return clean(f"{each.rows:,} {column}{each.reason} ({first})")
