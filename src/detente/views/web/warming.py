"""Asking, before any reader does, what readers ask first: the overview, the networks, the busiest pairs.

Again when the world has changed: a correction makes every answer that was kept an old one.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from threading import Event, Thread
from typing import Final
from urllib.parse import urlencode

from detente.engines.holdings import busiest_pairs
from detente.errors import DetenteError
from detente.views.web.answers import Answers
from detente.views.web.api import around, network, overview, pair
from detente.world.reading_back import connected

PAIRS: Final = 40
"""Pairs, the busiest, that are asked about; about 0.3 s of one processor each in a world of a million events."""

PAIRS_OF_WORKERS: Final = 200
"""The same where workers are asked: both ways round, for a page names either first."""

NETWORKS_OF_WORKERS: Final = 240
"""Networks, those of the newest months, that workers are asked for; about 0.1 s each."""

Ask = Callable[[str, str], object]
AskedLast = Callable[[int], Iterable[tuple[str, str]]]


AGAIN: Final = 200
"""Answers that are made again when the world was corrected or has new rows: those that were asked for last."""

PAUSE: Final = 1.0
"""Seconds between two looks whether the world has changed; what has just changed may go on changing."""


def warm(answers: Answers, ask: Ask | None = None, asked_last: AskedLast | None = None) -> Thread:
    """Begin in the background; ends when the answers are closed. Until then, changes of the world are followed.

    Args:
        answers: Of the server.
        ask: How workers are asked for a path and its query; None lets this process compute.
        asked_last: What workers were asked last, at most so many paths with their queries.
    """
    thread = Thread(target=_keep_warm, args=(answers, ask, asked_last), name="warming", daemon=True)
    thread.start()
    return thread


def _keep_warm(answers: Answers, ask: Ask | None, asked_last: AskedLast | None) -> None:
    ending = answers.ending
    warmed = _warm(answers, ending, _here(answers) if ask is None else _of_workers(answers, ask))
    from scipy.stats import qmc  # noqa: F401  # seconds that the first scenario would take

    seen = warmed
    while not ending.wait(PAUSE):
        moment = answers.keeper.moment
        if moment not in (warmed, seen):
            seen = moment
        elif moment != warmed:
            last = asked_last(AGAIN) if asked_last is not None else []
            warmed = seen = _warm(answers, ending, _here(answers) if ask is None else _again(ask, last))


def _warm(answers: Answers, ending: Event, questions: Iterator[Callable[[], object]]) -> object:
    """Ask what every reader asks, then the questions; gives the moment that was asked about. Ends where it passes."""
    moment: object = None
    try:
        with answers.current() as moment:
            pass
        overview.world_overview(answers)
        overview.overview_chart(answers)
        answers.shifts()
        for question in questions:
            if ending.is_set() or answers.keeper.moment != moment:
                break
            question()
    except DetenteError as error:  # the reader who asks is told
        logging.getLogger("detente.web").info("warming ended: %s", error)
    return moment


def _again(ask: Ask, last: Iterable[tuple[str, str]]) -> Iterator[Callable[[], object]]:
    return (partial(ask, path, query) for path, query in last)


def _here(answers: Answers) -> Iterator[Callable[[], object]]:
    import altair  # noqa: F401  # half a second that the first chart would take

    yield partial(network.network, answers)
    for a, b in _busiest(answers, PAIRS):
        yield partial(pair.pair, answers, a, b)
        yield partial(pair.pair_chart, answers, a, b)
        yield partial(around.pair_around, answers, a, b, events=False)


def _of_workers(answers: Answers, ask: Ask) -> Iterator[Callable[[], object]]:
    """One question at a time, so that a reader never waits for more than one of them."""
    yield partial(ask, "/api/network", "")
    pairs = list(_busiest(answers, PAIRS_OF_WORKERS))
    months = [month for month, _ in overview.told(answers).months][-NETWORKS_OF_WORKERS:][::-1]
    networks = iter(months)
    for a, b in pairs:
        for one, other in ((a, b), (b, a)):
            query = urlencode({"a": one, "b": other})
            yield partial(ask, "/api/pair", query)
            yield partial(ask, "/api/pair/around", f"{query}&events=false")
        for month in islice(networks, 1):
            yield partial(ask, "/api/network", urlencode({"at": month.isoformat()}))
    for month in networks:
        yield partial(ask, "/api/network", urlencode({"at": month.isoformat()}))


def _busiest(answers: Answers, most: int) -> list[tuple[str, str]]:
    with answers.current(), connected(answers.world.path) as connection:
        return busiest_pairs(connection, most)
