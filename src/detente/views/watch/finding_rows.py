"""A finding as a JSON row and as lines of text; what it rests on stands with who says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from detente.pipeline.findings import Finding
from detente.relations.events import RelationEvent
from detente.views.cited import cite_event
from detente.views.licences import NOT_TO_BE_PASSED_ON, licence_note
from detente.views.wording import clean

Row = dict[str, Any]


def finding_row(found: Finding, rule: str, name: Callable[[str], str], *, passed_on: bool = False) -> Row:
    """A finding as one object.

    Args:
        found: The finding.
        rule: The rule's name.
        name: Makes names of actors' ids.
        passed_on: Whether it goes to others; then rows of feeds that forbid that are withheld, their ids stay.
    """
    return {
        "id": found.id,
        "rule": rule,
        "kind": found.kind,
        "first": {"id": found.first, "name": clean(name(found.first))},
        "second": {"id": found.second, "name": clean(name(found.second))},
        "start": found.start.isoformat(),
        "end": found.end.isoformat(),
        "direction": {1: "cooperation", -1: "conflict", None: None}[found.direction],
        "probability": None if found.probability is None else round(found.probability, 4),
        "words": clean(found.words),
        "evidence": [_evidence(event, passed_on) for event in found.evidence],
    }


def finding_lines(found: Finding, name: Callable[[str], str]) -> list[str]:
    """A finding for a terminal: what, then each piece of evidence with who says so."""
    lines = [f"{clean(name(found.first))} – {clean(name(found.second))}: {clean(found.words)}"]
    for event in found.evidence:
        cited = cite_event(event)
        words = f": “{cited.said.quote}”" if cited.said else ""
        lines.append(f"    {cited.when} {cited.what} · {cited.status} · {cited.says}{words} [{clean(event.id)}]")
    return lines


def _evidence(event: RelationEvent, passed_on: bool) -> Row:
    cited = cite_event(event)
    row: Row = {"id": event.id, "feed": event.feed, "licence": event.licence}
    if passed_on and event.feed in NOT_TO_BE_PASSED_ON:
        return row | {"withheld": licence_note(event.feed, event.licence)}
    return row | {
        "when": cited.when,
        "what": cited.what,
        "status": cited.status,
        "who_says_so": cited.says,
        "quote": cited.said.quote if cited.said else None,
        "source": cited.source,
        "address": cited.link,
    }
