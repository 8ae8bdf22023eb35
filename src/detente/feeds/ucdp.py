"""UCDP Georeferenced Event Dataset: yearly releases, and candidate events of months, which came without header too.

Source: Sundberg & Melander 2013; Hegre et al. 2020 (candidate events); UCDP GED Codebook.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from pathlib import Path
from typing import Final

from detente.feeds.base import Feed, Key, Layout, Lookup, Repeats, Resolver, Rule, Told, Update
from detente.feeds.described_actors import NOTHING, Fields, described_actor
from detente.feeds.files import FeedFile
from detente.feeds.rules import ISO_DAY, extra, matches, number
from detente.feeds.state_codes import state_of_code

COLUMNS: Final = (
    *("id", "relid", "year", "active_year", "code_status", "type_of_violence"),
    *("conflict_dset_id", "conflict_new_id", "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name"),
    *("side_a_dset_id", "side_a_new_id", "side_a", "side_b_dset_id", "side_b_new_id", "side_b"),
    *("number_of_sources", "source_article", "source_office", "source_date", "source_headline", "source_original"),
    *("where_prec", "where_coordinates", "where_description", "adm_1", "adm_2", "latitude", "longitude"),
    *("geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity", "date_prec"),
    *("date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"),
    *("best", "high", "low", "gwnoa", "gwnob"),
)
_NEEDED: Final = ("id", "year", "type_of_violence", "side_a", "side_b", "date_start", "date_end", "best")

_MONTHS_TOGETHER = re.compile(r"v?(\d\d)[_.]0?1[_.](\d\d)[_.](\d{1,2})(?!\d)")
_MONTH = re.compile(r"v?(\d\d)[_.]0[_.](\d{1,2})(?!\d)")
_YEARLY = re.compile(r"(?:v|ged)(\d\d)[_.]?(\d)(?!\d)", re.IGNORECASE)
_YEARLY_MONTH: Final = 6
"""Yearly releases came out in early summer; the name has no day."""


def release_of(name: str) -> tuple[str, date] | None:
    """The release that a file's name tells, and the last day of the month in which it was due; None without one.

    A candidate month is due a month later. Files were uploaded again after that: the ledger keeps their hashes.

    >>> release_of("GEDEvent_v25_1.csv"), release_of("GEDEvent_v25_0_3.csv")
    (('25.1', datetime.date(2025, 6, 30)), ('25.0.3', datetime.date(2025, 4, 30)))
    >>> release_of("GEDEvent_v25_01_25_06.csv")
    ('25.01.25.06', datetime.date(2025, 7, 31))
    """
    if (found := _MONTHS_TOGETHER.search(name)) is not None:
        first, year, month = found[1], int(found[2]), int(found[3])
        return _due(f"{first}.01.{year:02}.{month:02}", year, month)
    if (found := _MONTH.search(name)) is not None:
        return _due(f"{found[1]}.0.{int(found[2])}", int(found[1]), int(found[2]))
    if (found := _YEARLY.search(name)) is not None:
        return f"{found[1]}.{found[2]}", _end(2000 + int(found[1]), _YEARLY_MONTH)
    return None


def _due(release: str, year: int, month: int) -> tuple[str, date] | None:
    if not 1 <= month <= 12:
        return None
    return release, _end(2000 + year + month // 12, month % 12 + 1)


def _end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def tell(file: FeedFile) -> Told:
    """The release that a file is of, when it was due, and a text that sorts releases."""
    names = (Path(file.member or file.path).name, file.path.name)
    found = next((found for found in map(release_of, names) if found is not None), None)
    if found is None:
        note = "no release in its name, so when it was published is not known, and any named release counts as newer"
        return Told({"release": None, "due": None}, note)
    release, due = found
    return Told({"release": release, "due": due.isoformat()}, f"release {release}, due by {due}")


def side(key: Key) -> tuple[object, ...] | None:
    """Id, name, kind and state of a side of a conflict.

    A government is told by its Gleditsch and Ward number, on the last day of the event's year; where several fight as
    one side there is no one state. Civilians are those of the country where it happened.

    Args:
        key: The side as it is written, its gwno, the country's gwno, the year.

    >>> side(("Government of Myanmar (Burma)", "775", "775", "2021"))
    ('MMR.GOV', 'Myanmar: government', 'government', 'MMR')
    >>> side(("Civilians", None, "775", "2021"))[0], side(("Unheard-of Front", None, "775", "2021"))
    ('MMR.CVL', None)
    """
    name, gwno, country_gwno, year = key
    on = date(int(year), 12, 31) if year and re.fullmatch("[12][0-9]{3}", year) else None
    country = state_of_code("gw_code", country_gwno, on)
    iso3 = None if country is None else country.id
    state = state_of_code("gw_code", gwno, on) if gwno else None
    found: Fields = NOTHING
    if gwno and state is not None:
        found = described_actor(f"Government of {state.name}", iso3)
    elif name == "Civilians" and iso3 is not None:
        found = described_actor(f"Civilians ({country.name})" if country else name, iso3)
    elif name and not gwno and not name.startswith("Government of "):
        found = described_actor(name, iso3)
    return found if any(found) else None


def gw_place(key: Key) -> tuple[object, ...] | None:
    """iso3 of a Gleditsch and Ward number in a year."""
    gwno, year = key
    on = date(int(year), 12, 31) if year and re.fullmatch("[12][0-9]{3}", year) else None
    state = state_of_code("gw_code", gwno, on)
    return None if state is None else (state.id,)


_SIDE = Resolver("ucdp_side", ("actor", "name", "kind", "state"), side)  # a raw column is called id
_PLACE = Resolver("gw_place", ("iso3",), gw_place)


def _day(column: str) -> str:
    whole = f"regexp_full_match({column}, '{ISO_DAY}( [0-9:.]+)?')"
    return f"(CASE WHEN {whole} THEN TRY_CAST(left({column}, 10) AS DATE) END)"


def _side_columns(role: str, letter: str) -> dict[str, str]:
    code = f"coalesce(side_{letter}_new_id, side_{letter}_dset_id)"
    return {
        f"{role}_id": f"coalesce(side_{letter}_of.actor, 'ucdp:' || {code}, 'ucdp:' || side_{letter})",
        f"{role}_name": f"coalesce(side_{letter}_of.name, side_{letter})",
        f"{role}_kind": f"coalesce(side_{letter}_of.kind, CASE WHEN gwno{letter} IS NULL THEN 'armed_group' END)",
        f"{role}_state": f"side_{letter}_of.state",
        f"{role}_code": code,
        f"{role}_text": f"side_{letter}",
    }


_START, _END = _day("date_start"), _day("date_end")
_KEPT: Final = (
    *("relid", "active_year", "code_status", "type_of_violence", "conflict_name", "dyad_name", "conflict_new_id"),
    *("dyad_new_id", "number_of_sources", "source_office", "source_date", "source_original", "where_prec"),
    *("where_description", "adm_2", "priogrid_gid", "event_clarity", "date_prec"),
    *("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "release"),
)
_ORDERED = (
    "TRY_CAST(low AS BIGINT) <= TRY_CAST(best AS BIGINT) AND TRY_CAST(best AS BIGINT) <= TRY_CAST(high AS BIGINT)"
)
_DEATHS: Final = ("best", "high", "low", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")

UCDP = Feed(
    name="ucdp",
    title="UCDP georeferenced events, yearly releases and candidate events",
    licence="CC BY 4.0 (UCDP)",
    patterns=("gedevent*.csv", "ged[0-9]*.csv", "ged_*.csv"),
    delimiter=",",
    quote='"',
    nulls=("NA",),
    layouts=(
        Layout("with a header", _NEEDED, header=True, optional=tuple(each for each in COLUMNS if each not in _NEEDED)),
        # candidate 24.0.1 was published so
        Layout(
            "49 columns without header",
            COLUMNS,
            first={
                "id": "[0-9]+",
                "type_of_violence": "[123]",
                "date_start": f"{ISO_DAY}.*",
                "date_end": f"{ISO_DAY}.*",
            },
        ),
    ),
    told_columns=("release", "due"),
    tell=tell,
    rules=(
        matches("id", "no event id of digits", "[0-9]{1,18}"),
        matches("year", "no year", "[12][0-9]{3}"),
        matches("type_of_violence", "no type of violence from 1 to 3", "[123]"),
        Rule("date_start", "no day as 2023-11-07", f"{_START} IS NULL"),
        Rule("date_end", "no day as 2023-11-07", f"{_END} IS NULL"),
        Rule("date_end", "before date_start", f"{_END} < {_START}"),
        Rule("best", "no number of deaths", "best IS NULL"),
        *(matches(column, "no whole number", "[0-9]{1,9}", missing=True) for column in _DEATHS),
        matches("number_of_sources", "no whole number", "-?[0-9]{1,9}", missing=True),
        matches("date_prec", "no precision from 1 to 5", "[1-5]", missing=True),
        matches("where_prec", "no precision from 1 to 7", "[1-7]", missing=True),
        number("latitude", "DOUBLE", -90, 90),
        number("longitude", "DOUBLE", -180, 180),
    ),
    lookups=(
        Lookup("side_a_of", _SIDE, ("side_a", "gwnoa", "country_id", "year")),
        Lookup("side_b_of", _SIDE, ("side_b", "gwnob", "country_id", "year")),
        Lookup("place", _PLACE, ("country_id", "year")),
    ),
    columns={
        **_side_columns("source", "a"),
        **_side_columns("target", "b"),
        "plover_type": "'ASSAULT'",
        "quad_class": "4",
        # our reading of UCDP's definitions: armed force between organised actors, and against civilians
        "cameo_code": "CASE WHEN type_of_violence = '3' THEN '180' ELSE '190' END",
        "goldstein": "CASE WHEN type_of_violence = '3' THEN -9.0 ELSE -10.0 END",
        "event_date": _START,
        "event_date_end": _END,
        "event_date_precision": (
            f"CASE WHEN {_START} = {_END} THEN 'day' "
            f"WHEN date_prec = '4' AND date_trunc('month', {_START}) = date_trunc('month', {_END}) THEN 'month' "
            "ELSE 'period' END"
        ),
        "stated_date": _START,
        "place_name": "coalesce(where_coordinates, adm_2, adm_1, country)",
        "place_iso3": "place.iso3",
        "place_code": "country_id",
        "place_region_code": "adm_1",
        "place_latitude": "TRY_CAST(latitude AS DOUBLE)",
        "place_longitude": "TRY_CAST(longitude AS DOUBLE)",
        "place_precision": (
            "CASE where_prec WHEN '1' THEN 'city' WHEN '2' THEN 'near' WHEN '3' THEN 'district' WHEN '4' THEN 'region' "
            "WHEN '5' THEN 'area' WHEN '6' THEN 'country' WHEN '7' THEN 'international' END"
        ),
        "quantities": (
            "[{'value': TRY_CAST(best AS DOUBLE), 'unit': 'death', 'approximate': NOT coalesce(low = high, false)}]"
        ),
        "status": "'reported'",
        "polarity": "'positive'",
        "outlet_count": "nullif(TRY_CAST(number_of_sources AS BIGINT), -1)",
        "story": "source_article",
        "outlet": "source_office",
        "extra": extra(
            {column: column for column in _KEPT}
            | {"direction": "CASE WHEN type_of_violence <> '3' THEN 'none' END"}
            | {"deaths_order": f"CASE WHEN NOT ({_ORDERED}) THEN 'low <= best <= high does not hold' END"}
        ),
        "feed_reference": "id",
        "published_at": "due::TIMESTAMP AT TIME ZONE 'UTC'",
        "version": "coalesce(due || ' ' || release, '')",
    },
    repeats=Repeats(identity=("feed_reference",), window_days=None),
    update=Update("version"),
)
