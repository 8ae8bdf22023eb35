"""A world that reads what it stores, and is asked about it: the directory of tables with all stages at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.records import Reading
from detente.relations.events import MOST_EVENTS
from detente.shown import Shown
from detente.world import store
from detente.world.adding import Added

if TYPE_CHECKING:
    from detente.forecast.next_events import NextEvents
    from detente.forecast.outlook import Outlook
    from detente.pipeline.dossier import Dossier
    from detente.pipeline.ledger import Ledger
    from detente.pipeline.shifts import WorldShifts
    from detente.reading.read import Failed, Known
    from detente.relations.explanation import Explanation
    from detente.relations.relation import Relation
    from detente.relations.told import Told
    from detente.scenarios.answer import Answered


class World(Shown, store.World):
    """A world that reads what it stores: the directory of tables, and the stages that fill it."""

    def read(
        self,
        *targets: str | Path,
        published: date | None = None,
        user_actors: Sequence[Path] = (),
        jobs: int | None = 1,
    ) -> list[Added | Failed]:
        """Read files, folders and URLs into the world; those that it holds are not read again.

        Args:
            targets: As the command line takes them.
            published: The day that all of them appeared on, when the user knows it.
            user_actors: YAML files with actors of the user's own.
            jobs: As `read_inputs` takes it.

        Returns:
            What became of each input, in no set order: stored, there already, linked as a copy, or not readable.
        """
        from detente.pipeline.reading import read_inputs

        told: list[Added | Failed] = []
        named = [str(target) for target in targets]
        results = read_inputs(named, published=published, user_actors=user_actors, world=self, jobs=jobs)
        told += self.add(_readings(results, told))
        return told

    def reading(self, article_id: str) -> Reading:
        """An article with all that it says, as it was when it was stored.

        Raises:
            WorldError: The world does not hold it.
        """
        return Reading(self.article(article_id), tuple(self.statements(article_id)))

    def relation(
        self,
        first: str,
        second: str,
        *,
        start: date | None = None,
        end: date | None = None,
        user_actors: Sequence[Path] = (),
        most_events: int | None = MOST_EVENTS,
    ) -> Relation:
        """How two actors stand, by month, with the events under every number.

        Args:
            first: A name, id or code: "Pakistan", "PAK", "Islamabad", "cow:770"; or an actor that only this world has.
            second: Another.
            start: First day asked for; its whole month counts.
            end: Last day asked for; its whole month counts.
            user_actors: YAML files with actors of the user's own.
            most_events: How many events to tell, the latest ones, besides those that carry shifts; None is all.

        Raises:
            UnknownActorError: A name means nobody; the message lists the nearest.
            WorldError: The world cannot be read.
        """
        from detente.pipeline.relations import relation

        return relation(
            self.path, first, second, start=start, end=end, user_actors=user_actors, most_events=most_events
        )

    def explain(
        self, first: str, second: str, *, day: date | None = None, user_actors: Sequence[Path] = ()
    ) -> Explanation:
        """Who and what stands around two actors on a day: third parties, issues, brokers, routes.

        Args:
            first: A name, id or code.
            second: Another.
            day: The day; None is the last that feeds cover, else the last that is known of.
            user_actors: YAML files with actors of the user's own.

        Raises:
            UnknownActorError: A name means nobody; the message lists the nearest.
            WorldError: The world cannot be read.
        """
        from detente.pipeline.explanations import explain

        return explain(self.path, first, second, day=day, user_actors=user_actors)

    def dossier(
        self,
        first: str,
        second: str,
        *,
        start: date | None = None,
        end: date | None = None,
        day: date | None = None,
        user_actors: Sequence[Path] = (),
    ) -> Dossier:
        """All that the world holds of two actors: how they stand, when and why that changed, and what it rests on.

        Args:
            first: A name, id or code.
            second: Another.
            start: First day asked for; its whole month counts.
            end: Last day asked for; its whole month counts.
            day: The day that third parties and issues are asked of; None is `end`, else the last that is covered.
            user_actors: YAML files with actors of the user's own.

        Raises:
            UnknownActorError: A name means nobody; the message lists the nearest.
            WorldError: The world cannot be read.
        """
        from detente.pipeline.dossier import dossier

        return dossier(self.path, first, second, start=start, end=end, day=day, user_actors=user_actors)

    def scenario(
        self,
        file: str | Path | bytes | Mapping[str, Any],
        *,
        draws: int = 1000,
        values: Mapping[str, float] | None = None,
        user_actors: Sequence[Path] = (),
        progress: Callable[[int, int], None] = lambda done, of: None,
    ) -> Answered:
        """Answer a scenario; ties that it leaves out, and what its brokers mediated, come from this world.

        Args:
            file: A YAML file, the YAML itself (bytes, or text of more than one line), or its data as a mapping;
                docs/scenarios.md explains the fields.
            draws: Rows of each sample of the sensitivity.
            values: Other values for some of its numbers, by their fields.
            user_actors: YAML files with actors of the user's own.
            progress: Told how many numbers of how many the sensitivity has looked at.

        Raises:
            ScenarioError: The scenario breaks its rules; the message lists line, field and what is allowed.
            InputError: The file cannot be read.
            WorldError: The world cannot be read.
        """
        from detente.pipeline.scenarios import scenario

        return scenario(file, world=self.path, draws=draws, values=values, user_actors=user_actors, progress=progress)

    def forecast(
        self, first: str, second: str, *, as_of: date | None = None, user_actors: Sequence[Path] = ()
    ) -> Outlook:
        """What is ahead of two actors: probabilities of events and levels, each beside baselines and its past record.

        Args:
            first: A name, id or code.
            second: Another.
            as_of: Nothing that was published after this day is looked at; None is the last day that feeds cover.
            user_actors: YAML files with actors of the user's own.

        Raises:
            UnknownActorError: A name means nobody; the message lists the nearest.
            DetenteError: The world has no feed that covers any time, and no day was given.
            WorldError: The world cannot be read.
        """
        from detente.pipeline.forecasts import forecast

        return forecast(self.path, first, second, as_of=as_of, user_actors=user_actors)

    def next_events(
        self,
        actor: str,
        *,
        as_target: bool = False,
        kind: str | None = None,
        as_of: date | None = None,
        most: int = 3,
        user_actors: Sequence[Path] = (),
        progress: Callable[[str], None] = lambda words: None,
    ) -> NextEvents:
        """What an actor does next and to whom, ranked, beside how good such rankings have been on this world.

        Args:
            actor: A name, id or code.
            as_target: Ask who acts on the actor instead.
            kind: A PLOVER type, where only one is asked for.
            as_of: Nothing that was published after this day is looked at; None is the last day that feeds cover, else
                the last on which an event became known.
            most: How many actors to rank for each type.
            user_actors: YAML files with actors of the user's own.
            progress: Told in words what is going on: it takes up to a minute or two.

        Raises:
            UnknownActorError: The name means nobody; the message lists the nearest.
            UnknownCodeError: The type is none of PLOVER's.
            DetenteError: No day was given and the world has no dated event.
            WorldError: The world cannot be read.
        """
        from detente.pipeline.next_events import next_events

        return next_events(
            self.path,
            actor,
            role="target" if as_target else "source",
            kind=kind,
            as_of=as_of,
            most=most,
            user_actors=user_actors,
            progress=progress,
        )

    def keep(self, outlook: Outlook) -> int:
        """Keep a forecast in the world, for `ledger` to hold against what comes; returns how many of it were new.

        Raises:
            WorldError: The world cannot be written.
        """
        from detente.pipeline.ledger import keep_outlook

        return keep_outlook(self.path, outlook)

    def ledger(self, *, within: int | None = None) -> Ledger:
        """What came of predictions: those that its texts make, and kept forecasts.

        Args:
            within: Days that are assumed for predictions whose text tells no day; None leaves these open until they
                come, and unscored.

        Raises:
            WorldError: The world cannot be read.
        """
        from detente.pipeline.ledger import ledger

        return ledger(self.path, within=within)

    def evidence(self, *ids: str) -> dict[str, Told]:
        """What evidence ids of results name: events and statements, with the texts they stand in.

        Args:
            ids: `article:ARTICLE:STATEMENT` or `FEED:REFERENCE`; those that the world does not know are left out.

        Raises:
            WorldError: The world cannot be read.
        """
        from detente.engines.evidence import find_evidence
        from detente.world.reading_back import connected

        with connected(self.path) as connection:
            return find_evidence(connection, ids)

    def shifts(
        self,
        *,
        start: date | None = None,
        end: date | None = None,
        actor: str | None = None,
        user_actors: Sequence[Path] = (),
        jobs: int | None = 1,
    ) -> WorldShifts:
        """Every realignment of two states that the world holds, the most probable and strongest first.

        Args:
            start: Shifts before this day are left out.
            end: Events after this day's month are not looked at.
            actor: Only shifts in which this actor takes part.
            user_actors: YAML files with actors of the user's own.
            jobs: Processes to search in, as `World.read` takes it.

        Raises:
            UnknownActorError: `actor` means nobody.
            WorldError: The world cannot be read.
        """
        from detente.pipeline.shifts import world_shifts

        return world_shifts(self.path, start=start, end=end, actor=actor, user_actors=user_actors, jobs=jobs)


def _readings(results: Iterable[Reading | Known | Failed], told: list[Added | Failed]) -> Iterator[Reading]:
    """What is to be stored; what became of the rest is told."""
    from detente.reading.read import Known

    for result in results:
        if isinstance(result, Reading):
            yield result
        else:
            told.append(Added(result.article_id, "repeated", None, 0) if isinstance(result, Known) else result)


def open_world(path: str | Path, *, create: bool = True) -> World:
    """The world in a directory; made at the first write where it is missing.

    Raises:
        WorldError: The directory is something else, or missing where it must not be.
    """
    opened = World.open(path, create=create)
    assert isinstance(opened, World), "World.open makes what it is called on"
    return opened
