"""Exports read back by independent readers: what went in comes out, with the licences, and nothing acts."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx
import pyarrow.parquet as pq
import pytest
import rdflib

from detente.pipeline import open_world
from detente.pipeline.networks import network_at
from detente.views.export.entities import SCHEMAS
from detente.views.export.export import KINDS, licences_told
from detente.views.export.json_ld import CONTEXT
from detente.views.export.tables import METADATA_KEY, about_path
from detente.views.plain_csv import STARTS_FORMULA, unspelled
from feed_lines import gdelt_line, write
from views.test_schema import SCHEMAS as SCHEMA_FILES
from views.test_schema import validator

Export = Callable[[str, str], dict[str, Any]]


@pytest.fixture
def export(told_world: Path, cli: Callable[..., Any], tmp_path: Path) -> Export:
    """Export from the world and return what `--json` tells."""

    def run(what: str, name: str) -> dict[str, Any]:
        ran = cli("export", what, "-o", tmp_path / name, "--world", told_world, "--json")
        assert ran.code == 0, ran.err
        told: dict[str, Any] = json.loads(ran.out)
        validator("export").validate(told)
        assert told["licences"] == {"article": None, "gdelt": "GDELT"}
        return told

    return run


def cells(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_events_as_parquet_are_the_worlds_own(export: Export, told_world: Path, tmp_path: Path) -> None:
    told = export("events", "e.parquet")
    table = pq.read_table(tmp_path / "e.parquet")
    own = open_world(told_world).events()
    assert table.num_rows == own.num_rows == told["rows"]
    assert Counter(table["cameo_code"].to_pylist()) == Counter(own["cameo_code"].to_pylist())
    assert sum(table["goldstein"].drop_null().to_pylist()) == sum(own["goldstein"].drop_null().to_pylist())
    assert json.loads(table.schema.metadata[METADATA_KEY])["licences"] == {"article": None, "gdelt": "GDELT"}
    assert set(table.filter(table["feed"].to_numpy() == "gdelt")["licence"].to_pylist()) == {"GDELT"}
    texts = [row for row in table.to_pylist() if row["feed"] == "article"]
    assert {row["article_origin"] for row in texts} == {"a.txt", "b.txt"}  # no folder of whoever read them
    assert set(open_world(told_world).evidence(*table["id"].to_pylist()[-9:])) == set(table["id"].to_pylist()[-9:])


def test_events_as_csv_are_safe_and_come_back_whole(export: Export, tmp_path: Path) -> None:
    export("events", "e.csv")
    export("events", "e.parquet")
    rows = cells(tmp_path / "e.csv")
    expected = pq.read_table(tmp_path / "e.parquet").to_pylist()
    assert [unspelled(row["source_text"]) or None for row in rows] == [row["source_text"] for row in expected]
    assert [unspelled(row["evidence_quote"]) or None for row in rows] == [row["evidence_quote"] for row in expected]
    for row in rows:
        for name in ("source_text", "evidence_quote", "story", "place_name"):
            assert not row[name].startswith(STARTS_FORMULA[:-1])
    assert "'=cmd|' /C calc'!A0" in {row["source_text"] for row in rows}
    raw = (tmp_path / "e.csv").read_text("utf-8")
    assert "\x1b" not in raw
    assert "\u202e" not in raw
    assert json.loads(about_path(tmp_path / "e.csv").read_text("utf-8"))["terms"]["gdelt"].startswith(
        "The GDELT Project"
    )


def test_the_panel_is_that_of_detente_panel(
    export: Export, told_world: Path, cli: Callable[..., Any], tmp_path: Path
) -> None:
    export("panel", "p.parquet")
    assert cli("panel", "--world", told_world, "-o", tmp_path / "q.parquet").code == 0
    first, second = (pq.read_table(tmp_path / name) for name in ("p.parquet", "q.parquet"))
    assert first.equals(second)
    january = next(row for row in first.to_pylist() if (row["source"], row["target"]) == ("RUS", "PAK"))
    assert (january["month"].isoformat(), january["verbal_conflict"], january["events"]) == ("2017-01-01", 31, 31)


@pytest.mark.parametrize(("name", "read"), [("n.graphml", networkx.read_graphml), ("n.gexf", networkx.read_gexf)])
def test_networks_come_back_from_networkx(
    export: Export, told_world: Path, tmp_path: Path, name: str, read: Callable[[Path], Any]
) -> None:
    told = export("network", name)
    graph = read(tmp_path / name)
    found = network_at(told_world).network
    assert set(graph.nodes) == set(found.actors)
    assert (told["nodes"], told["edges"]) == (graph.number_of_nodes(), graph.number_of_edges())
    assert told["day"] == "2019-12-31"
    for edge in found.edges:
        read_back = graph.edges[edge.first, edge.second]
        assert int(read_back["sign"]) == int(edge.sign)
        assert float(read_back["weight"]) == edge.weight
        assert tuple(json.loads(read_back["evidence"])) == edge.evidence
    names = {node: data.get("name") or data.get("label") for node, data in graph.nodes(data=True)}
    assert names["RUS"] == "Russia"
    of_events = graph.edges["PAK", "RUS"]
    assert json.loads(of_events["licences"]) == ["GDELT"]
    assert "The GDELT Project" in (tmp_path / name).read_text("utf-8")


def test_statements_are_linked_data_without_a_network(export: Export, told_world: Path, tmp_path: Path) -> None:
    told = export("statements", "s.jsonld")
    document = json.loads((tmp_path / "s.jsonld").read_text("utf-8"))
    validator("statements.jsonld").validate(document)
    assert document["@context"] == CONTEXT
    assert json.loads((SCHEMA_FILES / "statements.context.jsonld").read_text("utf-8")) == {"@context": CONTEXT}
    graph = rdflib.Graph().parse(tmp_path / "s.jsonld", format="json-ld")
    vocabulary = rdflib.Namespace("urn:detente:vocab#")
    statements = set(graph.subjects(rdflib.RDF.type, vocabulary.Statement))
    own = list(open_world(told_world).statements())
    assert len(statements) == told["statements"] == len(own) > 5
    quotes = {str(quote) for quote in graph.objects(None, vocabulary.quote)}
    assert quotes == {statement.evidence.quote for statement in own}
    ties = [s for s in statements if (s, vocabulary.tie, rdflib.Literal("ally")) in graph]
    speakers = {mention for statement in ties for mention in graph.objects(statement, vocabulary.speaker)}
    names = {str(name) for speaker in speakers for name in graph.objects(speaker, vocabulary.name)}
    assert names == {"the author", "Some analysts"}
    russia = rdflib.URIRef("urn:detente:actor:RUS")
    assert (None, vocabulary.actor, russia) in graph
    assert {str(o) for o in graph.objects(None, rdflib.DCTERMS.rights)} >= {"GDELT"}


def entities(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text("utf-8").splitlines():
        yield json.loads(line)


def test_entities_resolve_each_other(export: Export, told_world: Path, tmp_path: Path) -> None:
    told = export("entities", "x.jsonl")
    found = list(entities(tmp_path / "x.jsonl"))
    assert told["entities"] == len(found)
    check = validator("entities.line")
    for entity in found:
        check.validate(entity)
    by_id = {entity["id"]: entity for entity in found}
    assert len(by_id) == len(found)
    schemas = Counter(entity["schema"] for entity in found)
    assert schemas["Event"] == open_world(told_world).events().num_rows
    assert schemas["Article"] == 2
    for entity in found:
        for name in ("involved", "entity", "proof"):
            assert set(entity["properties"].get(name, ())) <= by_id.keys()
    russia = next(entity for entity in found if entity["properties"].get("name") == ["Russia"])
    assert (russia["schema"], russia["properties"]["country"]) == ("PublicBody", ["ru"])
    (pair,) = [e for e in found if e["properties"].get("recordId") == ["gdelt:1000004"]]
    assert pair["properties"]["name"] == ["Russia ACCUSE allege → Pakistan"]
    assert (pair["properties"]["startDate"], pair["licence"]) == (["2017-01-02"], "GDELT")
    assert "not checked" in pair["properties"]["description"][0]
    assert about_path(tmp_path / "x.jsonl").is_file()


def test_entities_are_what_followthemoney_knows(export: Export, tmp_path: Path) -> None:
    model = pytest.importorskip("followthemoney", reason="followthemoney is not installed (needs ICU)").model
    export("entities", "x.jsonl")
    for entity in entities(tmp_path / "x.jsonl"):
        clean = model.get_proxy(entity, cleaned=False)
        clean.schema.validate(clean.to_dict())
        assert {name: sorted(values) for name, values in clean.to_dict()["properties"].items()} == {
            name: sorted(values) for name, values in entity["properties"].items()
        }


def test_every_kind_of_actor_that_is_no_project_may_take_part_in_events() -> None:
    assert set(SCHEMAS.values()) == {"PublicBody", "Organization", "Company", "Person", "Project"}


def test_terms_of_feeds_that_may_not_go_further_are_told() -> None:
    told = licences_told(
        {"acled": "ACLED: no rows may be passed on", "polecat": "POLECAT: research and education only"}
    )
    assert told["not_to_be_passed_on"] == ["acled"]
    assert told["research_and_education_only"] == ["polecat"]
    assert "no rows may be passed on" in told["terms"]["acled"]
    assert "research and education only" in told["terms"]["polecat"]


def test_nothing_is_overwritten_unless_asked(told_world: Path, cli: Callable[..., Any], tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_text("mine")
    ask = ("export", "events", "-o", tmp_path / "e.csv", "--world", told_world)
    ran = cli(*ask)
    assert (ran.code, "is there already; give --force" in ran.err) == (2, True)
    assert (tmp_path / "e.csv").read_text() == "mine"
    assert cli(*ask, "--force").code == 0
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["e.csv", "e.csv.json"]  # no draft is left


@pytest.mark.parametrize(
    ("what", "name", "words"),
    [
        ("netwrok", "n.gexf", "'netwrok' is no export. Did you mean 'network'?"),
        ("network", "n.csv", "network are written to .graphml or .gexf, not '.csv'"),
        ("events", "missing/e.csv", "does not exist; make it"),
    ],
)
def test_slips_are_told(
    told_world: Path, cli: Callable[..., Any], tmp_path: Path, what: str, name: str, words: str
) -> None:
    ran = cli("export", what, "-o", tmp_path / name, "--world", told_world)
    assert ran.code == 2
    assert words in ran.err


def test_a_failed_export_leaves_nothing(
    told_world: Path, cli: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("detente.views.export.json_ld.statement_node", fail)
    ran = cli("export", "statements", "-o", tmp_path / "s.jsonld", "--world", told_world)
    assert (ran.code, list(tmp_path.iterdir())) == (2, [])
    assert "No space left" in ran.err


def test_a_feed_without_texts_and_a_hostile_name_in_a_network(cli: Callable[..., Any], tmp_path: Path) -> None:
    lines = [
        gdelt_line(GLOBALEVENTID=str(number), SQLDATE="20191024", SOURCEURL=f"https://a.org/{number}")
        for number in range(9)
    ]
    write(tmp_path / "20191024143000.export.CSV", *lines)
    assert cli("import", "gdelt", tmp_path, "--world", tmp_path / "world").code == 0
    for what, endings in KINDS.items():
        assert cli("export", what, "-o", tmp_path / f"{what}{endings[0]}", "--world", tmp_path / "world").code == 0
    assert json.loads((tmp_path / "statements.jsonld").read_text("utf-8"))["@graph"][0]["type"] == "Export"
