"""The lines that `detente code` takes: objects with a text and perhaps its source and target, checked one by one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Any, NoReturn

from detente.reading.code.code_lines import Line

MAX_TEXT = 20_000
"""Characters of a line's text, at most: a sentence has some hundreds, and parsing costs memory by its length."""

WANTED = 'Expected a JSON object with "text", a string that is not empty.'


@dataclass(frozen=True, slots=True)
class Given:
    """A line's object, as it goes out again, and what is to be coded of it, or else what is wrong with it.

    `where` is the file and line, for messages.
    """

    row: dict[str, Any]
    line: Line | str
    where: str


def parse_lines(lines: Iterable[bytes], name: str, *, first: int = 1) -> Iterator[Given]:
    """Parse lines; blank ones are passed over, faulty ones come out with file, line and reason.

    Args:
        lines: The lines in UTF-8, with or without their ends.
        name: What messages call the file.
        first: The number of the first line; a byte order mark may stand before line 1.

    >>> [given] = parse_lines([b'{"text": "Iran met Oman.", "source": "Iraq"}'], "a.jsonl")
    >>> print(given.line)
    a.jsonl, line 1: source 'Iraq' does not stand in the text. Give it as the text has it.
    """
    for number, line in enumerate(lines, first):
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip():
            yield _parse(line, f"{name}, line {number}", number)


def _parse(line: bytes, where: str, number: int) -> Given:
    try:
        row = json.loads(line.decode(), parse_constant=_refuse, parse_float=_finite)
    except UnicodeDecodeError as error:
        wrong = f"{where}: is not UTF-8 (byte {error.start + 1}). Save the file as UTF-8."
        return Given({"line": number}, wrong, where)
    except (ValueError, RecursionError) as error:
        return Given({"line": number}, f"{where}: is not JSON ({error}). {WANTED}", where)
    if not isinstance(row, dict):
        return Given({"line": number}, f"{where}: is no JSON object. {WANTED}", where)
    return Given(row, _line(row, where), where)


def _line(row: dict[str, Any], where: str) -> Line | str:
    text, source, target = row.get("text"), row.get("source"), row.get("target")
    if not isinstance(text, str) or not text.strip():
        return f'{where}: has no "text". {WANTED}'
    if len(text) > MAX_TEXT:
        return f"{where}: its text has {len(text):,} characters, at most {MAX_TEXT:,} are coded. Use `detente read`."
    if any("\ud800" <= char <= "\udfff" for char in text):
        return f"{where}: its text holds half a character (a lone surrogate). Encode the text again."
    for label, words in (("source", source), ("target", target)):
        if words is not None and (not isinstance(words, str) or not words.strip()):
            return f"{where}: its {label} is {words!r:.80}, expected words of the text, or null."
        if words is not None and words not in text:
            return f"{where}: {label} {words!r:.80} does not stand in the text. Give it as the text has it."
    return Line(text, source, target)


def _finite(number: str) -> float:
    value = float(number)
    return value if isfinite(value) else _refuse(number)


def _refuse(number: str) -> NoReturn:
    raise ValueError(f"{number} is no number that JSON can hold")
