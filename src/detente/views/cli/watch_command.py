"""`detente watch DIR|FEED`: read what is new, report new shifts and firsts by rule."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from detente.errors import DetenteError
from detente.feeds.fetch.mirrors import MIRRORS
from detente.pipeline import open_world
from detente.views.cli.names import actor_names
from detente.views.cli.screen import Screen as Terminal
from detente.views.watch.fetching import FEEDS, Fetching
from detente.views.watch.rounds import Source, Watch
from detente.views.watch.rule import Rule, RuleError, read_rule, wanted_of
from detente.views.watch.sinks import LinesFile, Posted, Screen, Sink
from detente.views.watch.webhook import Webhook

LEAST_SECONDS: Final = 5
_UNITS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


@dataclass(frozen=True, slots=True)
class Options:
    """`detente watch`'s options; `source` is a folder, or the name of a feed that is fetched."""

    source: str
    rule: Path
    world: Path
    every: str = "15m"
    once: bool = False
    feed: str | None = None
    mapping: Path | None = None
    from_start: bool = False
    allow_hosts: tuple[str, ...] = ()
    allow_private: bool = False
    as_json: bool = False
    actors: tuple[Path, ...] = ()
    first: str | None = None
    output: Path | None = None
    mirrors: tuple[str, ...] = ()


def run(options: Options) -> int:
    """Watch until stopped, or one round; returns the exit code, 0, or 1 where the one round could not be completed.

    Raises:
        DetenteError: An option or the rule is wrong, or the world cannot be opened.
    """
    seconds = read_interval(options.every)
    rule = read_rule(options.rule)
    world = open_world(options.world)
    wanted = wanted_of(rule, options.rule, options.world, options.actors)
    source = _source(options)
    screen = Terminal()
    watch = Watch(world, source, rule.name, wanted, _sinks(options, rule), screen.complain, options.from_start)
    if options.once:
        return 0 if _round(watch, screen) else 1
    with suppress(KeyboardInterrupt):  # Ctrl-C is how it ends; what was delivered is kept
        repeat(lambda: _round(watch, screen), seconds)
    return 0


def repeat(
    act: Callable[[], object],
    seconds: float,
    *,
    sleep: Callable[[float], object] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Act again and again, so many seconds from one beginning to the next, at once where it took longer."""
    while True:
        began = clock()
        act()
        sleep(max(seconds - (clock() - began), 1.0))


def _source(options: Options) -> Source:
    """What is watched: a folder where there is one of this name, else a feed.

    Raises:
        DetenteError: It is neither.
    """
    folder = Path(options.source)
    if folder.is_dir():
        return Source(folder, options.feed, options.mapping)
    if options.source not in FEEDS:
        raise DetenteError(
            f"{options.source}: no such folder, and no feed that can be fetched ({', '.join(FEEDS)}); watch takes "
            "one of both."
        )
    if options.feed not in (None, options.source):
        raise DetenteError(f"--feed {options.feed}: files that are fetched are of {options.source}; leave it out.")
    world = options.world.absolute()
    into = options.output or world.with_name(f"{world.name}-{options.source}")
    fetching = Fetching(into, _first_day(options.first), options.mirrors or MIRRORS)
    return Source(into, options.source, options.mapping, fetching)


def _first_day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise DetenteError(f"--from {text!r} is no date; give a day as 2019-10-24.") from None


def read_interval(text: str) -> int:
    """Seconds of "30s", "15m", "2h" or "1d".

    Raises:
        DetenteError: It is no interval, or a shorter one than LEAST_SECONDS.

    >>> read_interval("15m"), read_interval("2h")
    (900, 7200)
    """
    found = re.fullmatch(r"(\d{1,6})([smhd])", text.strip())
    seconds = int(found[1]) * _UNITS[found[2]] if found else 0
    if seconds < LEAST_SECONDS:
        raise DetenteError(f"--every {text!r}: give a number with s, m, h or d, as 15m; at least {LEAST_SECONDS}s.")
    return seconds


def _round(watch: Watch, screen: Terminal) -> bool:
    try:
        watch.round()
    except DetenteError as error:
        screen.complain(str(error))
        return False
    return True


def _sinks(options: Options, rule: Rule) -> list[Sink]:
    name = actor_names(options.actors)
    sinks: list[Sink] = [Screen(name, options.as_json)]
    if rule.file is not None:
        sinks.append(LinesFile(Path(rule.file), name))
    if rule.webhook is not None:
        sinks.append(Posted(_webhook(options, rule), name))
    return sinks


def _webhook(options: Options, rule: Rule) -> Webhook:
    given = rule.webhook
    assert given is not None
    token = None
    if given.token_env is not None:
        token = os.environ.get(given.token_env)
        if not token:
            raise RuleError(
                f"{options.rule}, webhook.token_env: the environment variable {given.token_env} is not set."
            )
    webhook = Webhook(
        url=given.url,
        hosts=frozenset((*given.hosts, *options.allow_hosts)),
        allow_private=given.allow_private or options.allow_private,
        timeout=given.timeout,
        tries=given.tries,
        token=token,
    )
    webhook.check()
    return webhook
