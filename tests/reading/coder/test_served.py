"""Larger models behind an address: a local stand-in server answers; quotes that the text has not are refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any

import pytest

from detente.errors import EvidenceError, InputError
from detente.reading.coder.choice import VARIABLE, choose_coder, chosen_coder
from detente.reading.coder.pairs import Pair
from detente.reading.coder.served import ServedCoder, shares_of

TEXT = "Kenya sent maize to Somalia."
PAIR = Pair(TEXT, (0, 5), (20, 27))
RIGHT = {"type": "AID", "quote": "sent maize to", "confidence": 0.9}


class StandIn(BaseHTTPRequestHandler):
    """Answers as OpenAI's or ollama's chat does, with the words that the test has laid ready."""

    told: str = ""
    asked: list[dict[str, Any]]
    headers_seen: list[str | None]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        type(self).asked.append({"path": self.path, **body})
        type(self).headers_seen.append(self.headers["Authorization"])
        message = {"role": "assistant", "content": type(self).told}
        answer = {"message": message} if self.path == "/api/chat" else {"choices": [{"message": message}]}
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(answer).encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Quiet."""


@pytest.fixture
def address() -> Iterator[str]:
    StandIn.asked, StandIn.headers_seen = [], []
    server = HTTPServer(("127.0.0.1", 0), StandIn)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(("kind", "path"), [("openai", "/v1/chat/completions"), ("ollama", "/api/chat")])
def test_a_served_model_codes_a_pair(address: str, kind: str, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_CODER_KEY", "abc")
    StandIn.told = json.dumps(RIGHT)
    [shares] = ServedCoder(kind, "some-model", address).shares([PAIR])
    assert (shares.likeliest, shares.shares["AID"]) == ("AID", 0.9)
    assert sum(shares.shares.values()) == pytest.approx(1)
    [asked] = StandIn.asked
    assert (asked["path"], asked["model"], asked["stream"]) == (path, "some-model", False)
    assert json.loads(asked["messages"][1]["content"]) == {"text": TEXT, "source": "Kenya", "target": "Somalia"}
    assert StandIn.headers_seen == ["Bearer abc"]


@pytest.mark.parametrize(
    "answer",
    [
        {**RIGHT, "quote": "sent wheat to"},  # not in the text
        {**RIGHT, "quote": "Sent maize to"},  # nearly: not repaired
        {**RIGHT, "quote": ""},
        {"type": "AID"},
        {**RIGHT, "type": "HELP"},
        [RIGHT],
    ],
)
def test_what_the_text_does_not_say_is_refused(answer: object) -> None:
    with pytest.raises(EvidenceError):
        shares_of(json.dumps(answer), TEXT)


def test_nothing_told_needs_no_quote() -> None:
    assert shares_of('{"type": "NONE", "quote": "", "confidence": 0.8}', TEXT).none == 0.8


def test_a_model_that_is_not_there_is_told_of() -> None:
    with pytest.raises(InputError, match="gave no answer"):
        ServedCoder("ollama", "m", "http://127.0.0.1:9").shares([PAIR])


def test_the_choice_holds_for_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "trained")
    assert chosen_coder() is not None
    choose_coder("rules")
    assert chosen_coder() is None
    for wrong in ("magic", "openai:m", "ollama:m@ftp://host"):
        with pytest.raises(InputError, match="is no coder"):
            choose_coder(wrong)
    assert chosen_coder() is None
