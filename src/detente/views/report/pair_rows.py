"""The parts of a pair's report as rows of words with references: level, measures, months, shifts, firsts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from detente.pipeline.dossier import Company, Dossier
from detente.relations.events import RelationEvent
from detente.relations.levels.level import NotEnoughEvidence
from detente.relations.levels.scale import LEVELS
from detente.relations.measures.base import MeasuredMonths
from detente.relations.novelty.firsts import First
from detente.relations.panel import QUAD_COLUMNS
from detente.relations.relation import Relation
from detente.relations.shift_events import ShiftEvents
from detente.relations.shifts.shift import Interval, Regime
from detente.views.charts.palette import PAGE
from detente.views.charts.relation_chart import relation_chart
from detente.views.charts.svg import render_svg
from detente.views.cited import event_when, event_words
from detente.views.json_values import number
from detente.views.relation_curve import relation_curve
from detente.views.report.notes import Notes, Refs
from detente.views.report.sections import Picture
from detente.views.wording import clean

WIDE, NARROW = 900, 270  # px, axes aside; each picture is drawn twice, for screens and for phones
YEAR = 12
TELLING = 5
"""References to the events that a number of many rests on."""

Name = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Bar:
    """A level and its probability."""

    label: str
    percent: str
    width: float
    likeliest: bool


@dataclass(frozen=True, slots=True)
class LevelPart:
    """How the two stood, or why that cannot be told."""

    month: str
    window: str
    bars: tuple[Bar, ...]
    mean: str
    moved: tuple[tuple[str, str], ...]
    reason: str
    events: Refs
    ties: Refs


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure in the last month that is known, a year before, and on the mean."""

    name: str
    last: str
    when: str
    before: str
    mean: str
    unit: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month of the curve; `notes` are the numbers of its events."""

    month: str
    value: str
    interval: str
    events: str
    covered: bool
    notes: tuple[int, ...]
    unseen: int


@dataclass(frozen=True, slots=True)
class CurvePart:
    """The curve: drawn, and month by month."""

    measure: str
    picture: Picture
    gaps: bool
    shifts: bool
    months: tuple[MonthRow, ...]


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event in a list."""

    when: str
    what: str
    goldstein: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class ThirdRow:
    """A third party that moved in the same months."""

    pair: str
    cooperative: bool
    month: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class ShiftPart:
    """A shift with what changed, the events around it, and its company."""

    month: str
    between: str
    cooperative: bool
    probability: str
    false_alarms: str
    detectors: str
    until: str
    changes: tuple[tuple[str, str, str], ...]
    before: tuple[EventRow, ...]
    after: tuple[EventRow, ...]
    thirds: tuple[ThirdRow, ...]
    company: str


@dataclass(frozen=True, slots=True)
class FirstRow:
    """A first in the record, or a claim of one with the record's verdict."""

    day: str
    what: str
    claim: str
    verdict: str
    words: str
    refs: Refs


def level_part(relation: Relation, notes: Notes) -> LevelPart | None:
    """The level with the events of its window that tell most."""
    level = relation.level
    if level is None:
        return None
    window = f"{level.window_start:%B %Y} to {level.month:%B %Y}"
    within = [
        event
        for event in relation.events
        if event.counted and event.event_date and _in_window(event.event_date, level.window_start, level.month)
    ]
    events = notes.refs(telling(within), most=TELLING, of=len(within))
    if isinstance(level, NotEnoughEvidence):
        return LevelPart(f"{level.month:%B %Y}", window, (), "", (), level.reason, events, Refs((), 0))
    bars = tuple(
        Bar(each.label, f"{probability:.0%}", round(100 * probability, 2), each is level.likeliest)
        for each, probability in zip(LEVELS, level.probabilities, strict=True)
    )
    moved = sorted(level.moved, key=lambda each: -abs(each.by))
    told = tuple((f"{each.given.replace('_', ' ')} ({each.value})", signed(each.by, 3)) for each in moved)
    return LevelPart(
        f"{level.month:%B %Y}", window, bars, f"{level.peace:.2f}", told, "", events, notes.refs(level.ties, most=20)
    )


def measure_rows(relation: Relation, notes: Notes) -> list[MeasureRow]:
    """Each measure that is known in some month."""
    by_month = _by_month(relation.events)
    rows = []
    for series in relation.measures:
        known = [at for at in range(len(series)) if number(series.value[at]) is not None]
        if not known:
            continue
        last, before = known[-1], known[-1] - YEAR
        month = _month_of(series, last)
        own = [event for event in by_month[month] if _is_under(series.name, event)]
        rows.append(
            MeasureRow(
                series.name.replace("_", " "),
                _with_interval(series, last),
                f"{month:%b %Y}",
                _with_interval(series, before) if before in known else "not known",
                f"{sum(float(series.value[at]) for at in known) / len(known):.3g}",
                series.unit,
                notes.refs(telling(own), most=2, of=len(own)),
            )
        )
    return rows


def curve_part(relation: Relation, measure: str, notes: Notes) -> CurvePart | None:
    """The curve of a measure; None where the relation does not have it or no month has a value."""
    curve = relation_curve(relation, measure)
    if curve is None or curve.is_bare:
        return None
    by_month = _by_month(relation.events)
    rows = []
    for each in curve.months:
        events = by_month[each.month]
        numbers = notes.numbers(event.id for event in events)
        rows.append(
            MonthRow(
                f"{each.month:%b %Y}",
                "" if each.value is None else signed(each.value, 2) if curve.floor < 0 else f"{each.value:.2f}",
                "" if each.low is None or each.high is None else f"{each.low:.2f} to {each.high:.2f}",
                "" if each.volume is None else f"{each.volume:.0f}",
                each.covered,
                numbers,
                len(events) - len(numbers),
            )
        )
    words = (
        f"Curve of {curve.measure} between {relation.first.name} and {relation.second.name}, by month, from "
        f"{curve.months[0].month:%B %Y} to {curve.months[-1].month:%B %Y}. The numbers stand in the table below."
    )
    wide, narrow = (
        Markup(render_svg(relation_chart(curve, width=width, palette=PAGE), words, name))
        for width, name in ((WIDE, "wide"), (NARROW, "narrow"))
    )
    gaps = any(not each.covered for each in curve.months)
    return CurvePart(curve.measure, Picture(wide, narrow), gaps, bool(curve.shifts), tuple(rows))


def shift_parts(dossier: Dossier, notes: Notes, name: Name) -> list[ShiftPart]:
    """Every shift with its company."""
    told = dossier.relation.shifts
    return [shift_part(each, company, notes, name) for each, company in zip(told, dossier.company, strict=True)]


def shift_part(told: ShiftEvents, company: Company | None, notes: Notes, name: Name) -> ShiftPart:
    """One shift; `company` is None where nobody was looked for."""
    shift = told.shift
    thirds = [] if company is None else company.moved.third_parties[: len(company.events)]
    events = () if company is None else company.events
    return ShiftPart(
        month=f"{shift.month:%B %Y}",
        between=""
        if shift.earliest == shift.latest
        else f"between {shift.earliest:%b %Y} and {shift.latest:%b %Y} (90 %)",
        cooperative=shift.direction > 0,
        probability=f"{shift.probability:.2f}",
        false_alarms=f"{shift.false_alarms:.2g}",
        detectors=", ".join(shift.detectors),
        until="" if shift.until is None else f"{shift.until:%b %Y}",
        changes=_changes(shift.before, shift.after),
        before=tuple(event_row(event, notes) for event in told.before),
        after=tuple(event_row(event, notes) for event in told.after),
        thirds=tuple(
            ThirdRow(
                " – ".join(map(name, third.actors)),
                third.direction > 0,
                f"{third.month:%b %Y}",
                notes.refs((event.id for event in of_third), most=2),
            )
            for third, of_third in zip(thirds, events, strict=True)
        ),
        company="" if company is None else _company_words(company),
    )


def first_rows(relation: Relation, notes: Notes, name: Name) -> list[FirstRow]:
    """Claims of a first, then firsts that nobody claimed, the latest of each first."""
    words = {event.id: event_words(event) for event in relation.events}
    claims = [
        FirstRow(
            f"{each.act.day:%d %b %Y}",
            words.get(each.act.id, ""),
            clean(each.claim),
            each.verdict.value,
            clean(each.reason),
            notes.refs([each.act.id, *(act.id for act in each.against[-3:])], most=4, of=1 + len(each.against)),
        )
        for each in reversed(relation.claims)
    ]
    return [*claims, *(_first_row(episode, words, notes, name) for episode in _episodes(relation.firsts))]


def _episodes(firsts: Iterable[First]) -> list[list[First]]:
    """Firsts of one kind with the same last one before them tell of one thing; the latest thing first."""
    found: dict[tuple[str, str | None], list[First]] = defaultdict(list)
    for first in sorted(firsts, key=lambda first: (first.act.day, first.act.id)):
        found[first.kind, first.before.id if first.before else None].append(first)
    return sorted(found.values(), key=lambda episode: episode[0].act.day, reverse=True)


def _first_row(episode: Sequence[First], words: Mapping[str, str], notes: Notes, name: Name) -> FirstRow:
    """The first event of an episode; the others are referred to."""
    first = episode[0]
    act, before = first.act, first.before
    ids = [*([before.id] if before else []), *(each.act.id for each in episode)]
    return FirstRow(
        f"{act.day:%d %b %Y}",
        words.get(act.id, f"{name(act.source)} → {name(act.target)}"),
        "",
        "",
        clean(first.words),
        notes.refs(ids, most=4),
    )


def event_row(event: RelationEvent, notes: Notes) -> EventRow:
    """An event that has its own note."""
    score = "" if event.goldstein is None else signed(event.goldstein, 1)
    return EventRow(event_when(event), event_words(event), score, notes.refs([event.id]))


def telling(events: Iterable[RelationEvent]) -> list[str]:
    """The ids of events, those with the most extreme scores first, of equal ones the latest."""
    ranked = sorted(events, key=lambda e: (-abs(e.goldstein or 0.0), -(e.event_date or date.min).toordinal(), e.id))
    return [event.id for event in ranked]


def signed(value: float, digits: int) -> str:
    """A number with its sign.

    >>> signed(-0.5, 2), signed(0.0, 1)
    ('−0.50', '0.0')
    """
    return f"{value:+.{digits}f}".replace("-", "−") if round(value, digits) else f"{0:.{digits}f}"


def _in_window(day: date, first: date, month: date) -> bool:
    return first <= day and (day.year, day.month) <= (month.year, month.month)


def _by_month(events: Sequence[RelationEvent]) -> dict[date, list[RelationEvent]]:
    found: dict[date, list[RelationEvent]] = defaultdict(list)
    for event in events:
        if event.counted and event.event_date:
            found[event.event_date.replace(day=1)].append(event)
    return found


def _is_under(measure: str, event: RelationEvent) -> bool:
    """Whether an event of the month is among those that a measure counts; outside series have none."""
    if measure == "ideal_point_distance":
        return False
    return measure not in QUAD_COLUMNS or event.quad_class == QUAD_COLUMNS.index(measure) + 1


def _month_of(series: MeasuredMonths, at: int) -> date:
    month: date = series.months[at].astype("datetime64[D]").item()
    return month


def _with_interval(series: MeasuredMonths, at: int) -> str:
    value, low, high = (float(each[at]) for each in (series.value, series.low, series.high))
    plain = f"{value:.3g}" if low == high else f"{value:.2f} ({low:.2f} to {high:.2f})"
    return plain.replace("-", "−")


def _changes(before: Regime, after: Regime) -> tuple[tuple[str, str, str], ...]:
    return (
        ("months", _span(before), _span(after)),
        ("events", f"{before.events:,}", f"{after.events:,}"),
        ("share of conflict, 0 to 1", _value(before.conflict_share), _value(after.conflict_share)),
        ("conflict events a month", _value(before.conflict_rate), _value(after.conflict_rate)),
        ("cooperation events a month", _value(before.cooperation_rate), _value(after.cooperation_rate)),
    )


def _span(regime: Regime) -> str:
    return f"{regime.start:%b %Y} – {regime.end:%b %Y}"


def _value(interval: Interval | None) -> str:
    return "unknown" if interval is None else f"{interval.value:.2f} ({interval.low:.2f} to {interval.high:.2f})"


def _company_words(company: Company) -> str:
    moved = company.moved
    if not moved.third_parties:
        return "No third party’s relations with either moved in the same months."
    return (
        f"{len(moved.third_parties)} dyads of one of the two with others moved in the same months; "
        f"{moved.expected:.1f} were to be expected by chance (p {moved.p_value:.2g})."
    )
