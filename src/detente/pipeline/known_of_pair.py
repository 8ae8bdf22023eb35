"""What a world knows of two parties beside events: ideal points, coded levels, pacts, rivalries, borders, ties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from detente.feeds import atop, peace_data, tss_rivalries
from detente.records import Statement
from detente.relations.levels.known import Known, LastKnown, tie_said
from detente.relations.levels.scale import LEVELS
from detente.relations.measures.ideal_point_distance import distance_by_year, yearly_series
from detente.relations.routes.land_map import land_map
from detente.relations.routes.records import RouteError

if TYPE_CHECKING:
    from detente.engines.pairs import PairInWorld
    from detente.relations.measures.base import YearlySeries
    from detente.relations.relation import PartyName, SaidOfPair

IDEAL_POINT: Final = "un ideal point"
"""The name of the series that the feed un-ideal-points brings."""

STALE_YEARS: Final = 2
"""So many years after the last that a source knows of, it is taken to say nothing any more. Coded levels, which seldom
move, are carried on instead."""


@dataclass(frozen=True, slots=True)
class OutsideSources:
    """Yearly facts of a pair from outside.

    Attributes:
        points: Both actors' UN ideal points; None where the world has none of one of them.
        levels: The coded level of the peace scale by year, 0 to 1.
        pacts: By year, whether a defence pact bound the two.
        rivalries: First and last years of their strategic rivalries.
        reach: The last year that each source knows of, by its measure, of any pair; without it the world has none.
        licences: Of all that was found.
    """

    points: tuple[YearlySeries, YearlySeries] | None = None
    levels: dict[int, float] = field(default_factory=dict)
    pacts: dict[int, bool] = field(default_factory=dict)
    rivalries: tuple[tuple[int, int], ...] = ()
    reach: dict[str, int] = field(default_factory=dict)
    licences: tuple[str, ...] = ()

    def known_on(self, day: date) -> Known:
        """What can be known on a day: pacts and rivalries of its year, levels of the years that were over."""
        distances = {} if self.points is None else distance_by_year(*self.points)
        year = max((year for year in distances if year <= day.year), default=None)
        return Known(
            ideal_point_distance=None if year is None or day.year - year > STALE_YEARS else distances[year].value,
            defence_pact=None if (at := self._year(atop.MEASURE, day)) is None else self.pacts.get(at, False),
            rivalry=None
            if (at := self._year(tss_rivalries.MEASURE, day)) is None
            else any(first <= at <= last for first, last in self.rivalries),
            last_known=self._last_level(day),
        )

    def _year(self, measure: str, day: date) -> int | None:
        """The year to look at: the day's own, or the last one known where that is little ago."""
        reach = self.reach.get(measure)
        return None if reach is None or day.year - reach > STALE_YEARS else min(day.year, reach)

    def _last_level(self, day: date) -> LastKnown | None:
        year = max((year for year in self.levels if year < day.year), default=None)
        if year is None:
            return None
        nearest = min(LEVELS, key=lambda level: (abs(level.peace - self.levels[year]), level))
        return LastKnown(nearest, date(year, 12, 31))


def outside_sources(pair: PairInWorld) -> OutsideSources:
    """What the world's yearly series have of a pair."""
    points = pair.series(IDEAL_POINT)
    first, second = (yearly_series(points, party.id, IDEAL_POINT) for party in (pair.first, pair.second))
    rows = pair.dyad_series((peace_data.MEASURE, atop.MEASURE, tss_rivalries.MEASURE))

    def of(measure: str) -> list[tuple[int, float]]:
        return [(row["year"], row["value"]) for row in rows if row["measure"] == measure]

    return OutsideSources(
        points=(first, second) if first and second else None,
        levels=dict(of(peace_data.MEASURE)),
        pacts={year: bool(value) for year, value in of(atop.MEASURE)},
        rivalries=tuple((year, int(value)) for year, value in of(tss_rivalries.MEASURE)),
        reach=_reach(pair.reach_of_dyad_series()),
        licences=tuple(sorted({row["licence"] for row in (*points, *rows) if row["licence"]})),
    )


def _reach(found: dict[str, tuple[int, float]]) -> dict[str, int]:
    """The last year that each source knows of: of rivalries, whose year is the first one, the last that any reached."""
    return {measure: int(last) if measure == tss_rivalries.MEASURE else year for measure, (year, last) in found.items()}


def known_of(a: PartyName, b: PartyName, day: date, outside: OutsideSources, said: Iterable[SaidOfPair] = ()) -> Known:
    """What is known of two parties beside their events, on a day."""
    ties = [tie for each in said if (tie := tie_said(tie_row(each.statement), each.known)) is not None]
    return replace(outside.known_on(day), border=pair_border(a, b, day), ties=ties)


def tie_row(statement: Statement) -> dict[str, Any]:
    """A statement of a tie as `tie_said` takes it."""
    when = statement.event_date
    return {
        "id": f"article:{statement.evidence.article_id}:{statement.id}",
        "article_id": statement.evidence.article_id,
        "tie": statement.tie,
        "polarity": statement.polarity,
        "status": statement.status,
        "event_date": when and {"start": when.start, "end": when.end},
    }


def pair_border(a: PartyName, b: PartyName, day: date) -> bool | None:
    """Whether two states share a land border; None where the table does not reach, or one is no state."""
    if not (a.is_state and b.is_state):
        return None
    try:
        links = land_map(day).links
    except RouteError:
        return None
    return any(link.neighbour == b.id for link in links.get(a.id, ()))
