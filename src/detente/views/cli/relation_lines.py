"""The parts of a relation as lines for the terminal: coverage, measures, what texts say, events with their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from rich.console import Console
from rich.text import Text

from detente.records import DateSpan, Precision, StatementKind, Status
from detente.relations.events import RelationEvent
from detente.relations.measures.base import MeasuredMonths
from detente.relations.relation import Relation, SaidOfPair
from detente.views.cli.grid import fit_widths, indented, row_lines
from detente.views.cli.styles import DIM, QUAD_STYLE, STATUS_STYLE, TIE_STYLE
from detente.views.json_values import number
from detente.views.wording import actor_words, clean, date_words, speaker_words, what_words

INDENT: Final = 4
YEAR: Final = 12
QUOTE: Final = 400
"""Characters of an event's words that are shown."""


def coverage_lines(relation: Relation, console: Console) -> Iterator[Text]:
    """What the numbers rest on, and when the feeds were there."""
    feeds: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for part in relation.parts:
        feeds[part.feed] += part.events
        if part.left_out is not None:
            reasons[part.left_out] += part.events
    told = ", ".join(
        f"{count:,} from {'articles' if feed == 'article' else feed}" for feed, count in feeds.most_common()
    )
    counted = relation.events_in_all - reasons.total()
    words = f"{relation.events_in_all:,} events" + (f" ({told}); {counted:,} counted" if told else "")
    yield _labelled("Record", words, console)
    spans = ", ".join(f"{low:%d %b %Y} – {high:%d %b %Y}" for low, high in relation.coverage)
    covered = spans or "no feed of the world's events: a month without an event says nothing"
    yield _labelled("Covered", covered, console)
    if reasons:
        yield _labelled(
            "Left out", ", ".join(f"{count:,} {reason}" for reason, count in reasons.most_common()), console
        )
    if relation.licences:
        yield _labelled("Licences", ", ".join(relation.licences), console)


def measure_lines(relation: Relation, console: Console) -> Iterator[Text]:
    """Each measure in the last month that is known, a year before, and over all months."""
    rows = [row for series in relation.measures if (row := _measure_cells(series))]
    if not rows:
        return
    header = [
        Text(words, style=DIM) for words in ("measure", "last known", "", "a year before", "all months, mean", "unit")
    ]
    yield Text("\nMeasures", style="bold underline")
    widths = fit_widths([header, *rows], console.width)
    if widths is None:
        header, rows = header[:5], [row[:5] for row in rows]
        widths = fit_widths([header, *rows], console.width) or [22, 10, 10, 14, 16]
    yield row_lines(header, widths, console)
    for row in rows:
        yield row_lines(row, widths, console)


def _measure_cells(series: MeasuredMonths) -> list[Text] | None:
    known = [at for at in range(len(series)) if number(series.value[at]) is not None]
    if not known:
        return None
    last = known[-1]
    before = last - YEAR
    mean = sum(float(series.value[at]) for at in known) / len(known)
    return [
        Text(series.name.replace("_", " ")),
        Text(_with_interval(series, last), style="bold"),
        Text(f"{series.months[last].astype('datetime64[D]').item():%b %Y}", style=DIM),
        Text(_with_interval(series, before) if before in known else "not known"),
        Text(f"{mean:.3g}"),
        Text(series.unit, style=DIM),
    ]


def _with_interval(series: MeasuredMonths, at: int) -> str:
    value, low, high = (float(each[at]) for each in (series.value, series.low, series.high))
    return f"{value:.3g}" if low == high else f"{value:.2f} ({low:.2f}–{high:.2f})"


def said_lines(relation: Relation, console: Console) -> Iterator[Text]:
    """Ties that texts tell of the two, and how much else they say."""
    ties = [said for said in relation.said if said.statement.kind is StatementKind.TIE]
    if ties:
        yield Text(f"\nTies, as texts tell them ({len(ties)})", style="bold underline")
        for said in sorted(ties, key=_last_day, reverse=True)[:10]:
            yield from _tie_lines(said, console)
    others = Counter(said.statement.kind for said in relation.said if said.statement.kind is not StatementKind.TIE)
    if others:
        told = ", ".join(f"{count:,} {kind}{'s' if count > 1 else ''}" for kind, count in others.most_common())
        yield Text(f"\nTexts that name both also hold {told}: see --json.", style=DIM)


def _tie_lines(said: SaidOfPair, console: Console) -> Iterator[Text]:
    tie = said.statement
    line = Text(" ↔ ".join(dict.fromkeys(actor_words(actor) for actor in tie.actors)), style="bold")
    line = Text().append_text(line)
    line.append(f" · {what_words(tie)}", style=TIE_STYLE.get(str(tie.tie), ""))
    line.append(f" · {tie.status}", style=STATUS_STYLE[tie.status])
    line.append(f" · {speaker_words(tie)}", style=DIM)
    when = date_words(tie.event_date) or (f"told by {said.known:%d %b %Y}" if said.known else "")
    line.append(f" · {when}" if when else "")
    yield line
    yield indented(Text(clean(tie.evidence.quote), style=DIM), INDENT, console)


def _last_day(said: SaidOfPair) -> str:
    span = said.statement.event_date
    day = (span and (span.end or span.start)) or said.known
    return day.isoformat() if day else ""


def event_lines(relation: Relation, most: int, console: Console) -> Iterator[Text]:
    """The latest events under the numbers, each with its words and where they stand."""
    shown = [event for event in relation.events if event.counted or event.left_out in _TOLD][-most:] if most else []
    if not shown:
        return
    more = relation.events_in_all - len(shown)
    note = f" · {more:,} more: --events N, --json" if more > 0 else ""
    yield Text(f"\nEvents, latest first ({len(shown)}{note})", style="bold underline")
    yield from listed_events(shown[::-1], console)


_TOLD: Final = ("undated", "vague past", "coarsely dated", "not said to have happened")


def listed_events(events: Sequence[RelationEvent], console: Console) -> Iterator[Text]:
    """Events, one after the other."""
    for event in events:
        yield _event_row(event)
        if event.quote:
            yield indented(Text(_shortened(clean(event.quote)), style=DIM), INDENT, console)
        yield indented(Text(_where(event), style=DIM), INDENT, console)


def _event_row(event: RelationEvent) -> Text:
    line = Text(f"{_when(event):<12} ")
    line.append(clean(event.source_name or event.source_party), style="bold")
    coding = " ".join(filter(None, (event.plover_type, event.plover_mode))) or f"CAMEO {event.cameo_code or 'none'}"
    line.append(
        f" {'not ' if event.polarity == 'negative' else ''}{coding}", style=QUAD_STYLE.get(event.quad_class or 0, "")
    )
    line.append(" → ").append(clean(event.target_name or event.target_party), style="bold")
    if event.goldstein is not None:
        line.append(f" · {event.goldstein:+g}", style=DIM)
    line.append(f" · {event.status}", style=STATUS_STYLE.get(Status(event.status), ""))
    if event.speaker:
        line.append(f" · {clean(event.speaker)}", style=DIM)
    if event.novelty:
        line.append(f" · {clean(event.novelty)}, says the text", style="yellow")
    if event.left_out:
        line.append(f" · not counted: {event.left_out}", style=DIM)
    return line


def _when(event: RelationEvent) -> str:
    if event.precision == Precision.VAGUE_PAST:
        return "earlier"
    if event.event_date is None and event.event_date_end is None:
        return "undated"
    return date_words(DateSpan(event.event_date, event.event_date_end, Precision(event.precision or "day")))


def _where(event: RelationEvent) -> str:
    parts = [event.outlet or "", event.origin or "", event.id if event.feed != "article" else ""]
    return clean(" · ".join(part for part in dict.fromkeys(parts) if part))


def _shortened(words: str) -> str:
    return words if len(words) <= QUOTE else words[: QUOTE - 1].rstrip() + "…"


def _labelled(label: str, words: str, console: Console) -> Text:
    return row_lines([Text(label, style=DIM), Text(words)], [9, max(console.width - 11, 20)], console)
