"""Actors, articles, events and statements as entities of the FollowTheMoney kind: JSON lines of id, schema, properties.

The property names are those of FollowTheMoney 4 (Person, PublicBody, Organization, Company, LegalEntity, Project,
Article, Event, Note); every value is a list of text. Beside them each line has `datasets` (the feed) and `licence`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

from detente.records import ActorKind, Polarity, StatementKind
from detente.views.drafts import drafted
from detente.views.export.origins import WEB, passed_on
from detente.views.json_rows import json_line
from detente.views.wording import clean

SCHEMAS: Final[Mapping[str, str]] = {
    ActorKind.STATE: "PublicBody",
    ActorKind.GOVERNMENT: "PublicBody",
    ActorKind.MILITARY: "PublicBody",
    ActorKind.ARMED_GROUP: "Organization",
    ActorKind.PARTY: "Organization",
    ActorKind.ORGANISATION: "Organization",
    ActorKind.BLOC: "Organization",
    ActorKind.MEDIA: "Organization",
    ActorKind.COMPANY: "Company",
    ActorKind.PERSON: "Person",
    ActorKind.PROJECT: "Project",
}
"""By kind of actor; populations, regions and unknown kinds are LegalEntity."""

Entity = dict[str, Any]
Country = Callable[[str | None], str | None]
"""The ISO 3166 alpha-2 code of a state's iso3, in small letters as FollowTheMoney has it; None where there is none."""


def write_entities(entities: Iterable[Entity], path: Path) -> int:
    """Write entities as JSON lines, whole or not at all; returns how many.

    Raises:
        DetenteError: The file cannot be written.
    """
    count = 0
    with drafted(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as file:
        for entity in entities:
            file.write(json_line(entity) + "\n")
            count += 1
    return count


def actor_entity(row: Mapping[str, Any], country: Country) -> Entity:
    """An actor: {id, name, kind, state}."""
    kind = row["kind"] or "unknown"
    found = _entity(
        actor_id(row["id"]),
        SCHEMAS.get(kind, "LegalEntity"),
        {
            "name": row["name"] or row["id"],
            "country": country(row["state"]),
            "keywords": kind.replace("_", " "),
            "description": f"Detente id {row['id']}",
        },
    )
    return found | {"datasets": ["detente"], "licence": None}


def article_entity(row: Mapping[str, Any]) -> Entity:
    """An article, without its text."""
    origin = passed_on(row["origin"]) or row["id"]
    published = row["published"] or {}
    web = origin if origin.startswith(WEB) else None
    found = _entity(
        article_id(row["id"]),
        "Article",
        {
            "fileName": origin.rstrip("/").rpartition("/")[2] or row["id"],
            "title": row["title"],
            "author": row["author"],
            "publisher": row["outlet"],
            "publishedAt": _day(published.get("end")),
            "sourceUrl": web,
            "keywords": row["genre"],
        },
    )
    return found | {"datasets": ["article"], "licence": None}


def event_entity(row: Mapping[str, Any], country: Country, schema_of: Mapping[str, str]) -> Entity:
    """An event of a world's events, from a text or a feed. `schema_of` has the schema of each actor by its id.

    Involved are actors that FollowTheMoney takes for legal entities; a project stands among the keywords.
    """
    actors = [id_ for id_ in (row["source_id"], row["target_id"]) if id_]
    legal: list[str | None] = [actor_id(id_) for id_ in actors if schema_of.get(id_) != "Project"]
    words = row["evidence_quote"] or dict(row["extra"] or ()).get("event_text")
    link = row["article_origin"] or row["story"]
    status = f"{row['status'] or 'reported'}{', not so' if row['polarity'] == Polarity.NEGATIVE else ''}"
    found = _entity(
        _hashed("event", row["id"]),
        "Event",
        {
            "name": _event_name(row),
            "startDate": _day(row["event_date"]),
            "endDate": _day(row["event_date_end"]),
            "involved": legal,
            "country": country(row["place_iso3"]),
            "location": row["place_name"],
            "summary": words,
            "description": f"Status: {status}. Said by {row['speaker_name'] or row['feed']}; not checked.",
            "recordId": row["id"],
            "publisher": row["outlet"] or row["article_outlet"],
            "sourceUrl": link if link and link.startswith(WEB) else None,
            "proof": article_id(row["article_id"]) if row["article_id"] else None,
            "keywords": [
                row["plover_type"],
                row["plover_mode"],
                row["cameo_code"] and f"CAMEO {row['cameo_code']}",
                row["status"],
                row["repeat_kind"],
                *(id_ for id_ in actors if schema_of.get(id_) == "Project"),
            ],
        },
    )
    return found | {"datasets": [row["feed"]], "licence": row["licence"]}


def statement_entity(row: Mapping[str, Any]) -> Entity | None:
    """A statement that is no event, as a note on the actors it names; events stand for themselves."""
    if row["kind"] == StatementKind.EVENT:
        return None
    about = [*row["actors"], *row["about"]]
    speaker = clean(row["speaker"]["name"])
    what = row["tie"] or row["stance"] or row["kind"]
    so = "not " if row["polarity"] == Polarity.NEGATIVE else ""
    found = _entity(
        _hashed("statement", f"article:{row['article_id']}:{row['id']}"),
        "Note",
        {
            "name": f"{row['kind']}: {so}{what}",
            "description": row["evidence"]["quote"],
            "summary": f"Said by {speaker}; status {row['status']}, not checked.",
            "entity": [*(actor_id(id_) for id_ in dict.fromkeys(actor["id"] for actor in about))],
            "proof": article_id(row["article_id"]),
            "keywords": [row["kind"], row["status"], row["tie"], row["stance"]],
        },
    )
    return found | {"datasets": ["article"], "licence": None}


def world_entities(
    actors: Iterable[Mapping[str, Any]],
    articles: Iterable[Mapping[str, Any]],
    events: Iterable[Mapping[str, Any]],
    statements: Iterable[Mapping[str, Any]],
    country: Country,
) -> Iterator[Entity]:
    """All entities of a world, each once: actors, articles, events, then other statements."""
    schema_of: dict[str, str] = {}
    for row in actors:
        entity = actor_entity(row, country)
        schema_of[row["id"]] = entity["schema"]
        yield entity
    yield from map(article_entity, articles)
    for row in events:
        yield event_entity(row, country, schema_of)
    yield from filter(None, map(statement_entity, statements))


def actor_id(id_: str) -> str:
    """The entity id of an actor: FollowTheMoney takes letters, digits, dots and dashes."""
    return _hashed("actor", id_)


def article_id(id_: str) -> str:
    """The entity id of an article."""
    return _hashed("article", id_)


def _hashed(kind: str, id_: str) -> str:
    return f"detente-{kind}-{hashlib.sha1(id_.encode(), usedforsecurity=False).hexdigest()}"


def _event_name(row: Mapping[str, Any]) -> str:
    coding = " ".join(filter(None, (row["plover_type"], row["plover_mode"]))) or f"CAMEO {row['cameo_code'] or 'none'}"
    source = row["source_name"] or row["source_text"] or row["source_id"] or "(not named)"
    target = row["target_name"] or row["target_text"] or row["target_id"]
    return clean(f"{source} {coding}" + (f" → {target}" if target else ""))


def _entity(id_: str, schema: str, properties: Mapping[str, str | list[str | None] | None]) -> Entity:
    kept: dict[str, list[str]] = {}
    for name, value in properties.items():
        texts = [clean(each) for each in (value if isinstance(value, list) else [value]) if each]
        if texts:
            kept[name] = list(dict.fromkeys(texts))
    return {"id": id_, "schema": schema, "properties": kept}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
