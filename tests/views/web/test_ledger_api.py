"""The API's ledger is that of the command line; it is asked by actors, and shows assumed days only where told to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

from starlette.testclient import TestClient

from detente.pipeline import open_world
from detente.views.ledger_rows import ledger_row
from detente.views.web.app import create_app
from detente.views.web.settings import WebSettings


def test_the_ledger_is_the_command_lines(client: TestClient, web_world: Path) -> None:
    told = client.get("/api/ledger", params={"within": 365}).json()
    plain = ledger_row(open_world(web_world).ledger(within=365))
    assert told["entries"] == plain["entries"]
    assert told["speakers"] == plain["speakers"]
    assert told["in_all"] == len(plain["entries"]) > 3  # the bundled article foretells something
    assert {k: n for k, n in told["outcomes"].items() if n} == Counter(each["outcome"] for each in plain["entries"])


def test_predictions_are_asked_by_the_actors_they_name(client: TestClient) -> None:
    every = client.get("/api/ledger").json()["entries"]
    actor = next(name for each in every for name in each["actors"] if len(name) == 3)
    named = client.get("/api/ledger", params={"a": actor}).json()["entries"]
    assert named == [each for each in every if actor in each["actors"]]
    assert client.get("/api/ledger", params={"a": "Pakstan"}).status_code in (404, 422)
    first = client.get("/api/ledger", params={"most": 1}).json()
    assert (first["entries"], first["in_all"]) == (every[:1], len(every))


def test_a_forecast_kept_meanwhile_is_there_at_once(own_world: Callable[[], Path]) -> None:
    root = own_world()
    with TestClient(create_app(WebSettings(root)), base_url="http://127.0.0.1") as asking:
        before = asking.get("/api/ledger", params={"own": True}).json()
        world = open_world(root)
        kept = world.keep(world.forecast("RUS", "PAK", as_of=date(2019, 9, 30)))
        after = asking.get("/api/ledger", params={"own": True}).json()
    assert after["in_all"] == before["in_all"] + kept
