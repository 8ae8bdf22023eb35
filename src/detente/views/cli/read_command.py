"""`detente read`: texts in, briefs or JSON Lines out, kept in a world when one is named."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rich.progress import Progress

from detente.errors import DetenteError
from detente.pipeline import Added, Failed, Known, World, count_inputs, open_world, read_inputs
from detente.pipeline.reading import READ_ENGINES, ReadEngine
from detente.records import Reading
from detente.views.cli.brief import print_brief
from detente.views.cli.screen import Screen
from detente.views.json_rows import print_rows

BRIEFS = 5
"""More inputs than these get one summary instead of a brief each."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for; see `detente read --help`."""

    world: Path | None = None
    published: str | None = None
    as_json: bool = False
    actors: Sequence[Path] = ()
    jobs: int | None = None
    report: Path | None = None
    engine: str = "local"
    scenario_draft: Path | None = None


@dataclass(slots=True)
class Run:
    """One run of the command: its options, and what it has done so far."""

    options: Options
    total: int
    world: World | None
    screen: Screen = field(default_factory=Screen)
    shown: int = 0
    failed: int = 0
    left_out: int = 0
    statements: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    origins: dict[str, str] = field(default_factory=dict)

    @property
    def briefs(self) -> bool:
        """Whether each article gets a brief, and a word on what became of it."""
        return self.total <= BRIEFS

    def skip(self, path: Path) -> None:
        """Count a file of a folder that is no text."""
        self.left_out += 1


def run(targets: Sequence[str], options: Options) -> int:
    """Read the targets and print.

    Returns:
        The exit code: 0, or 1 when some input could not be read. Errors of usage and of the world are raised.

    Raises:
        DetenteError: Nothing could be begun, or the world cannot be written.
    """
    published, engine = _day(options.published), _engine(options)
    total = count_inputs(targets)
    if options.report is not None:
        _check_report(options.report, total)
    if options.scenario_draft is not None:
        _check_draft(options.scenario_draft, total)
    run = Run(options, total, open_world(options.world) if options.world is not None else None)
    with run.screen.progress(total, beside_rows=options.as_json) as bar:
        results = read_inputs(
            targets,
            published=published,
            user_actors=options.actors,
            world=run.world,
            jobs=options.jobs,
            engine=engine,
            on_skip=run.skip,
        )
        readings = _shown(_told(results, run, bar), run)
        _keep(readings, run)
    _close(run)
    return 1 if run.failed else 0


def _engine(options: Options) -> ReadEngine:
    for engine in READ_ENGINES:
        if options.engine == engine:
            if engine == "spark" and options.jobs is not None:
                raise DetenteError("--jobs belongs to --engine local; Spark divides the work itself.")
            return engine
    raise DetenteError(f"--engine {options.engine!r}: give one of {', '.join(READ_ENGINES)}.")


def _check_report(path: Path, total: int) -> None:
    from detente.views.report.write import check_output

    if total != 1:
        raise DetenteError(f"--report shows one article, and {total} inputs were named. Name one, or leave it out.")
    check_output(path)


def _check_draft(path: Path, total: int) -> None:
    from detente.views.report.write import check_output

    if total != 1:
        raise DetenteError(f"--scenario-draft is of one article, and {total} inputs were named. Name one.")
    if path.is_file():
        raise DetenteError(f"{path} is there already, and may hold numbers of yours; name another file.")
    check_output(path)


def _told(results: Iterable[Reading | Known | Failed], run: Run, bar: Progress) -> Iterator[Reading | Known]:
    """What was read or is known; what could not be read goes to standard error as it comes."""
    for result in results:
        bar.advance(bar.task_ids[0])
        if isinstance(result, Failed):
            run.failed += 1
            run.screen.complain(result.error)
        else:
            yield result


def _shown(results: Iterable[Reading | Known], run: Run) -> Iterator[Reading]:
    """Print each article, also one that the world knows, as it is stored there; yield those to be kept."""
    for result in results:
        if isinstance(result, Reading):
            _show(result, run)
            run.shown += 1
            run.statements.update(str(statement.kind) for statement in result.statements)
            if run.world is not None and run.briefs:
                run.origins[result.article.id] = result.article.origin
            yield result
            continue
        run.outcomes["repeated"] += 1
        if run.world is not None and (run.options.as_json or run.briefs):
            _show(run.world.reading(result.article_id), run)
            if run.briefs:
                run.screen.note(f"{result.name}: the world holds this text already; shown as it was read then.")


def _show(reading: Reading, run: Run) -> None:
    if run.options.as_json:
        print_rows(reading, sys.stdout)
    elif run.briefs:
        with run.screen.free():
            print_brief(reading, run.screen.out)
    if run.options.report is not None:
        _write_report(reading, run.options.report, run)
    if run.options.scenario_draft is not None:
        _write_draft(reading, run.options.scenario_draft, run)


def _write_draft(reading: Reading, path: Path, run: Run) -> None:
    from detente.pipeline.scenarios import scenario_draft

    path.write_text(scenario_draft(reading), encoding="utf-8", newline="\n")
    run.screen.note(f"Draft of a scenario written to {path}; its numbers are assumptions to go through.")


def _write_report(reading: Reading, path: Path, run: Run) -> None:
    from detente.actors.registry import Registry
    from detente.views.report.write import write_report

    registry = Registry.load(tuple(run.options.actors)) if run.options.actors else None
    write_report(reading, path, registry=registry)
    run.screen.note(f"Report written to {path}")


def _keep(readings: Iterator[Reading], run: Run) -> None:
    if run.world is None:
        for _ in readings:
            pass
        return
    for added in run.world.add(readings):
        run.outcomes[added.outcome] += 1
        if added.outcome == "copy" and run.briefs:
            run.screen.note(_copy_words(added, run.world, run.origins))


def _copy_words(added: Added, world: World, origins: dict[str, str]) -> str:
    original = str(added.copy_of)
    name = origins.get(original) or world.article(original).origin
    return f"{origins.get(added.article_id, added.article_id)}: nearly the same text as {name}; linked as its copy."


def _close(run: Run) -> None:
    """Say at the end what was done, where there was more than one input or a world to keep it in."""
    say = run.screen.note if run.options.as_json else run.screen.say
    if run.total > 1 or run.left_out:
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in run.statements.most_common())
        known = f"{run.outcomes['repeated']:,} known already, " if run.outcomes["repeated"] else ""
        say(f"{run.shown:,} read ({kinds or 'no statements'}), {known}{run.failed:,} could not be read.")
    if run.left_out:
        say(f"{run.left_out:,} files of the folder were left out: neither text nor HTML by their endings.")
    if run.world is not None:
        done = f"{run.outcomes['added'] + run.outcomes['copy']:,} added, {run.outcomes['copy']:,} of them copies"
        say(f"World {run.options.world}: {done}; {run.outcomes['repeated']:,} there already.")


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise DetenteError(f"--published {text!r} is no date. Give a day as 2016-09-20.") from None
