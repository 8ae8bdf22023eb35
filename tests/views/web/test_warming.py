"""What readers asked last is asked again once the world was corrected, before they ask it themselves."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from detente.pipeline import open_world
from detente.views.web import warming
from detente.views.web.answers import Answers
from detente.views.web.app import create_api
from detente.views.web.settings import WebSettings
from detente.views.web.sharing import Shared
from detente.views.web.workers import Workers
from detente.world.correction import Correction, CorrectionKind
from detente.world.corrections import add_correction

AGAIN = ("/api/pair", "a=RUS&b=PAK&from=2018-01-01")
"""Nobody asks this beforehand."""


def wait_for(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.05)


def test_what_was_asked_last_is_asked_again(own_world: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming, "PAUSE", 0.05)
    root = own_world()
    answers = Answers(open_world(root, create=False), WebSettings(root))
    asked: list[tuple[str, str]] = []
    answers.begin()
    thread = warming.warm(answers, lambda path, query: asked.append((path, query)), lambda most: [AGAIN])
    try:
        wait_for(lambda: ("/api/network", "") in asked)
        wait_for(lambda: answers.keeper.moment is not None)
        assert AGAIN not in asked
        event = open_world(root).relation("RUS", "PAK").events[0].id
        add_correction(root, Correction(CorrectionKind.REJECT, "somebody", "not so", event=event))
        wait_for(lambda: AGAIN in asked)
    finally:
        answers.close()
    thread.join(60)
    assert not thread.is_alive()


def test_the_last_asked_come_first(own_world: Callable[[], Path]) -> None:
    root = own_world()
    settings = WebSettings(root, workers=1)
    api = create_api(settings)
    workers = Workers(settings)
    shared = Shared(api, api.state.answers, workers)
    workers.begin()
    try:
        for query in ("a=FRA&b=DEU", "a=RUS&b=PAK", "b=DEU&a=FRA"):
            assert shared.ask("/api/pair/around", query).status == 200
        assert shared.asked_last(5) == [("/api/pair/around", "a=FRA&b=DEU"), ("/api/pair/around", "a=RUS&b=PAK")]
        assert shared.asked_last(1) == [("/api/pair/around", "a=FRA&b=DEU")]
    finally:
        workers.close()
        api.state.answers.close()


def test_a_server_follows_a_correction(own_world: Callable[[], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warming, "PAUSE", 0.05)
    root = own_world()
    settings = WebSettings(root)
    api = create_api(settings)
    with TestClient(api, base_url="http://127.0.0.1") as client:
        before = client.get("/api/pair?a=RUS&b=PAK").json()["events_in_all"]
        event = client.get("/api/pair/events?a=RUS&b=PAK&most=1").json()["events"][0]["id"]
        add_correction(root, Correction(CorrectionKind.REJECT, "somebody", "not so", event=event))
        assert client.get("/api/pair?a=RUS&b=PAK").json()["events_in_all"] == before - 1
