"""Peace Data: the coded level of the peace scale of two states by year.

Source: Diehl, Goertz & Gallegos (2021), Peace data: Concept, measurement, patterns, and research agenda, Conflict
Management and Peace Science 38:605-624; the file of yearly means by dyad (peacedatav30dyadyrmean.csv), without header.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from detente.feeds.base import Feed, Key, Layout, Lookup, Repeats, Resolver, Rule, Told
from detente.feeds.dyad_series import UNKNOWN_MOMENT, as_whole, state_in_year, whole, year
from detente.feeds.files import FeedFile
from detente.feeds.rules import number

MEASURE = "peace level"
"""The name of the series: 0 severe rivalry, 0.25, 0.5 negative peace, 0.75, 1 security community; a year's mean."""

_LAST_YEARS = {"v30": 2020}
"""By version as in a file's name. In version 3.0 a dyad goes on to the year 20202; what follows 2020 is no data."""


def tell(file: FeedFile) -> Told:
    """The last year that a file can know of: that of its version, else this one."""
    name = Path(file.member or file.path).name.lower()
    last = next((each for version, each in _LAST_YEARS.items() if version in name), None)
    if last is None:
        return Told({"last_year": str(datetime.now(UTC).year)})
    return Told({"last_year": str(last)}, f"years after {last} are refused: its version ends then")


def states_of_dyad(key: Key) -> tuple[object, ...] | None:
    """Ids of the two states of a dyad's number, a thousand times one COW code and the other; either may be None.

    >>> states_of_dyad(("2020", "1950")), states_of_dyad(("365770", "2015"))
    (('USA', 'CAN'), ('RUS', 'PAK'))
    """
    dyad, coded_in = key
    if not dyad or not dyad.isdecimal():
        return None
    sides = (state_in_year((str(code), coded_in)) for code in divmod(int(dyad), 1000))
    return tuple(None if found is None else found[0] for found in sides)


_STATES = Resolver("states_of_dyad", ("first", "second"), states_of_dyad)

PEACE_DATA = Feed(
    name="peace-data",
    title="Peace Data: coded level of the peace scale of two states by year",
    licence="Peace Data (Diehl, Goertz & Gallegos)",
    table="series",
    patterns=("peacedata*mean*.csv",),
    delimiter=",",
    nulls=(".", "NA"),
    layouts=(
        Layout(
            "dyad, year, mean",
            ("dyad", "year", "mean"),
            first={"dyad": "[0-9]{4,6}", "year": "[0-9]{4}", "mean": r"[01]?(\.[0-9]*)?"},
        ),
    ),
    told_columns=("last_year",),
    tell=tell,
    rules=(
        whole("dyad", "no two COW codes", 1001, 999_999),
        year("year"),
        Rule("year", "after the last year of the data", f"{as_whole('year')} > last_year::BIGINT"),
        Rule("mean", "no level", "mean IS NULL"),
        number("mean", "DOUBLE", 0, 1),
    ),
    lookups=(Lookup("states", _STATES, ("dyad", "year")),),
    columns={
        "measure": f"'{MEASURE}'",
        "source_id": "states.first",
        "target_id": "states.second",
        "source_code": f"({as_whole('dyad')} // 1000)::VARCHAR",
        "target_code": f"({as_whole('dyad')} % 1000)::VARCHAR",
        "year": as_whole("year"),
        "value": "TRY_CAST(mean AS DOUBLE)",
        "published_at": UNKNOWN_MOMENT,
        "feed_reference": "dyad || '/' || year",
    },
    repeats=Repeats(identity=("feed_reference",), window_days=None),
)
