"""ATOP: whether an alliance bound two states to defend each other, by year.

Source: Leeds, Ritter, Mitchell & Long (2002), Alliance Treaty Obligations and Provisions, 1815-1944, International
Interactions 28:237-260, version 5; dyad-years with the columns of the package peacesciencer or of ATOP's own file.
"""

from __future__ import annotations

from detente.feeds.base import Feed, Layout, Repeats
from detente.feeds.dyad_series import SIDE_COLUMNS, SIDE_RULES, as_whole, sides, whole, year

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
        *SIDE_RULES,
        year("year"),
        whole("atop_defense", "neither 0 nor 1", 0, 1),
    ),
    lookups=sides("year"),
    columns={
        "measure": f"'{MEASURE}'",
        **SIDE_COLUMNS,
        "year": as_whole("year"),
        "value": "TRY_CAST(atop_defense AS DOUBLE)",
        "feed_reference": f"{as_whole('ccode1')} || '/' || {as_whole('ccode2')} || '/' || {as_whole('year')}",
    },
    repeats=Repeats(identity=("feed_reference",), window_days=None),
)
