"""Judge a reading against what a good reader takes from the text (NAME.yaml beside NAME.txt).

An expected item is found when some statement's evidence overlaps its quote and agrees with every field given; fields
left out are not judged. The rules are those of the gold files' README.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from detente.records import ActorMention, Reading, Statement


@dataclass(frozen=True, slots=True)
class Verdict:
    """What of one gold file was found, and what was coded where nothing may be."""

    name: str
    expected: int
    found: tuple[int, ...]
    missed: tuple[int, ...]
    spill: tuple[str, ...]
    statements: int
    by_kind: dict[str, tuple[int, int]]


def judge(reading: Reading, gold: Path) -> Verdict:
    """Compare a reading with its gold file."""
    expected = yaml.safe_load(gold.read_text(encoding="utf-8"))
    text = reading.article.text
    items = expected["statements"]
    found = [item for item in items if any(_agrees(item, text, statement) for statement in reading.statements)]
    kinds = {item["kind"] for item in items}
    return Verdict(
        name=gold.stem,
        expected=len(items),
        found=tuple(item["id"] for item in found),
        missed=tuple(item["id"] for item in items if item not in found),
        spill=tuple(words for words in expected["article"].get("not_article", ()) if _spills(words, reading)),
        statements=len(reading.statements),
        by_kind={
            kind: (sum(i["kind"] == kind for i in found), sum(i["kind"] == kind for i in items))
            for kind in sorted(kinds)
        },
    )


def _spills(words: str, reading: Reading) -> bool:
    start = reading.article.text.index(words)
    return any(
        min(start + len(words), statement.evidence.end) > max(start, statement.evidence.start)
        for statement in reading.statements
    )


def _agrees(item: dict[str, Any], text: str, statement: Statement) -> bool:
    if item["kind"] != statement.kind or not _overlaps(item["quote"], text, statement):
        return False
    named = [statement.source, statement.target, *statement.actors, *statement.about]
    checks = (
        "source" not in item or _is(item["source"], [statement.source]),
        "target" not in item or _is(item["target"], [statement.target]),
        all(_is(wanted, named) for wanted in item.get("actors", ())),
        all(_is(str(item[key]), named) for key in ("actor", "on", "about") if key in item),
        all(_value(statement, key) in item[key]["any_of"] for key in ("type", "status") if key in item),
        all(_value(statement, key) == item[key] for key in ("tie", "stance", "mode") if key in item),
        _in_time(item.get("date"), statement),
        _counts(item.get("quantity"), statement),
        _says(item.get("speaker"), statement.speaker),
    )
    return all(checks)


def _overlaps(quote: str, text: str, statement: Statement) -> bool:
    start = text.index(quote)
    end = start + len(quote)
    return any(min(end, e.end) > max(start, e.start) for e in (statement.evidence, *statement.also))


def _value(statement: Statement, key: str) -> str | None:
    value = getattr(statement, key)
    return None if value is None else str(value)


def _names(actor: ActorMention | None) -> set[str]:
    return {name.lower() for name in (actor.id, actor.name, actor.state, actor.text) if name} if actor else set()


def _is(wanted: str, actors: Iterable[ActorMention | None]) -> bool:
    want = wanted.lower()
    for name in (name for actor in actors for name in _names(actor)):
        if want == name or (min(len(want), len(name)) > 3 and (want in name or name in want)):
            return True
    return False


def _in_time(wanted: list[date] | None, statement: Statement) -> bool:
    if wanted is None:
        return True
    span = statement.event_date
    if span is None or span.start is None:
        return False
    return span.start >= wanted[0] and (span.end or span.start) <= wanted[1]


def _counts(wanted: dict[str, Any] | None, statement: Statement) -> bool:
    return wanted is None or any(abs(q.value - wanted["value"]) < 1 for q in statement.quantities)


def _says(wanted: str | None, speaker: ActorMention) -> bool:
    if wanted is None or wanted == "unknown":
        return True
    words = [word for word in wanted.lower().replace("'s", "").split() if len(word) > 3]
    return _is(wanted, [speaker]) or any(word in " ".join(_names(speaker)) for word in words)
