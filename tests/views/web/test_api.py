"""The API tells what the command line tells."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.pipeline import open_world
from detente.views.explanation_rows import explanation_row
from detente.views.relation_rows import relation_row
from detente.views.shift_rows import world_shifts_row
from detente.views.web.app import create_app
from detente.views.web.settings import WebSettings
from detente.world.correction import Correction, CorrectionKind
from detente.world.corrections import add_correction


def test_overview_counts_what_is_there(client: TestClient, web_world: Path) -> None:
    told = client.get("/api/overview").json()
    assert told["counts"]["articles"] == 3
    assert told["counts"]["events"] == open_world(web_world).counts().events
    assert [feed["feed"] for feed in told["feeds"]] == ["gdelt", "article"]
    assert told["coverage"] == [{"start": "2017-01-01", "end": "2019-12-31"}]
    assert {article["published_end"] for article in told["articles"]} >= {"2019-10-14"}
    # 4 a day for 31 days, and the two of the ring that fall into December 2017: none; ring events are of 2019.
    assert {"month": "2017-12-01", "events": 4 * 31} in told["months"]


def test_unresolved_names_are_those_of_nobody(client: TestClient) -> None:
    names = [name["name"] for name in client.get("/api/overview").json()["unknown"]]
    assert "ROU" in names  # the feed's code for Romania is ROM
    assert not {"Russia", "Pakistan"} & set(names)


def test_pair_is_relation_json(client: TestClient, web_world: Path) -> None:
    told = client.get("/api/pair", params={"a": "Russia", "b": "PAK"}).json()
    plain = relation_row(open_world(web_world).relation("RUS", "PAK"))
    for name in ("first", "second", "coverage", "events_in_all", "level", "firsts", "claims", "licences"):
        assert told[name] == plain[name], name
    assert [shift["month"] for shift in told["shifts"]] == [shift["month"] for shift in plain["shifts"]]
    for month, row in zip(told["months"], plain["months"], strict=True):
        assert month["forth"] == row["forth"]
        for measure, value in month["values"].items():
            assert value == row[measure]


def test_events_of_a_month_are_those_that_its_number_counts(client: TestClient) -> None:
    asked = {"a": "RUS", "b": "PAK", "from": "2018-05-01", "to": "2018-05-31"}
    told = client.get("/api/pair/events", params=asked | {"quad_class": 3, "most": 200}).json()
    month = next(
        each
        for each in client.get("/api/pair", params={"a": "RUS", "b": "PAK"}).json()["months"]
        if each["month"] == "2018-05-01"
    )
    assert told["in_all"] == len(told["events"]) == month["forth"][2] == 31
    days = [event["event_date"]["start"] for event in told["events"]]
    assert days == sorted(days, reverse=True)
    page = client.get("/api/pair/events", params=asked | {"offset": 30, "most": 5}).json()
    assert [event["id"] for event in page["events"]] == [told["events"][30]["id"]]


def test_events_of_articles_stand_in_their_sentence(client: TestClient) -> None:
    told = client.get(
        "/api/pair/events", params={"a": "RUS", "b": "PAK", "most": 200, "from": "2019-09-24", "to": "2019-09-24"}
    )
    (event,) = [event for event in told.json()["events"] if event["feed"] == "article"]
    sentence = event["sentence"]
    whole = sentence["before"] + sentence["words"] + sentence["after"]
    assert whole.startswith("For the first time in their history, Russia and Pakistan held")
    assert event["status"] == "asserted"


def test_around_is_explain_json(client: TestClient, web_world: Path) -> None:
    told = client.get("/api/pair/around", params={"a": "RUS", "b": "PAK", "at": "2019-12-31"}).json()
    plain = explanation_row(open_world(web_world).explain("RUS", "PAK", day=date(2019, 12, 31)))
    for name in ("window", "edge", "third_parties", "brokers", "opponents", "routes", "record_conflict_share"):
        assert told[name] == plain[name], name
    issues = client.get("/api/pair/around", params={"a": "IND", "b": "PAK"}).json()["issues"]
    assert [(issue["issue"], issue["comparison"]) for issue in issues] == [
        ("China-Pakistan Economic Corridor", "differ")
    ]


def test_network_has_the_ties_that_explain_sees(client: TestClient, web_world: Path) -> None:
    told = client.get("/api/network", params={"at": "2019-12-05", "most": 120}).json()
    plain = open_world(web_world).explain("RUS", "PAK", day=date(2019, 12, 31)).network
    assert {(*edge["actors"], edge["sign"]) for edge in told["edges"]} == {
        (edge.first, edge.second, edge.sign.symbol) for edge in plain.edges
    }
    assert told["day"] == "2019-12-31"
    assert all(0 <= node["x"] <= told["width"] and 0 <= node["y"] <= told["height"] for node in told["nodes"])


def test_actors_are_found_as_they_are_typed(client: TestClient) -> None:
    def first(typed: str) -> str:
        return str(client.get("/api/actors", params={"q": typed}).json()["actors"][0]["id"])

    assert [first(typed) for typed in ("paki", "PAK", "Islamabad", "russ")] == ["PAK", "PAK", "PAK", "RUS"]
    assert client.get("/api/actors", params={"q": "no such name at all"}).json() == {"actors": []}


def test_shifts_come_when_the_search_is_done(client: TestClient, web_world: Path) -> None:
    deadline = time.monotonic() + 120
    while (told := client.get("/api/shifts").json())["state"] == "searching":
        assert time.monotonic() < deadline
        time.sleep(0.2)
    plain = world_shifts_row(open_world(web_world).shifts())["shifts"]
    assert [(shift["actors"], shift["month"], shift["probability"]) for shift in told["shifts"]] == [
        (shift["actors"], shift["month"], shift["probability"]) for shift in plain[:20]
    ]
    assert ["PAK", "RUS"] in [shift["actors"] for shift in told["shifts"]]
    of_france = client.get("/api/shifts", params={"actor": "France"}).json()["shifts"]
    assert all("FRA" in shift["actors"] for shift in of_france)


@pytest.mark.parametrize(
    ("path", "params", "status", "words"),
    [
        ("/api/pair", {"a": "Atlantis", "b": "PAK"}, 404, "no known actor"),
        ("/api/pair", {"a": "PAK", "b": "Pakistan"}, 422, "both mean"),
        ("/api/pair", {"a": "PAK"}, 422, "b: Field required"),
        ("/api/pair", {"a": "P\x00K", "b": "RUS"}, 422, "control characters"),
        ("/api/pair/chart", {"a": "PAK", "b": "RUS", "measure": "luck"}, 404, "Measures of the pair"),
        ("/api/network", {"at": "2019-13-01"}, 422, "at:"),
        ("/api/nothing", {}, 404, "Not Found"),
    ],
)
def test_errors_say_what_to_do(client: TestClient, path: str, params: dict[str, str], status: int, words: str) -> None:
    answer = client.get(path, params=params)
    assert answer.status_code == status
    assert words in answer.json()["error"]["message"]


def test_corrections_and_new_articles_count_at_once(own_world: Callable[[], Path]) -> None:
    world = own_world()

    def events(client: TestClient) -> Any:
        return client.get("/api/pair", params={"a": "RUS", "b": "PAK"}).json()["events_in_all"]

    with TestClient(create_app(WebSettings(world)), base_url="http://127.0.0.1") as client:
        before = events(client)
        add_correction(world, Correction(CorrectionKind.REJECT, "me", "no such day", event="gdelt:1000000"))
        assert events(client) == before - 1
        text = world.parent / "more.txt"
        text.write_text("Russia accused Pakistan of lies on 3 May 2018.\n", encoding="utf-8")
        open_world(world).read(text, published=date(2018, 5, 4))
        for _ in range(60):  # while the new copy is made, a busy machine answers from the one before
            if events(client) == before:
                break
            time.sleep(1)
        assert events(client) == before
