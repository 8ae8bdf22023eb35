"""relation, shifts and explain on a real world: a feed of three years, an article, and UN-style silence between."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from detente.feeds.gdelt import GDELT
from detente.pipeline import open_world
from detente.world.importing import import_files
from feed_lines import line_between, write
from views.test_schema import validator

TEXT = """China is Pakistan's closest ally. Russia and China are allies.

India opposes the China-Pakistan Economic Corridor. Pakistan supports the China-Pakistan Economic Corridor.

For the first time in their history, Russia and Pakistan held joint military exercises on 24 September 2019.
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three years of days. RUS and PAK: accusations (112) until mid-2018, consultations (042) after; others even."""
    folder = tmp_path_factory.mktemp("relations")
    lines = []
    for number in range(3 * 365):
        day = date(2017, 1, 1) + timedelta(days=number)
        lines.append(line_between(4 * number, day, "RUS", "PAK", "112" if day < date(2018, 7, 1) else "042"))
        lines.append(line_between(4 * number + 1, day, "FRA", "DEU", "042" if number % 4 else "112"))
        lines.append(line_between(4 * number + 2, day, "USA", "GBR", "042" if number % 4 else "112"))
        lines.append(line_between(4 * number + 3, day, "USA", "FRA", "042" if number % 4 else "112"))
    import_files(folder / "world", GDELT, [write(folder / "20170101000000.export.CSV", *lines)])
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    open_world(folder / "world").read(folder / "a.txt", published=date(2019, 9, 27))
    return folder / "world"


def test_relation_tells_the_shift_and_its_events(world: Path, cli: Callable[..., Any], tmp_path: Path) -> None:
    ran = cli("relation", "Russia", "Islamabad", "--world", world, "--json", "--chart", tmp_path / "c.svg")
    assert (ran.code, ran.err) == (0, "")
    told = json.loads(ran.out)
    validator("relation").validate(told)
    assert (told["first"]["id"], told["second"]["id"]) == ("RUS", "PAK")
    assert told["coverage"] == [{"start": "2017-01-01", "end": "2019-12-31"}]
    assert len(told["months"]) == 36
    assert told["months"][0]["forth"] == [0, 0, 31, 0]
    assert told["months"][0]["back"] == [0, 0, 0, 0]
    (shift,) = told["shifts"]
    assert (shift["month"], shift["direction"]) == ("2018-07-01", "cooperation")
    by_id = {event["id"]: event for event in told["events"]}
    assert {by_id[id_]["cameo_code"] for id_ in shift["before"]["event_ids"]} == {"112"}
    assert {by_id[id_]["cameo_code"] for id_ in shift["after"]["event_ids"]} <= {"042", "062"}
    assert (tmp_path / "c.svg").read_text("utf-8").startswith("<svg")


def test_relation_holds_a_claim_against_the_record(world: Path, cli: Callable[..., Any]) -> None:
    told = json.loads(cli("relation", "RUS", "PAK", "--world", world, "--json").out)
    (claim,) = told["claims"]
    assert (claim["claim"], claim["verdict"]) == ("first-ever", "the record cannot tell")
    quote = {event["id"]: event["quote"] for event in told["events"]}[claim["event"]]
    assert "joint military exercises" in quote


def test_relation_in_the_terminal(world: Path, cli: Callable[..., Any]) -> None:
    ran = cli("relation", "Russia", "Pakistan", "--world", world, "--events", "1")
    assert ran.code == 0
    for words in ("Level, December 2019", "Jul 2018 ▲ towards cooperation", "conflict share", "Covered", "first-ever"):
        assert words in ran.out


def test_a_window_cuts_months_and_events(world: Path, cli: Callable[..., Any]) -> None:
    told = json.loads(
        cli("relation", "RUS", "PAK", "--world", world, "--json", "--from", "2019-02", "--to", "2019-03").out
    )
    assert [month["month"] for month in told["months"]] == ["2019-02-01", "2019-03-01"]
    assert told["events_in_all"] == 28 + 31


def test_two_that_never_met(world: Path, cli: Callable[..., Any]) -> None:
    ran = cli("relation", "Fiji", "Malta", "--world", world)
    assert ran.code == 1
    assert "No dated event between Fiji and Malta is known" in ran.out


def test_unknown_and_equal_actors_are_refused(world: Path, cli: Callable[..., Any]) -> None:
    ran = cli("relation", "Rusia", "Pakistan", "--world", world)
    assert ran.code == 2
    assert "Russia (RUS)" in ran.err
    assert "both mean Russia" in cli("relation", "Moscow", "Russia", "--world", world).err


def test_unknown_measure_chart_and_date_are_refused(world: Path, cli: Callable[..., Any], tmp_path: Path) -> None:
    ask = ("relation", "RUS", "PAK", "--world", world)
    assert "Known: verbal_cooperation" in cli(*ask, "--measure", "love", "--chart", tmp_path / "c.png").err
    assert "written as .html, .svg or .png" in cli(*ask, "--chart", tmp_path / "c.gif").err
    assert "--from 'May' is no date" in cli(*ask, "--from", "May").err


def test_shifts_of_all_dyads(world: Path, cli: Callable[..., Any]) -> None:
    told = json.loads(cli("shifts", "--world", world, "--json").out)
    validator("shifts").validate(told)
    assert (told["searched"], [shift["actors"] for shift in told["shifts"]]) == (4, [["PAK", "RUS"]])
    assert {event["cameo_code"] for event in told["shifts"][0]["events"]} <= {"042", "062"}
    assert json.loads(cli("shifts", "--world", world, "--json", "--actor", "France").out)["shifts"] == []
    assert "Pakistan – Russia ▲ towards cooperation" in cli("shifts", "--world", world).out


def test_explain_names_third_parties_and_issues(world: Path, cli: Callable[..., Any]) -> None:
    ran = cli("explain", "Russia", "Pakistan", "--world", world, "--at", "2019-12-31", "--json")
    told = json.loads(ran.out)
    validator("explain").validate(told)
    (third,) = told["third_parties"]
    assert (third["actor"], third["pull"], third["symbols"]) == ("CHN", "together", "++")
    assert any("closest ally" in told["quotes"][id_] for id_ in third["to_second"]["evidence"])
    issues = json.loads(cli("explain", "IND", "PAK", "--world", world, "--at", "2019-12", "--json").out)["issues"]
    assert [(issue["issue"], issue["comparison"]) for issue in issues] == [
        ("China-Pakistan Economic Corridor", "differ")
    ]


def test_explain_in_the_terminal(world: Path, cli: Callable[..., Any]) -> None:
    out = cli("explain", "Afghanistan", "Pakistan", "--world", world, "--at", "2019").out
    assert "Land routes of Afghanistan" in out
    assert "China, Iran, Pakistan, Russia together can close" in " ".join(out.split())
