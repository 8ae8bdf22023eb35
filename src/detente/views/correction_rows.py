"""Corrections in words: what was done, by whom, when, why, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from detente.relations.events import RelationEvent
from detente.views.json_rows import Row
from detente.views.json_values import day_text
from detente.views.wording import clean
from detente.world.correction import Correction, CorrectionKind

if TYPE_CHECKING:
    from detente.pipeline.corrections import Made


def correction_row(made: Made, events: Mapping[str, RelationEvent], every: Mapping[str, Correction]) -> Row:
    """A correction with what it did.

    Args:
        made: The correction.
        events: Events as stored, by id, for those that it speaks of.
        every: All corrections by id, for what it undoes.
    """
    each, undone_by = made.correction, made.undone_by
    return {
        "id": each.id,
        "kind": str(each.kind),
        "what": correction_words(each, events, every),
        "made_by": clean(each.made_by),
        "made_at": each.made_at,
        "why": clean(each.why),
        "actor": each.actor_id,
        "into": each.into_id,
        "event": each.event,
        "undoes": each.undoes,
        "is_in_force": made.is_in_force,
        "undone_by": None if undone_by is None else {"made_by": clean(undone_by.made_by), "why": clean(undone_by.why)},
    }


def correction_words(each: Correction, events: Mapping[str, RelationEvent], every: Mapping[str, Correction]) -> str:
    """What a correction does, in words.

    >>> renamed = Correction(CorrectionKind.RENAME, "me", "", actor_id="x-army", into_name="The Army")
    >>> correction_words(renamed, {}, {})
    'x-army is called “The Army”'
    """
    into = f"{clean(each.into_name or '')} ({clean(each.into_id or '')})"
    actor = clean(each.actor_id or "")
    if each.kind is CorrectionKind.MERGE:
        return f"{actor} is merged into {into}"
    if each.kind is CorrectionKind.SPLIT:
        return f"“{clean(each.text or '')}” no longer means {actor}, but {into}"
    if each.kind is CorrectionKind.RENAME:
        return f"{actor} is called “{clean(each.into_name or '')}”"
    if each.kind is CorrectionKind.REJECT:
        return f"{event_words(each.event, events)} is rejected"
    if each.kind is CorrectionKind.RECODE:
        coding = " ".join(part for part in (each.plover_type, each.plover_mode) if part)
        return f"{event_words(each.event, events)} is coded {coding}"
    undone = every.get(each.undoes or "")
    return "Taken back: " + ("a correction" if undone is None else correction_words(undone, events, every))


def event_words(event_id: str | None, events: Mapping[str, RelationEvent]) -> str:
    """An event in one line: who upon whom, what, when."""
    event = events.get(event_id or "")
    if event is None:
        return f"Event {clean(event_id or '')}"
    source, target = (clean(name or "somebody not named") for name in (event.source_name, event.target_name))
    coding = event.plover_type or event.cameo_code or "not coded"
    day = day_text(event.event_date) or "undated"
    return f"{source} → {target}, {clean(coding)}, {day},"
