"""`detente code`: JSON Lines of sentences in, the same lines with their coded events out."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any, TextIO

from detente.errors import InputError
from detente.pipeline import code_lines
from detente.reading.code_lines import CodedEvent, Line


def run(file: str) -> int:
    """Code a file of JSON Lines; returns 0, or 1 when some line could not be taken (it comes back with `error`)."""
    failed = False
    with _opened(file) as stream:
        for row, result in _coded(_rows(stream, file)):
            if isinstance(result, str):
                failed = True
                print(f"detente: {result}", file=sys.stderr)
                row = {**row, "events": [], "error": result}
            else:
                row = {**row, "events": [_event_row(event) for event in result]}
            print(json.dumps(row, ensure_ascii=False))
    return 1 if failed else 0


def _opened(file: str) -> Any:
    if file == "-":
        return nullcontext(sys.stdin)
    path = Path(file)
    if not path.is_file():
        raise InputError(
            f'{file}: no such file; expected JSON Lines of {{"text", "source"?, "target"?}}, or - for stdin.'
        )
    return path.open(encoding="utf-8-sig")


def _rows(stream: TextIO, name: str) -> Iterator[tuple[dict[str, Any], Line | str]]:
    """Each line's object with what is to be coded of it, or with why it cannot be."""
    for number, text in enumerate(stream, 1):
        if not text.strip():
            continue
        where = f"{name}, line {number}"
        try:
            row = json.loads(text)
        except json.JSONDecodeError as error:
            yield {"line": number}, f'{where}: not JSON ({error.msg}); expected an object with "text".'
            continue
        if not isinstance(row, dict) or not isinstance(row.get("text"), str) or not row["text"].strip():
            yield (
                row if isinstance(row, dict) else {"line": number},
                f'{where}: no "text"; expected an object with "text", a string that is not empty.',
            )
            continue
        yield row, _line(row, where)


def _line(row: dict[str, Any], where: str) -> Line | str:
    source, target = row.get("source"), row.get("target")
    for label, value in (("source", source), ("target", target)):
        if value is not None and (not isinstance(value, str) or value not in row["text"]):
            return f"{where}: {label} {value!r} does not stand in the text; give it as the text has it."
    return Line(row["text"], source or None, target or None)


def _coded(
    rows: Iterable[tuple[dict[str, Any], Line | str]],
) -> Iterator[tuple[dict[str, Any], list[CodedEvent] | str]]:
    """Code in order, many lines at a time; faulty lines keep their place."""
    batch: list[tuple[dict[str, Any], Line | str]] = []
    for item in rows:
        batch.append(item)
        if len(batch) == 256:
            yield from _batch(batch)
            batch.clear()
    yield from _batch(batch)


def _batch(batch: list[tuple[dict[str, Any], Line | str]]) -> Iterator[tuple[dict[str, Any], list[CodedEvent] | str]]:
    events = iter(code_lines([line for _, line in batch if isinstance(line, Line)]))
    for row, line in batch:
        yield row, line if isinstance(line, str) else next(events)


def _event_row(event: CodedEvent) -> dict[str, Any]:
    return {
        "type": event.type,
        "mode": event.mode,
        "cameo_code": event.cameo_code,
        "quad_class": event.quad_class,
        "source": _words(event.source),
        "target": _words(event.target),
        "action": {"start": event.action[0], "end": event.action[1]},
        "status": event.status,
        "confidence": event.confidence,
    }


def _words(words: tuple[str, int, int] | None) -> dict[str, Any] | None:
    return {"text": words[0], "start": words[1], "end": words[2]} if words else None
