"""Ties and mediations for scenarios, as a world knows them up to a day; nothing after that day is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from detente.actors.registry import Registry
from detente.engines.coverage import world_coverage
from detente.engines.day_network import DayInWorld
from detente.engines.event_ids import EVENT_ID
from detente.engines.pairs import open_pair
from detente.pipeline.known_of_pair import outside_sources, pair_border, tie_row
from detente.pipeline.parties import party
from detente.pipeline.relations import Window, level_of, pair_counts
from detente.records import ActorKind, StatementKind
from detente.relations.levels.known import tie_said
from detente.relations.levels.level import LevelEstimate
from detente.relations.networks.shared import Comparison, SharedIssue, StanceRow, shared_issues
from detente.relations.panel import PanelSpec
from detente.relations.relation import PartyName, SaidOfPair
from detente.scenarios.propensity import KnownOfPair, propensity
from detente.scenarios.scenario import Mediation, Number
from detente.world.held import remembered
from detente.world.reading_back import connected

YEAR: Final = timedelta(days=365)
"""A tie told of days longer ago is one of the past."""

MOST_MEDIATIONS: Final = 12
_MEDIATE: Final = "045"
"""CAMEO's code of mediation."""


def world_ties(
    root: Path,
    pairs: Sequence[tuple[str, str]],
    day: date,
    *,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Iterator[tuple[tuple[str, str], Number]]:
    """The ties of pairs of registry ids that the world at `root` knows on a day.

    Args:
        root: The world's directory.
        pairs: Of registry ids.
        day: Nothing after it is looked at.
        progress: Told before each pair how many have been looked at, of how many.

    Raises:
        WorldError: The world cannot be read.
    """
    registry = Registry.load()
    with connected(root) as connection:
        stances = DayInWorld(connection, root, day, ()).stances()
        coverage = world_coverage(connection)
    for done, (first, second) in enumerate(pairs):
        progress(done, len(pairs))
        names = [_name(registry, each) for each in (first, second)]
        known = remembered(
            root,
            ("known of a pair", first, second, day),
            partial(_known, root, names[0], names[1], day, coverage, stances),
        )
        found = propensity(known, field=f"ties.{first} & {second}", world=str(root))
        if found is not None:
            yield (first, second), found


def world_mediations(root: Path, brokers: Sequence[str], day: date) -> dict[str, tuple[Mediation, ...]]:
    """The latest mediations by each of these actors that the world holds up to a day, its organs' among them."""
    found = {}
    with connected(root) as connection:
        for broker in brokers:
            rows = connection.execute(
                f"""
                SELECT {EVENT_ID} AS id, event_date, coalesce(target_name, target_text, 'somebody'), evidence_quote
                FROM events WHERE (source_id = $1 OR source_state = $1) AND cameo_code LIKE $2 || '%'
                    AND event_date <= $3 AND status IN ('asserted', 'reported') AND coalesce(target_state, '') != $1
                ORDER BY event_date DESC, id LIMIT $4
                """,
                [broker, _MEDIATE, day, MOST_MEDIATIONS],
            ).fetchall()
            found[broker] = tuple(
                Mediation(f"mediated with {target}, {on}", f"world {root}", quote, (id_,))
                for id_, on, target, quote in rows
            )
    return found


def _name(registry: Registry, id_: str) -> PartyName:
    actor = registry.resolve(id_)
    return PartyName(actor.id, actor.name, actor.kind.value, actor.kind is ActorKind.STATE)


def _known(
    root: Path,
    a: PartyName,
    b: PartyName,
    day: date,
    coverage: Sequence[tuple[date, date]],
    stances: Sequence[StanceRow],
) -> KnownOfPair:
    spec = PanelSpec("actor", directed=False, end=day)
    with open_pair(root, party(a), party(b)) as pair:
        window = Window(tuple(coverage), None, day, pair.volumes(spec))
        months = pair_counts(pair, window) if pair.count_events(spec) else None
        outside = outside_sources(pair)
        said = tuple(
            SaidOfPair(statement, known)
            for statement, known in pair.statements()
            if statement.kind is StatementKind.TIE and (known is None or known <= day)
        )
    level = None if months is None else level_of(months, a, b, outside, said)
    told = [tie for each in said if (tie := tie_said(tie_row(each.statement), each.known)) is not None]
    now = [tie for tie in told if tie.end >= day - YEAR]
    past = [tie for tie in told if tie.end < day - YEAR]
    issues = shared_issues(stances, a.id, b.id)
    return KnownOfPair(
        level=level.probabilities if isinstance(level, LevelEstimate) else None,
        agree=sum(issue.comparison is Comparison.AGREE for issue in issues),
        differ=sum(issue.comparison is Comparison.DIFFER for issue in issues),
        border=pair_border(a, b, day),
        friends=sum(tie.friendly for tie in now),
        foes=sum(not tie.friendly for tie in now),
        past_friends=sum(tie.friendly for tie in past),
        past_foes=sum(not tie.friendly for tie in past),
        evidence=tuple(dict.fromkeys([*(tie.id for tie in told), *_evidence(issues)])),
    )


def _evidence(issues: Sequence[SharedIssue]) -> Iterator[str]:
    for issue in issues:
        for stand in (issue.a, issue.b):
            yield from (row.evidence for row in stand.rows)
