from __future__ import annotations

import io

import pytest
from rich.console import Console
from rich.text import Text

from detente.views.cli.grid import COMFORTABLE, fit_widths, indented, row_lines

WORDS = "one two three four five six seven"  # 33 characters


@pytest.fixture
def console() -> Console:
    return Console(file=io.StringIO(), width=40)


def test_columns_keep_their_natural_width_where_there_is_room() -> None:
    assert fit_widths([[Text("when"), Text("who")], [Text("2016"), Text("Pakistan")]], 80) == [4, 8]


def test_the_widest_gives_way_first() -> None:
    assert fit_widths([[Text("2016"), Text(WORDS)]], 30) == [4, 24]


def test_no_column_is_cramped() -> None:
    assert fit_widths([[Text(WORDS), Text(WORDS)]], 2 * COMFORTABLE + 2) == [COMFORTABLE, COMFORTABLE]
    assert fit_widths([[Text(WORDS), Text(WORDS)]], 2 * COMFORTABLE + 1) is None
    assert fit_widths([[Text("a" * 30), Text("b" * 30)]], 61) is None


def test_cells_are_wrapped_at_words_without_spaces_at_the_end(console: Console) -> None:
    shown = row_lines([Text("2016"), Text("one two three"), Text("x")], [4, 8, 1], console)
    assert shown.plain == "2016  one two   x\n      three"


def test_wide_letters_take_two_columns(console: Console) -> None:
    assert row_lines([Text("北京"), Text("x")], [4, 1], console).plain == "北京  x"


def test_paragraphs_are_indented_on_every_line(console: Console) -> None:
    lines = indented(Text(WORDS * 3), 4, console).plain.splitlines()
    assert all(line.startswith("    ") and len(line) <= 40 for line in lines)
