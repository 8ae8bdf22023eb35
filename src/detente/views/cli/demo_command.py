"""`detente demo`: read the bundled article, print its brief, write its report."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from detente.reading.intake.inputs import Input
from detente.reading.read import Reader
from detente.records import Reading
from detente.views.cli.brief import print_brief
from detente.views.cli.screen import Screen
from detente.views.report.write import check_output, write_report

ARTICLE = "demo_article.txt"
NEXT = (
    ("detente read FILE", "your own article; or a URL"),
    ("detente read FILE --report R.html", "a report like this one"),
    ("detente read FILE --json", "JSON Lines with offsets"),
    ("detente read FOLDER --world DIR", "read many and keep them"),
)


def run(output: Path) -> int:
    """Read the bundled article, print its brief, and write its report to `output`; returns the exit code.

    Raises:
        DetenteError: The report cannot be written, or the language pipeline is missing.
    """
    check_output(output)
    screen = Screen()
    with _progress(screen.err) as progress:
        task = progress.add_task("loading the language pipeline", total=3)
        reader = _loaded_reader()
        progress.update(task, advance=1, description="reading the article")
        reading = _read_article(reader)
        progress.update(task, advance=1, description="drawing the report")
        write_report(reading, output)
        progress.update(task, advance=1)
    print_brief(reading, screen.out)
    _print_next(output, screen.out)
    return 0


def _loaded_reader() -> Reader:
    from detente.reading.syntax.parse import load_pipeline

    load_pipeline()
    return Reader()


def _read_article(reader: Reader) -> Reading:
    data = files("detente.views.cli").joinpath(ARTICLE).read_bytes()
    return reader.read(Input(ARTICLE, data))


def _progress(console: Console) -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def _print_next(output: Path, out: Console) -> None:
    out.print()
    out.print(Text.assemble("Report: ", (str(output.absolute()), "bold")), soft_wrap=True)
    out.print("Open it in a browser; it needs no network. Then try:")
    for command, what in NEXT:
        out.print(Text.assemble("  ", (command.ljust(35), "bold"), what))
