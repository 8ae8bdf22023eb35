"""Strategic rivalries of states: from which year to which two states took each other for enemies and rivals.

Source: Thompson, Sakuwa & Suhas (2021), Analyzing Strategic Rivalries in World Politics, Springer; the table with the
columns tssr_id, rivalry, ccode1, ccode2, start, end.
"""

from __future__ import annotations

from detente.feeds.base import Feed, Layout, Repeats, Rule
from detente.feeds.dyad_series import SIDE_COLUMNS, SIDE_RULES, as_whole, sides, year

MEASURE = "strategic rivalry until"
"""The name of the series: `year` is a rivalry's first, `value` its last, or the last that the data know."""

TSS_RIVALRIES = Feed(
    name="tss-rivalries",
    title="Strategic rivalries of two states, first and last year",
    licence="Thompson, Sakuwa & Suhas (2021)",
    table="series",
    patterns=("tss*rivalr*.csv",),
    delimiter=",",
    quote='"',
    nulls=("NA",),
    layouts=(Layout("rivalries", ("tssr_id", "ccode1", "ccode2", "start", "end"), header=True),),
    rules=(
        *SIDE_RULES,
        year("start"),
        year("end"),
        Rule("end", "ends before it starts", f"{as_whole('end')} < {as_whole('start')}"),
    ),
    lookups=sides("end"),
    columns={
        "measure": f"'{MEASURE}'",
        **SIDE_COLUMNS,
        "year": as_whole("start"),
        "value": 'TRY_CAST("end" AS DOUBLE)',
        "feed_reference": "tssr_id",
    },
    repeats=Repeats(identity=("feed_reference",), window_days=None),
)
