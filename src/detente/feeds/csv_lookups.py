"""Resolvers of a mapping: actors by name or by the user's codes, events by CAMEO, PLOVER or label, countries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from detente.actors.registry import Registry
from detente.errors import UnknownCodeError
from detente.feeds.base import Key, Lookup, Resolver
from detente.feeds.codes import cameo_actor, cameo_event
from detente.feeds.csv_mapping import ACTORS, CsvMapping
from detente.feeds.named_actors import named_actor
from detente.feeds.state_codes import Scheme, state_of_code
from detente.feeds.state_names import state_named
from detente.ontology.cameo import cameo_entry, cameo_for, cameo_from_name
from detente.ontology.plover import plover_entry

_CODES: Final[Mapping[str, Scheme]] = {
    "iso3": "iso3",
    "iso2": "iso2",
    "cow": "cow_code",
    "gw": "gw_code",
    "fips": "fips",
}
_YEAR = re.compile(r"(?<![0-9])(1[5-9][0-9]{2}|2[01][0-9]{2})(?![0-9])")
ACTOR_FIELDS: Final = ("id", "name", "kind", "state")
EVENT_PARTS: Final = ("code", "type", "mode", "quad_class", "goldstein")


def mapped_actor(scheme: str, key: Key) -> tuple[object, ...] | None:
    """Id, name, kind and state of an actor by name or code, a code as it was in the year of the row's date.

    >>> mapped_actor("cow", ("345", "31.12.1975"))[0], mapped_actor("name", ("Police (India)", None))[0]
    ('YUG', 'IND.COP')
    """
    text, when = key
    if not text:
        return None
    if scheme == "name":
        return named_actor((text,))
    if scheme == "cameo":
        return cameo_actor((text,))
    if scheme == "id":
        actor = Registry.load().get(text)
    else:
        year = _YEAR.search(when or "")
        code = text.upper() if scheme.startswith("iso") or scheme == "fips" else text
        actor = state_of_code(_CODES[scheme], code, None if year is None else date(int(year[1]), 12, 31))
    return None if actor is None else (actor.id, actor.name, actor.kind.value, actor.state_on(None) or actor.id)


def mapped_event(kind: str, key: Key) -> tuple[object, ...] | None:
    """CAMEO code, PLOVER type and mode, quad class and Goldstein score of a code, label, or PLOVER type with mode.

    >>> mapped_event("plover", ("assault", "aerial")), mapped_event("label", ("Make a visit", None))
    (('195', 'ASSAULT', 'aerial', 4, -10.0), ('042', 'CONSULT', 'visit', 1, 1.9))
    """
    text, mode = key
    if not text:
        return None
    try:
        if kind == "plover":
            wanted, how = text.strip().upper(), mode.strip().lower() if mode else None
            code = cameo_for(wanted, how)
            return code, wanted, how, int(plover_entry(wanted).quad_class), cameo_entry(code).goldstein
        code = cameo_from_name(text).code if kind == "label" else text
    except UnknownCodeError:
        return None
    known = cameo_event((code,))
    return None if known is None else (code, *known)


def _country(key: Key) -> tuple[object, ...] | None:
    """iso3 of a country by name or iso3 code."""
    text = (key[0] or "").strip()
    known = Registry.load().by_code("iso3", text.upper()) if len(text) == 3 else None
    found = known.id if known is not None else state_named(text) if text else None
    return None if found is None else (found,)


_COUNTRY = Resolver("csv_country", ("iso3",), _country)


def lookups_of(mapping: CsvMapping, raw: Mapping[str, str]) -> tuple[Lookup, ...]:
    """The lookups that a mapping needs. A field with one value for all rows needs none: it is looked up here."""
    found = []
    when = mapping.fields.get("date") or mapping.fields.get("year")
    for field in ACTORS:
        about = mapping.fields.get(field)
        if about is not None and about.column is not None:
            beside = when.column if when is not None and when.column is not None else about.column
            found.append(Lookup(field, _actor_resolver(about.scheme), (raw[about.column], raw[beside])))
    kind = event_kind(mapping)
    if kind is not None and (column := mapping.fields[kind].column) is not None:
        mode = mapping.fields.get("mode")
        beside = mode.column if mode is not None and mode.column is not None else column
        found.append(Lookup("event", _event_resolver(kind, mode is not None), (raw[column], raw[beside])))
    country = mapping.fields.get("country")
    if country is not None and country.column is not None:
        found.append(Lookup("country", _COUNTRY, (raw[country.column],)))
    return tuple(found)


def _actor_resolver(scheme: str) -> Resolver:
    return Resolver(f"csv_actor_{scheme}", ACTOR_FIELDS, lambda key: mapped_actor(scheme, key))


def _event_resolver(kind: str, with_mode: bool) -> Resolver:
    return Resolver(
        "csv_event",
        EVENT_PARTS,
        lambda key: mapped_event(kind, (key[0], key[1] if with_mode else None)),
        numbers=frozenset({"quad_class", "goldstein"}),
    )


def event_kind(mapping: CsvMapping) -> str | None:
    """By which of its fields a mapping tells what happened, or None when only by a number."""
    return next((kind for kind in ("cameo", "plover", "label") if kind in mapping.fields), None)
