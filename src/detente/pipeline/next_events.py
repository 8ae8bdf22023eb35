"""A world asked what an actor will do next, and to whom; or who will do it to the actor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from detente.actors.registry import Registry
from detente.engines.coverage import world_coverage
from detente.engines.known_acts import FactKey, KnownActs, acts_behind, known_acts, last_known_day
from detente.errors import DetenteError
from detente.forecast.act_rates import fit_act_rates, rates_of
from detente.forecast.dyads.record import record_of
from detente.forecast.next_events import (
    HeldOut,
    NextEvents,
    PastAct,
    RankedActor,
    RankReason,
    Role,
    TypeAhead,
)
from detente.forecast.ranked_acts import ActNames, PastActs, grouped_name, ranked_actors
from detente.forecast.tried_ranker import LEAST_DAYS, LEAST_FACTS, TriedRanker
from detente.ontology.plover import plover_entry, plover_types
from detente.pipeline.corrected import corrected
from detente.pipeline.forecasts import LEAST_MONTHS, last_covered_day
from detente.pipeline.parties import find_party
from detente.world.held import remembered
from detente.world.reading_back import connected

if TYPE_CHECKING:
    from detente.forecast.act_rates import FittedRates
    from detente.forecast.outlook import EventForecast
    from detente.relations.coverage import Coverage

MOST_FACTS: Final = 100_000
"""Events of the latest days that rankings are learned from: more take longer than somebody waits."""

MOST_RANKED: Final = 3
"""Actors that are named at the other end of each type, unless told."""


def next_events(
    root: Path,
    actor: str,
    *,
    role: Role = "source",
    kind: str | None = None,
    as_of: date | None = None,
    most: int = MOST_RANKED,
    user_actors: Sequence[Path] = (),
    progress: Callable[[str], None] = lambda words: None,
) -> NextEvents:
    """What an actor of a world will do next, and to whom; as target, who will do it to the actor.

    Args:
        root: The world's directory.
        actor: A name, id or code.
        role: The actor's end of the events.
        kind: A PLOVER type, where only one is asked for.
        as_of: Nothing that was published after this day is looked at; None is the last day that feeds cover, else the
            last on which an event became known.
        most: How many actors to rank for each type.
        user_actors: YAML files with actors of the user's own.
        progress: Told in words what is going on.

    Raises:
        UnknownActorError: The name means nobody.
        UnknownCodeError: The type is none of PLOVER's.
        DetenteError: No day was given and the world has no dated event.
        WorldError: The world cannot be read.
    """
    asked_type = None if kind is None else _type(kind)
    who = find_party(root, actor, user_actors)
    day, coverage = _day(root, as_of)
    apart = () if who.is_state else (who.id,)
    progress("reading the world's past")
    learned = remembered(
        root,
        ("next events", day, role, apart),
        lambda: _learned(root, day, role, apart, coverage, user_actors, progress),
    )
    acts, past = learned.acts, learned.past
    rates = {rate.target: rate for rate in rates_of(learned.rates, who.id, day)}
    place = past.names.place_of(who.id)
    counted = _counts(acts, who.id)
    told = [name for name in plover_types() if counted.get(name)] if asked_type is None else [asked_type]
    progress("ranking who is next")
    kinds = [_type_ahead(name, place, learned, counted.get(name, 0), rates.get(name), role, day, most) for name in told]
    kinds.sort(key=lambda each: (-(each.rate.mean or 0.0) if each.rate else 0.0, -each.events, each.type))
    facts = past.facts
    return NextEvents(
        actor=who,
        role=role,
        as_of=day,
        asked=as_of,
        months=learned.rates.months,
        facts=len(facts),
        since=past.day(int(facts.step[0])) if len(facts) else None,
        until=acts.last,
        used=acts.used,
        total=acts.total,
        actors=len(past.names.ids),
        late=learned.late,
        held_out=None if learned.ranker is None else _held_out(learned.ranker, past, place),
        types=tuple(_with_evidence(root, day, apart, kinds)),
        why_not_rated=learned.rates.why_not,
        why_not_ranked=learned.why_not or (None if place is not None else "no event of the actor is among them"),
    )


@dataclass(frozen=True, slots=True)
class _Learned:
    """All that is learned of a world's past for one end of its events."""

    acts: KnownActs
    past: PastActs
    rates: FittedRates
    ranker: TriedRanker | None
    why_not: str | None
    late: float


def _learned(
    root: Path,
    day: date,
    role: Role,
    apart: Sequence[str],
    coverage: Coverage,
    user_actors: Sequence[Path],
    progress: Callable[[str], None],
) -> _Learned:
    acts = known_acts(root, day, of=role, apart=apart, most=MOST_FACTS)
    progress(f"learning how often {acts.total:,} events came")
    counts = {name: acts.counts[name].to_pylist() for name in acts.counts.column_names}
    rates = fit_act_rates(record_of(counts, coverage, day), LEAST_MONTHS)
    past = PastActs.of(
        {name: acts.facts[name].to_pylist() for name in ("source", "plover_type", "target", "event_date")},
        _names(root, acts, user_actors),
    )
    facts = past.facts
    days = len(np.unique(facts.step))
    if len(facts) < LEAST_FACTS or days < LEAST_DAYS:
        why = f"{len(facts):,} facts of {days} days are known; at least {LEAST_FACTS} of {LEAST_DAYS} days are needed"
        return _Learned(acts, past, rates, None, why, _share(acts))
    ranker = TriedRanker(
        facts, past.names.grouped, len(plover_types()), mirrored=role == "target", progress=progress
    )  # fmt: skip
    return _Learned(acts, past, rates, ranker, None, _share(acts))


def _names(root: Path, acts: KnownActs, user_actors: Sequence[Path]) -> ActNames:
    """The parties' names: those of the registry for states, of the world for others, as users renamed them."""
    registry, told = Registry.load(user_actors), corrected(root)

    def name_of(id_: str, own: str) -> str:
        actor = registry.get(id_)
        return told.name_of(id_) or (own if actor is None else actor.name)

    rows = acts.names.to_pylist()
    states = {row["state"]: name_of(row["state"], row["state"]) for row in rows if row["state"]}
    names = [name_of(row["id"], row["name"]) for row in rows]
    grouped = [
        grouped_name(name, None if row["is_state"] else states.get(row["state"]))
        for name, row in zip(names, rows, strict=True)
    ]
    states_are = tuple(bool(row["is_state"]) for row in rows)
    return ActNames(tuple(row["id"] for row in rows), tuple(names), tuple(grouped), states_are)


def _type_ahead(
    name: str,
    place: int | None,
    learned: _Learned,
    events: int,
    rate: EventForecast | None,
    role: Role,
    day: date,
    most: int,
) -> TypeAhead:
    past, kind = learned.past, plover_types().index(name)
    if place is None:
        return TypeAhead(name, rate, events, None, (), (), None)
    ranked: tuple[RankedActor, ...] = ()
    record = None
    if learned.ranker is not None:
        explained = learned.ranker.explain(place, kind, past.step(day) + 1, most=most + 1)
        others = [each for each in explained if each.actor != place]  # where few ever acted, the actor itself is ranked
        ranked = ranked_actors(others[:most], past, place, kind, role)
        record = learned.ranker.record(kind=kind, among=past.names.peers_of(place))
    met = tuple(past.met(place, kind, role, most=most))
    return TypeAhead(name, rate, events, past.last(place, kind, role), ranked, met, record)


def _held_out(ranker: TriedRanker, past: PastActs, place: int | None) -> HeldOut | None:
    every = ranker.record()
    if every is None:
        return None
    own = None if place is None else ranker.record(actor=place)
    peers = None if place is None else ranker.record(among=past.names.peers_of(place))
    first, last = (past.day(step) for step in (ranker.tried[0], ranker.tried[-1]))
    return HeldOut(first, last, len(ranker.tried), every, peers, own)


def _with_evidence(root: Path, day: date, apart: Sequence[str], kinds: Sequence[TypeAhead]) -> list[TypeAhead]:
    """The same with the ids of the events behind every past act."""
    facts = {key for kind in kinds for act in _acts_of(kind) for key in _keys(act)}
    events = acts_behind(root, day, facts, apart=apart)

    def of(act: PastAct) -> PastAct:
        return replace(act, events=tuple(id_ for key in _keys(act) for id_ in events.get(key, ())))

    def reason_of(reason: RankReason) -> RankReason:
        return replace(reason, acts=tuple(map(of, reason.acts)))

    def ranked_of(each: RankedActor) -> RankedActor:
        before = None if each.before is None else of(each.before)
        return replace(each, before=before, reasons=tuple(map(reason_of, each.reasons)))

    return [replace(kind, met=tuple(map(of, kind.met)), ranked=tuple(map(ranked_of, kind.ranked))) for kind in kinds]


def _acts_of(kind: TypeAhead) -> Iterable[PastAct]:
    yield from kind.met
    for each in kind.ranked:
        if each.before is not None:
            yield each.before
        for reason in each.reasons:
            yield from reason.acts


def _keys(act: PastAct) -> list[FactKey]:
    return [(act.source.id, act.type, act.target.id, day) for day in act.last]


def _counts(acts: KnownActs, actor: str) -> dict[str, int]:
    """How many events of each type the actor has in the whole past."""
    import pyarrow.compute as pc

    own = acts.counts.filter(pc.equal(acts.counts["second"], actor))
    counted: Counter[str] = Counter()
    for name, events in zip(own["plover_type"].to_pylist(), own["events"].to_pylist(), strict=True):
        counted[name] += events
    return dict(counted)


def _share(acts: KnownActs) -> float:
    late = acts.facts["late"].to_pylist()
    return sum(late) / len(late) if late else 0.0


def _type(kind: str) -> str:
    return plover_entry(kind.strip().upper()).type


def _day(root: Path, as_of: date | None) -> tuple[date, Coverage]:
    """The day that is asked from, and what feeds cover.

    Raises:
        DetenteError: No day was given and the world has no dated event.
    """
    with connected(root) as connection:
        coverage = world_coverage(connection)
    day = last_covered_day(coverage, as_of) or as_of or last_known_day(root)
    if day is None:
        raise DetenteError(f"{root} has no dated event: import a feed or read texts first.")
    return day, coverage
