"""What workers answer is what the application does, also after a correction and after a worker's end."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from detente.views.web.app import create_app
from detente.views.web.settings import WebSettings
from detente.views.web.workers import PATHS, address
from detente.world.correction import Correction, CorrectionKind
from detente.world.corrections import add_correction

PAIR = {"a": "RUS", "b": "PAK"}
QUESTIONS = (
    ("/api/pair", PAIR),
    ("/api/pair/chart", PAIR | {"measure": "conflict_share"}),
    ("/api/pair/events", PAIR | {"from": "2018-06-01", "to": "2018-07-31", "most": "7"}),
    ("/api/pair/around", PAIR),
    ("/api/network", {"at": "2019-06-30", "most": "40"}),
    ("/api/pair", {"a": "Nobody at all", "b": "PAK"}),
    ("/api/network", {"at": "no day"}),
)


def test_workers_answer_what_the_application_does(client: TestClient, own_world: Callable[[], Path]) -> None:
    root = own_world()
    app = create_app(WebSettings(root, workers=1))
    with TestClient(app, base_url="http://127.0.0.1") as asking:
        for path, query in QUESTIONS:
            told, plain = asking.get(path, params=query), client.get(path, params=query)
            assert (told.status_code, told.json()) == (plain.status_code, plain.json()), path
            assert told.headers["content-security-policy"] == plain.headers["content-security-policy"]
        before = asking.get("/api/pair", params=PAIR).json()["events_in_all"]
        event = asking.get("/api/pair/events", params=PAIR | {"most": "1"}).json()["events"][0]["id"]
        add_correction(root, Correction(CorrectionKind.REJECT, "somebody", "not so", event=event))
        assert asking.get("/api/pair", params=PAIR).json()["events_in_all"] == before - 1

        (worker,) = _workers(asking)
        os.kill(worker.pid, signal.SIGKILL)
        worker.join(10)
        answered = asking.get("/api/pair", params={"a": "FRA", "b": "DEU"})
        plain = client.get("/api/pair", params={"a": "FRA", "b": "DEU"})
        assert answered.json()["events_in_all"] == plain.json()["events_in_all"] > 0
        (another,) = _workers(asking)
        assert another.pid != worker.pid
    assert not another.is_alive()


def _workers(asking: TestClient) -> list:  # type: ignore[type-arg]
    import multiprocessing

    return [each for each in multiprocessing.active_children() if each.name == "detente-worker"]


@pytest.mark.parametrize(
    ("path", "one", "other"),
    [
        ("/api/pair", "a=RUS&b=PAK", "b=PAK&a=RUS"),
        ("/api/pair/chart", "a=RUS&b=PAK", "a=RUS&b=PAK&measure=goldstein_stock"),
        ("/api/network", "at=2019-06-28", "at=2019-06-01&most=60&shape=wide"),
    ],
)
def test_one_question_has_one_address(path: str, one: str, other: str) -> None:
    assert path in PATHS
    assert address(path, one) == address(path, other)


def test_other_questions_have_others() -> None:
    assert address("/api/pair", "a=RUS&b=PAK") != address("/api/pair", "a=PAK&b=RUS")
    assert address("/api/network", "at=2019-06-31") != address("/api/network", "at=2019-06-30")
    assert address("/api/network", "at=2019-02-30") != address("/api/network", "at=2019-02-01")
    assert address("/api/pair/events", "a=A&b=B&from=2019-06-01") != address(
        "/api/pair/events", "a=A&b=B&from=2019-06-02"
    )
