from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.views.plain_csv import no_formula, spelled, unspelled


@given(st.text(st.characters(), max_size=40))
def test_what_is_spelled_can_be_had_back(text: str) -> None:
    cell = spelled(text)
    assert unspelled(cell) == text
    assert len(cell.splitlines()) <= 1
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in cell)
    cell.encode()


def test_formulas_and_escapes() -> None:
    assert spelled('=HYPERLINK("http://x")\t\x1b[2J') == '\'=HYPERLINK("http://x")\\t\\x1b[2J'
    assert spelled("'=x") == "''=x"
    assert spelled("\u202eabc") == "\\u202eabc"
    assert no_formula("@x") == "'@x"
    assert no_formula("1-2") == "1-2"
