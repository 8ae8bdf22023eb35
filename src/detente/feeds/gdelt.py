"""GDELT events 1.0 (57 and 58 columns) and 2.0 (61), both streams.

Source: GDELT Event Codebook V2.0 (2015); GDELT 1.0 data format codebook.
"""

from __future__ import annotations

from detente.feeds.base import Feed, Layout, Lookup, Repeats, Rule
from detente.feeds.codes import CAMEO_ACTOR, CAMEO_EVENT, FIPS_PLACE
from detente.feeds.rules import matches, number

_ACTOR = (
    *("Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode"),
    *("Religion1Code", "Religion2Code", "Type1Code", "Type2Code", "Type3Code"),
)
_GEO_1 = ("Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID")
_GEO_2 = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")


def _columns(geo: tuple[str, ...], *end: str) -> tuple[str, ...]:
    return (
        *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
        *(f"Actor{number}{part}" for number in (1, 2) for part in _ACTOR),
        *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
        *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
        *(f"{place}Geo_{part}" for place in ("Actor1", "Actor2", "Action") for part in geo),
        "DATEADDED",
        *end,
    )


# A day was added as 8 digits in 1.0, a quarter of an hour as 14 in 2.0.
_ADDED = (
    "CASE WHEN length(DATEADDED) = 14 THEN try_strptime(DATEADDED, '%Y%m%d%H%M%S') "
    "ELSE try_strptime(DATEADDED, '%Y%m%d') END"
)
_DAY = "try_strptime(SQLDATE, '%Y%m%d')::DATE"
# "Last week", "last month" and "last year" in a text become exactly these many days before it was added.
_VAGUE = f"date_diff('day', {_DAY}, ({_ADDED})::DATE) IN (7, 30, 365)"


GDELT = Feed(
    name="gdelt",
    title="GDELT events 1.0 and 2.0, English and translated",
    licence="GDELT",
    covers_world=True,
    patterns=("*.export.csv", "[12][0-9][0-9][0-9].csv", "[12][0-9][0-9][0-9][01][0-9].csv"),
    layouts=(
        Layout("2.0", _columns(_GEO_2, "SOURCEURL")),
        Layout("1.0 since 2013-04-01", _columns(_GEO_1, "SOURCEURL")),
        Layout("1.0 before 2013-04-01", _columns(_GEO_1)),
    ),
    rules=(
        matches("GLOBALEVENTID", "no event id of digits", "[0-9]{1,18}"),
        Rule(
            "SQLDATE",
            "no date YYYYMMDD",
            f"NOT coalesce(regexp_full_match(SQLDATE, '[12][0-9]{{7}}'), false) OR {_DAY} IS NULL",
        ),
        Rule(
            "DATEADDED",
            "no date of 8 or 14 digits",
            f"NOT coalesce(regexp_full_match(DATEADDED, '[12][0-9]{{7}}([0-9]{{6}})?'), false) OR ({_ADDED}) IS NULL",
        ),
        matches("EventCode", "no CAMEO code of 2 to 4 digits", "[0-9]{2,4}"),
        matches("QuadClass", "no number from 1 to 4", "[1-4]", missing=True),
        number("GoldsteinScale", "DOUBLE", -10, 10),
        matches("NumMentions", "no whole number", "[0-9]{1,12}", missing=True),
        matches("NumSources", "no whole number", "[0-9]{1,12}", missing=True),
        matches("NumArticles", "no whole number", "[0-9]{1,12}", missing=True),
        number("AvgTone", "DOUBLE", -100, 100),
        number("ActionGeo_Lat", "DOUBLE", -90, 90),
        number("ActionGeo_Long", "DOUBLE", -180, 180),
    ),
    lookups=(
        Lookup("actor1", CAMEO_ACTOR, ("Actor1Code",)),
        Lookup("actor2", CAMEO_ACTOR, ("Actor2Code",)),
        Lookup("event", CAMEO_EVENT, ("EventCode",)),
        Lookup("place", FIPS_PLACE, ("ActionGeo_CountryCode",)),
    ),
    columns={
        "source_id": "coalesce(actor1.id, 'cameo:' || Actor1Code)",
        "source_name": "coalesce(actor1.name, Actor1Name)",
        "source_kind": "actor1.kind",
        "source_state": "actor1.state",
        "source_code": "Actor1Code",
        "source_text": "Actor1Name",
        "target_id": "coalesce(actor2.id, 'cameo:' || Actor2Code)",
        "target_name": "coalesce(actor2.name, Actor2Name)",
        "target_kind": "actor2.kind",
        "target_state": "actor2.state",
        "target_code": "Actor2Code",
        "target_text": "Actor2Name",
        "plover_type": "event.type",
        "plover_mode": "event.mode",
        "cameo_code": "EventCode",
        "quad_class": "event.quad_class::BIGINT",
        "feed_quad_class": "TRY_CAST(QuadClass AS BIGINT)",
        "goldstein": "TRY_CAST(GoldsteinScale AS DOUBLE)",
        "event_date": f"CASE WHEN NOT {_VAGUE} THEN {_DAY} END",
        "event_date_end": f"CASE WHEN NOT {_VAGUE} THEN {_DAY} END",
        "event_date_precision": f"CASE WHEN {_VAGUE} THEN 'vague past' ELSE 'day' END",
        "stated_date": _DAY,
        "place_name": "ActionGeo_FullName",
        "place_iso3": "place.iso3",
        "place_code": "ActionGeo_CountryCode",
        "place_region_code": "ActionGeo_ADM1Code",
        "place_latitude": "TRY_CAST(ActionGeo_Lat AS DOUBLE)",
        "place_longitude": "TRY_CAST(ActionGeo_Long AS DOUBLE)",
        "place_precision": (
            "CASE ActionGeo_Type WHEN '1' THEN 'country' WHEN '2' THEN 'region' WHEN '5' THEN 'region' "
            "WHEN '3' THEN 'city' WHEN '4' THEN 'city' END"
        ),
        "status": "'reported'",
        "polarity": "'positive'",
        "is_root": "CASE IsRootEvent WHEN '1' THEN true WHEN '0' THEN false END",
        "mention_count": "TRY_CAST(NumMentions AS BIGINT)",
        "outlet_count": "TRY_CAST(NumSources AS BIGINT)",
        "article_count": "TRY_CAST(NumArticles AS BIGINT)",
        "tone": "TRY_CAST(AvgTone AS DOUBLE)",
        "story": "SOURCEURL",
        "outlet": (
            "CASE WHEN contains(SOURCEURL, '://') THEN lower(split_part(split_part(SOURCEURL, '/', 3), ':', 1)) "
            "ELSE SOURCEURL END"
        ),
        "feed_reference": "GLOBALEVENTID",
        "published_at": f"({_ADDED})::TIMESTAMP AT TIME ZONE 'UTC'",
    },
    repeats=Repeats(
        identity=("feed_reference",),
        story=("story", "stated_date", "cameo_code"),
        event=("event_date", "source_code", "target_code", "cameo_code", "place_name", "place_code"),
        event_if="event_date IS NOT NULL AND source_code IS NOT NULL AND target_code IS NOT NULL",
    ),
)
