"""One forecast that Detente made and a user kept, with all that is needed to hold it against what came."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import uuid4


@dataclass(frozen=True, slots=True)
class Prediction:
    """At least one event of a target between two actors, after one day and by another.

    Attributes:
        first, second: Ids of the two; `first_name` and `second_name`, and whether each is a state and so stands for all
            that belongs to it.
        as_of: The day that it was made from; what falls later counts.
        until: The last day that counts.
        target: A quad class in words, or a PLOVER type.
        probability: What was told.
        climatology, own_rate: What the baselines told; None for first contacts.
        method: How it was made.
        made_at: When it was kept (UTC).
        id: Its own name.
    """

    first: str
    first_name: str
    first_is_state: bool
    second: str
    second_name: str
    second_is_state: bool
    as_of: date
    until: date
    target: str
    probability: float
    climatology: float | None
    own_rate: float | None
    method: str
    made_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    id: str = field(default_factory=lambda: uuid4().hex)
