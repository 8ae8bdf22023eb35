"""POLECAT, coded by NGEC in PLOVER: weekly files, yearly archives of monthly files, with and without Intensity.

Source: Scarborough et al., POLECAT Weekly Data, Harvard Dataverse, doi:10.7910/DVN/AJGVIT, with its codebook; A. Beger,
POLECAT Event Data (2024), for files whose headers are longer than their lines.
"""

from __future__ import annotations

from detente.errors import UnknownCodeError
from detente.feeds.base import Feed, Key, Layout, Lookup, Repeats, Resolver, Rule
from detente.feeds.listed_actors import LISTED_ACTORS, PLACE
from detente.feeds.rules import PLACE_PRECISION, day, extra, number
from detente.ontology.cameo import cameo_for
from detente.ontology.plover import CONTEXT_SYNONYMS, CONTEXTS, modes_of, plover_types, quad_class_of

COLUMNS = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title"),
    *("Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW"),
    *("Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw"),
    *("Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude"),
    *("GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People"),
    *("Story Organizations", "Story Locations", "Language", "Version"),
)

_DAY, _PUBLISHED = day("Event Date"), day("Publication Date")
_QUADS = ("VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT")
_QUAD = f'list_position({list(_QUADS)}, upper("Quad Code"))'


def plover_event(key: Key) -> tuple[object, ...] | None:
    """Quad class and general CAMEO code of a PLOVER type, mode and contexts; None for an unknown type.

    An unknown mode or context is passed over here and stays in the row.

    >>> plover_event(("ASSAULT", "aerial", None)), plover_event(("COOPERATE", None, "military; economic"))
    ((4, '195'), (2, '062'))
    >>> plover_event(("STATEMENT", None, None)) is None
    True
    """
    plover_type, mode, listed = key
    if plover_type not in plover_types():
        return None
    known = mode if mode in modes_of(plover_type) else None
    contexts = [each.strip() for each in (listed or "").split(";")]
    context = next((each for each in contexts if each in CONTEXTS or each in CONTEXT_SYNONYMS), None)
    try:
        code = cameo_for(plover_type, known, context)
    except UnknownCodeError:  # pragma: no cover - type, mode and context were looked up above
        return None
    return int(quad_class_of(plover_type)), code


PLOVER_EVENT = Resolver("plover_event", ("quad_class", "cameo"), plover_event, numbers=frozenset({"quad_class"}))


def _actor_key(role: str) -> tuple[str, ...]:
    return f"{role} Name", f"{role} Name Raw", f"{role} Country", f"Primary {role} Sector"


def _actor_columns(column: str, role: str) -> dict[str, str]:
    """POLECAT has no codes of actors: the name is the code, as found in Wikipedia or else as it stands in the story."""
    code = f'coalesce("{role} Name", "{role} Name Raw")'
    return {
        f"{column}_id": f"coalesce({column}.id, 'polecat:' || {code})",
        f"{column}_name": f"coalesce({column}.name, {code})",
        f"{column}_kind": f"{column}.kind",
        f"{column}_state": f"{column}.state",
        f"{column}_code": code,
        f"{column}_text": f'"{role} Name Raw"',
    }


def _actor_extra(column: str, role: str) -> dict[str, str]:
    return {
        f"{column}_ids": f"{column}.ids",
        f"{column}_country": f'"{role} Country"',
        f"{column}_cow": f'"{role} COW"',
        f"{column}_sector": f'"Primary {role} Sector"',
        f"{column}_sectors": f'"{role} Sectors"',
        f"{column}_title": f'"{role} Title"',
        f"{column}_wikipedia": f'"Wikipedia {role} ID"',
    }


POLECAT = Feed(
    name="polecat",
    title="POLECAT (NGEC), events in PLOVER since 2018",
    licence="POLECAT: research and education only",
    covers_world=True,
    patterns=("ngecevents*.txt",),
    layouts=(
        Layout(
            "yearly, monthly or weekly",
            tuple(column for column in COLUMNS if column != "Intensity"),
            header=True,
            aliases={"Event Intensity": "Intensity"},
            optional=("Intensity",),
        ),
    ),
    quote='"',
    encodings=("utf-8", "iso-8859-1"),
    nulls=("None",),
    ragged=True,
    rules=(
        Rule("Event ID", "no event id", '"Event ID" IS NULL'),
        Rule("Event Date", "no date YYYY-MM-DD", f"{_DAY} IS NULL"),
        Rule("Publication Date", "no date YYYY-MM-DD", f'"Publication Date" IS NOT NULL AND {_PUBLISHED} IS NULL'),
        Rule(
            "Event Type",
            "no event type in letters",
            "NOT coalesce(regexp_full_match(\"Event Type\", '[A-Za-z][A-Za-z _-]{1,29}'), false)",
        ),
        number("Intensity", "DOUBLE", -10, 10),
        Rule("Quad Code", f"none of {', '.join(_QUADS)}", f'"Quad Code" IS NOT NULL AND {_QUAD} IS NULL'),
        number("Latitude", "DOUBLE", -90, 90),
        number("Longitude", "DOUBLE", -180, 180),
    ),
    lookups=(
        Lookup("source", LISTED_ACTORS, _actor_key("Actor")),
        Lookup("target", LISTED_ACTORS, _actor_key("Recipient")),
        Lookup("event", PLOVER_EVENT, ("Event Type", "Event Mode", "Contexts")),
        Lookup("place", PLACE, ("Country",)),
    ),
    columns={
        **_actor_columns("source", "Actor"),
        **_actor_columns("target", "Recipient"),
        "plover_type": '"Event Type"',
        "plover_mode": '"Event Mode"',
        "cameo_code": "event.cameo",
        "quad_class": "event.quad_class::BIGINT",
        "feed_quad_class": f"{_QUAD}::BIGINT",
        "goldstein": 'TRY_CAST("Intensity" AS DOUBLE)',
        "event_date": _DAY,
        "event_date_end": _DAY,
        "event_date_precision": "'day'",
        "stated_date": _DAY,
        "place_name": '"Placename"',
        "place_iso3": "place.iso3",
        "place_code": '"Country"',
        "place_latitude": 'TRY_CAST("Latitude" AS DOUBLE)',
        "place_longitude": 'TRY_CAST("Longitude" AS DOUBLE)',
        "place_precision": PLACE_PRECISION,
        "status": "'reported'",
        "polarity": "'positive'",
        "outlet": '"Source"',
        "extra": extra(
            {
                "contexts": '"Contexts"',
                **_actor_extra("source", "Actor"),
                **_actor_extra("target", "Recipient"),
                "city": '"City"',
                "district": '"District"',
                "province": '"Province"',
                "geonames_id": '"GeoNames ID"',
                "raw_place": '"Raw Placename"',
                "feature_type": '"Feature Type"',
                "story_people": '"Story People"',
                "story_organisations": '"Story Organizations"',
                "story_locations": '"Story Locations"',
                "language": '"Language"',
                "coder_version": '"Version"',
            }
        ),
        "feed_reference": f"\"Event ID\" || '/' || strftime({_DAY}, '%Y-%m-%d')",
        "published_at": f"{_PUBLISHED}::TIMESTAMP AT TIME ZONE 'UTC'",
    },
    repeats=Repeats(
        identity=("feed_reference",),
        event=("event_date", "source_code", "target_code", "plover_type", "plover_mode", "place_name", "place_code"),
        event_if="source_code IS NOT NULL AND target_code IS NOT NULL",
    ),
)
