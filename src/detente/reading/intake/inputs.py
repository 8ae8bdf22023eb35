"""What to read: files, folders, web pages and standard input, one at a time.

Only one input's bytes are in memory at once, so a folder of any size can be read.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.errors import EmptyInputError, InputError, InputTooLargeError

MAX_BYTES = 5_000_000
"""The largest input read, in bytes: about 800,000 words; news articles lie under 0.1 MB, pages under 3 MB."""

MAX_CHARS = 1_000_000
"""The longest text read, in characters, once decoded and taken out of its page."""

SUFFIXES = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml"})
"""The files that a folder is searched for; a file named by itself is read whatever its suffix."""

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """Bytes to be read as one article.

    `name` is what the user called it and what messages name. `media_type` is what a server declared, such as
    ``text/html; charset=utf-8``; None for files. `url` is where a page was in the end found; None for files.
    """

    name: str
    data: bytes
    media_type: str | None = None
    url: str | None = None


def iter_inputs(
    targets: Sequence[str],
    *,
    on_error: Callable[[InputError], None],
    on_skip: Callable[[Path], None] = lambda path: None,
    allow_private: bool = True,
) -> Iterator[Input]:
    """Yield every input that the targets name, in order; what cannot be had is told and the others go on.

    Args:
        targets: Files, folders (searched with their subfolders, sorted by name, hidden ones left out), URLs, or
            ``-`` for standard input.
        on_error: Called with the error of each input that cannot be read.
        on_skip: Called with each file of a folder that is no text or HTML file by its suffix.
        allow_private: Whether URLs may lead to private and loopback addresses; never allow it on a visitor's behalf.
    """
    for target in targets:
        for name in _names(target, on_skip):
            try:
                yield _load(name, allow_private)
            except InputError as error:
                on_error(error)


def count_inputs(targets: Sequence[str]) -> int:
    """How many inputs the targets name, readable or not: the total of a progress bar."""
    return sum(1 for target in targets for _ in _names(target, lambda path: None))


def is_url(target: str) -> bool:
    """Whether a target is a web address rather than a path.

    >>> is_url("https://example.org/a"), is_url("notes/a.txt")
    (True, False)
    """
    return target.lower().startswith(("http://", "https://"))


def _names(target: str, on_skip: Callable[[Path], None]) -> Iterator[str]:
    if target == STDIN or is_url(target) or not os.path.isdir(target):
        yield target
        return
    for folder, subfolders, files in os.walk(target):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        for file in sorted(name for name in files if not name.startswith(".")):
            path = Path(folder, file)
            if path.suffix.lower() in SUFFIXES:
                yield str(path)
            else:
                on_skip(path)


def _load(name: str, allow_private: bool) -> Input:
    if name == STDIN:
        return Input("standard input", _within_limit(sys.stdin.buffer.read(MAX_BYTES + 1), "standard input"))
    if is_url(name):
        from detente.reading.intake.fetch import fetch

        page = fetch(name, allow_private=allow_private, max_bytes=MAX_BYTES)
        return Input(name, page.data, page.media_type, page.url)
    return Input(name, _read_file(name))


def _read_file(name: str) -> bytes:
    path = Path(name)
    if not path.exists():
        raise InputError(
            f"{name}: no such file or folder. Give a file, a folder, an http(s) URL, or - for standard input."
        )
    if not path.is_file():
        raise InputError(f"{name}: is neither a file nor a folder. Give a file, a folder, an http(s) URL, or -.")
    try:
        with path.open("rb") as file:
            data = _within_limit(file.read(MAX_BYTES + 1), name)
    except OSError as error:
        raise InputError(f"{name}: cannot be read ({error.strerror}). Check the file and its permissions.") from error
    if not data:
        raise EmptyInputError(f"{name}: is empty (0 bytes). Give a file with the text of an article.")
    return data


def _within_limit(data: bytes, name: str) -> bytes:
    if len(data) > MAX_BYTES:
        raise InputTooLargeError(
            f"{name}: is over {MAX_BYTES:,} bytes, the most that is read as one article. Split it into its articles."
        )
    return data
