"""Statements and their articles as JSON-LD, its context inside: docs/schema/statements.context.jsonld is the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

from detente.views.drafts import drafted
from detente.views.export.origins import passed_on
from detente.views.json_rows import json_line
from detente.views.licences import licence_note

CONTEXT: Final[dict[str, Any]] = {
    "@version": 1.1,
    "@vocab": "urn:detente:vocab#",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    "title": "dcterms:title",
    "author": "dcterms:creator",
    "outlet": "dcterms:publisher",
    "licence": "dcterms:rights",
    "first": {"@type": "xsd:date"},
    "last": {"@type": "xsd:date"},
    "article": {"@type": "@id"},
    "actor": {"@type": "@id"},
    "copy_of": {"@type": "@id"},
    "from": {"@type": "xsd:integer"},
    "to": {"@type": "xsd:integer"},
    "value": {"@type": "xsd:double"},
    "goldstein": {"@type": "xsd:double"},
    "confidence": {"@type": "xsd:double"},
}
"""Names of our own are in `urn:detente:vocab#`; nothing has to be fetched to read a file."""

_PLAIN: Final = ("kind", "status", "polarity", "cue", "tie", "stance", "cameo_code", "quad_class", "goldstein")


def write_json_ld(
    articles: Iterable[Mapping[str, Any]],
    statements: Iterable[Mapping[str, Any]],
    path: Path,
    about: Mapping[str, Any],
) -> int:
    """Write one JSON-LD document, a node a line, whole or not at all; returns how many statements it has.

    Raises:
        DetenteError: The file cannot be written.
    """
    count = 0
    with drafted(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{"@context": {json_line(CONTEXT)},\n"@graph": [\n{json_line(export_node(about))}')
        for row in articles:
            file.write(",\n" + json_line(article_node(row)))
        for row in statements:
            file.write(",\n" + json_line(statement_node(row)))
            count += 1
        file.write("\n]}\n")
    return count


def export_node(about: Mapping[str, Any]) -> dict[str, Any]:
    """What the file is made of: the feeds with licence tags and terms, and the version of Detente."""
    feeds = [
        _known({"type": "Feed", "name": feed, "licence": tag, "terms": about["terms"][feed]})
        for feed, tag in about["licences"].items()
    ]
    return {"type": "Export", "detente": about["detente"], "world": about["world"], "feeds": feeds}


def article_node(row: Mapping[str, Any]) -> dict[str, Any]:
    """An article's node; its text is not in it."""
    published = row["published"] or {}
    return _known(
        {
            "id": article_iri(row["id"]),
            "type": "Article",
            "title": row["title"],
            "author": row["author"],
            "outlet": row["outlet"],
            "origin": passed_on(row["origin"]),
            "genre": row["genre"],
            "published": _known({"first": _day(published.get("start")), "last": _day(published.get("end"))}),
            "copy_of": article_iri(row["copy_of"]) if row["copy_of"] else None,
            "licence": licence_note("article", None),
        }
    )


def statement_node(row: Mapping[str, Any]) -> dict[str, Any]:
    """A statement's node; what is not known is left out."""
    when, place = row["event_date"], row["place"]
    return _known(
        {
            "id": f"urn:detente:statement:{_part(row['article_id'])}:{_part(row['id'])}",
            "type": "Statement",
            "evidence_id": f"article:{row['article_id']}:{row['id']}",
            **{name: row[name] for name in _PLAIN},
            "plover_type": row["type"],
            "plover_mode": row["mode"],
            "speaker": _mention(row["speaker"]),
            "source": _mention(row["source"]),
            "target": _mention(row["target"]),
            "actors": [_mention(actor) for actor in row["actors"]],
            "about": [_mention(actor) for actor in row["about"]],
            "when": when
            and _known({"first": _day(when["start"]), "last": _day(when["end"]), "precision": when["precision"]}),
            "place": place and _known({"name": place["name"], "iso3": place["iso3"]}),
            "quantities": [_known(dict(quantity)) for quantity in row["quantities"]],
            "novelty": row["novelty"],
            "confidence": row["confidence"],
            "is_copy": row["is_copy"],
            "evidence": [_evidence(each) for each in (row["evidence"], *row["also"])],
        }
    )


def article_iri(article_id: str) -> str:
    """The IRI of an article."""
    return f"urn:detente:article:{_part(article_id)}"


def _mention(actor: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if actor is None:
        return None
    said = {"name": actor["name"], "kind": actor["kind"], "state": actor["state"], "words": actor["text"] or None}
    return _known({"type": "Mention", "actor": f"urn:detente:actor:{_part(actor['id'])}", **said})


def _evidence(evidence: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "Evidence",
        "article": article_iri(evidence["article_id"]),
        "from": evidence["start"],
        "to": evidence["end"],
        "quote": evidence["quote"],
    }


def _known(node: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in node.items() if value is not None and value != [] and value != {}}


def _day(day: Any) -> str | None:
    return None if day is None else day.isoformat()


def _part(text: str) -> str:
    return quote(text, safe="")
