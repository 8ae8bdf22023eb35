"""Where findings go: standard output, a file of JSON lines, a webhook."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from detente import __version__
from detente.errors import DetenteError
from detente.pipeline.findings import Finding
from detente.views.json_rows import json_line
from detente.views.watch.finding_rows import finding_lines, finding_row
from detente.views.watch.webhook import Webhook, post

Name = Callable[[str], str]


class Sink(Protocol):
    """Takes findings, one at a time."""

    @property
    def name(self) -> str:
        """By which the state knows it."""

    def take(self, found: Finding, rule: str) -> None:
        """Deliver a finding.

        Raises:
            DetenteError: It could not be delivered.
        """


@dataclass(frozen=True)
class Screen:
    """Standard output: lines of text, or JSON lines."""

    actor: Name
    as_json: bool
    name: str = "stdout"

    def take(self, found: Finding, rule: str) -> None:
        """Print it."""
        if self.as_json:
            print(json_line(finding_row(found, rule, self.actor)), flush=True)
        else:
            print("\n".join(finding_lines(found, self.actor)), flush=True)


@dataclass(frozen=True)
class LinesFile:
    """A file that grows by one JSON line a finding, each on disk before the next."""

    path: Path
    actor: Name
    name: str = "file"

    def take(self, found: Finding, rule: str) -> None:
        """Append it.

        Raises:
            DetenteError: The file cannot be written.
        """
        line = json_line(finding_row(found, rule, self.actor)).encode() + b"\n"
        try:
            with self.path.open("ab+") as file:
                if file.tell():
                    file.seek(-1, os.SEEK_END)
                    line = line if file.read(1) == b"\n" else b"\n" + line  # a killed writer left half a line
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise DetenteError(f"{self.path} cannot be written ({error.strerror}); the finding is kept.") from None


@dataclass(frozen=True)
class Posted:
    """A webhook."""

    webhook: Webhook
    actor: Name
    name: str = "webhook"

    def take(self, found: Finding, rule: str) -> None:
        """Post it; rows that may not be passed on are withheld.

        Raises:
            WebhookError: It was not taken.
        """
        row = finding_row(found, rule, self.actor, passed_on=True)
        post(self.webhook, {"detente": __version__, "rule": rule, "finding": row})


Sinks = Sequence[Sink]
