"""A user's own actors, aliases and merges, from a YAML file (format: docs/actors.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import yaml

from detente.actors.dates import first_day, last_day, parse_dated_list
from detente.actors.model import Actor, NameSort
from detente.actors.registry import Contents, join_actors
from detente.actors.tables import read_name
from detente.errors import TableError
from detente.records import ActorKind

_SECTIONS = ("actors", "merge")
_ACTOR_FIELDS = ("id", "name", "kind", "state", "start", "end", "aliases", "codes", "source")
_MERGE_FIELDS = ("actor", "into")
_MOST_BYTES = 5_000_000
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class _Item:
    """One mapping of the file: its fields as YAML nodes, which know their lines."""

    path: Path
    line: int
    fields: Mapping[str, yaml.Node]

    def fault(self, field: str, why: object) -> TableError:
        line = self.fields[field].start_mark.line + 1 if field in self.fields else self.line
        return TableError(f"{self.path}, line {line}, {field}: {why}")

    def text(self, field: str) -> str:
        """A plain field as it is written in the file; empty when absent."""
        node = self.fields.get(field)
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            raise self.fault(field, "expected one value, not a list or mapping")
        return "" if node.tag.endswith(":null") else str(node.value).strip()

    def needed(self, field: str) -> str:
        value = self.text(field)
        if not value:
            raise self.fault(field, "is missing")
        return value

    def texts(self, field: str) -> list[str]:
        node = self.fields.get(field)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode) or not all(isinstance(part, yaml.ScalarNode) for part in node.value):
            raise self.fault(field, "expected a list of names")
        return [str(part.value).strip() for part in node.value]

    def mapping(self, field: str) -> dict[str, str]:
        node = self.fields.get(field)
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            raise self.fault(field, "expected a mapping of scheme to code")
        return {str(name.value): str(value.value) for name, value in node.value}

    def parsed(self, field: str, parse: Callable[[str], _Value]) -> _Value:
        """A plain field read by `parse`, whose ValueError is told with file, line and field."""
        try:
            return parse(self.text(field))
        except ValueError as error:
            raise self.fault(field, error) from error


def apply_user_file(contents: Contents, path: Path) -> Contents:
    """The registry's contents with a user's file added: new actors, more of known ones, and merges.

    Raises:
        TableError: The file is no such YAML, has an unknown or malformed field, gives an id twice, or merges
            actors that nobody knows; the message names file, line and field.
    """
    sections = _sections(path)
    actors = {actor.id: actor for actor in contents.actors}
    seen: set[str] = set()
    for item in _items(path, sections.get("actors"), _ACTOR_FIELDS):
        actor_id = item.needed("id")
        if actor_id in seen:
            raise item.fault("id", f"{actor_id!r} was given before in this file")
        seen.add(actor_id)
        actors[actor_id] = _changed(item, actors[actor_id]) if actor_id in actors else _new(item, path)
    merged = dict(contents.merged)
    for item in _items(path, sections.get("merge"), _MERGE_FIELDS):
        _merge(item, actors, merged)
    return replace(contents, actors=tuple(actors.values()), merged=merged)


def _sections(path: Path) -> dict[str, yaml.Node]:
    if path.stat().st_size > _MOST_BYTES:
        raise TableError(f"{path}: larger than {_MOST_BYTES} bytes, the most a user file may have")
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise TableError(f"{path}: not readable as YAML in UTF-8: {error}") from error
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        raise TableError(f"{path}, line 1: expected a mapping with {' and '.join(_SECTIONS)}")
    return dict(_item(path, root, _SECTIONS).fields)


def _items(path: Path, node: yaml.Node | None, known: tuple[str, ...]) -> Iterator[_Item]:
    if node is None or node.tag.endswith(":null"):
        return
    if not isinstance(node, yaml.SequenceNode):
        raise TableError(f"{path}, line {node.start_mark.line + 1}: expected a list")
    for part in node.value:
        yield _item(path, part, known)


def _item(path: Path, node: yaml.Node, known: tuple[str, ...]) -> _Item:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        raise TableError(f"{path}, line {line}: expected a mapping with {', '.join(known)}")
    fields: dict[str, yaml.Node] = {}
    for name, value in node.value:
        at = name.start_mark.line + 1
        if name.value not in known:
            raise TableError(f"{path}, line {at}: unknown field {name.value!r}; expected one of {', '.join(known)}")
        if name.value in fields:
            raise TableError(f"{path}, line {at}: field {name.value!r} is given twice")
        fields[name.value] = value
    return _Item(path, line, fields)


def _new(item: _Item, path: Path) -> Actor:
    actor_id, name = item.needed("id"), item.needed("name")
    item.needed("kind")
    kind = item.parsed("kind", _kind)
    sort = NameSort.PERSON if kind is ActorKind.PERSON else NameSort.NAME
    alias_sort = NameSort.PERSON if kind is ActorKind.PERSON else NameSort.ALIAS
    try:
        first = read_name(name, actor_id, sort)
        aliases = tuple(read_name(alias, actor_id, alias_sort) for alias in item.texts("aliases"))
    except ValueError as error:
        raise item.fault("aliases", error) from error
    return Actor(
        id=actor_id,
        name=first.text,
        kind=kind,
        state=item.parsed("state", parse_dated_list),
        start=item.parsed("start", first_day),
        end=item.parsed("end", last_day),
        names=(first, *aliases),
        codes=item.mapping("codes"),
        source=item.text("source") or str(path.name),
    )


def _changed(item: _Item, known: Actor) -> Actor:
    """A known actor with what the file gives put in its place; names and codes are added to."""
    sort = NameSort.PERSON if known.kind is ActorKind.PERSON else NameSort.ALIAS
    try:
        added = [read_name(alias, known.id, sort) for alias in item.texts("aliases")]
        if item.text("name"):
            added.insert(0, read_name(item.text("name"), known.id, sort))
    except ValueError as error:
        raise item.fault("aliases", error) from error
    return replace(
        known,
        name=added[0].text if item.text("name") else known.name,
        kind=item.parsed("kind", _kind) if item.text("kind") else known.kind,
        state=item.parsed("state", parse_dated_list) or known.state,
        start=item.parsed("start", first_day) or known.start,
        end=item.parsed("end", last_day) or known.end,
        names=(*added, *known.names),
        codes={**known.codes, **item.mapping("codes")},
        source=item.text("source") or known.source,
    )


def _merge(item: _Item, actors: dict[str, Actor], merged: dict[str, str]) -> None:
    gone, kept = item.needed("actor"), item.needed("into")
    for field, actor_id in (("actor", gone), ("into", kept)):
        if actor_id not in actors:
            raise item.fault(field, f"{actor_id!r} is the id of no known actor")
    if gone == kept:
        raise item.fault("into", f"{gone!r} cannot be merged into itself")
    actors[kept] = join_actors(actors[kept], actors.pop(gone))
    merged.update({old: kept for old, new in merged.items() if new == gone})
    merged[gone] = kept


def _kind(text: str) -> ActorKind:
    try:
        return ActorKind(text)
    except ValueError:
        raise ValueError(f"{text!r} is not one of {', '.join(ActorKind)}") from None
