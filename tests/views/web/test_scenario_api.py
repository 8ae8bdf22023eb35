"""Scenarios over the API: answers as by hand, faults with their lines, nothing read but what is sent, bounded time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.errors import InputTooLargeError
from detente.pipeline.scenario_template import scenario_template
from detente.pipeline.scenarios import example_names, scenario
from detente.scenarios.scenario import Origin
from detente.views.web.api import scenario as api
from scenarios.scenario_files import HEAD, ROAD

TEXT = HEAD + ROAD


def ask(client: TestClient, **asked: object) -> dict[str, Any]:
    response = client.post("/api/scenario", json={"draws": 16, "world": False} | asked)
    assert response.status_code == 200, response.text
    told: dict[str, Any] = response.json()
    return told


def test_an_answer_has_the_numbers_of_the_command_line(client: TestClient) -> None:
    told = ask(client, yaml=TEXT)
    assert told["problems"] == []
    of = told["answer"]
    assert of["issues"][0]["after"]["value"] == pytest.approx(50)  # (2*100*100 + 4*50*0) / (2*100 + 4*50)
    number = next(each for each in of["numbers"] if each["field"] == "issues.road.positions.IND.salience")
    assert (number["words"], number["least"], number["most"]) == ("India's salience on “The road”", 0, 100)
    assert (number["line"], number["own"]) == (
        TEXT.splitlines().index(next(line for line in TEXT.splitlines() if "IND: {position" in line)) + 1,
        50,
    )


def test_values_are_tried_and_told(client: TestClient) -> None:
    told = ask(client, yaml=TEXT, values={"issues.road.positions.IND.salience": 0})
    assert told["answer"]["issues"][0]["after"]["value"] == pytest.approx(100)
    number = next(each for each in told["answer"]["numbers"] if each["field"].endswith("IND.salience"))
    assert (number["value"], number["own"], number["origin"]) == (0, 50, "assumption")
    refused = client.post("/api/scenario", json={"yaml": TEXT, "values": {"nothing": 1}})
    assert refused.status_code == 422
    assert "no number 'nothing'" in refused.json()["error"]["message"]


def test_faults_come_with_line_field_and_what_was_meant(client: TestClient) -> None:
    told = ask(client, yaml=TEXT.replace("IND: {position", "IND: {positon"))
    assert told["answer"] is None
    fault = told["problems"][0]
    assert fault["field"] == "issues.road.positions.IND.positon"
    assert fault["nearest"] == "position"
    assert fault["line"] == 1 + next(at for at, line in enumerate(TEXT.splitlines()) if "IND: {position" in line)


@pytest.mark.parametrize(
    "text", ["/etc/passwd", "examples/afghan-exit.yaml", "a: *b", "!!python/object:os.system x", "\x00", ""]
)
def test_what_is_sent_is_text_and_never_a_file_to_open(client: TestClient, text: str) -> None:
    told = ask(client, yaml=text)
    assert told["answer"] is None
    assert told["problems"]
    assert "root:" not in str(told)


def test_limits_hold(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    told = client.get("/api/scenario").json()
    assert [each["name"] for each in told["examples"]] == list(example_names())
    assert client.post("/api/scenario", json={"yaml": "a" * (told["most_bytes"] + 1)}).status_code == 422
    assert client.post("/api/scenario", json={"yaml": "a" * 1_000_000}).status_code == 413
    assert client.post("/api/scenario", json={"yaml": TEXT, "draws": 2000}).status_code == 422
    monkeypatch.setattr(api, "MOST_SECONDS", 0.0)
    late = client.post("/api/scenario", json={"yaml": TEXT + "# unasked\n"})
    assert late.status_code == 413
    assert "0 seconds" in late.json()["error"]["message"]
    with pytest.raises(InputTooLargeError, match="3 of 7 numbers"):
        api.Deadline(-1)(3, 7)


def test_a_template_of_a_pair_is_the_worlds_and_runs(client: TestClient, web_world: Path) -> None:
    told = client.get("/api/scenario/template", params={"a": "India", "b": "Pakistan"}).json()
    assert told["yaml"] == scenario_template(web_world, "IND", "PAK")
    answered = scenario(told["yaml"], draws=16)
    assert answered.scenario.pair == ("IND", "PAK")
    tie = answered.scenario.before.tie("IND", "PAK")
    assert tie.origin is Origin.SOURCE
    assert tie.value < 0
    assert "level" in tie.why
    stand = next(each for each in answered.scenario.before.issues if "Corridor" in each.title).stands["IND"]
    assert stand.position.value < 50  # the text says that India opposes it
    assert "India opposes" in stand.position.why
    assert all(each.why for each in answered.scenario.numbers())
    unknown = client.get("/api/scenario/template", params={"a": "Pakistn", "b": "IND"})
    assert unknown.status_code == 404
