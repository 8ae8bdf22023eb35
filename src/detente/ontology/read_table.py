"""Read one of the ontology's own tables, checking its shape."""

from __future__ import annotations

import csv
from importlib.resources import files

from detente.errors import TableError


def read_table(name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """The rows of ``tables/<name>`` as text; lines that start with ``#`` are its header of sources.

    Args:
        name: File name inside the tables folder.
        columns: The columns that the table must have, in order.

    Returns:
        One dictionary a row; an empty cell is an empty string.

    Raises:
        TableError: The columns are others, or a row has too few or too many cells.
    """
    text = files("detente.ontology").joinpath("tables", name).read_text(encoding="utf-8")
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if not line.startswith("#")]
    cells = list(csv.reader(line for _, line in lines))
    if not cells or tuple(cells[0]) != columns:
        raise TableError(f"{name}: columns are {cells[:1]}, expected {list(columns)}. Put the column line first.")
    rows = []
    for (number, _), row in zip(lines[1:], cells[1:], strict=True):
        if len(row) != len(columns):
            raise TableError(
                f"{name}, line {number}: {len(row)} cells, expected {len(columns)}. Quote cells with commas."
            )
        rows.append(dict(zip(columns, row, strict=True)))
    return rows
