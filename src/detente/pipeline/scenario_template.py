"""A scenario of two actors to begin with, filled with what a world knows of them and of those around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from detente.actors.registry import Registry
from detente.engines.day_network import DayInWorld
from detente.errors import DetenteError, UnknownActorError
from detente.pipeline.explanations import look_around
from detente.pipeline.parties import party
from detente.pipeline.scenario_ties import world_ties
from detente.records import ActorKind
from detente.relations.explanation import Surroundings
from detente.relations.networks.shared import Position, StanceRow, Stand
from detente.scenarios.cinc import capability
from detente.scenarios.facts import Facts
from detente.scenarios.reader import read_scenario
from detente.scenarios.template import Known, Stood, Surrounding, pairs_of, template
from detente.world.reading_back import connected

MOST_ACTORS: Final = 8
MOST_ISSUES: Final = 6
MOST_BROKERS: Final = 2


def scenario_template(
    root: Path, first: str, second: str, *, day: date | None = None, user_actors: Sequence[Path] = ()
) -> str:
    """The YAML of a scenario of two actors on a day, which runs as it stands.

    Args:
        root: The world's directory.
        first: A name, id or code.
        second: Another's.
        day: The day; None is the last that feeds cover, else the last on which an event fell or became known.
        user_actors: YAML files with actors of the user's own.

    Raises:
        UnknownActorError: A name means nobody.
        DetenteError: No day was given and the world has no dated event.
        WorldError: The world cannot be read.
    """
    around = look_around(root, first, second, day=day, user_actors=user_actors)
    registry = Registry.load(user_actors)
    for each in (around.first.id, around.second.id):
        if not _is_key(each):
            raise DetenteError(f"{each[:80]!r} cannot stand in a scenario file: at most 80 characters without &.")
    actors = [known for id_ in _chosen(around) if (known := _known(id_, around, registry)) is not None]
    ids = [each.id for each in actors]
    stands, quotes = _stands(root, around, set(ids))
    found = Surrounding(
        pair=(around.first.id, around.second.id),
        actors=actors,
        day=around.day,
        world=root.name,
        ties=dict(world_ties(root, pairs_of(ids), around.day)),
        stands={issue: {each.actor: _stood(each, quotes) for each in of} for issue, of in stands.items()},
        brokers=[each for each in _friends_of_both(around) if each in ids][:MOST_BROKERS],
    )
    text = template(found)
    read_scenario(text.encode(), "the template", Facts(registry))  # one that does not run is a fault of ours
    return text


def _chosen(around: Surroundings) -> list[str]:
    """The two, then third parties, the more is known of both their ties the sooner."""
    thirds = sorted(
        around.triads.third_parties, key=lambda third: (-min(third.to_a.weight, third.to_b.weight), third.actor)
    )
    ids = [around.first.id, around.second.id, *(third.actor for third in thirds)]
    return [each for each in dict.fromkeys(ids) if _is_key(each)][:MOST_ACTORS]


def _is_key(id_: str) -> bool:
    """Whether an id can name an actor of a file, where & stands between two in the names of ties."""
    return "&" not in id_ and len(id_) <= 80 and id_.isprintable()


def _known(id_: str, around: Surroundings, registry: Registry) -> Known | None:
    try:
        actor = registry.resolve(id_)
    except UnknownActorError:
        name = next((each.name for each in (around.first, around.second) if each.id == id_), id_)
        return Known(id_, name, None)
    size = capability(actor.id, around.day.year) if actor.kind is ActorKind.STATE else None
    return Known(id_, actor.name, None if size is None else (size.percent, size.year))


def _friends_of_both(around: Surroundings) -> list[str]:
    return [third.actor for third in around.triads.third_parties if third.symbols == "++"]


def _stands(root: Path, around: Surroundings, ids: set[str]) -> tuple[dict[str, list[Stand]], Mapping[str, str]]:
    """What the actors want of issues, those of most actors and the two first; and the words that say so."""
    by_issue: dict[str, dict[str, list[StanceRow]]] = defaultdict(lambda: defaultdict(list))
    with connected(root) as connection:
        known = DayInWorld(connection, root, around.day, (party(around.first), party(around.second)))
        for row in known.stances():
            if row.actor in ids:
                by_issue[row.issue][row.actor].append(row)
        found = {issue: [Stand(actor, tuple(rows)) for actor, rows in of.items()] for issue, of in by_issue.items()}
        pair = {around.first.id, around.second.id}
        ranked = sorted(found, key=lambda issue: (-len(pair & set(by_issue[issue])), -len(found[issue]), issue))
        kept = {issue: found[issue] for issue in ranked if len(found[issue]) > 1 and issue.strip()}
        shown = dict(list(kept.items())[:MOST_ISSUES])
        return shown, known.quotes(_told(shown.values()))


def _told(stands: Iterable[Sequence[Stand]]) -> list[str]:
    return [stand.rows[0].evidence for of in stands for stand in of]


def _stood(stand: Stand, quotes: Mapping[str, str]) -> Stood:
    favours = {Position.FOR: True, Position.AGAINST: False}.get(stand.position)
    return Stood(favours, quotes.get(stand.rows[0].evidence, ""))
