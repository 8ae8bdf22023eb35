"""How two actors stand and when that changed, as lines for the terminal: level, shifts, firsts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from rich.console import Console
from rich.text import Text

from detente.relations.events import RelationEvent
from detente.relations.levels.level import NotEnoughEvidence
from detente.relations.levels.scale import LEVELS
from detente.relations.relation import Relation
from detente.relations.shift_events import ShiftEvents
from detente.relations.shifts.moved_together import MovedTogether
from detente.relations.shifts.shift import Interval, Regime, Shift
from detente.views.cli.grid import indented
from detente.views.cli.relation_lines import INDENT, listed_events
from detente.views.cli.styles import DIM

BAR = 24
COMPANY = 5
"""Third parties of a shift that are named; JSON has all."""
SHOWN = 2
"""Events of a shift that are listed on each side; JSON has more."""


def level_lines(relation: Relation, console: Console) -> Iterator[Text]:
    """The level's probabilities as bars, and what moved them most; or why nothing is said."""
    level = relation.level
    if level is None:
        return
    yield Text(f"\nLevel, {level.month:%B %Y}", style="bold underline").append(
        " (how they stand on the peace scale of Diehl, Goertz & Gallegos)", style="not bold not underline dim"
    )
    if isinstance(level, NotEnoughEvidence):
        yield indented(Text(f"Not enough evidence: {level.reason}."), 2, console)
        return
    for name, probability in zip(LEVELS, level.probabilities, strict=True):
        bar = "█" * round(BAR * probability)
        likeliest = name is level.likeliest
        yield Text(f"  {name.label:<19}", style="bold" if likeliest else "").append(f"{probability:>5.0%} ").append(bar)
    moved = sorted(level.moved, key=lambda each: -abs(each.by))[:4]
    told = ", ".join(f"{each.given.replace('_', ' ')} ({each.value}) {each.by:+.2f}" for each in moved)
    if told:
        yield indented(Text(f"mean {level.peace:.2f} of 0 to 1; moved by {told}", style=DIM), 2, console)


def shift_lines(
    relation: Relation, console: Console, name: Callable[[str], str] = lambda actor: actor
) -> Iterator[Text]:
    """Every shift with its interval, size and the events that carry it; then what may have begun of late."""
    if relation.shifts:
        yield Text(f"\nShifts ({len(relation.shifts)})", style="bold underline")
        for told in relation.shifts:
            yield from listed_shift(told, console)
            yield from company_lines(told.together, console, name)
    elif relation.months is not None:
        yield Text("\nShifts: none found", style="bold underline")
    if relation.live:
        yield Text("\nPerhaps begun in the last months", style="bold underline")
        for told in relation.live:
            yield from listed_shift(told, console)


def listed_shift(told: ShiftEvents, console: Console) -> Iterator[Text]:
    """One shift of a pair, with the events before and after that carry it."""
    yield from listed_change(told.shift, console)
    yield from _side("before", told.before, console)
    yield from _side("after", told.after, console)


def listed_change(shift: Shift, console: Console, name: str = "") -> Iterator[Text]:
    """One shift: when, whose, which way, how surely; and what changed."""
    cooperative = shift.direction > 0
    line = Text(f"{_month(shift.month)} ").append(f"{name} " if name else "", style="bold")
    line.append(
        "▲ towards cooperation" if cooperative else "▼ towards conflict", style="green" if cooperative else "red"
    )
    line.append(f" · {_between(shift.earliest, shift.latest)} · probability {shift.probability:.2f}")
    if shift.until is not None:
        line.append(f" · back again {_month(shift.until)}", style=DIM)
    yield line
    change = f"{_change(shift.before, shift.after)} ({', '.join(shift.detectors)})"
    yield indented(Text(change, style=DIM), INDENT, console)


def company_lines(together: MovedTogether | None, console: Console, name: Callable[[str], str]) -> Iterator[Text]:
    """The third parties that moved with a shift, beside what chance makes one expect; nothing where none did."""
    if together is None or not together.third_parties:
        return
    pairs = [
        f"{' – '.join(map(name, shift.actors))} {'▲' if shift.direction > 0 else '▼'}"
        for shift in together.third_parties[:COMPANY]
    ]
    more = len(together.third_parties) - len(pairs)
    words = (
        f"moved in the same months: {', '.join(pairs)}{f' and {more} more' if more else ''} "
        f"({together.expected:.1f} expected by chance, p {together.p_value:.2g})"
    )
    yield indented(Text(words, style=DIM), INDENT, console)


def _side(label: str, events: Sequence[RelationEvent], console: Console) -> Iterator[Text]:
    chosen = events[-SHOWN:] if label == "before" else events[:SHOWN]
    if chosen:
        yield indented(Text(f"{label}:", style=DIM), INDENT, console)
    for line in listed_events(chosen, console):
        yield indented(line, INDENT + 2, console)


def _change(before: Regime, after: Regime) -> str:
    return (
        f"conflict share {_value(before.conflict_share)} → {_value(after.conflict_share)}; a month "
        f"{before.conflict_rate.value:.1f} → {after.conflict_rate.value:.1f} of conflict, "
        f"{before.cooperation_rate.value:.1f} → {after.cooperation_rate.value:.1f} of cooperation"
    )


def _value(interval: Interval | None) -> str:
    return "unknown" if interval is None else f"{interval.value:.2f} ({interval.low:.2f}–{interval.high:.2f})"


def _month(day: date) -> str:
    return f"{day:%b %Y}"


def _between(first: date, last: date) -> str:
    return _month(first) if first == last else f"between {_month(first)} and {_month(last)}"


def novelty_lines(relation: Relation, console: Console) -> Iterator[Text]:
    """What texts call a first, held against the record; and firsts that nobody claimed."""
    if relation.claims:
        yield Text(f"\nClaims of a first ({len(relation.claims)})", style="bold underline")
    for claim in relation.claims:
        line = Text(f"{claim.act.day:%d %b %Y} {claim.act.plover_type or ''} {claim.act.mode or ''}".rstrip())
        yield line.append(f" · {claim.claim}, says the text").append(f" · {claim.verdict.value}", style="bold")
        yield indented(Text(claim.reason, style=DIM), INDENT, console)
    if relation.firsts:
        yield Text(f"\nFirsts in the record ({len(relation.firsts)})", style="bold underline")
    for first in relation.firsts[-5:][::-1]:
        yield Text(f"{first.act.day:%d %b %Y} {first.act.source} → {first.act.target}")
        yield indented(Text(first.words, style=DIM), INDENT, console)
