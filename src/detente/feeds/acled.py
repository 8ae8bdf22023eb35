"""ACLED: conflict events, living data. Rows change under one id with a newer timestamp, and are deleted.

Source: ACLED Codebook (2023), its lists of columns before and after 2023-03-20, and its deletions endpoint.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from detente.actors.tables import read_table
from detente.feeds.base import Feed, Key, Layout, Lookup, Repeats, Resolver, Rule, Update
from detente.feeds.codes import cameo_event
from detente.feeds.described_actors import described_actor
from detente.feeds.rules import extra, matches, number
from detente.feeds.state_names import state_named

_OPTIONAL: Final = (
    *("year", "time_precision", "disorder_type", "event_type", "sub_event_type"),
    *("actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction"),
    *("civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3", "location"),
    *("latitude", "longitude", "geo_precision", "source", "source_scale", "notes", "fatalities", "tags", "timestamp"),
    *("data_id", "event_id_no_cnty", "iso3"),  # until 2023
)

_KINDS: Final = {
    **dict.fromkeys(("1", "state forces"), "government"),
    **dict.fromkeys(("2", "rebel group", "rebel groups", "rebel forces"), "armed_group"),
    **dict.fromkeys(("3", "political militia", "political militias"), "armed_group"),
    **dict.fromkeys(("4", "identity militia", "identity militias"), "armed_group"),
    **dict.fromkeys(("5", "rioters"), "population"),
    **dict.fromkeys(("6", "protesters"), "population"),
    **dict.fromkeys(("7", "civilians"), "population"),
}
"""What `inter1` and `inter2`, in numbers or words, say of an actor's kind; 8, external and other forces, says none."""


def acled_actor(key: Key) -> tuple[object, ...] | None:
    """Id, name, kind and state of an actor by its name, what sort it is, and where it acted.

    >>> acled_actor(("Protesters (India)", "6", "India", None))
    ('IND.CVL', 'India: civilians', 'population', 'IND')
    >>> acled_actor(("Unheard-of Front", "Rebel group", "Mali", None))
    (None, None, 'armed_group', None)
    """
    name, sort, country, iso3 = key
    if not name:
        return None
    actor, label, kind, state = described_actor(name, iso3 or _iso3(country))
    kind = kind or _KINDS.get((sort or "").strip().casefold())
    return (actor, label, kind, state) if kind or state else None


@cache
def _iso3(country: str | None) -> str | None:
    return state_named(country) if country else None


def acled_place(key: Key) -> tuple[object, ...] | None:
    """iso3 of a place's country, by code where the file has one, else by name."""
    country, iso3 = key
    found = iso3 or _iso3(country)
    return None if found is None else (found,)


@cache
def _codes() -> dict[str, str]:
    rows = read_table(Path(__file__).parent / "tables" / "acled_events.csv", ("sub_event_type", "cameo_code"))
    return {row["sub_event_type"].casefold(): row["cameo_code"] for row in rows}


def acled_event(key: Key) -> tuple[object, ...] | None:
    """CAMEO code, PLOVER type and mode, quad class and Goldstein score of a sub-event type.

    >>> acled_event(("Air/drone strike",)), acled_event(("Change to group/activity",))
    (('195', 'ASSAULT', 'aerial', 4, -10.0), None)
    """
    code = _codes().get(" ".join((key[0] or "").split()).casefold())
    known = cameo_event((code,)) if code else None
    return None if known is None else (code, *known)


_ACTOR = Resolver("acled_actor", ("id", "name", "kind", "state"), acled_actor)
_PLACE = Resolver("acled_place", ("iso3_code",), acled_place)
_EVENT = Resolver(
    "acled_event",
    ("code", "type", "mode", "quad_class", "goldstein"),
    acled_event,
    numbers=frozenset({"quad_class", "goldstein"}),
)

# 2023-02-16, 16 May 2025, 16-May-2025; all in numbers with the day first would be as likely with the month first
_WRITTEN = "regexp_replace(trim(r.event_date), '[ -]+', ' ', 'g')"
_DAY = (
    "(CASE WHEN regexp_full_match(r.event_date, '[12][0-9]{3}-[0-9]{2}-[0-9]{2}([ T][0-9:.]+Z?)?') "
    "THEN TRY_CAST(left(r.event_date, 10) AS DATE) "
    "WHEN regexp_full_match(r.event_date, '[0-9]{1,2}[ -][A-Za-z]{3,9}[ -][12][0-9]{3}') "
    f"THEN coalesce(try_strptime({_WRITTEN}, '%d %B %Y'), try_strptime({_WRITTEN}, '%d %b %Y'))::DATE END)"
)


def _seconds(column: str) -> str:
    """Seconds since 1970 of a time, written as such or as 2023-03-20 15:00:00 (UTC)."""
    return (
        f"(CASE WHEN regexp_full_match({column}, '[0-9]{{9,10}}') THEN TRY_CAST({column} AS BIGINT) "
        f"WHEN regexp_full_match({column}, '[12][0-9]{{3}}-[0-9]{{2}}-[0-9]{{2}}([ T][0-9:.]+)?') "
        f"THEN epoch(TRY_CAST({column} AS TIMESTAMP))::BIGINT END)"
    )


_CHANGED, _GONE = _seconds("timestamp"), _seconds("deleted_timestamp")
_WEEK = "time_precision = '2'"
_MONTH = "time_precision = '3'"


def _actor(role: str, number_of: int) -> dict[str, str]:
    alias, name = f"side{number_of}", f"actor{number_of}"
    return {
        f"{role}_id": f"coalesce({alias}.id, 'acled:' || {name})",
        f"{role}_name": f"coalesce({alias}.name, {name})",
        f"{role}_kind": f"{alias}.kind",
        f"{role}_state": f"{alias}.state",
        f"{role}_code": name,
        f"{role}_text": name,
    }


_KEPT: Final = tuple(
    column
    for column in _OPTIONAL
    if column not in ("year", "actor1", "actor2", "country", "location", "latitude", "longitude", "source", "iso3")
)

ACLED = Feed(
    name="acled",
    title="ACLED conflict events, 31 columns and older, and lists of deleted events",
    licence="ACLED: no rows may be passed on",
    patterns=("*acled*.csv", "*deleted*.csv", "[0-9]*-[0-9]*-[0-9]*-*.csv"),
    delimiter=",",
    quote='"',
    layouts=(
        Layout("events", ("event_id_cnty", "event_date"), header=True, optional=_OPTIONAL),
        Layout("deletions", ("event_id_cnty", "deleted_timestamp"), header=True),
    ),
    rules=(
        Rule("event_id_cnty", "no event id", "event_id_cnty IS NULL"),
        Rule(
            "deleted_timestamp",
            "no time of deletion",
            f"r.event_date IS NULL AND deleted_timestamp IS NOT NULL AND {_GONE} IS NULL",
        ),
        Rule(
            "event_date",
            "no day as 2023-02-16 or 16 May 2025",
            f"deleted_timestamp IS NULL AND {_DAY} IS NULL",
        ),
        Rule("timestamp", "no time of change", f"timestamp IS NOT NULL AND {_CHANGED} IS NULL"),
        matches("time_precision", "no precision from 1 to 3", "[1-3]", missing=True),
        matches("geo_precision", "no precision from 1 to 3", "[1-3]", missing=True),
        matches("fatalities", "no whole number", "[0-9]{1,9}", missing=True),
        number("latitude", "DOUBLE", -90, 90),
        number("longitude", "DOUBLE", -180, 180),
    ),
    lookups=(
        Lookup("side1", _ACTOR, ("actor1", "inter1", "country", "iso3")),
        Lookup("side2", _ACTOR, ("actor2", "inter2", "country", "iso3")),
        Lookup("event", _EVENT, ("sub_event_type",)),
        Lookup("place", _PLACE, ("country", "iso3")),
    ),
    columns={
        **_actor("source", 1),
        **_actor("target", 2),
        "plover_type": "event.type",
        "plover_mode": "event.mode",
        "cameo_code": "event.code",
        "quad_class": "event.quad_class::BIGINT",
        "goldstein": "event.goldstein",
        # the day given for a week or month is one of its days, it is not said which
        "event_date": (
            f"CASE WHEN {_MONTH} THEN date_trunc('month', {_DAY})::DATE WHEN {_WEEK} THEN {_DAY} - 6 ELSE {_DAY} END"
        ),
        "event_date_end": f"CASE WHEN {_MONTH} THEN last_day({_DAY}) WHEN {_WEEK} THEN {_DAY} + 6 ELSE {_DAY} END",
        "event_date_precision": (
            f"CASE WHEN {_DAY} IS NULL THEN NULL WHEN {_MONTH} THEN 'month' WHEN {_WEEK} THEN 'period' ELSE 'day' END"
        ),
        "stated_date": _DAY,
        "place_name": "nullif(concat_ws(', ', location, admin1, country), '')",
        "place_iso3": "place.iso3_code",
        "place_code": "coalesce(iso, country)",
        "place_region_code": "admin1",
        "place_latitude": "TRY_CAST(latitude AS DOUBLE)",
        "place_longitude": "TRY_CAST(longitude AS DOUBLE)",
        "place_precision": "CASE geo_precision WHEN '1' THEN 'city' WHEN '2' THEN 'near' WHEN '3' THEN 'region' END",
        "quantities": (
            "CASE WHEN fatalities IS NOT NULL THEN "
            "[{'value': TRY_CAST(fatalities AS DOUBLE), 'unit': 'death', 'approximate': true}] END"
        ),
        "status": "CASE WHEN deleted_timestamp IS NULL THEN 'reported' END",
        "polarity": "CASE WHEN deleted_timestamp IS NULL THEN 'positive' END",
        "outlet": '"source"',
        "extra": extra(
            {column: f"r.{column}" for column in _KEPT}
            | {"direction": "CASE WHEN deleted_timestamp IS NULL THEN 'none' END"}
        ),
        "feed_reference": "event_id_cnty",
        "published_at": f"to_timestamp(coalesce({_CHANGED}, {_GONE}))",
        # one that is deleted at the second of its last change is deleted
        "version": f"coalesce(lpad({_CHANGED}::VARCHAR, 12, '0'), lpad({_GONE}::VARCHAR, 12, '0') || ' deleted', '')",
        "deleted": "deleted_timestamp IS NOT NULL",
    },
    repeats=Repeats(identity=("feed_reference",), window_days=None),
    update=Update("version"),
)
