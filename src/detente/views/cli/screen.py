"""What the commands share of the terminal: where to print, messages, and a progress bar for folders."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from detente.views.wording import clean


class Screen:
    """Standard output and standard error as consoles. No colour codes go where no terminal is, or with NO_COLOR set."""

    def __init__(self) -> None:
        self.out = Console(highlight=False, markup=False, emoji=False)
        self.err = Console(stderr=True, highlight=False, markup=False, emoji=False)
        self._progress: Progress | None = None

    def say(self, message: str) -> None:
        """Print a message to standard output."""
        with self.free():
            self.out.print(clean(message), soft_wrap=True)

    def note(self, message: str) -> None:
        """Print a message to standard error, where it does not mix with the rows of `--json`."""
        with self.free():
            self.err.print(clean(message), soft_wrap=True)

    def complain(self, error: Exception | str) -> None:
        """Print an error to standard error."""
        with self.free():
            self.err.print(Text(f"detente: {clean(str(error))}", style="red"), soft_wrap=True)

    @contextmanager
    def progress(self, total: int, *, beside_rows: bool) -> Iterator[Progress]:
        """A bar on standard error with rate and time left; shown for several inputs, where a terminal watches.

        Args:
            total: How many inputs there are.
            beside_rows: Whether rows are printed meanwhile; no bar then when they go to a terminal themselves.
        """
        watched = self.err.is_terminal and not (beside_rows and sys.stdout.isatty())
        columns = (
            TextColumn("reading"),
            BarColumn(),
            MofNCompleteColumn(),
            Rate(),
            TextColumn("time left"),
            TimeRemainingColumn(),
        )
        # Never redirected: rich would send rows meant for a file to the terminal.
        with Progress(
            *columns,
            console=self.err,
            disable=not watched or total <= 1,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        ) as bar:
            bar.add_task("reading", total=total)
            self._progress = bar
            try:
                yield bar
            finally:
                self._progress = None

    @contextmanager
    def status(self, words: str) -> Iterator[Callable[[str], None]]:
        """Words on standard error for as long as something takes, where a terminal watches; gives what changes them."""
        if not self.err.is_terminal:
            yield lambda words: None
            return
        with self.err.status(words) as shown:
            yield lambda words: shown.update(clean(words))

    @contextmanager
    def free(self) -> Iterator[None]:
        """Take the bar off the screen while something else is printed."""
        bar = self._progress
        if bar is None or bar.disable:
            yield
            return
        bar.stop()
        try:
            yield
        finally:
            bar.start()


class Rate(ProgressColumn):
    """Inputs a second."""

    def render(self, task: Task) -> Text:
        """The rate over the last seconds; nothing before there is one."""
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.1f} articles/s" if speed else "", style="progress.data.speed")
