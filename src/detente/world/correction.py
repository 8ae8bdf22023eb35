"""One correction that a user makes: actors merged, split, renamed, events rejected or coded anew."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from uuid import uuid4

from detente.errors import CorrectionError


class CorrectionKind(StrEnum):
    """What a correction does."""

    MERGE = "merge"
    """All of one actor's doings become another's."""
    SPLIT = "split"
    """Where an actor is named by certain words (or a feed's code), another is meant."""
    RENAME = "rename"
    REJECT = "reject"
    """An event did not happen, or is none: it is in no count and no list."""
    RECODE = "recode"
    """An event is of another type."""
    UNDO = "undo"
    """An earlier correction, itself perhaps an undo, is taken back."""


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction; which fields are set follows from its kind.

    Attributes:
        kind: What it does.
        made_by: Who made it, as they call themselves.
        why: The reason, in words.
        actor_id: Of merge, split, rename: the actor as it stands in the events.
        text: Of split: the words, or the feed's code, by which the actor is named there.
        into_id, into_name, into_kind, into_state: Of merge and split: the actor that is meant; of rename, the name.
        event: Of reject and recode: `article:ARTICLE:STATEMENT` or `FEED:REFERENCE`.
        plover_type, plover_mode, cameo_code, quad_class, goldstein: Of recode.
        undoes: Of undo: the id of the correction.
        made_at: When (UTC).
        id: Its own name.
    """

    kind: CorrectionKind
    made_by: str
    why: str
    actor_id: str | None = None
    text: str | None = None
    into_id: str | None = None
    into_name: str | None = None
    into_kind: str | None = None
    into_state: str | None = None
    event: str | None = None
    plover_type: str | None = None
    plover_mode: str | None = None
    cameo_code: str | None = None
    quad_class: int | None = None
    goldstein: float | None = None
    undoes: str | None = None
    made_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    id: str = field(default_factory=lambda: uuid4().hex)

    def __post_init__(self) -> None:
        missing = [name for name in _NEEDED[self.kind] if not getattr(self, name)]
        if missing:
            raise CorrectionError(f"A {self.kind} needs {', '.join(missing)}.")
        if self.kind is CorrectionKind.MERGE and self.actor_id == self.into_id:
            raise CorrectionError(f"{self.actor_id} cannot be merged into itself.")


_NEEDED = {
    CorrectionKind.MERGE: ("made_by", "actor_id", "into_id", "into_name", "into_kind"),
    CorrectionKind.SPLIT: ("made_by", "actor_id", "text", "into_id", "into_name", "into_kind"),
    CorrectionKind.RENAME: ("made_by", "actor_id", "into_name"),
    CorrectionKind.REJECT: ("made_by", "event"),
    CorrectionKind.RECODE: ("made_by", "event", "plover_type"),
    CorrectionKind.UNDO: ("made_by", "undoes"),
}
