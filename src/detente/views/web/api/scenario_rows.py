"""Models of a scenario's answer: the rows of views/scenario_rows.py, as OpenAPI describes them."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field


class ProblemRow(BaseModel):
    """A fault of the file: its line (null where it belongs to none) and field, what is wrong, what is allowed."""

    line: int | None
    field: str
    what: str
    allowed: str
    nearest: str | None


class Ranged(BaseModel):
    """A value, and the ends of nine draws of ten around it."""

    value: float
    low: float
    high: float


class Mover(BaseModel):
    """A number that moves an answer: the answer at its two ends; the share of the variance alone, and in all."""

    field: str
    at_low: float
    at_high: float
    first: float
    total: float


class NumberRow(BaseModel):
    """A number of the scenario with its range, where it comes from, and between what it may be set.

    `own` is what the file has, which differs from `value` where another one is tried out.
    """

    field: str
    value: float
    own: float
    low: float
    high: float
    origin: Literal["source", "table", "world", "assumption"]
    why: str
    quote: str | None
    evidence: list[str]
    line: int | None
    words: str
    short: str
    least: float
    most: float


class Scale(BaseModel):
    """The ends of an issue's scale and what they mean; outcomes are told as 0 to 100 of it."""

    low: float
    high: float
    low_means: str
    high_means: str


class OptionRow(BaseModel):
    """A position that somebody holds, and how likely it wins outright by each rule of election."""

    position: float
    actors: list[str]
    probability: dict[str, float]


class IssueRow(BaseModel):
    """Where an issue ends, 0 to 100. `band` is DEU III's error band; null where `after` is given by the file."""

    id: str
    title: str
    scale: Scale
    before: Ranged | None
    after: Ranged
    deal: Ranged | None
    band: list[float] | None
    options: list[OptionRow]
    moved_by: list[Mover]


class Capabilities(BaseModel):
    """Capability of friends and of foes, percent of the world."""

    friendly: float
    hostile: float


class Times(BaseModel):
    """Before and after; null where the actor takes no part then."""

    before: Capabilities | None
    after: Capabilities | None


class Sides(BaseModel):
    """Who is on its side, before and after."""

    before: list[str]
    after: list[str]


class GainRow(BaseModel):
    """What an actor gains, in points of salience-weighted distance; `via` by broker."""

    actor: str
    loss_before: float
    change: Ranged
    deal: Ranged | None
    via: dict[str, Ranged]
    expected: float | None
    expected_via: dict[str, float]
    around: Times
    bloc: Sides
    moved_by: list[Mover]


class Minimum(BaseModel):
    """A stable configuration: its two sides, its energy, and the share of beginnings that lead to it."""

    blocs: list[list[str]]
    energy: float
    basin: float


class BlocsRow(BaseModel):
    """Stable configurations, the lowest energy first; `count` is how many there are."""

    minima: list[Minimum]
    count: int
    exact: bool
    starts: int | None


class BlocsTimes(BaseModel):
    """Before and after."""

    before: BlocsRow
    after: BlocsRow


class Shares(BaseModel):
    """Whether the two share a bloc with the numbers as given, and in which share of the draws."""

    given: bool
    share: float


class TogetherRow(BaseModel):
    """Whether the two asked about share a bloc."""

    before: Shares | None
    after: Shares | None
    moved_by: list[Mover]


class DealRow(BaseModel):
    """The bargain: whether there is one at the values given, and in which share of the draws."""

    between: list[str]
    issues: list[str]
    agreed: bool
    agreed_in_draws: float
    holds: dict[str, object] | None


class RecordRow(BaseModel):
    """A time when a broker mediated."""

    what: str
    why: str
    quote: str | None
    evidence: list[str]


class CarrierRow(BaseModel):
    """What a broker would mean for the two. No claim that anybody will mediate."""

    broker: str
    ties: list[float]
    to_both: bool
    stake: float
    agreed: bool
    outcomes: dict[str, float]
    share: dict[str, float]
    worth: dict[str, float | None]
    holds: float | None
    record: list[RecordRow]


class WaysRow(BaseModel):
    """Land exits, the coasts they lead to, and who together can close them all."""

    exits: list[str]
    gateways: list[str]
    closing_set: list[str]
    why_none: str | None


class RouteRow(BaseModel):
    """Ways over land out of a state, before and after."""

    of: str
    user: str
    unusable: list[str]
    why: str
    before: WaysRow
    after: WaysRow
    won: list[str]
    lost: list[str]


class StoryRow(BaseModel):
    """A condition or prediction of the story; nothing is reckoned from it."""

    text: str
    why: str
    quote: str | None


class Fields(BaseModel):
    """The fields of an actor's numbers on an issue."""

    position: str
    salience: str


class SettingRow(BaseModel):
    """Which numbers make a setting, by their fields."""

    sizes: dict[str, str]
    ties: list[list[str]]
    positions: dict[str, dict[str, Fields]]


class SettingTimes(BaseModel):
    """Before and after."""

    before: SettingRow
    after: SettingRow


class Band(BaseModel):
    """The share of DEU III's outcomes that the error bands hold, and the warning that belongs to them."""

    share: float
    warning: str


class Ends(BaseModel):
    """Quantiles that ranges go from and to."""

    low: float
    high: float


class Answer(BaseModel):
    """An answered scenario; docs/scenarios.md explains its figures."""

    scenario: str
    file: str
    as_of: str
    about: str
    change: str
    changed: list[str]
    pair: list[str] | None
    how_far: str | None
    actors: dict[str, str]
    draws: int
    range: Ends
    issues: list[IssueRow]
    band: Band
    gains: list[GainRow]
    blocs: BlocsTimes
    together: TogetherRow
    deal: DealRow | None
    brokers: list[CarrierRow]
    routes: list[RouteRow]
    said: list[StoryRow]
    numbers: list[NumberRow]
    settings: SettingTimes


class ScenarioTold(BaseModel):
    """What came of a scenario: its faults, or its answer."""

    problems: list[ProblemRow]
    answer: Answer | None


class Example(BaseModel):
    """A scenario that comes along."""

    name: str
    title: str
    yaml: str


class ScenarioLimits(BaseModel):
    """What the server takes: bytes of a file, draws, seconds of one answer; and the examples."""

    most_bytes: int
    most_draws: int
    most_seconds: float
    examples: list[Example]


class Template(BaseModel):
    """A scenario of two actors to begin with, filled with what the world knows."""

    yaml: str
    note: str = Field(description="What of it the world told.")
