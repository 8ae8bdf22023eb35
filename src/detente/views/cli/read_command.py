"""`detente read`: texts in, briefs or JSON Lines out, kept in a world when one is named."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn

from detente.errors import DetenteError
from detente.pipeline import Failed, count_inputs, open_world, read_inputs
from detente.records import Reading
from detente.views.cli.brief import print_brief
from detente.views.json_rows import print_rows

BRIEFS = 5  # more articles than this get one summary instead of a brief each


@dataclass(slots=True)
class Tally:
    """What a run has done so far."""

    articles: int = 0
    failed: int = 0
    skipped: int = 0
    statements: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)


def run(
    targets: Sequence[str], *, world: Path | None, published: str | None, as_json: bool, actors: Sequence[Path], jobs: int | None
) -> int:
    """Read the targets and print; returns the exit code: 0, or 1 when some input could not be read."""
    day = _day(published)
    total = count_inputs(targets)
    tally = Tally()
    out, err = Console(), Console(stderr=True)
    with _progress(err, total) as progress:
        task = progress.add_task("reading", total=total)

        def skip(path: Path) -> None:
            tally.skipped += 1

        results = read_inputs(targets, published=day, user_actors=actors, jobs=jobs, on_skip=skip)
        shown = _shown(_told(results, tally, err, progress, task), as_json=as_json, briefs=total <= BRIEFS, out=out)
        _store(shown, world, tally)
    _close(tally, total, world, out=err if as_json else out)
    return 1 if tally.failed or not tally.articles else 0


def _told(
    results: Iterable[Reading | Failed], tally: Tally, err: Console, progress: Progress, task: object
) -> Iterator[Reading]:
    """The readings; failures go to the error stream as they come."""
    for result in results:
        progress.advance(task)  # type: ignore[arg-type]  # rich's TaskID is an int newtype
        if isinstance(result, Failed):
            tally.failed += 1
            err.print(f"detente: {result.error}", style="red", markup=False, highlight=False, soft_wrap=True)
            continue
        tally.articles += 1
        tally.statements.update(str(statement.kind) for statement in result.statements)
        yield result


def _shown(readings: Iterable[Reading], *, as_json: bool, briefs: bool, out: Console) -> Iterator[Reading]:
    for reading in readings:
        if as_json:
            print_rows(reading, sys.stdout)
        elif briefs:
            print_brief(reading, out)
        yield reading


def _store(readings: Iterator[Reading], world: Path | None, tally: Tally) -> None:
    if world is None:
        for _ in readings:
            pass
        return
    for added in open_world(world).add(readings):
        tally.outcomes[added.outcome] += 1


def _progress(console: Console, total: int) -> Progress:
    """A bar with rate and time left; hidden for a single input and where nobody watches."""
    columns = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TaskProgressColumn(show_speed=True),
        TextColumn("{task.fields[rate]}"), TimeRemainingColumn(),
    )  # fmt: skip
    return _Rated(*columns, console=console, disable=total <= 1 or not console.is_terminal, transient=True)


class _Rated(Progress):
    """A progress display that tells its rate in articles a second."""

    def get_renderables(self) -> Iterable[object]:  # type: ignore[override]  # rich types it as renderables
        for task in self.tasks:
            task.fields["rate"] = f"{task.speed:,.1f} articles/s" if task.speed else ""
        return super().get_renderables()

    def add_task(self, description: str, **options: object) -> object:  # type: ignore[override]
        return super().add_task(description, rate="", **options)  # type: ignore[arg-type]


def _close(tally: Tally, total: int, world: Path | None, *, out: Console) -> None:
    """Say at the end what was done, where there was more than one input or a world to keep it in."""
    if total > 1 or tally.skipped:
        kinds = ", ".join(f"{count} {kind}" for kind, count in tally.statements.most_common())
        out.print(f"\n{tally.articles} articles read ({kinds or 'no statements'}); {tally.failed} could not be read", highlight=False)
        if tally.skipped:
            out.print(f"{tally.skipped} files of the folder are neither text nor HTML and were left out", highlight=False)
    if world is not None:
        words = {"added": "added", "repeated": "there already", "copy": "linked as copies"}
        done = ", ".join(f"{tally.outcomes[key]} {word}" for key, word in words.items() if tally.outcomes[key] or key == "added")
        out.print(f"World {world}: {done}", highlight=False, markup=False)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise DetenteError(f"--published {text!r} is no date; give a day as 2016-09-20.") from None
