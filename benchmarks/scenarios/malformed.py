"""Scenario files broken in many ways: each must be refused with a clear error, or be a scenario; never a traceback."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from detente.scenarios.facts import Facts
from detente.scenarios.problems import ScenarioFileError
from detente.scenarios.reader import read_scenario

WORDS: Final = (
    *("PAK", "Pakistn", "value", "salience", "position", "between", "range", "null", "true", "~", "[]", "{}", "''"),
    *("-1", "1e9", "1e999", ".nan", ".inf", "-.inf", "0x1F", "1_000", "12:30", "2016-13-45", "99999999999999999999"),
    *("&a", "*a", "!!python/object/apply:os.system ['true']", "!!binary aGk=", "<<: *a", "? [a]", "|", ">", "@", "`"),
    *("\t", "\x00", "\x1b[2J", "\u202e", "\ufeff", "é", "𝕏", "- - - -", "---", "...", "%YAML 1.2", "#", ": :", "{{{{"),
)


SMALL: Final = b"""\
scenario: Two and a third
as_of: 2016-09-20
question: {pair: [RUS, PAK], issue: road}
actors: {RUS: {}, PAK: {}, IND: {}}
ties:
  default: {value: 0, range: [-1, 1], assumption: nothing known}
  pairs:
    - {between: [RUS, PAK], value: 1, source: a text, quote: "they drill together"}
issues:
  road:
    title: A road
    positions:
      PAK: {position: 90, salience: 60, assumption: ours}
      IND: {position: {value: 10, range: [0, 30]}, salience: 50, assumption: ours}
change:
  issues: {road: {positions: {RUS: {position: 70, salience: 20, assumption: ours}}}}
deal: {between: [PAK, IND], issues: [road], without: {road: {value: 40, assumption: ours}}, brokers: {RUS: {}}}
said:
  - {text: If the road is built, source: a text}
"""


@dataclass(frozen=True, slots=True)
class Refused:
    """How many files were refused, read, or failed otherwise, and what the failures were."""

    files: int
    refused: int
    read: int
    unclear: Counter[str]
    faults: Counter[str]


def broken(example: bytes, count: int, seed: int) -> Iterator[bytes]:
    """Mutations of a small scenario file and, one in ten, of a large one, one to eight at a time; each seed its own."""
    drawn = random.Random(seed)
    for number in range(count):
        content = SMALL if number % 10 else example
        for _ in range(drawn.choice((1, 1, 1, 2, 3, 8))):
            content = drawn.choice(MUTATIONS)(content, drawn)
        yield content


def try_all(example: bytes, count: int, seed: int, facts: Facts) -> Refused:
    """Read every mutation and count what comes of it.

    An error is clear when it names the file and, but for files that are no text at all or too large, a line.
    """
    refused = read = 0
    unclear: Counter[str] = Counter()
    faults: Counter[str] = Counter()
    for content in broken(example, count, seed):
        try:
            read_scenario(content, "broken.yaml", facts)
            read += 1
        except ScenarioFileError as error:
            refused += 1
            if not CLEAR.match(str(error)):
                unclear[str(error)[:200]] += 1
        except Exception as error:  # what this is there to find
            faults[f"{type(error).__name__}: {error}"[:200]] += 1
    return Refused(count, refused, read, unclear, faults)


CLEAR: Final = re.compile(r"broken\.yaml, (line \d+|file)[^:]*(: | ).+\. Allowed: .+\.", re.DOTALL)


def _cut(content: bytes, drawn: random.Random) -> bytes:
    return content[: drawn.randrange(len(content) + 1)]


def _drop_line(content: bytes, drawn: random.Random) -> bytes:
    lines = content.split(b"\n")
    del lines[drawn.randrange(len(lines))]
    return b"\n".join(lines)


def _double_line(content: bytes, drawn: random.Random) -> bytes:
    lines = content.split(b"\n")
    at = drawn.randrange(len(lines))
    return b"\n".join([*lines[:at], lines[at], *lines[at:]])


def _swap_lines(content: bytes, drawn: random.Random) -> bytes:
    lines = content.split(b"\n")
    a, b = drawn.randrange(len(lines)), drawn.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]
    return b"\n".join(lines)


def _indent(content: bytes, drawn: random.Random) -> bytes:
    lines = content.split(b"\n")
    at = drawn.randrange(len(lines))
    lines[at] = b" " * drawn.randrange(1, 5) + lines[at] if drawn.random() < 0.5 else lines[at].lstrip()
    return b"\n".join(lines)


def _word(content: bytes, drawn: random.Random) -> bytes:
    found = list(re.finditer(rb"[\w.-]+", content))
    if not found:
        return content
    hit = drawn.choice(found)
    return content[: hit.start()] + drawn.choice(WORDS).encode("utf-8", "surrogatepass") + content[hit.end() :]


def _bytes(content: bytes, drawn: random.Random) -> bytes:
    at = drawn.randrange(len(content) + 1)
    return content[:at] + bytes(drawn.randrange(256) for _ in range(drawn.randrange(1, 6))) + content[at:]


def _misspell(content: bytes, drawn: random.Random) -> bytes:
    found = list(re.finditer(rb"[a-zA-Z_]{4,}", content))
    if not found:
        return content
    hit = drawn.choice(found)
    word = bytearray(hit.group())
    at = drawn.randrange(len(word) - 1)
    word[at], word[at + 1] = word[at + 1], word[at]
    return content[: hit.start()] + bytes(word) + content[hit.end() :]


def _nest(content: bytes, drawn: random.Random) -> bytes:
    at = drawn.randrange(len(content) + 1)
    return content[:at] + drawn.choice((b"[", b"{a: ", b"- ")) * drawn.choice((2, 30, 3000)) + content[at:]


def _long(content: bytes, drawn: random.Random) -> bytes:
    at = drawn.randrange(len(content) + 1)
    return (
        content[:at] + drawn.choice((b"9", b"x", b"[1,", b" a: b\n")) * drawn.choice((100, 5000, 90_000)) + content[at:]
    )


MUTATIONS: Final = (
    *(_cut, _drop_line, _double_line, _swap_lines, _indent, _word, _word, _word, _bytes, _misspell, _misspell),
    *(_nest, _long),
)
