"""What can be exported, to which kinds of file, with what is said about each."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from detente import __version__
from detente.actors.registry import Registry
from detente.engines.evidence import find_evidence
from detente.engines.exports import open_export
from detente.engines.licences import event_licences
from detente.engines.panels import open_panel
from detente.errors import DetenteError
from detente.pipeline.networks import network_at
from detente.relations.networks.signed import SignedEdge
from detente.relations.panel import PanelSpec
from detente.views.drafts import drafted
from detente.views.export.entities import world_entities, write_entities
from detente.views.export.json_ld import write_json_ld
from detente.views.export.networks import write_gexf, write_graphml
from detente.views.export.tables import about_path, writer_for
from detente.views.licences import LIMITED, NOT_TO_BE_PASSED_ON, licence_note
from detente.views.nearest import nearest
from detente.world.reading_back import connected

KINDS: Final = {
    "events": (".csv", ".parquet"),
    "panel": (".csv", ".parquet"),
    "network": (".graphml", ".gexf"),
    "statements": (".jsonld",),
    "entities": (".jsonl", ".ftm"),
}
"""What is written, and the endings of files that it is written to."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An export: of which world, what, where to; `spec` is asked of panels, `day` of networks."""

    world: Path
    what: str
    output: Path
    spec: PanelSpec
    day: date | None = None
    force: bool = False
    user_actors: tuple[Path, ...] = ()


def check(asked: Asked) -> None:
    """Refuse what cannot be done, before any work.

    Raises:
        DetenteError: It is no kind of export, the ending does not fit, or a file is there already.
    """
    if asked.what not in KINDS:
        hint = nearest(asked.what, KINDS)
        raise DetenteError(f"{asked.what!r} is no export.{hint} Exports: {', '.join(KINDS)}.")
    ending, fitting = asked.output.suffix.lower(), KINDS[asked.what]
    if ending not in fitting:
        raise DetenteError(f"-o {asked.output}: {asked.what} are written to {' or '.join(fitting)}, not {ending!r}.")
    folder = asked.output.absolute().parent
    if not folder.is_dir():
        raise DetenteError(f"The folder {folder} does not exist; make it, or name a file elsewhere.")
    for path in _files(asked):
        if path.is_dir():
            raise DetenteError(f"{path} is a folder; name a file.")
        if path.is_file() and not asked.force:
            raise DetenteError(f"{path} is there already; give --force to replace it, or name another file.")


def export(asked: Asked) -> dict[str, Any]:
    """Write an export; what is told of it, also in the file, as plain values.

    Raises:
        DetenteError: See `check`; or the world cannot be read, or the file not written.
    """
    check(asked)
    about: dict[str, Any] = {"what": asked.what, "detente": __version__, "world": asked.world.name}
    about |= licences_told(event_licences(asked.world), statements=asked.what in ("statements", "entities"))
    writers: dict[str, Callable[[Asked, dict[str, Any]], dict[str, Any]]] = {
        "events": _events,
        "panel": _panel,
        "network": _network,
        "statements": _statements,
        "entities": _entities,
    }
    counted = writers[asked.what](asked, about)
    return {"output": str(asked.output)} | about | counted


def licences_told(licences: dict[str, str | None], *, statements: bool = False) -> dict[str, Any]:
    """The feeds' licence tags, what they mean, and which rows may not go further."""
    if statements and "article" not in licences:
        licences = {"article": None, **licences}
    return {
        "licences": licences,
        "terms": {feed: licence_note(feed, licence) for feed, licence in licences.items()},
        "not_to_be_passed_on": sorted(licences.keys() & NOT_TO_BE_PASSED_ON),
        "research_and_education_only": sorted(licences.keys() & LIMITED),
    }


def _files(asked: Asked) -> list[Path]:
    beside = asked.output.suffix.lower() in (".csv", ".jsonl", ".ftm")
    return [asked.output, about_path(asked.output)] if beside else [asked.output]


def _events(asked: Asked, about: dict[str, Any]) -> dict[str, Any]:
    with open_export(asked.world) as world:
        return {"rows": writer_for(asked.output)(world.events(), asked.output, about)}


def _panel(asked: Asked, about: dict[str, Any]) -> dict[str, Any]:
    spec = asked.spec
    with open_panel(asked.world, spec) as panel:
        about |= {"counted": panel.counted, "left_out": panel.left_out, "by": spec.by, "directed": spec.directed}
        about |= {"include_repeats": spec.include_repeats}
        about |= {name: day and day.isoformat() for name, day in (("from", spec.start), ("to", spec.end))}
        return {"rows": writer_for(asked.output)(panel.batches, asked.output, about)}


def _network(asked: Asked, about: dict[str, Any]) -> dict[str, Any]:
    found = network_at(asked.world, asked.day)
    with connected(asked.world) as connection:
        evidence = find_evidence(connection, (id_ for edge in found.network.edges for id_ in _ids(edge)))
    tags = {id_: told.event.licence for id_, told in evidence.items() if told.event}

    def licences(edge: SignedEdge) -> list[str]:
        return sorted({tag for id_ in _ids(edge) if (tag := tags.get(id_))})

    about |= {
        "day": found.day.isoformat(),
        "events_from": found.start.isoformat(),
        "record_conflict_share": found.share,
    }
    registry = Registry.load(asked.user_actors)

    def name(actor_id: str) -> str:
        actor = registry.get(actor_id)
        return actor.name if actor else actor_id

    write = {".graphml": write_graphml, ".gexf": write_gexf}[asked.output.suffix.lower()]
    write(found, asked.output, name=name, licences=licences, about=about)
    return {"nodes": len(found.network.actors), "edges": len(found.network.edges)}


def _ids(edge: SignedEdge) -> tuple[str, ...]:
    return (*edge.evidence, *edge.against)


def _statements(asked: Asked, about: dict[str, Any]) -> dict[str, Any]:
    with open_export(asked.world) as world:
        return {"statements": write_json_ld(world.articles(), world.statements(), asked.output, about)}


def _entities(asked: Asked, about: dict[str, Any]) -> dict[str, Any]:
    registry = Registry.load(asked.user_actors)

    @cache
    def country(state: str | None) -> str | None:
        actor = registry.get(state) if state else None
        return actor.codes.get("iso2", "").lower() or None if actor else None

    with open_export(asked.world) as world, drafted(about_path(asked.output)) as beside:
        found = world_entities(world.actors(), world.articles(), world.event_rows(), world.statements(), country)
        count = write_entities(found, asked.output)
        beside.write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return {"entities": count}
