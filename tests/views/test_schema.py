"""The rows that the commands print are those that docs/schema describes, on whole texts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from detente.ontology.plover import plover_types
from detente.records import ActorKind, Genre, Polarity, Precision, Stance, StatementKind, Status, Tie
from feed_lines import gdelt_line, numbered, write

ROOT = Path(__file__).parents[2]
SCHEMAS = ROOT / "docs" / "schema"
TEXTS = [
    ROOT / "src/detente/views/cli/demo_article.txt",
    *sorted((ROOT / "benchmarks/reading/texts/dev").glob("*.txt")),
]
PAGE = """<html><head><title>Iran and Oman sign pact</title>
<meta property="article:published_time" content="2020-05-04"
></head><body><article><h1>Iran and Oman sign pact</h1>
<p>Iran and Oman signed a trade agreement in Muscat on Monday, the
Omani foreign ministry said.</p><p>The United States condemned the agreement and threatened sanctions against Oman if
it bought Iranian oil. China welcomed it.</p></article></body></html>"""


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.fixture(scope="module")
def check() -> Callable[[str, Any], None]:
    known: dict[str, Draft202012Validator] = {}

    def check(name: str, row: Any) -> None:
        if name not in known:
            known[name] = validator(name)
        known[name].validate(row)

    return check


def test_reading_rows(cli: Callable[..., Any], check: Callable[[str, Any], None], tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    ran = cli("read", "--json", *TEXTS, page)
    assert ran.code == 0
    texts = {str(path): path.read_text("utf-8") for path in TEXTS}
    text, statements = "", 0
    for row in map(json.loads, ran.out.splitlines()):
        if row["kind"] == "article":
            check("read.article", row)
            text = texts.get(row["origin"]) or row["text"]
            continue
        check("read.statement", row)
        statements += 1
        for evidence in (row["evidence"], *row["also"]):
            assert text[evidence["start"] : evidence["end"]] == evidence["quote"]
        for actor in (row["source"], row["target"], *row["actors"], *row["about"]):
            if actor and actor["start"] is not None:
                assert text[actor["start"] : actor["end"]] == actor["text"]
    assert statements > 100


def test_coded_lines(cli: Callable[..., Any], check: Callable[[str, Any], None], tmp_path: Path) -> None:
    lines = tmp_path / "lines.jsonl"
    given: list[dict[str, Any]] = [
        {"text": "Iran attacked Iraq on Sunday.", "source": "Iran", "target": "Iraq", "gold": {"type": "ASSAULT"}},
        {"text": "Russia sold helicopters to Pakistan, and India protested."},
        {"text": "The weather was fine."},
        {"text": "Iran left.", "source": "Iraq"},
    ]
    lines.write_text("\n".join(map(json.dumps, given)) + "\n\n[]\n", encoding="utf-8")
    ran = cli("code", lines)
    rows = [json.loads(line) for line in ran.out.splitlines()]
    for row in rows:
        check("code.line", row)
    assert [row.get("text") for row in rows] == [*(line["text"] for line in given), None]
    assert rows[0]["gold"] == {"type": "ASSAULT"}


def test_doctor(cli: Callable[..., Any], check: Callable[[str, Any], None], tmp_path: Path) -> None:
    world = tmp_path / "world"
    assert cli("read", TEXTS[0], "--world", world).code == 0
    lines = [*numbered(2), gdelt_line(GLOBALEVENTID="7", Actor1Code="ZZZ", SQLDATE="20190924"), "no line"]
    write(tmp_path / "20191024143000.export.CSV", *lines)
    assert cli("import", "gdelt", tmp_path, "--world", world).code == 0
    plain = json.loads(cli("doctor", "--world", world, "--json").out)
    check("doctor", plain)
    assert (plain["plan"], plain["repaired"]) == (None, None)
    (data,) = (world / "events" / "feed=gdelt").iterdir()
    data.write_bytes(data.read_bytes()[:-9])
    planned = json.loads(cli("doctor", "--world", world, "--json", "--repair").out)
    check("doctor", planned)
    assert planned["plan"]["forget"][0]["path"] == str(data)
    assert planned["repaired"] is None
    repaired = json.loads(cli("doctor", "--world", world, "--json", "--repair", "--yes").out)
    check("doctor", repaired)
    assert repaired["articles"] == 1
    assert repaired["repaired"]["forgotten_imports"] == 1
    assert repaired["damaged"] == []


@pytest.mark.parametrize(
    ("name", "path", "values"),
    [
        ("read.article", ("properties", "genre"), Genre),
        ("read.statement", ("properties", "kind"), StatementKind),
        ("read.statement", ("properties", "status"), Status),
        ("read.statement", ("properties", "polarity"), Polarity),
        ("read.statement", ("properties", "tie"), [*Tie, None]),
        ("read.statement", ("properties", "stance"), [*Stance, None]),
        ("read.statement", ("$defs", "actor", "properties", "kind"), ActorKind),
        ("read.statement", ("properties", "event_date", "anyOf", 0, "properties", "precision"), Precision),
        ("read.statement", ("properties", "type"), [*plover_types(), None]),
    ],
)
def test_schema_lists_the_values_of_the_records(name: str, path: tuple[str | int, ...], values: Any) -> None:
    found: Any = validator(name).schema
    for step in path:
        found = found[step]
    assert set(found["enum"]) == set(values)
