"""`detente watch DIR`: read what is new, report new shifts and firsts by rule."""

from __future__ import annotations

import os
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from detente.errors import DetenteError
from detente.pipeline import open_world
from detente.views.cli.names import actor_names
from detente.views.cli.screen import Screen as Terminal
from detente.views.watch.rounds import Source, Watch
from detente.views.watch.rule import Rule, RuleError, read_rule, wanted_of
from detente.views.watch.sinks import LinesFile, Posted, Screen, Sink
from detente.views.watch.webhook import Webhook

LEAST_SECONDS: Final = 5
_UNITS: Final = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


@dataclass(frozen=True, slots=True)
class Options:
    """`detente watch`'s options."""

    folder: Path
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


def run(options: Options) -> int:
    """Watch until stopped, or one round; returns the exit code, 0, or 1 where the one round could not be completed.

    Raises:
        DetenteError: An option or the rule is wrong, or the world cannot be opened.
    """
    seconds = read_interval(options.every)
    rule = read_rule(options.rule)
    world = open_world(options.world)
    wanted = wanted_of(rule, options.rule, options.world, options.actors)
    if not options.folder.is_dir():
        raise DetenteError(f"{options.folder}: no such folder; watch looks into one.")
    screen = Terminal()
    source = Source(options.folder, options.feed, options.mapping)
    watch = Watch(world, source, rule.name, wanted, _sinks(options, rule), screen.complain, options.from_start)
    while True:
        began = time.monotonic()
        done = _round(watch, screen)
        if options.once:
            return 0 if done else 1
        time.sleep(max(seconds - (time.monotonic() - began), 1.0))


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
