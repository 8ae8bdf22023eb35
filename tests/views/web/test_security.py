"""Who is answered: only requests to this computer's own names, from our own pages, of a bounded size."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from detente.views.web.security import MOST_BODY


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8000", "localhost:1", "LOCALHOST", "[::1]:8000", "[::1]"])
def test_names_of_this_computer_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "", "0.0.0.0", "[::1].evil.example"]
)
@pytest.mark.parametrize("path", ["/", "/api/overview", "/static/js/main.js"])
def test_other_names_are_not(client: TestClient, host: str, path: str) -> None:
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 421
    assert set(answer.json()) == {"error"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Origin": "http://127.0.0.1"}, 200),
        ({"Origin": "http://127.0.0.1:81"}, 403),
        ({"Origin": "https://127.0.0.1"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_data_are_for_our_own_pages(client: TestClient, headers: dict[str, str], status: int) -> None:
    assert client.get("/api/actors", headers=headers).status_code == status


def test_a_link_from_elsewhere_leads_to_a_page(client: TestClient) -> None:
    assert client.get("/pair", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
    assert client.post("/pair", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


def test_size_is_bounded_announced_or_not(client: TestClient) -> None:
    json = {"Content-Type": "application/json"}
    assert client.post("/api/actors", content=b"x" * MOST_BODY, headers=json).status_code == 405
    assert client.post("/api/actors", content=b"x" * (MOST_BODY + 1)).status_code == 413
    assert client.post("/api/actors", headers={"Content-Length": "-1"}).status_code == 400

    def unannounced() -> Iterator[bytes]:
        for _ in range(MOST_BODY // 1024 + 1):
            yield b"x" * 1024

    assert client.post("/api/actors", content=unannounced(), headers=json).status_code in (405, 413)


@pytest.mark.parametrize("declared", ["text/plain", "multipart/form-data", "application/x-www-form-urlencoded", ""])
def test_what_a_form_could_send_changes_nothing(client: TestClient, declared: str) -> None:
    body = b'{"kind": "rename", "actor": "PAK", "name": "X", "made_by": "me", "why": "so"}'
    answer = client.post("/api/corrections", content=body, headers={"Content-Type": declared})
    assert answer.status_code == 415
    assert client.get("/api/corrections").json()["in_all"] == 0


@pytest.mark.parametrize("headers", [{"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
@pytest.mark.parametrize("path", ["/api/corrections", "/api/read"])
def test_other_sites_change_nothing(client: TestClient, headers: dict[str, str], path: str) -> None:
    assert client.post(path, json={}, headers=headers).status_code == 403
    assert client.post(path, json={}).status_code == 422
    assert client.post(path, json={}, headers={"Host": "evil.example"}).status_code == 421


@pytest.mark.parametrize("path", ["/", "/api/overview", "/static/css/app.css", "/nowhere", "/api/pair"])
def test_every_answer_has_the_policy(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "server" not in headers
