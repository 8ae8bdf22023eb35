from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

RUN = Callable[..., Any]


def test_with_both_ends_given_at_most_one_event_of_that_direction(cli: RUN, tmp_path: Path) -> None:
    text = "Iran attacked Iraq and condemned Oman."
    lines = [{"text": text, "source": s, "target": t} for s, t in (("Iran", "Iraq"), ("Iran", "Oman"))]
    path = tmp_path / "lines.jsonl"
    path.write_text("\n".join(map(json.dumps, lines)))
    rows = [json.loads(line) for line in cli("code", path).out.splitlines()]
    assert [[event["type"] for event in row["events"]] for row in rows] == [["ASSAULT"], ["ACCUSE"]]
    [event] = rows[0]["events"]
    assert event["source"] == {"text": "Iran", "start": 0, "end": 4}
    assert event["target"] == {"text": "Iraq", "start": 14, "end": 18}
    assert text[event["action"]["start"] : event["action"]["end"]] == "attacked"
    assert event["quad_class"] == 4


def test_without_ends_every_event_best_first(cli: RUN, tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text(json.dumps({"text": "Iran attacked Iraq, and Oman condemned Chad."}))
    [row] = [json.loads(line) for line in cli("code", path).out.splitlines()]
    assert {event["type"] for event in row["events"]} == {"ASSAULT", "ACCUSE"}
    confidences = [event["confidence"] for event in row["events"]]
    assert confidences == sorted(confidences, reverse=True)


def test_faulty_lines_keep_their_place_and_fail_the_run(cli: RUN, tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text('{"text": "Iran left.", "id": 1}\n\nnope\n{"text": "Iran left.", "target": "Iraq", "id": 3}\n')
    ran = cli("code", path)
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 1
    assert [row.get("id") for row in rows] == [1, None, 3]
    assert [("error" in row) for row in rows] == [False, True, True]
    assert rows[1]["line"] == 3
    assert [line.split(": ")[1] for line in ran.err.splitlines()] == [f"{path}, line 3", f"{path}, line 4"]


def test_many_lines_come_back_in_order(cli: RUN, tmp_path: Path) -> None:
    path = tmp_path / "lines.jsonl"
    path.write_text("".join(json.dumps({"text": "Iran left.", "id": number}) + "\n" for number in range(600)))
    assert [json.loads(line)["id"] for line in cli("code", path).out.splitlines()] == list(range(600))


def test_standard_input(cli: RUN, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "Iran attacked Iraq."}\nx\n')))
    ran = cli("code", "-")
    assert [bool(json.loads(line)["events"]) for line in ran.out.splitlines()] == [True, False]
    assert "standard input, line 2: is not JSON" in ran.err


def test_a_line_is_answered_before_the_next_is_sent(start: RUN) -> None:
    process = start("code", "-", stdin=subprocess.PIPE)
    for name in ("Iraq", "Oman"):
        process.stdin.write(json.dumps({"text": f"Iran attacked {name}."}).encode() + b"\n")
        process.stdin.flush()
        answer = json.loads(process.stdout.readline())
        assert answer["events"][0]["target"]["text"] == name
    process.communicate()
    assert process.returncode == 0


def test_missing_file(cli: RUN) -> None:
    ran = cli("code", "missing.jsonl")
    assert ran.code == 2
    assert ran.err.startswith("detente: missing.jsonl: no such file.")


class Quoting(BaseHTTPRequestHandler):
    """A served model that quotes the text for Iran, and for others what no text has."""

    def do_POST(self) -> None:
        question = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["messages"][1]["content"]
        asked = json.loads(question)
        quote = asked["text"] if asked["source"] == "Iran" else "words that were never written"
        answer = json.dumps({"type": "ASSAULT", "quote": quote, "confidence": 0.9})
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps({"message": {"content": answer}}).encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Quiet."""


def test_a_refused_answer_fails_its_line_and_no_other(
    cli: RUN, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = HTTPServer(("127.0.0.1", 0), Quoting)
    Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("DETENTE_CODER", f"ollama:any@http://127.0.0.1:{server.server_port}")
    path = tmp_path / "lines.jsonl"
    lines = [
        {"text": f"{state} attacked Iraq.", "source": state, "target": "Iraq"} for state in ("Iran", "Oman", "Iran")
    ]
    path.write_text("\n".join(map(json.dumps, lines)))
    told = cli("code", path)
    rows = [json.loads(line) for line in told.out.splitlines()]
    server.shutdown()
    server.server_close()
    assert told.code == 1
    assert [len(row["events"]) for row in rows] == [1, 0, 1]
    assert "lines.jsonl, line 2: The coder quotes 'words that were never written'" in rows[1]["error"]
    assert "line 2" in told.err
