"""The records that every stage hands on: articles, evidence, actors, statements.

Frozen dataclasses without behaviour beyond their own checks; this module imports nothing of ours but the mark of what
can be shown.
Character offsets count Unicode code points from 0 in the article's decoded text, `end` exclusive,
with line ends read as ``\\n`` (as Python's ``open`` reads them).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from detente.shown import Shown


class ActorKind(StrEnum):
    """What sort of political actor a name stands for."""

    STATE = "state"
    GOVERNMENT = "government"
    MILITARY = "military"
    ARMED_GROUP = "armed_group"
    PARTY = "party"
    ORGANISATION = "organisation"
    BLOC = "bloc"
    REGION = "region"
    COMPANY = "company"
    MEDIA = "media"
    PERSON = "person"
    POPULATION = "population"
    PROJECT = "project"


class StatementKind(StrEnum):
    """What a text says: the eight sorts of statement that a reading yields."""

    EVENT = "event"
    TIE = "tie"
    STANCE = "stance"
    DEPENDENCY = "dependency"
    CONDITION = "condition"
    CAUSE = "cause"
    PREDICTION = "prediction"
    QUESTION = "question"


class Status(StrEnum):
    """How far the text itself vouches for what it says; a claim is never a fact."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    ALLEGED = "alleged"
    DENIED = "denied"
    CONDITIONAL = "conditional"
    PREDICTED = "predicted"
    POSSIBLE = "possible"
    ASKED = "asked"


class Polarity(StrEnum):
    """Whether a statement says that something is, or that it is not, so."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Tie(StrEnum):
    """How a text says that two actors stand, or are moving."""

    ALLY = "ally"
    ENEMY = "enemy"
    RIVAL = "rival"
    NEUTRAL = "neutral"
    STRENGTHENING = "strengthening"
    WEAKENING = "weakening"


class Stance(StrEnum):
    """What an actor wants of an issue or project."""

    SUPPORT = "support"
    OPPOSE = "oppose"


class Genre(StrEnum):
    """Whether a text argues or reports."""

    OPINION = "opinion"
    REPORT = "report"


class Precision(StrEnum):
    """How exactly a text dates something; VAGUE_PAST has neither start nor a reliable end."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"
    PERIOD = "period"
    VAGUE_PAST = "vague past"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of an article's text, ``0 <= start <= end``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"Span({self.start}, {self.end}): expected 0 <= start <= end")

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share at least one character."""
        return min(self.end, other.end) > max(self.start, other.start)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words under a statement: ``text[start:end] == quote`` in the article `article_id`."""

    article_id: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The days something fell on or between, both ends included; None is an open end."""

    start: date | None
    end: date | None
    precision: Precision = Precision.DAY

    def __post_init__(self) -> None:
        if self.start and self.end and self.start > self.end:
            raise ValueError(f"DateSpan: start {self.start} lies after end {self.end}")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A counted amount, as in "approximately 200 troops"."""

    value: float
    unit: str
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happened; `iso3` is None when the name could not be tied to a state."""

    name: str
    iso3: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ActorMention:
    """An actor as a text names it.

    `id` is iso3 for a state ("RUS"), iso3 and role for its organs ("PAK.MIL"), a registry id for other
    known actors, and a slug of the name for unknown ones. `state` is the iso3 of the state it belongs
    to, or None. `start` and `end` are -1 when the actor is implied (the article's author).
    """

    id: str
    name: str
    kind: ActorKind
    state: str | None
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Published:
    """When a text appeared, as an interval, and what tells so (in words a reader can check)."""

    start: date | None
    end: date | None
    why: str


@dataclass(frozen=True, slots=True)
class Article:
    """A text and what is known of it. `id` is a hash of the text: the same text is the same article."""

    id: str
    text: str
    origin: str
    encoding: str
    title: str | None
    outlet: str | None
    author: str | None
    genre: Genre
    genre_why: str
    published: Published
    not_article: tuple[Span, ...]
    offsets_into: str = "file"
    """"file": offsets count the decoded file; "text": they count `text`, taken out of an HTML page."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that a text says, with who says so, how firmly, and the words that say it.

    `type`, `mode`, `cameo_code`, `quad_class` (1 verbal cooperation, 2 material cooperation, 3 verbal
    conflict, 4 material conflict) and `goldstein` (-10..+10) are set on events; `tie` on ties; `stance` on
    stances. `actors` lists every participant, also the source and target. `about` lists the
    actors and projects at issue. `confidence` is 0 to 1.
    """

    id: str
    kind: StatementKind
    status: Status
    polarity: Polarity
    speaker: ActorMention
    cue: str | None
    source: ActorMention | None
    target: ActorMention | None
    actors: tuple[ActorMention, ...]
    about: tuple[ActorMention, ...]
    type: str | None
    mode: str | None
    cameo_code: str | None
    quad_class: int | None
    goldstein: float | None
    tie: Tie | None
    stance: Stance | None
    event_date: DateSpan | None
    place: Place | None
    quantities: tuple[Quantity, ...]
    novelty: str | None
    evidence: Evidence
    also: tuple[Evidence, ...] = ()
    confidence: float = 0.5


@dataclass(frozen=True, slots=True)
class Reading(Shown):
    """One article read: the article and all that it says."""

    article: Article
    statements: tuple[Statement, ...]
    read_at: datetime = field(default_factory=lambda: datetime.now().astimezone())
