"""What the tools answer about scenarios: outcomes, gains and what moves them, short; each number with its origin."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from detente.errors import InputTooLargeError
from detente.pipeline.world import World
from detente.scenarios.answer import Answered
from detente.scenarios.deu3_band import WARNING
from detente.views.cli.dates import last_day
from detente.views.scenario_rows import blocs_row, broker_row, gain_row, issue_row, number_row

Answer = dict[str, Any]

MOST_SECONDS: Final = 120.0
MOST_MOVERS: Final = 4
MOST_NUMBERS: Final = 200
NO_FORECAST: Final = (
    "No forecast: it says what follows from the numbers, most of them somebody's assumptions. Say so, and name what "
    "moves the answer most. Nothing here says that anybody will mediate."
)


def answer_scenario(
    world: World, user_actors: tuple[Path, ...], yaml: str, values: Mapping[str, float] | None
) -> Answer:
    """A scenario's answer.

    Raises:
        DetenteError: The file breaks its rules (each fault with line and field), or it takes too long.
    """
    end = time.monotonic() + MOST_SECONDS

    def in_time(done: int, of: int) -> None:
        if time.monotonic() > end:
            raise InputTooLargeError(
                f"The scenario took more than {MOST_SECONDS:g} seconds; leave out what matters least."
            )

    told = world.scenario(
        yaml.encode("utf-8", "surrogatepass"), values=values, user_actors=user_actors, progress=in_time
    )
    return _row(told)


def draft_scenario(world: World, user_actors: tuple[Path, ...], first: str, second: str, at: str | None) -> Answer:
    """A scenario of two actors to begin with.

    Raises:
        DetenteError: A name means nobody (the message lists the nearest), or the date is none.
    """
    from detente.pipeline.scenario_template import scenario_template

    day = last_day("at", at)
    return {"yaml": scenario_template(world.path, first, second, day=day, user_actors=user_actors)}


def _row(told: Answered) -> Answer:
    scenario = told.scenario
    numbers = scenario.numbers()
    return {
        "scenario": scenario.title,
        "as_of": scenario.as_of.isoformat(),
        "change": scenario.change,
        "note": f"{NO_FORECAST} {WARNING}",
        "issues": [_short(issue_row(each), "options") for each in told.issues],
        "gains": [_short(gain_row(each)) for each in told.gains],
        "blocs": {"before": _lowest(told, "before"), "after": _lowest(told, "after")},
        "brokers": [broker_row(each) for each in told.brokers],
        "numbers_by_origin": dict(Counter(number.origin.value for number in numbers)),
        "numbers": [number_row(each) for each in numbers[:MOST_NUMBERS]],
    }


def _short(row: Answer, *without: str) -> Answer:
    kept = {name: value for name, value in row.items() if name not in without}
    return kept | {"moved_by": row["moved_by"][:MOST_MOVERS]}


def _lowest(told: Answered, when: str) -> Answer:
    row = blocs_row(getattr(told, f"blocs_{when}"))
    lowest: Answer = row["minima"][0] if row["minima"] else {}
    return lowest | {"stable_in_all": row["count"]}
