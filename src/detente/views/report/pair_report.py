"""The report of two actors: how they stand, when and why that changed, and the evidence of every number as notes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Final

from detente.errors import DetenteError
from detente.forecast.ledger.entries import Resolved
from detente.forecast.outlook import Outlook
from detente.pipeline.dossier import Dossier
from detente.relations.networks.balance import WHAT_BALANCE_IS
from detente.views.cited import Cited, cite, cite_event
from detente.views.report.notes import Notes
from detente.views.report.page import page_parts, render_page
from detente.views.report.pair_ahead import AheadPart, ahead_part
from detente.views.report.pair_foretold import ForetoldPart, foretold_part
from detente.views.report.pair_rows import curve_part, first_rows, level_part, measure_rows, shift_part, shift_parts
from detente.views.report.pair_rows import telling as most_telling
from detente.views.report.pair_why import record_part, said_rows, why_part
from detente.views.report.write import check_output, write_page
from detente.views.wording import clean

MAX_BYTES: Final = 3_000_000
"""No report is larger, in bytes of UTF-8."""

MAX_NOTES: Final = 1_500
"""More notes nobody reads or prints, and a browser takes long to lay out."""

LIMITS: Final = (10_000, 80, 40, 24, 12, 8, 4, 2, 0)
"""Events of a month that have a note of their own beside those that something refers to; tried in turn until the page
is small enough."""


def render_pair_report(
    dossier: Dossier,
    *,
    name: Callable[[str], str],
    measure: str = "goldstein_stock",
    made_at: datetime | None = None,
    outlook: Outlook | None = None,
    foretold: Sequence[Resolved] = (),
) -> str:
    """The report as one HTML page that needs nothing from outside.

    Args:
        dossier: All that a world holds of the two.
        name: Makes names of actors' ids.
        measure: Which measure the curve shows.
        made_at: What the page gives as the time of its making; None is now.
        outlook: What is ahead of the two; None leaves the part out.
        foretold: Entries of the prediction ledger that name the two; none leave the part out.

    Returns:
        A page of less than `MAX_BYTES` bytes in UTF-8 and at most `MAX_NOTES` notes beside those that something refers
        to. Where a busy pair has more events than fit, the most telling
        of each month have notes, and the page says how many have none.

    Raises:
        DetenteError: The measure is not known of the two.
    """
    relation = dossier.relation
    if relation.measures and relation.measured(measure) is None:
        known = ", ".join(series.name for series in relation.measures)
        raise DetenteError(f"--measure {measure!r} is not known for these two. Known: {known}.")
    looked_up = {id_: cite(told) for id_, told in dossier.evidence.items()}
    every = {event.id: looked_up.get(event.id) or cite_event(event) for event in relation.events}
    needed = looked_up | {id_: every[id_] for id_ in _referred(dossier) if id_ in every}
    made = made_at or datetime.now().astimezone()
    page, ahead, told = "", ahead_part(outlook), foretold_part(foretold)
    for most in LIMITS:
        cited = needed | _some_of_each_month(dossier, every, most)
        if len(cited) > MAX_NOTES and most:
            continue
        page = _render(dossier, cited, name, measure, made, (ahead, told))
        if len(page.encode("utf-8")) < MAX_BYTES:
            break
    return page


def write_pair_report(
    dossier: Dossier,
    path: Path,
    *,
    name: Callable[[str], str],
    measure: str,
    outlook: Outlook | None = None,
    foretold: Sequence[Resolved] = (),
) -> None:
    """Render a report into a file, whole or not at all.

    Raises:
        DetenteError: The measure is not known of the two, or the file cannot be written.
    """
    check_output(path)
    page = render_pair_report(dossier, name=name, measure=measure, outlook=outlook, foretold=foretold)
    write_page(page, path)


def _render(
    dossier: Dossier,
    cited: dict[str, Cited],
    name: Callable[[str], str],
    measure: str,
    made: datetime,
    to_come: tuple[AheadPart | None, ForetoldPart | None],
) -> str:
    relation = dossier.relation
    notes = Notes(cited)

    def plain(actor: str) -> str:
        return clean(name(actor))

    parts = {
        "first": clean(relation.first.name),
        "second": clean(relation.second.name),
        "asked": _window(relation.start, relation.end),
        "known": bool(relation.events_in_all or relation.said),
        "level": level_part(relation, notes),
        "curve": curve_part(relation, measure, notes),
        "measures": measure_rows(relation, notes),
        "shifts": shift_parts(dossier, notes, plain),
        "live": [shift_part(told, None, notes, plain) for told in relation.live],
        "searched": relation.months is not None,
        "firsts": first_rows(relation, notes, plain),
        "why": None if dossier.explanation is None else why_part(dossier.explanation, notes, plain),
        "ahead": to_come[0],
        "foretold": to_come[1],
        "said": said_rows(relation.said, cited, notes),
        "record": record_part(dossier),
        "what_balance_is": WHAT_BALANCE_IS,
        "unseen": sum(event.id not in cited for event in relation.events),
        "made_at": f"{made:%d %b %Y, %H:%M %Z}".strip(),
        **page_parts(styles=("report.css", "pair.css")),
    }
    return render_page("pair.html.j2", parts | {"notes": notes.notes()})


def _window(start: date | None, end: date | None) -> str:
    if start is None and end is None:
        return "all that the world holds"
    return f"{f'from {start:%d %b %Y}' if start else ''} {f'to {end:%d %b %Y}' if end else ''}".strip()


def _referred(dossier: Dossier) -> list[str]:
    """Ids of the pair's events that shifts, firsts and claims name."""
    relation = dossier.relation
    ids = [event.id for told in (*relation.shifts, *relation.live) for event in (*told.before, *told.after)]
    ids += [act.id for first in relation.firsts for act in (first.act, first.before) if act is not None]
    ids += [act.id for claim in relation.claims for act in (claim.act, *claim.against[-3:])]
    return ids


def _some_of_each_month(dossier: Dossier, every: dict[str, Cited], most: int) -> dict[str, Cited]:
    months: dict[tuple[int, int] | None, list[str]] = defaultdict(list)
    events = {event.id: event for event in dossier.relation.events}
    for id_ in most_telling(events.values()):
        day = events[id_].event_date
        months[(day.year, day.month) if day else None].append(id_)
    return {id_: every[id_] for ids in months.values() for id_ in ids[:most]}
