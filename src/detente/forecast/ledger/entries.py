"""Entries of the ledger, with the rule by which each is resolved, and what came of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

DETENTE = "Detente"
"""The speaker of the program's own forecasts."""


class Outcome(StrEnum):
    """What became of a prediction."""

    CAME = "came"
    """As it was said: an event, or none where none was to come."""
    FAILED = "did not come"
    OPEN = "open"
    """Its time is not over, or feeds do not cover it yet."""
    NO_RULE = "cannot be resolved"


@dataclass(frozen=True, slots=True)
class Rule:
    """At least one event of a target from one actor to another (or between them) after one day and by another.

    Attributes:
        source, target: Ids of the actors; `source_is_state`, `target_is_state` whether all that belongs to them counts.
        what: A PLOVER type, or a quad class in words.
        directed: Whether only what the source does to the target counts.
        after: Events count from the next day on.
        until: The last day that counts; None where none was told.
        assumed: Whether `until` was not told but set by who asks.
        negated: Whether the prediction is that no such event comes.
        supplied: What the rule takes from beside the prediction's own words, in words.
    """

    source: str
    source_is_state: bool
    target: str
    target_is_state: bool
    what: str
    directed: bool
    after: date
    until: date | None
    assumed: bool = False
    negated: bool = False
    supplied: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The rule in words."""
        between = f"{self.source} to {self.target}" if self.directed else f"between {self.source} and {self.target}"
        by = "by no told day" if self.until is None else f"by {self.until}"
        what = f"no {self.what}" if self.negated else self.what
        told = f"{what}, {between}, after {self.after} and {by}{' (assumed)' if self.assumed else ''}"
        return "; ".join((told, *self.supplied))


@dataclass(frozen=True, slots=True)
class Entry:
    """One prediction.

    Attributes:
        id: `article:ARTICLE:STATEMENT`, or the id of a kept forecast.
        speaker: Who says so, as an id where there is one; the author with the outlet's name; or DETENTE.
        speaker_name: In words.
        said: When it was said, the last day that it can have been; None where nobody knows.
        wording: The words of the text; of Detente the rule.
        condition: What it depends on, in the text's words; None where nothing.
        status: predicted, possible ...; of Detente predicted.
        probability: Of Detente's; None of speakers, who give none.
        baselines: What climatology and the own rate told; of Detente's.
        rule: How it is resolved; None where nothing can be counted.
        why_not: Why there is no rule.
        actors: Whom it names, each as the state it belongs to or by its own id.
    """

    id: str
    speaker: str
    speaker_name: str
    said: date | None
    wording: str
    condition: str | None
    status: str
    probability: float | None
    baselines: dict[str, float | None]
    rule: Rule | None
    why_not: str | None
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """An entry and what came of it.

    Attributes:
        entry: The prediction.
        outcome: What became of it.
        why: Why it is open or cannot be resolved; else None.
        events: How many events count.
        first_event: Id and day of the first of them; None where none.
        is_over: Whether all days of its time are covered: else those that came would be scored before those that fail.
    """

    entry: Entry
    outcome: Outcome
    why: str | None
    events: int
    first_event: tuple[str, date] | None
    is_over: bool = False
