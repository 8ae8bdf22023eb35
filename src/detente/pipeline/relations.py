"""A world asked how two actors stand: counts, measures and events joined into a Relation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from itertools import takewhile
from pathlib import Path
from threading import Thread
from typing import Any, Final

from detente.engines.coverage import world_coverage
from detente.engines.pairs import PairInWorld, open_pair
from detente.pipeline.kept_shifts import kept_shifts
from detente.pipeline.known_of_pair import OutsideSources, known_of, outside_sources
from detente.pipeline.parties import find_pair, party
from detente.records import StatementKind
from detente.relations.acts import Act
from detente.relations.coverage import Coverage
from detente.relations.dyad_months import DyadMonths
from detente.relations.events import MOST_EVENTS
from detente.relations.levels.level import LevelEstimate, NotEnoughEvidence, level_at
from detente.relations.measures.base import Beside
from detente.relations.measures.registry import measure_all
from detente.relations.novelty.claims import check_claim
from detente.relations.novelty.firsts import First, firsts_of
from detente.relations.novelty.record import Record
from detente.relations.pair import PairCells, pair_months
from detente.relations.panel import PanelSpec
from detente.relations.relation import PartyName, Relation, SaidOfPair
from detente.relations.shift_events import events_of_shift, sides_of
from detente.relations.shifts.union import find_shifts, live_shifts
from detente.relations.third_parties import company_of
from detente.world.held import remembered

LATEST_ACTS: Final = 200
"""Events of late that are looked at for firsts."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days asked for, when the feeds were there, and the volumes of all months."""

    coverage: Coverage
    start: date | None
    end: date | None
    volumes: Sequence[Mapping[str, Any]]


def relation(
    root: Path,
    first: str,
    second: str,
    *,
    start: date | None = None,
    end: date | None = None,
    user_actors: Sequence[Path] = (),
    most_events: int | None = MOST_EVENTS,
) -> Relation:
    """How two actors of a world stand.

    Args:
        root: The world's directory.
        first: A name, id or code.
        second: Another's.
        start: First day; its whole month counts.
        end: Last day; its whole month counts.
        user_actors: YAML files with actors of the user's own.
        most_events: How many events to tell, the latest ones, besides those that carry shifts or are claimed as
            firsts; None is all. Numbers count all events whatever it is.

    Raises:
        UnknownActorError: A name means nobody.
        WorldError: The world cannot be read.
    """
    Thread(target=_load_ahead, daemon=True).start()
    a, b = find_pair(root, first, second, user_actors)
    spec = PanelSpec("actor", directed=False, start=start, end=end)
    with open_pair(root, party(a), party(b)) as pair:
        coverage = remembered(root, "coverage", lambda: world_coverage(pair.connection))
        window = Window(coverage, start, end, pair.volumes(spec))
        months = pair_counts(pair, window)
        forth, back = _directions(pair, window)
        shifts = () if months is None else find_shifts(months)
        live = () if months is None else live_shifts(months)
        others = pair.others() if shifts else None
        parts, acts = tuple(pair.count_events(spec)), pair.acts(spec, limit=MOST_EVENTS)
        carriers = pair.carrying(sides_of((*shifts, *live)))
        novel = [act.id for act in acts if act.novelty is not None]
        events = pair.events(spec, limit=most_events, also={*carriers, *novel})
        outside = outside_sources(pair)
        said = tuple(
            SaidOfPair(statement, known)
            for statement, known in pair.statements()
            if statement.kind is not StatementKind.EVENT
        )
    counted = sum(part.events for part in parts if part.left_out is None)
    held = acts if counted <= MOST_EVENTS else None
    together = (
        [None] * len(shifts) if months is None or others is None else company_of(shifts, months, others, kept_shifts)
    )
    record = Record(acts, coverage if held is not None else _from(coverage, acts[0].day))
    return Relation(
        first=a,
        second=b,
        start=start,
        end=end,
        coverage=coverage,
        months=months,
        forth=forth,
        back=back,
        measures=() if months is None else measure_all(months, Beside(held, outside.points)),
        events=tuple(events),
        parts=parts,
        said=said,
        level=None if months is None else level_of(months, a, b, outside, said),
        shifts=tuple(events_of_shift(each, events, known) for each, known in zip(shifts, together, strict=True)),
        live=tuple(events_of_shift(each, events) for each in live),
        firsts=tuple(_firsts(acts, record)),
        claims=tuple(found for act in acts if (found := check_claim(act, record)) is not None),
        licences=tuple(sorted({*outside.licences, *(part.licence for part in parts if part.licence)})),
    )


def _load_ahead() -> None:
    """Load what is needed later while the engine reads files: a sixth of a second."""
    for name in ("pyarrow.compute", "scipy.special"):
        import_module(name)


def _from(coverage: Coverage, day: date) -> Coverage:
    """The coverage from a day on: a record of the latest events only has not looked at the time before."""
    return [(max(first, day), last) for first, last in coverage if last >= day]


def level_of(
    months: DyadMonths, a: PartyName, b: PartyName, outside: OutsideSources, said: Iterable[SaidOfPair]
) -> LevelEstimate | NotEnoughEvidence:
    """The level of the last of a pair's months."""
    last: date = months.months[-1].astype("datetime64[D]").item()
    return level_at(months, last, known_of(a, b, last, outside, said))


def _firsts(acts: list[Act], record: Record) -> Iterator[First]:
    """Of the latest acts those that are firsts, each by the widest likeness; of one episode only what began it."""
    told: set[tuple[str, str, Act | None]] = set()
    for act in _latest(acts):
        found = next(firsts_of(act, record), None)
        if found is not None and (key := (found.kind, act.source, found.before)) not in told:
            told.add(key)
            yield found


def _latest(acts: Sequence[Act]) -> list[Act]:
    """The last LATEST_ACTS by date and id of acts that are in order by date."""
    since = acts[-LATEST_ACTS].day if len(acts) > LATEST_ACTS else date.min
    late = takewhile(lambda act: act.day >= since, reversed(acts))
    return sorted(late, key=lambda act: (act.day, act.id))[-LATEST_ACTS:]


def pair_counts(pair: PairInWorld, window: Window) -> DyadMonths | None:
    """The two's months, undirected; None where there are none."""
    cells = PairCells(
        pair.cells(PanelSpec("actor", directed=False, start=window.start, end=window.end)), window.volumes
    )
    return pair_months(cells, pair.first, pair.second, coverage=window.coverage, start=window.start, end=window.end)


def _directions(pair: PairInWorld, window: Window) -> tuple[DyadMonths | None, DyadMonths | None]:
    cells = PairCells(pair.cells(PanelSpec("actor", start=window.start, end=window.end)), window.volumes)
    forth, back = (
        pair_months(cells, one, other, coverage=window.coverage, directed=True, start=window.start, end=window.end)
        for one, other in ((pair.first, pair.second), (pair.second, pair.first))
    )
    return forth, back
