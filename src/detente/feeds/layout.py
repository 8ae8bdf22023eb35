"""Which columns a file has: told by its header line, or by the width of each line."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass

from detente.errors import InputError
from detente.feeds.base import Feed, Layout
from detente.feeds.parse import Widths

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class FileLayout:
    """How to read one file: columns by width, and whether its first record is a header."""

    widths: Widths
    header: bool


def layout_of(first: bytes, feed: Feed, name: str) -> FileLayout:
    """The layout of a file whose first record is `first`, without a byte order mark.

    Raises:
        InputError: The feed's files have headers and this is none of theirs.
    """
    cells = _cells(first, feed)
    for layout in feed.layouts:
        if layout.header and (columns := _named_columns(cells, layout)) is not None:
            return FileLayout(_widths(columns, cells) if feed.ragged else {len(columns): columns}, header=True)
    bare = [layout for layout in feed.layouts if not layout.header and _may_begin(cells, layout)]
    widths = {len(layout.columns): layout.columns for layout in bare}
    if not widths:
        expected = " or ".join(_told(layout) for layout in feed.layouts)
        # Of a user's own file the names are the mapping's aliases; the columns themselves are only numbered.
        aliases = feed.layouts[0].aliases.items()
        spelt = {column: name for name, column in aliases if column.removeprefix("c").isdecimal()}
        asked = {_plain(spelt.get(column, column)) for column in feed.layouts[0].columns}
        missing = sorted(asked - {_plain(cell) for cell in cells})[:5]
        raise InputError(
            f"{name} does not begin with a header of {feed.name}: {expected} was expected, and of its columns "
            f"{', '.join(missing)} and perhaps others are missing. Is it a file of {feed.name}?"
        )
    if len(cells) in widths:  # the width of the first line is tried first
        widths = {len(cells): widths[len(cells)], **widths}
    return FileLayout(widths, header=False)


def _told(layout: Layout) -> str:
    return f"{layout.name} ({len(layout.columns)} columns{' or more' if layout.header else ''})"


def _may_begin(cells: list[str], layout: Layout) -> bool:
    """Whether a first line of the layout's width looks as its cells must; one of another width says nothing."""
    if len(cells) != len(layout.columns):
        return not layout.first
    beside = dict(zip(layout.columns, cells, strict=True))
    return all(re.fullmatch(pattern, beside[column].strip()) for column, pattern in layout.first.items())


def _widths(columns: tuple[str, ...], cells: list[str]) -> dict[int, tuple[str, ...]]:
    """The header's columns; those without the nameless at its end; those without every name that no layout knows."""
    named = len(cells) - next((at for at, cell in enumerate(reversed(cells)) if cell.strip()), 0)
    known = tuple(column for column in columns if not column.startswith("#"))
    return {len(known): known, named: columns[:named], len(columns): columns}


def _named_columns(cells: list[str], layout: Layout) -> tuple[str, ...] | None:
    """The cells by the layout's own names, others by names that nobody asks for; None when a column is missing."""
    ours = {_plain(column): column for column in (*layout.columns, *layout.optional)}
    ours |= {_plain(other): column for other, column in layout.aliases.items()}
    named: list[str] = []
    for number, cell in enumerate(cells):
        column = ours.get(_plain(cell))
        named.append(column if column is not None and column not in named else f"#{number}")
    return tuple(named) if set(layout.columns) <= set(named) else None


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").replace(".", " ").split())


def _cells(record: bytes, feed: Feed) -> list[str]:
    text = record.removeprefix(BOM).decode("utf-8", "replace").rstrip("\r\n")
    if feed.quote is None:
        return text.split(feed.delimiter)
    return next(csv.reader([text], delimiter=feed.delimiter, quotechar=feed.quote), [])
