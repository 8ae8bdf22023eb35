"""Read the word tables of this folder: CSV with ``#`` comment lines before the header."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files

from detente.errors import TableError


def read_table(name: str) -> Iterator[dict[str, str]]:
    """Rows of tables/`name` as dictionaries of text.

    Raises:
        TableError: A row has more or fewer cells than the header; the message names file and line.
    """
    text = files("detente.reading").joinpath("tables", name).read_text(encoding="utf-8")
    lines = [
        (number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")
    ]
    reader = csv.reader(line for _, line in lines)
    header = next(reader)
    for (number, _), cells in zip(lines[1:], reader, strict=True):
        if len(cells) != len(header):
            raise TableError(f"{name}, line {number}: {len(cells)} cells, expected {len(header)} ({', '.join(header)})")
        yield dict(zip(header, cells, strict=True))
