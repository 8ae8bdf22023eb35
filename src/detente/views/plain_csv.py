"""Texts of others as cells of a CSV file: no formula for a spreadsheet, no escape for a terminal, one line each."""

from __future__ import annotations

import re
from typing import Final

STARTS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "'")
"""What makes a spreadsheet take a text for a formula, and the apostrophe that keeps it from doing so."""

# Control characters, what hides or reorders text, line separators, halves of characters; and the backslash itself.
_UNSAFE: Final = re.compile(
    "[\\x00-\\x1f\\\\\\x7f-\\x9f\\u00ad\\u061c\\u200b\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ud800-\\udfff\\ufeff]"
)
_SPELLED: Final = re.compile(r"\\(?:\\|x([0-9a-f]{2})|u([0-9a-f]{4})|([tnr]))")
_SHORT: Final = {"\t": r"\t", "\n": r"\n", "\r": r"\r", "\\": r"\\"}
_LONG: Final = {"t": "\t", "n": "\n", "r": "\r"}


def no_formula(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would take it for a formula.

    >>> no_formula("=1+1"), no_formula("Pakistan")
    ("'=1+1", 'Pakistan')
    """
    return f"'{text}" if text.startswith(STARTS_FORMULA) else text


def spelled(text: str) -> str:
    r"""The text as one line that is safe in a cell and on a screen; `unspelled` gives back every character.

    >>> spelled("=a\t\x1b[31m\\"), unspelled(spelled("=a\t\x1b[31m\\"))
    ("'=a\\t\\x1b[31m\\\\", '=a\t\x1b[31m\\')
    """
    return no_formula(_UNSAFE.sub(lambda found: _escape(found[0]), text))


def unspelled(cell: str) -> str:
    """What `spelled` was given."""
    text = cell.removeprefix("'") if cell.startswith("'") else cell
    return _SPELLED.sub(_character, text)


def _escape(character: str) -> str:
    number = ord(character)
    return _SHORT.get(character) or (f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}")


def _character(found: re.Match[str]) -> str:
    short = found[3]
    if short is not None:
        return _LONG[short]
    number = found[1] or found[2]
    return chr(int(number, 16)) if number else "\\"
