"""Write a report to a file, with clear words where that cannot be done."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import DetenteError
from detente.records import Reading
from detente.views.drafts import cannot_write, drafted

if TYPE_CHECKING:
    from detente.actors.registry import Registry


def check_output(path: Path) -> None:
    """Refuse a path that a report cannot be written to, before any work is done.

    Raises:
        DetenteError: It is a folder, its folder is missing, or one of them may not be written.
    """
    try:
        taken, folder = path.is_dir(), path.absolute().parent
        if taken:
            raise DetenteError(f"{path} is a folder; name a file in it, such as {path / 'detente-report.html'}.")
        if not folder.is_dir():
            raise DetenteError(f"The folder {folder} does not exist; make it, or name a file elsewhere.")
        if not os.access(path if path.exists() else folder, os.W_OK):
            raise DetenteError(f"{path} cannot be written: no permission; name a file elsewhere.")
    except OSError as error:  # a name too long for the disk
        raise cannot_write(path, error) from None


def write_report(reading: Reading, path: Path, *, registry: Registry | None = None) -> None:
    """Render a reading's report into a file; an older one is replaced whole, never left half-written.

    `registry` is the one the article was read with, where a user added actors to it.

    Raises:
        DetenteError: The file cannot be written.
    """
    from detente.views.report.report import render_report

    check_output(path)
    write_page(render_report(reading, registry=registry), path)


def write_page(page: str, path: Path) -> None:
    """Write a page into a file, whole or not at all.

    Raises:
        DetenteError: The file cannot be written.
    """
    with drafted(path) as draft:
        draft.write_text(page, encoding="utf-8", newline="\n")
