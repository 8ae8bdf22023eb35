"""YAML as plain data with line numbers: bounded, without aliases, tags or objects; nothing in it can be executed.

PyYAML's parser is used for its events only; the values are made here. Plain `true`, `false`, `null`, numbers and dates
are what they look like, everything else is text: "no" and "on" are words, and a key is always text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from detente.scenarios.problems import Problem, ScenarioFileError

MOST_BYTES: Final = 200_000
MOST_VALUES: Final = 20_000
DEEPEST: Final = 16

Path = tuple[str | int, ...]
Value = dict[str, Any] | list[Any] | str | int | float | bool | date | None

_NUMBER: Final = re.compile(r"[-+]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})([eE][-+]?\d{1,2})?")
_WHOLE: Final = re.compile(r"[-+]?\d{1,15}")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_WORDS: Final = {"": None, "~": None, "null": None, "true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Tree:
    """A file's data, and the line on which each value stands."""

    data: Any
    lines: dict[Path, int]

    def line(self, path: Path) -> int | None:
        """The line of a value, or of the nearest one around it."""
        return next((self.lines[path[:end]] for end in range(len(path), -1, -1) if path[:end] in self.lines), None)


@dataclass(slots=True)
class _Open:
    """A mapping or list that has not ended; `key` waits for its value."""

    value: dict[str, Any] | list[Any]
    path: Path
    key: str | None = None


@dataclass(slots=True)
class _Builder:
    name: str
    lines: dict[Path, int] = field(default_factory=dict)
    stack: list[_Open] = field(default_factory=list)
    root: Any = None

    def here(self, line: int) -> Path:
        """Where the next value belongs."""
        if not self.stack:
            return ()
        top = self.stack[-1]
        return (*top.path, len(top.value) if isinstance(top.value, list) else str(top.key))

    def add(self, value: Any, line: int) -> None:
        """A value, or a key where a mapping waits for one."""
        path = self.here(line)
        if not self.stack:
            self.root, self.lines[()] = value, line
            return
        top = self.stack[-1]
        if isinstance(top.value, list):
            top.value.append(value)
        else:
            assert top.key is not None, "a mapping's value follows its key"
            top.value[top.key], top.key = value, None
        self.lines.setdefault(path, line)

    def key(self, text: str, line: int) -> None:
        top = self.stack[-1]
        assert isinstance(top.value, dict), "only mappings have keys"
        if text in top.value:
            first = self.lines[(*top.path, text)]
            raise _fault(self.name, line, (*top.path, text), f"is there already, on line {first}", "each key once")
        top.key = text
        self.lines[(*top.path, text)] = line


def read_tree(content: bytes, name: str) -> Tree:
    """The data of a YAML file.

    Args:
        content: The file's bytes, UTF-8.
        name: What the file is called in errors.

    Raises:
        ScenarioFileError: It is too large, deep or long, no UTF-8, no YAML, has aliases, tags or a key twice, or is
            more than one document.
    """
    import yaml

    if len(content) > MOST_BYTES:
        raise _fault(name, None, (), f"has {len(content):,} bytes", f"at most {MOST_BYTES:,} bytes")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _fault(name, line, (), "holds a byte that is not UTF-8", "UTF-8 text") from None
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    builder = _Builder(name)
    try:
        for number, event in enumerate(yaml.parse(text, Loader=loader)):
            if number > MOST_VALUES:
                raise _fault(name, _line(event), (), "has too many values", f"at most {MOST_VALUES:,}")
            _take(builder, event)
    except yaml.YAMLError as error:
        raise _broken(name, error) from None
    return Tree(builder.root, builder.lines)


def _take(builder: _Builder, event: Any) -> None:
    """One event of the parser."""
    import yaml

    line = _line(event)
    top = builder.stack[-1] if builder.stack else None
    wants_key = top is not None and isinstance(top.value, dict) and top.key is None
    if isinstance(event, yaml.DocumentStartEvent) and () in builder.lines:
        raise _fault(builder.name, line, (), "begins a second document", "one document in a file")
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise _fault(
            builder.name, line, builder.here(line), "has an anchor or alias (& or *)", "each value written out"
        )
    if isinstance(event, yaml.NodeEvent) and (tag := getattr(event, "tag", None)) not in (None, "!"):
        raise _fault(builder.name, line, builder.here(line), f"has the tag {tag!r}", "plain data without tags")
    if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
        if wants_key:
            raise _fault(builder.name, line, builder.here(line), "has a list or mapping as a key", "text as a key")
        if len(builder.stack) >= DEEPEST:
            raise _fault(builder.name, line, builder.here(line), "is nested too deep", f"at most {DEEPEST} levels")
        path = builder.here(line)
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        builder.add(value, line)
        builder.stack.append(_Open(value, path))
    elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
        builder.stack.pop()
    elif isinstance(event, yaml.ScalarEvent):
        if wants_key:
            builder.key(event.value, line)
        else:
            builder.add(_value(event.value) if event.implicit[0] else event.value, line)


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _value(text: str) -> Value:
    """What a plain scalar stands for."""
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _WHOLE.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text):
        return float(text)
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text


def _broken(name: str, error: Exception) -> ScenarioFileError:
    mark = getattr(error, "problem_mark", None)
    told = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error).splitlines()[0]
    line = None if mark is None else mark.line + 1
    if mark is None and (position := getattr(error, "position", None)) is not None:
        told = f"{told} (character {position})"
    return _fault(name, line, (), f"is not YAML: {told}", "YAML as in docs/scenarios.md")


def _fault(name: str, line: int | None, path: Path, what: str, allowed: str) -> ScenarioFileError:
    return ScenarioFileError(name, (Problem(line, path, what, allowed),))


def walk(data: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every value of a tree with its path, the root first."""
    yield path, data
    if isinstance(data, dict):
        for key, value in data.items():
            yield from walk(value, (*path, key))
    elif isinstance(data, list):
        for place, value in enumerate(data):
            yield from walk(value, (*path, place))
