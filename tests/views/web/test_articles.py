"""Articles over the API: the words of the report, texts that are brought, limits with clear errors."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.pipeline import open_world
from detente.reading.intake.inputs import MAX_BYTES, MAX_CHARS
from detente.reading.read import article_id
from detente.views.report.rows import report_row
from detente.views.web.api.articles import MOST_POSTED
from detente.views.web.app import create_app
from detente.views.web.settings import WebSettings
from detente.views.wording import sentence_edges
from views.web.worlds import TEXT

QUARREL = "Iran accused Iraq of lies on 3 May 2018.\n"


@pytest.fixture(scope="module")
def writing(web_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, Path]]:
    """A world that may be changed, and who asks its server."""
    import shutil

    world = Path(shutil.copytree(web_world, tmp_path_factory.mktemp("writing") / "world"))
    with TestClient(create_app(WebSettings(world)), base_url="http://127.0.0.1") as asking:
        yield asking, world


def test_an_article_is_told_in_the_words_of_the_report(client: TestClient, web_world: Path) -> None:
    told = client.get(f"/api/articles/{article_id(TEXT)}").json()
    reading = open_world(web_world).reading(article_id(TEXT))
    edges = sentence_edges(reading.article)
    assert told["statements_in_all"] == len(told["statements"]) == len(reading.statements)
    for number, (row, statement) in enumerate(zip(told["statements"], reading.statements, strict=True), 1):
        plain = report_row(number, statement, reading.article, lambda evidence: True, edges)
        assert (row["who"], row["what"], row["whom"]) == (plain.who, plain.what, plain.whom)
        assert (row["says"], row["status"], row["when"]) == (plain.says, plain.status, plain.when)
        place = row["places"][0]
        assert reading.article.text[place["start"] : place["end"]] == statement.evidence.quote
    pieces = [piece for paragraph in told["paragraphs"] for piece in paragraph]
    assert {number for piece in pieces for number in piece["numbers"]} == set(range(1, len(reading.statements) + 1))
    events = [row for row in told["statements"] if row["kind"] == "event"]
    assert [row["event"] for row in events] == [f"article:{article_id(TEXT)}:{row['id']}" for row in events]


def test_short_addresses_lead_to_the_page(client: TestClient) -> None:
    answer = client.get("/article/abc%3Fx=1", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (307, "/article?id=abc%3Fx%3D1")


def test_a_text_is_read_and_not_kept_unless_asked(writing: tuple[TestClient, Path]) -> None:
    client, world = writing
    told = client.post("/api/read", json={"text": QUARREL, "published": "2018-05-04"}).json()
    assert (told["is_stored"], told["outcome"]) == (False, None)
    assert [row["what"] for row in told["statements"] if row["kind"] == "event"] == ["ACCUSE allege"]
    assert all(row["event"] is None for row in told["statements"])
    assert client.get(f"/api/articles/{told['id']}").status_code == 404
    assert open_world(world).counts().articles == 3
    file = {"name": "../../quarrel.txt", "data": base64.b64encode(QUARREL.encode()).decode()}
    kept = client.post("/api/read", json={"file": file, "keep": True}).json()
    assert (kept["id"], kept["outcome"], kept["origin"]) == (told["id"], "added", "quarrel.txt")
    stored = client.get(f"/api/articles/{told['id']}").json()
    assert [row["id"] for row in stored["statements"]] == [row["id"] for row in kept["statements"]]
    assert client.post("/api/read", json={"text": QUARREL, "keep": True}).json()["outcome"] == "repeated"


def test_a_claim_to_be_a_first_is_held_against_the_world(writing: tuple[TestClient, Path]) -> None:
    client, _ = writing
    text = "Russia and Pakistan held joint exercises for the first time in their history on 3 May 2020.\n"
    (row,) = client.post("/api/read", json={"text": text}).json()["statements"]
    assert row["novelty"] == "first-ever"
    assert row["verdict"]["words"] == "contradicted"  # the world's article tells of one on 24 September 2019
    assert "2019-09-24" in row["verdict"]["reason"]


@pytest.mark.parametrize(
    ("body", "status", "words"),
    [
        ({}, 422, "exactly one of text, file, url"),
        ({"text": "a", "url": "https://example.org"}, 422, "exactly one of text, file, url"),
        ({"url": "https://example.org/a"}, 403, "Web addresses are not read for visitors"),
        ({"url": "http://127.0.0.1/"}, 403, "Web addresses are not read for visitors"),
        ({"text": ""}, 422, ""),
        ({"text": "x\ud800y"}, 422, "half a character"),
        ({"text": "Iran met Oman. " * (MAX_CHARS // 15 + 1)}, 413, f"at most {MAX_CHARS:,} are read as one article"),
        ({"file": {"name": "a.bin", "data": base64.b64encode(bytes(range(256)) * 9).decode()}}, 422, "a.bin"),
        ({"text": "Le président a condamné les accords de paix signés hier à Genève."}, 422, "English"),
    ],
)
def test_what_is_not_read_says_why(
    writing: tuple[TestClient, Path], body: dict[str, Any], status: int, words: str
) -> None:
    answer = writing[0].post("/api/read", content=json.dumps(body), headers={"Content-Type": "application/json"})
    assert answer.status_code == status, answer.text[:300]
    assert words in answer.json()["error"]["message"]


def test_size_is_limited(writing: tuple[TestClient, Path]) -> None:
    client, _ = writing
    data = base64.b64encode(b"Iran met Oman. " * (MAX_BYTES // 15 + 1)).decode()
    answer = client.post("/api/read", json={"file": {"name": "large.txt", "data": data}})
    assert answer.status_code == 413
    assert f"at most {MAX_BYTES:,}" in answer.json()["error"]["message"]
    answer = client.post("/api/read", json={"text": "x" * MOST_POSTED})
    assert answer.status_code == 413
    assert f"{MOST_POSTED:,} bytes" in answer.json()["error"]["message"]


def test_private_addresses_are_not_read_even_where_addresses_are(own_world: Callable[[], Path]) -> None:
    settings = WebSettings(own_world(), allow_urls=True)
    with TestClient(create_app(settings), base_url="http://127.0.0.1") as client:
        for address in (
            "http://127.0.0.1:1/",
            "http://localhost/",
            "http://[::1]/",
            "http://169.254.169.254/",
            "/etc/passwd",
        ):
            answer = client.post("/api/read", json={"url": address})
            assert answer.status_code == 422
            assert answer.json()["error"]["kind"] == "FetchError", answer.text
