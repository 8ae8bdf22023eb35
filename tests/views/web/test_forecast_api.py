"""The API's forecast is that of the command line, and says why where there is none."""

from __future__ import annotations

from pathlib import Path

from starlette.testclient import TestClient

from detente.pipeline import open_world
from detente.views.outlook_rows import outlook_row


def test_forecast_is_the_command_lines(client: TestClient, web_world: Path) -> None:
    told = client.get("/api/forecast", params={"a": "Russia", "b": "PAK", "as_of": "2019-11-30"}).json()
    plain = outlook_row(open_world(web_world).forecast("RUS", "PAK", as_of=__import__("datetime").date(2019, 11, 30)))
    for name in ("as_of", "events", "levels", "rungs", "records", "record_years"):
        assert told[name] == plain[name], name
    assert told["words"]["basis"].startswith("From what was published by 30 Nov 2019")


def test_the_reliability_is_drawn(client: TestClient) -> None:
    spec = client.get("/api/forecast/chart", params={"a": "Russia", "b": "PAK"}).json()
    assert "vega-lite" in spec["$schema"]


def test_who_is_nobody_and_when_is_too_early(client: TestClient) -> None:
    assert client.get("/api/forecast", params={"a": "Rusia", "b": "PAK"}).status_code in (404, 422)
    early = client.get("/api/forecast", params={"a": "RUS", "b": "PAK", "as_of": "2017-06-30"}).json()
    assert early["events"] == []
    assert "24 are needed" in early["why_not"]
    assert client.get("/api/forecast/chart", params={"a": "RUS", "b": "PAK", "as_of": "2017-06-30"}).status_code == 404
