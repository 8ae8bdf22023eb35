"""ATOP: whether an alliance bound two states to defend each other, by year.

Source: Leeds, Ritter, Mitchell & Long (2002), Alliance Treaty Obligations and Provisions, 1815-1944, International
Interactions 28:237-260, version 5; dyad-years with the columns of the package peacesciencer or of ATOP's own file.
"""

from __future__ import annotations

from detente.feeds.base import Feed, Layout, Repeats
from detente.feeds.dyad_series import UNKNOWN_MOMENT, as_year, state, whole, year

MEASURE = "defence pact"
"""The name of the series: 1 where the two were bound to defend each other in some of the year, else 0."""

ATOP = Feed(
    name="atop",
    title="ATOP alliances: defence pacts of two states by year",
    licence="ATOP (Leeds et al. 2002)",
    table="series",
    patterns=("atop*.csv",),
    delimiter=",",
    quote='"',
    nulls=("NA",),
    layouts=(
        Layout(
            "dyad-years",
            ("ccode1", "ccode2", "year", "atop_defense"),
            header=True,
            aliases={"mem1": "ccode1", "mem2": "ccode2", "defense": "atop_defense"},
        ),
    ),
    rules=(
        whole("ccode1", "no COW code", 1, 999),
        whole("ccode2", "no COW code", 1, 999),
        year("year"),
        whole("atop_defense", "neither 0 nor 1", 0, 1),
    ),
    lookups=(state("first", "ccode1", "year"), state("second", "ccode2", "year")),
    columns={
        "measure": f"'{MEASURE}'",
        "source_id": "first.id",
        "target_id": "second.id",
        "source_code": f"{as_year('ccode1')}::VARCHAR",
        "target_code": f"{as_year('ccode2')}::VARCHAR",
        "year": as_year("year"),
        "value": "TRY_CAST(atop_defense AS DOUBLE)",
        "published_at": UNKNOWN_MOMENT,
        "feed_reference": f"{as_year('ccode1')} || '/' || {as_year('ccode2')} || '/' || {as_year('year')}",
    },
    repeats=Repeats(identity=("feed_reference",), window_days=None),
)
