"""`detente import`: feed files into a world, or with --dry-run what that would come to."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.filesize import decimal
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

from detente.feeds.batches import expected_bytes
from detente.feeds.registry import feed_for
from detente.world.importing import Import, Imported, Refusal
from detente.world.ledger import Counts
from detente.world.store import World

LISTED = 30
"""Files and reasons that are shown one by one; JSON has all."""


def run(
    feed: str,
    paths: list[Path],
    *,
    world: Path,
    dry_run: bool = False,
    as_json: bool = False,
    mapping: Path | None = None,
) -> int:
    """Import feed files.

    Args:
        feed: Its name, as `FEEDS` lists them.
        paths: Files, folders, zip and gz archives.
        world: World directory; made if missing.
        dry_run: Read and count everything, but write nothing.
        as_json: Print one object at the end: {rows, added, repeated, mirrored, rejected}; a dry run adds its plan.
        mapping: For csv: what the columns are; for tkg: which day its times begin on.

    Returns:
        0, or 1 when a file could not be read; then nothing of that file is in the world.

    Raises:
        InputError: Unknown feed, or a path that holds nothing of it.
        WorldError: The world cannot be read or written.
    """
    with _progress() as progress:
        bar = progress.add_task("looking", total=None, rows=0)
        done_rows = 0

        def show(rows: int, size: int) -> None:
            nonlocal done_rows
            done_rows += rows
            progress.update(bar, advance=size, rows=f"{done_rows:,}")

        work = Import(World.open(world), feed_for(feed, paths, mapping), paths, dry_run=dry_run, progress=show)
        progress.update(
            bar, description="reading" if dry_run else "importing", total=sum(map(expected_bytes, work.new_files))
        )
        files = list(work)
    total = sum((file.counts for file in files), Counts())
    faults = [file for file in files if file.fault]
    if as_json:
        plan = {"dry_run": True, "files": [_row(work, file) for file in files]} if dry_run else {}
        print(json.dumps(asdict(total) | plan, ensure_ascii=False))
    else:
        _print(work, files, total, world)
    for file in faults:
        print(f"detente: {file.fault}", file=sys.stderr)
    return 1 if faults else 0


def _progress() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(show_speed=True),
        TextColumn("{task.fields[rows]} rows"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        disable=not sys.stderr.isatty(),
    )


def _row(work: Import, file: Imported) -> dict[str, object]:
    about = {"file": _name(file, work), "bytes": _size(file), "before": file.before, "fault": file.fault}
    return about | {"note": file.note} | asdict(file.counts)


def _print(work: Import, files: list[Imported], total: Counts, world: Path) -> None:
    console = Console()
    if work.dry_run:
        console.print(f"Plan for {world}; nothing was written.", markup=False, highlight=False)
    table = Table("file", "size", "rows", "added", "repeated", "mirrored", "rejected", "")
    for file in files[:LISTED]:
        note = "cannot be read" if file.fault else "already in" if file.before else ""
        table.add_row(
            _plain(_name(file, work)), decimal(_size(file)), *map("{:,}".format, asdict(file.counts).values()), note
        )
    if len(files) > LISTED:
        table.add_row(f"and {len(files) - LISTED:,} more files")
    table.add_section()
    packed = decimal(sum(each.packed for each in work.files))
    table.add_row(f"{len(files):,} files", packed, *_numbers(total), "")
    console.print(table)
    for note, names in _notes(work, files).items():
        console.print(f"{names}: {note}", markup=False, highlight=False)
    _print_refused(console, work.refused, dry_run=work.dry_run)


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
            by_note.setdefault(_printable(file.note), []).append(_printable(_name(file, work)))
    more = {note: f" and {len(names) - 1:,} more" if len(names) > 1 else "" for note, names in by_note.items()}
    return {note: names[0] + more[note] for note, names in by_note.items()}


def _numbers(counts: Counts) -> list[str]:
    return [f"{number:,}" for number in asdict(counts).values()]


def _print_refused(console: Console, refused: list[Refusal], *, dry_run: bool) -> None:
    if not refused:
        return
    console.print("Would be rejected:" if dry_run else "Rejected (table rejects of the world has each line):")
    for each in refused[:LISTED]:
        column = "" if each.column is None else f"{each.column}: "
        console.print(f"  {each.rows:,}  {column}{each.reason}", markup=False, highlight=False)


def _plain(text: str) -> str:
    """A file's name for a terminal: no control characters, no markup."""
    return _printable(text).replace("[", r"\[")


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text)
