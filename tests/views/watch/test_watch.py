"""Watching a folder: what is new is reported once, also after restarts, to each place that is to have it."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from detente.views.watch.webhook import Webhook, WebhookError, post
from feed_lines import gdelt_line, write
from views.test_schema import validator

ARTICLE = "For the first time in their history, Russia and Pakistan held joint military exercises on 24 September 2016."


def days(folder: Path, name: str, first: date, count: int, code: str, number: int = 0) -> None:
    """A file of GDELT with one event of RUS and PAK a day, and even events of other dyads."""
    lines = []
    for at in range(count):
        day = first + timedelta(days=at)
        pairs = (("RUS", "PAK", code), ("FRA", "DEU", "042" if at % 4 else "112"), ("USA", "GBR", "042"))
        for offset, (source, target, cameo) in enumerate(pairs):
            lines.append(
                gdelt_line(
                    GLOBALEVENTID=str(number + 3 * at + offset),
                    SQLDATE=f"{day:%Y%m%d}",
                    DATEADDED=f"{day:%Y%m%d}000000",
                    Actor1Code=source,
                    Actor1Name=source,
                    Actor2Code=target,
                    Actor2Name=target,
                    EventCode=cameo,
                    SOURCEURL=f"https://example.org/{number + 3 * at + offset}",
                )
            )
    write(folder / name, *lines)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an empty inbox, where the command runs."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inbox").mkdir()
    return tmp_path


@pytest.fixture
def watch(place: Path, cli: Callable[..., Any]) -> Callable[..., Any]:
    """One round with a rule, its findings as rows."""

    def run(rule: str, *more: str | Path) -> Any:
        (place / "rule.yaml").write_text(rule, encoding="utf-8")
        return cli("watch", "inbox", "--rule", "rule.yaml", "--world", "world", "--once", "--json", *more)

    return run


def rows(ran: Any) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in ran.out.splitlines()]
    for row in found:
        validator("watch.finding").validate(row)
    return found


class Receiver(BaseHTTPRequestHandler):
    """Takes posts; answers as told."""

    answers: list[int]
    got: list[tuple[dict[str, str], dict[str, Any]]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
        status = self.answers.pop(0) if self.answers else 204
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (as http.server has it)
        pass


@pytest.fixture
def receiver() -> Iterator[tuple[str, type[Receiver]]]:
    handler = type("Own", (Receiver,), {"answers": [], "got": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/hook/s3cret?key=t0ken", handler
    server.shutdown()
    server.server_close()


def test_a_new_article_is_reported_once(watch: Callable[..., Any], place: Path) -> None:
    rule = "name: exercises\ndyads: [[Russia, Pakistan]]\nkinds: [claim]\n"
    assert (watch(rule).code, rows(watch(rule))) == (0, [])
    (place / "inbox" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (found,) = rows(watch(rule))
    assert (found["kind"], found["first"]["name"], found["second"]["name"]) == ("claim", "Pakistan", "Russia")
    assert "a text calls this COOPERATE military first-ever; the record cannot tell" in found["words"]
    (evidence,) = found["evidence"]
    assert evidence["who_says_so"] == "the author says"
    assert evidence["quote"].startswith("For the first time")
    assert rows(watch(rule)) == []  # another process, the same world: not again
    (place / "inbox" / "b.txt").write_text("Iran condemned Oman on 3 May 2016.", encoding="utf-8")
    assert rows(watch(rule)) == []
    assert len(rows(watch(rule.replace("exercises", "another"), "--from-start"))) == 1


def test_a_shift_is_reported_when_it_comes_and_not_again_when_its_date_moves(
    watch: Callable[..., Any], place: Path
) -> None:
    rule = "name: pair\nactors: [Pakistan]\nkinds: [shift]\nmin_probability: 0.8\nfile: found.jsonl\n"
    days(place / "inbox", "20150101000000.export.CSV", date(2015, 1, 1), 500, "112")
    assert rows(watch(rule, "--feed", "gdelt")) == []
    days(place / "inbox", "20160515000000.export.CSV", date(2016, 5, 15), 300, "042", 100_000)
    (found,) = rows(watch(rule, "--feed", "gdelt"))
    assert (found["kind"], found["direction"]) == ("shift", "cooperation")
    assert found["start"] <= "2016-05-01" <= found["end"] or found["start"] == "2016-06-01"
    assert {each["licence"] for each in found["evidence"]} == {"GDELT"}
    days(place / "inbox", "20170311000000.export.CSV", date(2017, 3, 11), 120, "042", 200_000)
    assert rows(watch(rule, "--feed", "gdelt")) == []
    kept = [json.loads(line) for line in (place / "found.jsonl").read_text("utf-8").splitlines()]
    assert kept == [found]


def test_what_is_there_before_the_first_round_is_no_news(
    watch: Callable[..., Any], place: Path, cli: Callable[..., Any]
) -> None:
    days(place / "inbox", "20150101000000.export.CSV", date(2015, 1, 1), 500, "112")
    days(place / "inbox", "20160515000000.export.CSV", date(2016, 5, 15), 300, "042", 100_000)
    assert cli("import", "gdelt", "inbox", "--world", "world").code == 0
    rule = "name: {}\nkinds: [shift]\n"
    assert rows(watch(rule.format("late"), "--feed", "gdelt")) == []
    told = rows(watch(rule.format("all"), "--feed", "gdelt", "--from-start"))
    assert [(each["first"]["id"], each["second"]["id"]) for each in told] == [("PAK", "RUS")]
    assert rows(watch(rule.format("other") + "actors: [France]\n", "--feed", "gdelt", "--from-start")) == []
    assert rows(watch(rule.format("down") + "direction: conflict\n", "--feed", "gdelt", "--from-start")) == []


RULE = """name: hook
kinds: [claim]
webhook:
  url: {url}
  hosts: [127.0.0.1]
  allow_private: true
  tries: 2
  token_env: DETENTE_TEST_TOKEN
"""


def test_a_webhook_is_posted_to_and_tried_again_in_the_next_round(
    watch: Callable[..., Any], place: Path, receiver: tuple[str, type[Receiver]], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, handler = receiver
    monkeypatch.setenv("DETENTE_TEST_TOKEN", "very-s3cret")
    monkeypatch.setattr("detente.views.watch.webhook.WAITS", (0.0,))
    watch(RULE.format(url=url))
    (place / "inbox" / "a.txt").write_text(ARTICLE, encoding="utf-8")
    handler.answers[:] = [503, 503]
    ran = watch(RULE.format(url=url))
    assert (ran.code, len(rows(ran))) == (1, 1)
    assert "webhook at 127.0.0.1 answered 503" in ran.err
    for secret in ("s3cret", "t0ken"):
        assert secret not in ran.err + ran.out
    ran = watch(RULE.format(url=url))
    assert (ran.code, rows(ran)) == (0, [])  # printed before: only the webhook gets it now
    headers, body = handler.got[-1]
    assert headers["authorization"] == "Bearer very-s3cret"
    assert (body["rule"], body["finding"]["kind"]) == ("hook", "claim")
    assert len(handler.got) == 3
    assert rows(watch(RULE.format(url=url))) == []
    assert len(handler.got) == 3
    assert "s3cret" not in (place / "world" / "watched.json").read_text("utf-8")


def test_only_allowed_hosts_and_no_private_address(receiver: tuple[str, type[Receiver]]) -> None:
    url, handler = receiver
    with pytest.raises(WebhookError, match=r"'127\.0\.0\.1' is not allowed\. Allowed: example\.org"):
        post(Webhook(url, frozenset({"example.org"}), allow_private=True), {})
    with pytest.raises(WebhookError, match="private or local address") as refused:
        post(Webhook(url, frozenset({"127.0.0.1"})), {})
    assert "s3cret" not in str(refused.value)
    assert "s3cret" not in repr(Webhook(url, frozenset(), token="t"))
    assert handler.got == []


def test_redirects_are_not_followed_and_refusals_not_repeated(receiver: tuple[str, type[Receiver]]) -> None:
    url, handler = receiver
    webhook = Webhook(url, frozenset({"127.0.0.1"}), allow_private=True)
    for status in (302, 404):
        handler.answers[:] = [status]
        with pytest.raises(WebhookError, match=f"answered {status}"):
            post(webhook, {}, wait=lambda _: None)
    assert len(handler.got) == 2


def test_a_host_that_does_not_answer_is_given_up() -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/"
        waited: list[float] = []
        webhook = Webhook(url, frozenset({"127.0.0.1"}), allow_private=True, timeout=0.2, tries=3)
        with pytest.raises(WebhookError, match="does not answer"):
            post(webhook, {}, wait=waited.append)
    assert waited == [1.0, 4.0]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("name: a\nactor: [Pakistan]\n", "rule.yaml, line 2, actor: is no field of a rule. Did you mean 'actors'?"),
        ("name: a\nactors:\n  - Pakistan\n  - Pakstan\n", "rule.yaml, line 4, actors: 'Pakstan'"),
        ("name: a\nkinds: [shift, frist]\n", "line 2, kinds: 'frist' is not allowed. Did you mean 'first'?"),
        ("name: a\nmin_probability: 2\n", "line 2, min_probability: input should be less than or equal to 1"),
        ("kinds: [shift]\n", "line 1, name: is missing"),
        ("name: a\ntypes: [COOPERAT]\n", "types: 'COOPERAT' is no PLOVER type. Did you mean 'COOPERATE'?"),
        ("name: a\nwebhook:\n  url: ftp://x/\n", "line 3, webhook.url: expected http://host/path"),
        ("name: a\nwebhook:\n  url: https://example.org/T0K\n", "'example.org' is not allowed. Allowed: none"),
        ("name: a\nwebhook:\n  url: https://e.org/\n  hots: [e.org]\n", "line 4, webhook.hots: is no field"),
        ("name: [a\n", "is not YAML"),
        ("- a\n", "line 1: expected fields such as"),
        ("name: a\ndyads: [[Russia, Moscow]]\n", "line 2, dyads: 'Russia' and 'Moscow' mean the same"),
    ],
)
def test_slips_in_a_rule_are_told(watch: Callable[..., Any], rule: str, words: str) -> None:
    ran = watch(rule)
    assert ran.code == 2
    assert words in ran.err
    assert "T0K" not in ran.err


def test_intervals_and_folders_are_checked(watch: Callable[..., Any], place: Path, cli: Callable[..., Any]) -> None:
    assert "--every 'soon': give a number with s, m, h or d" in watch("name: a\n", "--every", "soon").err
    (place / "rule.yaml").write_text("name: a\n")
    assert "no such folder" in cli("watch", "nowhere", "--rule", "rule.yaml", "--once").err


def test_rows_that_may_not_be_passed_on_are_withheld_from_webhooks() -> None:
    from dataclasses import replace

    from detente.pipeline.findings import Finding
    from detente.views.watch.finding_rows import finding_row

    found = Finding("first-1", "first", "IND", "PAK", date(2016, 1, 1), date(2016, 1, 1), None, None, "w", (acled(),))
    (kept,) = finding_row(found, "r", str)["evidence"]
    (sent,) = finding_row(found, "r", str, passed_on=True)["evidence"]
    assert "notes" in kept["quote"]
    assert sent.keys() == {"id", "feed", "licence", "withheld"}
    (other,) = finding_row(replace(found, evidence=(replace(acled(), feed="ucdp"),)), "r", str, passed_on=True)[
        "evidence"
    ]
    assert other["quote"] == kept["quote"]


def acled() -> Any:
    from detente.relations.events import RelationEvent

    return RelationEvent(
        id="acled:1", event_date=date(2016, 1, 1), event_date_end=date(2016, 1, 1), precision="day", source_id="IND",
        source_name="India", source_party="IND", target_id="PAK", target_name="Pakistan", target_party="PAK",
        plover_type="ASSAULT", plover_mode=None, cameo_code="190", quad_class=4, goldstein=-10.0, status="reported",
        polarity="positive", novelty=None, speaker=None, quote="notes of the row", article_id=None, quote_start=None,
        quote_end=None, feed="acled", licence="ACLED: no rows may be passed on", origin=None, outlet=None,
        published_at=None, left_out=None,
    )  # fmt: skip
