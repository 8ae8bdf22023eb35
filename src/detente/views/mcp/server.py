"""The server: nine tools over one world, spoken on standard input and output."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, ParamSpec

from detente import __version__
from detente.errors import DetenteError
from detente.views.mcp.answers import Answer, Answers
from detente.views.wording import clean

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

Parameters = ParamSpec("Parameters")

INSTRUCTIONS: Final = (
    "Detente tells how states and other political actors stand to each other, from feeds of coded events and from "
    "texts. Every answer carries evidence ids; call `evidence` with them before you state anything, and name who says "
    "so. Statements are claims of whoever says so, with a status (asserted, reported, alleged, denied, conditional, "
    "predicted, possible, asked); none was checked, and `asserted` does not mean true. No data is not zero: outside "
    "`coverage` silence says nothing. Probabilities are estimates of models whose errors docs/shifts.md and "
    "docs/levels.md give."
)


def make_server(answers: Answers) -> MCPServer[Any]:
    """The server of one session.

    Raises:
        DetenteError: The extra `mcp` is not installed.
    """
    try:
        from mcp.server.mcpserver import MCPServer
        from mcp.server.mcpserver.exceptions import ToolError
        from mcp.types import ToolAnnotations
    except ImportError:
        raise DetenteError(
            'The Model Context Protocol needs the extra `mcp`, which is not installed: pip install "detente[mcp]".'
        ) from None

    server: MCPServer[Any] = MCPServer("detente", instructions=INSTRUCTIONS, version=__version__, log_level="WARNING")

    def tool(answer: Callable[Parameters, Answer], description: str) -> None:
        @wraps(answer)
        def told(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
            try:
                return answer(*args, **kwargs)
            except DetenteError as error:  # names what came, what was expected, and the nearest candidates
                raise ToolError(clean(str(error))) from None

        hints = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
        server.tool(name=answer.__name__, description=description, annotations=hints, structured_output=True)(told)

    tool(
        answers.read_text,
        "Read a text of news: who did what to whom, ties, stances, predictions, each with who says so, a status and an "
        "evidence id. `published` is the day it appeared on, as 2016-09-20. Nothing is stored; nothing is fetched.",
    )
    tool(
        answers.relation,
        "How two actors stand: level on the peace scale, measures, shifts, firsts, latest events. Actors by name or "
        "code (Pakistan, PAK, Islamabad); `start` and `end` as 2016, 2016-09 or 2016-09-20.",
    )
    tool(
        answers.forecast,
        "What is ahead of two actors: how likely at least one event of each quad class (and the likeliest types) is "
        "within 1, 3, 6, 12 months, beside what simple rules say (climatology, persistence, the pair's own rate) and "
        "the record of earlier forecasts; levels of the peace scale and rungs of cooperation 1, 5, 10 years ahead. "
        "Tell a probability with its baselines and record. `as_of` as 2016, 2016-09 or 2016-09-20: nothing published "
        "later is looked at.",
    )
    tool(
        answers.next_events,
        "What one actor does next and to whom, or, with `as_target`, who acts on it: for each PLOVER type how likely "
        "one is within a month with anybody, then who it would be, ranked among all actors, with reasons and past acts "
        "(evidence ids), and how often such rankings were right on the last days (`record`, `held_out`) beside simple "
        "recurrency. A rank is no probability that the event comes: say so, and tell it with its record. It takes "
        "about a minute. `plover_type` asks one type alone, as SANCTION.",
    )
    tool(
        answers.ledger,
        "What came of predictions: those that texts make (who said what would come, on what condition) and Detente's "
        "own kept forecasts, each with the rule it is resolved by or why it cannot be, and how good each speaker was. "
        "`first` and `second` keep those that name these actors; `within` assumes so many days where a text tells no "
        "day: say so when it is used.",
    )
    tool(
        answers.shifts,
        "Every realignment of two states in the world, the strongest first, with its events; `actor` keeps those of "
        "one.",
    )
    tool(
        answers.explain,
        "Why two actors stand as they do on a day: third parties that pull them together or apart, brokers, issues "
        "agreed and disputed, whom both oppose, land routes.",
    )
    tool(
        answers.scenario_template,
        "A scenario file (YAML) of two actors to begin with: sizes, ties and stances that the world knows filled in "
        "with their source, the rest marked as assumptions. Change it, then call `scenario`.",
    )
    tool(
        answers.scenario,
        "What if, and how much will each gain: blocs, outcomes, gains with ranges, brokers, before and after, and "
        "which number moves each answer most. `yaml` is the text of a scenario file; `values` sets numbers, by their "
        "fields, to other values. It is no forecast.",
    )
    tool(
        answers.evidence,
        "The sentences under evidence ids, with who says so, status, source and licence. Unknown ids are listed.",
    )
    return server
