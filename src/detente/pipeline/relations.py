"""A world asked how two actors stand: counts, measures and events joined into a Relation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import narwhals as nw

from detente.engines.coverage import world_coverage
from detente.engines.pairs import PairInWorld, open_pair
from detente.pipeline.parties import find_pair, party
from detente.records import StatementKind
from detente.relations.acts import Act
from detente.relations.coverage import Coverage
from detente.relations.dyad_months import DyadMonths
from detente.relations.events import RelationEvent
from detente.relations.measures.base import Beside, YearlySeries
from detente.relations.measures.ideal_point_distance import yearly_series
from detente.relations.measures.registry import measure_all
from detente.relations.pair import PairCells, pair_months
from detente.relations.panel import PanelSpec
from detente.relations.relation import Relation, SaidOfPair

IDEAL_POINT: Final = "un ideal point"
"""The name of the series that the feed un-ideal-points brings."""

MOST_EVENTS: Final = 20_000
"""Events of a pair that are held one by one; of more, the latest are, and what needs each event is left out."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days asked for, when the feeds were there, and the volumes of all months."""

    coverage: Coverage
    start: date | None
    end: date | None
    volumes: nw.DataFrame[Any]


def relation(
    root: Path,
    first: str,
    second: str,
    *,
    start: date | None = None,
    end: date | None = None,
    user_actors: Sequence[Path] = (),
) -> Relation:
    """How two actors of a world stand.

    Args:
        root: The world's directory.
        first: A name, id or code.
        second: Another's.
        start: First day; its whole month counts.
        end: Last day; its whole month counts.
        user_actors: YAML files with actors of the user's own.

    Raises:
        UnknownActorError: A name means nobody.
        WorldError: The world cannot be read.
    """
    a, b = find_pair(root, first, second, user_actors)
    spec = PanelSpec("actor", directed=False, start=start, end=end)
    with open_pair(root, party(a), party(b)) as pair:
        coverage = world_coverage(pair.connection)
        events, in_all = pair.events(spec, limit=MOST_EVENTS), pair.count_events(spec)
        window = Window(coverage, start, end, pair.volumes(spec))
        months = _months(pair, window)
        forth, back = _directions(pair, window)
        points = _ideal_points(pair)
        said = tuple(
            SaidOfPair(statement, known)
            for statement, known in pair.statements()
            if statement.kind is not StatementKind.EVENT
        )
    acts = acts_of(events) if in_all <= MOST_EVENTS else None
    return Relation(
        first=a,
        second=b,
        start=start,
        end=end,
        coverage=coverage,
        months=months,
        forth=forth,
        back=back,
        measures=() if months is None else measure_all(months, Beside(acts, points)),
        events=tuple(events),
        events_in_all=in_all,
        said=said,
        licences=tuple(sorted({event.licence for event in events if event.licence})),
    )


def acts_of(events: Iterable[RelationEvent]) -> list[Act]:
    """The counted events as acts of one party upon the other."""
    return [
        Act(
            id=event.id,
            day=event.event_date,
            source=event.source_party,
            target=event.target_party,
            plover_type=event.plover_type,
            mode=event.plover_mode,
            cameo_code=event.cameo_code,
            quad_class=event.quad_class,
            goldstein=event.goldstein,
            novelty=event.novelty,
        )
        for event in events
        if event.counted and event.event_date is not None
    ]


def _months(pair: PairInWorld, window: Window) -> DyadMonths | None:
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


def _ideal_points(pair: PairInWorld) -> tuple[YearlySeries, YearlySeries] | None:
    """Both actors' UN ideal points; None where the world has none of one of them."""
    rows = pair.series(IDEAL_POINT)
    first, second = (yearly_series(rows, party.id, IDEAL_POINT) for party in (pair.first, pair.second))
    return (first, second) if first and second else None
