"""ICEWS coded event data: yearly, weekly and daily files, also as R writes them again.

Source: Boschee et al., ICEWS Coded Event Data, Harvard Dataverse, doi:10.7910/DVN/28075, with its user guide.
"""

from __future__ import annotations

from detente.feeds.base import Feed, Key, Layout, Lookup, Repeats, Resolver, Rule
from detente.feeds.codes import cameo_event
from detente.feeds.named_actors import NAMED_ACTOR
from detente.feeds.rules import PLACE_PRECISION, day, extra, matches, number
from detente.feeds.state_names import COUNTRY_PLACE
from detente.ontology.cameo import code_of_label

COLUMNS = (
    *("Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code"),
    *("Intensity", "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher"),
    *("City", "District", "Province", "Country", "Latitude", "Longitude"),
)

_DAY = day("Event Date")


def icews_event(key: Key) -> tuple[object, ...] | None:
    """Code, PLOVER type and mode, quad class of a CAMEO code, or where there is none, of the event's text.

    A code that is there is taken as it is, also where it is unknown and the text is not.

    >>> icews_event((None, "Make a visit")), icews_event(("13y", "Threaten"))
    (('042', 'CONSULT', 'visit', 1), None)
    """
    code, text = key
    if code is None and text is not None:
        code = code_of_label(text)
    known = cameo_event((code,))
    return None if known is None else (code, *known[:3])


ICEWS_EVENT = Resolver(
    "icews_event", ("code", "type", "mode", "quad_class"), icews_event, numbers=frozenset({"quad_class"})
)


def _sorted_sectors(role: str) -> str:
    """The same sectors stand in varying order."""
    return f"array_to_string(list_sort(string_split(\"{role} Sectors\", ',')), ',')"


def _actor_columns(column: str, role: str) -> dict[str, str]:
    """ICEWS has no codes of actors: the name is the code."""
    name = f'"{role} Name"'
    nobody = f"{name} IN ('Unspecified Actor', 'Unidentified State Actor')"
    return {
        f"{column}_id": f"coalesce({column}.id, CASE WHEN NOT {nobody} THEN 'icews:' || {name} END)",
        f"{column}_name": f"coalesce({column}.name, {name})",
        f"{column}_kind": f"{column}.kind",
        f"{column}_state": f"{column}.state",
        f"{column}_code": name,
        f"{column}_text": name,
    }


ICEWS = Feed(
    name="icews",
    title="ICEWS coded event data 1995 to 2023",
    licence="ICEWS",
    covers_world=True,
    patterns=("events.*.tab", "*icews*events*.tab", "*icews*events*.txt", "*icews*events*.csv"),
    layouts=(
        Layout(
            "yearly, weekly or daily",
            tuple(column for column in COLUMNS if column != "CAMEO Code"),
            header=True,
            # events.2017.20201006.tab lacks it: there the code has to be told from the text
            optional=("CAMEO Code",),
        ),
    ),
    # The published files write NULL, what R wrote again NA. No column of ICEWS has codes of countries, and Namibia is
    # "Namibia" in all of them.
    nulls=("NULL", "NA"),
    ragged=True,
    rules=(
        matches("Event ID", "no event id of digits", "[0-9]{1,18}"),
        Rule("Event Date", "no date YYYY-MM-DD or M/D/YYYY", f"{_DAY} IS NULL"),
        Rule("Event Text", "neither a CAMEO code nor an event text", 'coalesce("CAMEO Code", "Event Text") IS NULL'),
        number("Intensity", "DOUBLE", -10, 10),
        matches("Sentence Number", "no whole number", "[0-9]{1,9}", missing=True),
        number("Latitude", "DOUBLE", -90, 90),
        number("Longitude", "DOUBLE", -180, 180),
    ),
    lookups=(
        Lookup("source", NAMED_ACTOR, ("Source Name", "Source Country", "Source Sectors")),
        Lookup("target", NAMED_ACTOR, ("Target Name", "Target Country", "Target Sectors")),
        Lookup("event", ICEWS_EVENT, ("CAMEO Code", "Event Text")),
        Lookup("place", COUNTRY_PLACE, ("Country",)),
    ),
    columns={
        **_actor_columns("source", "Source"),
        **_actor_columns("target", "Target"),
        "plover_type": "event.type",
        "plover_mode": "event.mode",
        # a text that no table knows stands for the code that is not there, so that it is listed among the unknown
        "cameo_code": 'coalesce("CAMEO Code", event.code, "Event Text")',
        "quad_class": "event.quad_class::BIGINT",
        "goldstein": 'TRY_CAST("Intensity" AS DOUBLE)',
        "event_date": _DAY,
        "event_date_end": _DAY,
        "event_date_precision": "'day'",
        "stated_date": _DAY,
        "place_name": 'nullif(concat_ws(\', \', "City", "District", "Province", "Country"), \'\')',
        "place_iso3": "place.iso3",
        "place_code": '"Country"',
        "place_latitude": 'TRY_CAST("Latitude" AS DOUBLE)',
        "place_longitude": 'TRY_CAST("Longitude" AS DOUBLE)',
        "place_precision": PLACE_PRECISION,
        "status": "'reported'",
        "polarity": "'positive'",
        "story": '"Story ID"',
        "sentence": 'TRY_CAST("Sentence Number" AS BIGINT)',
        "outlet": '"Publisher"',
        "extra": extra(
            {
                "event_text": '"Event Text"',
                "source_country": '"Source Country"',
                "source_sectors": _sorted_sectors("Source"),
                "target_country": '"Target Country"',
                "target_sectors": _sorted_sectors("Target"),
            }
        ),
        # the id alone is not unique: in one file 145,312 ids stand for two events each, of different days
        "feed_reference": f"\"Event ID\" || '/' || strftime({_DAY}, '%Y-%m-%d')",
        # ICEWS dates an event by the day its story was published
        "published_at": f"{_DAY}::TIMESTAMP AT TIME ZONE 'UTC'",
    },
    repeats=Repeats(
        identity=("feed_reference",),
        story=("story", "stated_date", "cameo_code"),
        event=("event_date", "source_code", "target_code", "cameo_code", "place_name"),
        event_if="source_code IS NOT NULL AND target_code IS NOT NULL",
    ),
)
