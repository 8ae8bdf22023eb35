"""A sentence to code, and an event of one, as `detente code` takes and tells them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from detente.records import Status

Words = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence, and the source and target as they stand in it, where the asker knows them."""

    text: str
    source: str | None = None
    target: str | None = None


@dataclass(frozen=True, slots=True)
class CodedEvent:
    """An event of one sentence.

    `source` and `target` are (words, start, end) in characters, None where nobody is named; `action` holds the
    characters of the act. `quad_class` is 1 to 4, `confidence` 0 to 1. `doubted` marks what the coder half takes for no
    event at all.
    """

    type: str
    mode: str | None
    cameo_code: str
    quad_class: int
    source: Words | None
    target: Words | None
    action: tuple[int, int]
    status: Status
    confidence: float
    doubted: bool = False


def moved(event: CodedEvent, by: int) -> CodedEvent:
    """The event with its characters counted from further left."""
    if not by:
        return event
    source, target = (end and (end[0], end[1] + by, end[2] + by) for end in (event.source, event.target))
    return replace(event, source=source, target=target, action=(event.action[0] + by, event.action[1] + by))
