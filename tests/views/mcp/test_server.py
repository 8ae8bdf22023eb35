"""A real client session over standard input and output, with the command in a process of its own."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from detente.errors import DetenteError, InputTooLargeError
from detente.pipeline import open_world
from detente.views.mcp.answers import MOST_CHARACTERS, Answers
from detente.views.mcp.server import make_server

mcp = pytest.importorskip("mcp", reason="the extra mcp is not installed")

NOTE = "India expelled a Pakistani diplomat on Thursday, the foreign ministry in Delhi said."


def in_session(world: Path, use: Callable[[Any], Awaitable[None]]) -> None:
    """Start the server, open a session and use it."""

    async def run() -> None:
        command = mcp.StdioServerParameters(
            command=sys.executable, args=["-m", "detente", "mcp", "--world", str(world)], cwd=str(world.parent)
        )
        async with mcp.stdio_client(command) as (read, write), mcp.ClientSession(read, write) as session:
            await session.initialize()
            await use(session)

    asyncio.run(run())


async def told(session: Any, tool: str, **arguments: Any) -> dict[str, Any]:
    result = await session.call_tool(tool, arguments)
    assert not result.is_error, result.content
    assert json.loads(result.content[0].text) == result.structured_content
    answer: dict[str, Any] = result.structured_content
    return answer


def test_every_answer_leads_to_its_sentences(told_world: Path) -> None:
    async def use(session: Any) -> None:
        tools = (await session.list_tools()).tools
        assert [tool.name for tool in tools] == [
            *("read_text", "relation", "forecast", "next_events", "ledger", "shifts", "explain"),
            *("scenario_template", "scenario", "evidence"),
        ]
        assert all(tool.description and tool.annotations.read_only_hint for tool in tools)

        relation = await told(session, "relation", first="Russia", second="Islamabad")
        (shift,) = relation["shifts"]
        assert (shift["month"], shift["direction"]) == ("2018-07-01", "cooperation")
        ids = [*shift["after"]["event_ids"], relation["texts_say"][0]["evidence"]]
        resolved = await told(session, "evidence", ids=[*ids, "gdelt:none"])
        assert [each["id"] for each in resolved["evidence"]] == ids
        assert resolved["unknown"] == ["gdelt:none"]
        coded, said = resolved["evidence"][0], resolved["evidence"][-1]
        assert (coded["who_says_so"], coded["sentence"]) == ("the feed gdelt codes it so; it brings no sentence", None)
        assert coded["licence"] == "GDELT"
        assert said["who_says_so"] == "Some analysts say"
        assert (said["quote"], said["status"]) == ("Russia and Pakistan are allies", "reported")
        assert "Some analysts say that Russia and Pakistan are allies" in said["sentence"]

        shifts = await told(session, "shifts", actor="Pakistan")
        assert [each["actors"] for each in shifts["shifts"]] == [["PAK", "RUS"]]
        assert shifts["shifts"][0]["evidence"]
        explained = await told(session, "explain", first="Russia", second="Pakistan", at="2019")
        assert [third["actor"] for third in explained["third_parties"]] == ["CHN"]
        assert explained["third_parties"][0]["to_first"]["evidence"][0].startswith("article:")

    in_session(told_world, use)


def test_a_forecast_comes_with_baselines_and_record(told_world: Path) -> None:
    answers = Answers(open_world(told_world))
    told = answers.forecast("Russia", "Pakistan", "2019-12")
    (talks,) = [each for each in told["events"] if (each["target"], each["months"]) == ("verbal cooperation", 3)]
    plain = open_world(told_world).forecast("RUS", "PAK").of("verbal cooperation", 3)
    assert talks["probability"] == pytest.approx(plain.probability, abs=1e-6)
    assert talks["baselines"]["own_rate"] == pytest.approx(plain.own_rate, abs=1e-6)
    assert "published by 31 Dec 2019" in told["basis"]


def test_next_events_are_ranked_beside_their_record(told_world: Path) -> None:
    told = Answers(open_world(told_world)).next_events("Russia", as_of="2019-12", most=1)
    assert told["types"]
    assert {len(kind["ranked"]) for kind in told["types"]} == {1}
    assert told["types"][0]["ranked"][0]["actor"]["id"] == "PAK"  # the one that Russia has nearly all events with
    assert told["held_out"]["all_actors"]["baseline"]["queries"] > 0
    assert "no probability" in told["note"]


def test_the_ledger_tells_each_prediction_once_and_by_actor(told_world: Path) -> None:
    answers = Answers(open_world(told_world))
    told = answers.ledger(within=30)
    said = [each for each in open_world(told_world).ledger(within=30).entries if each.entry.speaker != "Detente"]
    assert [each["id"] for each in told["entries"]] == [each.entry.id for each in said]
    assert told["predictions_in_all"] == len(said)
    named = answers.ledger("Russia", "Pakistan")
    assert all({"RUS", "PAK"} <= set(each["actors"]) for each in named["entries"])
    with pytest.raises(DetenteError, match="within 0: expected days"):
        answers.ledger(within=0)


def test_a_scenario_is_drafted_answered_and_its_faults_told(told_world: Path) -> None:
    answers = Answers(open_world(told_world))
    yaml = answers.scenario_template("Russia", "Pakistan", "2019-12")["yaml"]
    told = answers.scenario(yaml)
    assert told["scenario"] == "What if Russia and Pakistan came closer"
    (closeness, *_) = told["issues"]
    assert closeness["after"]["value"] > closeness["before"]["value"]  # the template lets the two want it more
    assert "No forecast" in told["note"]
    assert sum(told["numbers_by_origin"].values()) == len(told["numbers"])
    field = closeness["moved_by"][0]["field"]
    set_ = answers.scenario(yaml, {field: next(n["low"] for n in told["numbers"] if n["field"] == field)})
    assert set_["issues"][0]["after"]["value"] == pytest.approx(closeness["moved_by"][0]["at_low"])
    with pytest.raises(DetenteError, match=r"the text, line 1, scenaro: is no field here.*Did you mean 'scenario'"):
        answers.scenario(yaml.replace("scenario:", "scenaro:").partition("\n")[2].partition("\n")[2])


def test_a_text_is_read_and_its_evidence_resolved(told_world: Path) -> None:
    before = open_world(told_world).counts()

    async def use(session: Any) -> None:
        read = await told(session, "read_text", text=NOTE, published="2016-10-28")
        (event,) = [each for each in read["statements"] if each["kind"] == "event"]
        assert (event["what"], event["status"], event["when"]) == (
            "India SANCTION expel → Pakistan: government", "reported", "27 Oct 2016",
        )  # fmt: skip
        resolved = await told(session, "evidence", ids=[event["evidence"]])
        assert resolved["evidence"][0]["sentence"] == NOTE
        assert resolved["evidence"][0]["who_says_so"] == "India: government says"

    in_session(told_world, use)
    assert open_world(told_world).counts() == before  # the world is only read


def test_errors_name_candidates(told_world: Path) -> None:
    async def use(session: Any) -> None:
        for tool, arguments, words in (
            ("relation", {"first": "Rusia", "second": "Pakistan"}, "Russia (RUS)"),
            ("relation", {"first": "Russia", "second": "Pakistan", "start": "May"}, "'May' is no date"),
            ("evidence", {"ids": ["a"] * 500}, "at most 200"),
            ("read_text", {"text": "   "}, "text"),
        ):
            result = await session.call_tool(tool, arguments)
            assert result.is_error
            assert words in result.content[0].text
            assert "Traceback" not in result.content[0].text

    in_session(told_world, use)


def test_long_texts_are_refused(told_world: Path) -> None:
    with pytest.raises(InputTooLargeError, match="at most 200,000"):
        Answers(open_world(told_world)).read_text("a" * (MOST_CHARACTERS + 1))


def test_a_missing_extra_is_named(told_world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    with pytest.raises(DetenteError, match=r'pip install "detente\[mcp\]"'):
        make_server(Answers(open_world(told_world)))
