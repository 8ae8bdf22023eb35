"""Asking, before any reader does, what readers ask first: the overview, the newest network, the busiest pairs."""

from __future__ import annotations

import logging
from threading import Thread
from typing import Final

from detente.engines.holdings import busiest_pairs
from detente.errors import DetenteError
from detente.views.web.answers import Answers
from detente.views.web.api import around, network, overview, pair
from detente.world.reading_back import connected

PAIRS: Final = 40
"""Pairs, the busiest, that are asked about; about 0.6 s of one processor each in a world of a million events."""


def warm(answers: Answers) -> Thread:
    """Begin in the background; ends early when the answers are closed."""
    thread = Thread(target=_warm, args=(answers,), name="warming", daemon=True)
    thread.start()
    return thread


def _warm(answers: Answers) -> None:
    try:
        import altair  # noqa: F401  # half a second that the first chart would take

        overview.world_overview(answers)
        answers.shifts()
        network.network(answers)
        with answers.current(), connected(answers.world.path) as connection:
            pairs = busiest_pairs(connection, PAIRS)
        for a, b in pairs:
            if answers.is_closed:
                return
            pair.pair(answers, a, b)
            pair.pair_chart(answers, a, b)
            around.pair_around(answers, a, b, events=False)
    except DetenteError as error:  # the reader who asks is told
        logging.getLogger("detente.web").info("warming ended: %s", error)
