"""One round of watching: read what is new, find what is to be reported, report each thing once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from detente.engines.newest import newest_moment
from detente.errors import DetenteError, FetchError, InputError
from detente.feeds.registry import feed_for
from detente.pipeline.findings import Finding, Wanted, find_news
from detente.pipeline.world import World
from detente.reading.read import Failed
from detente.views.watch.fetching import Fetching
from detente.views.watch.sinks import Sinks
from detente.world.importing import import_files
from detente.world.reading_back import connected
from detente.world.watched import Watched, read_watched, write_watched

SLACK: Final = timedelta(days=31)
"""How far apart the intervals of two shifts may lie that are one: more data move a shift by a month."""


@dataclass(frozen=True, slots=True)
class Source:
    """A folder of articles, or of files of a feed; `fetching` fills it before each look."""

    folder: Path
    feed: str | None = None
    mapping: Path | None = None
    fetching: Fetching | None = None


@dataclass
class Watch:
    """A world watched by a rule.

    `say` is told what went wrong with an input; `from_start` reports also what the world held before the first round.
    """

    world: World
    source: Source
    rule: str
    wanted: Wanted
    sinks: Sinks
    say: Callable[[str], None]
    from_start: bool = False
    _failed: set[str] = field(default_factory=set)

    def round(self) -> int:
        """Read, find and report; returns how many findings were new.

        Raises:
            DetenteError: The world cannot be read or written, or something could not be delivered; it will be tried
                again in the next round.
        """
        state = read_watched(self.world.path, self.rule)
        if not state.begun:
            self._begin(state)
        self._read()
        newest = self._newest()
        if newest == state.since:
            return 0
        reported, failures = 0, []
        for found in find_news(self.world.path, self.wanted, state.since):
            if _known(state, found):
                continue
            failures += self._deliver(state, found)
            reported += 1
        if not failures:
            state.since = newest
            write_watched(self.world.path, self.rule, state)
            return reported
        raise DetenteError("; ".join(dict.fromkeys(failures)))

    def _begin(self, state: Watched) -> None:
        """What is there before the first round is no news."""
        if not self.from_start:
            state.since = self._newest()
            if state.since is not None:
                shifts = replace(self.wanted, kinds=self.wanted.kinds & {"shift", "begun"})
                for found in find_news(self.world.path, shifts, None):
                    state.told[found.id] = _entry(found) | {"to": [], "done": True}
        state.begun = True
        write_watched(self.world.path, self.rule, state)

    def _read(self) -> None:
        source = self.source
        try:
            if source.fetching is not None:
                for words in source.fetching.fetch():
                    self._tell(words)
        except FetchError as error:  # no network: what is stored is watched all the same
            self._tell(str(error))
        try:
            if source.feed is None:
                failed = [each for each in self.world.read(source.folder) if isinstance(each, Failed)]
                for each in failed:
                    self._tell(str(each.error))
            else:
                feed = feed_for(source.feed, [source.folder], source.mapping)
                for file in import_files(self.world.path, feed, [source.folder]):
                    if file.fault:
                        self._tell(f"{file.name}: {file.fault}")
        except InputError as error:  # nothing there yet, or one bad archive: what is stored is watched all the same
            self._tell(str(error))

    def _tell(self, words: str) -> None:
        """Once: the same file fails in every round."""
        if words not in self._failed:
            self._failed.add(words)
            self.say(words)

    def _newest(self) -> Any:
        with connected(self.world.path) as connection:
            return newest_moment(connection)

    def _deliver(self, state: Watched, found: Finding) -> list[str]:
        """To each place that does not have it yet; what was delivered is kept at once. Returns what went wrong."""
        entry = state.told.setdefault(found.id, _entry(found) | {"to": [], "done": False})
        failures = []
        for sink in self.sinks:
            if sink.name in entry["to"]:
                continue
            try:
                sink.take(found, self.rule)
            except DetenteError as error:
                failures.append(str(error))
                continue
            entry["to"].append(sink.name)
            write_watched(self.world.path, self.rule, state)
        entry["done"] = not failures
        write_watched(self.world.path, self.rule, state)
        return failures


def _entry(found: Finding) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "dyad": sorted((found.first, found.second)),
        "direction": found.direction,
        "start": found.start.isoformat(),
        "end": found.end.isoformat(),
    }


def _known(state: Watched, found: Finding) -> bool:
    """Whether it was reported: it itself, or the same shift with a slightly other date."""
    entry = state.told.get(found.id)
    if entry is not None and entry["done"]:
        return True
    if found.direction is None:
        return False
    own = _entry(found)
    return any(
        other["done"]
        and all(other[name] == own[name] for name in ("kind", "dyad", "direction"))
        and date.fromisoformat(other["start"]) <= found.end + SLACK
        and found.start <= date.fromisoformat(other["end"]) + SLACK
        for other in state.told.values()
    )
