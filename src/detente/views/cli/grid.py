"""Rows of cells as lines of text: wrapped at words, padded to columns, without spaces at a line's end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

GAP = 2
"""Columns of the terminal between two cells."""

COMFORTABLE = 14
"""A cell may be wrapped down to this width, or to its longest word if that is longer."""


def fit_widths(rows: Sequence[Sequence[Text]], width: int) -> list[int] | None:
    """How wide each column has to be so that all fit into `width`; None when they cannot without cramping.

    Columns keep their natural width where there is room. Else the widest give way first, down to COMFORTABLE.
    """
    columns = list(zip(*rows, strict=True))
    widths = [max(cell_len(cell.plain) for cell in column) for column in columns]
    least = [
        max(min(natural, COMFORTABLE), *(_longest_word(cell) for cell in column))
        for natural, column in zip(widths, columns, strict=True)
    ]
    room = width - GAP * (len(columns) - 1)
    if sum(least) > room:
        return None
    while sum(widths) > room:
        slack = [natural - low for natural, low in zip(widths, least, strict=True)]
        widths[slack.index(max(slack))] -= 1
    return widths


def row_lines(cells: Sequence[Text], widths: Sequence[int], console: Console) -> Text:
    """One row: each cell wrapped to its column's width, words kept whole where they fit."""
    wrapped = [cell.wrap(console, width) for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for parts in zip_longest(*wrapped, fillvalue=Text()):
        line = Text()
        for part, start in zip(parts, _starts(widths), strict=True):
            if part.plain.strip():
                line.append(" " * (start - cell_len(line.plain)))
                part.rstrip()
                line.append_text(part)
        lines.append(line)
    return Text("\n").join(lines)


def indented(text: Text, indent: int, console: Console) -> Text:
    """A paragraph wrapped to the console's width, every line indented by so many columns."""
    return row_lines([Text(), text], [indent - GAP, max(console.width - indent, 20)], console)


def _starts(widths: Sequence[int]) -> list[int]:
    return [sum(widths[:at]) + GAP * at for at in range(len(widths))]


def _longest_word(cell: Text) -> int:
    return max((cell_len(word) for word in cell.plain.split()), default=0)
