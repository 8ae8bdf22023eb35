"""Strategic rivalries of states: from which year to which two states took each other for enemies and rivals.

Source: Thompson, Sakuwa & Suhas (2021), Analyzing Strategic Rivalries in World Politics, Springer; the table with the
columns tssr_id, rivalry, ccode1, ccode2, start, end.
"""

from __future__ import annotations

from detente.feeds.base import Feed, Layout, Repeats, Rule
from detente.feeds.dyad_series import UNKNOWN_MOMENT, as_year, state, whole, year

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
        whole("ccode1", "no COW code", 1, 999),
        whole("ccode2", "no COW code", 1, 999),
        year("start"),
        year("end"),
        Rule("end", "ends before it starts", f"{as_year('end')} < {as_year('start')}"),
    ),
    lookups=(state("first", "ccode1", "end"), state("second", "ccode2", "end")),
    columns={
        "measure": f"'{MEASURE}'",
        "source_id": "first.id",
        "target_id": "second.id",
        "source_code": f"{as_year('ccode1')}::VARCHAR",
        "target_code": f"{as_year('ccode2')}::VARCHAR",
        "year": as_year("start"),
        "value": 'TRY_CAST("end" AS DOUBLE)',
        "published_at": UNKNOWN_MOMENT,
        "feed_reference": "tssr_id",
    },
    repeats=Repeats(identity=("feed_reference",), window_days=None),
)
