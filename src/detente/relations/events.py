"""Events as measures and views hand them on: what lies under a month's numbers, with where it was said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

MOST_EVENTS: Final = 20_000
"""Events of a pair that are looked at one by one; of more, the latest are, and what needs each event is left out."""


@dataclass(frozen=True, slots=True)
class RelationEvent:
    """One event between two parties, from a text or from a feed.

    Attributes:
        id: `article:ARTICLE:STATEMENT` or `FEED:REFERENCE`; a world's own name for the event.
        event_date, event_date_end: First and last day it may have fallen on; None is open.
        precision: day, month, year, decade, period, vague past; None where undated.
        source_id, target_id: The actors themselves; None where nobody is named.
        source_name, target_name: Their names, or what the feed calls them.
        source_party, target_party: The ids of the two parties asked about.
        plover_type, plover_mode, cameo_code, quad_class, goldstein: As coded; None where the scheme has none.
        status: How far the text vouches for it; feeds say `reported`.
        polarity: positive, or negative where the text says that it was not so.
        novelty: The text's own claim of a first.
        speaker: Who says so.
        quote: The words of the text; a feed's own sentence or event text where it has one, else None.
        article_id, quote_start, quote_end: Where the words stand; None for feeds.
        feed: `article`, or the feed's name.
        licence: The feed's licence tag.
        origin: The article's file or address, or the feed's link to its story.
        outlet: Who published it.
        published_at: When it could be known.
        counted: Whether the panel counts it; `left_out` says why not.
        left_out: One of LeftOut, or None.
    """

    id: str
    event_date: date | None
    event_date_end: date | None
    precision: str | None
    source_id: str | None
    source_name: str | None
    source_party: str
    target_id: str | None
    target_name: str | None
    target_party: str
    plover_type: str | None
    plover_mode: str | None
    cameo_code: str | None
    quad_class: int | None
    goldstein: float | None
    status: str
    polarity: str
    novelty: str | None
    speaker: str | None
    quote: str | None
    article_id: str | None
    quote_start: int | None
    quote_end: int | None
    feed: str
    licence: str | None
    origin: str | None
    outlet: str | None
    published_at: datetime | None
    left_out: str | None

    @property
    def counted(self) -> bool:
        """Whether the numbers count it."""
        return self.left_out is None


class EventsOf(NamedTuple):
    """How many of a pair's events a feed brought under a licence that are counted, or left out for a reason."""

    feed: str
    left_out: str | None
    licence: str | None
    events: int
