"""SQL that the declarations of several feeds share: rules that refuse rows, days, and the map of what has no column."""

from __future__ import annotations

from collections.abc import Mapping

from detente.feeds.base import Rule
from detente.feeds.sql import literal, quoted

PLACE_PRECISION = """CASE WHEN "City" IS NOT NULL THEN 'city'
    WHEN coalesce("District", "Province") IS NOT NULL THEN 'region' WHEN "Country" IS NOT NULL THEN 'country' END"""
"""How closely a place is told by the columns that ICEWS and POLECAT share."""

ISO_DAY = "[12][0-9]{3}-[0-9]{2}-[0-9]{2}"


def number(column: str, sql_type: str, low: float, high: float) -> Rule:
    """Refuse what is there and no number of the range; nothing there is well."""
    name = quoted(column)
    return Rule(
        column,
        f"no number from {low:g} to {high:g}",
        f"{name} IS NOT NULL AND NOT coalesce(TRY_CAST({name} AS {sql_type}) BETWEEN {low} AND {high}, false)",
    )


def matches(column: str, reason: str, pattern: str, *, missing: bool = False) -> Rule:
    """Refuse what the whole of a pattern does not match; with `missing`, nothing there is well."""
    name = quoted(column)
    given = f"{name} IS NOT NULL AND " if missing else ""
    return Rule(column, reason, f"{given}NOT coalesce(regexp_full_match({name}, {literal(pattern)}), false)")


def day(column: str) -> str:
    """A DATE of 2018-06-01, also with a time of day after it, or of 6/1/2018 (month first); NULL of all else."""
    name = quoted(column)
    iso = f"regexp_full_match({name}, '{ISO_DAY}([ T][0-9:.]+Z?)?')"
    american = f"regexp_full_match({name}, '[0-9]{{1,2}}/[0-9]{{1,2}}/[12][0-9]{{3}}')"
    return (
        f"(CASE WHEN {iso} THEN TRY_CAST(left({name}, 10) AS DATE) "
        f"WHEN {american} THEN try_strptime({name}, '%m/%d/%Y')::DATE END)"
    )


def extra(values: Mapping[str, str]) -> str:
    """The map of texts by name, without those that are NULL; NULL when all are."""
    entries = ", ".join(f"{{'key': {literal(name)}, 'value': ({sql})::VARCHAR}}" for name, sql in values.items())
    kept = f"list_filter([{entries}], lambda each: each.value IS NOT NULL)"
    return f"CASE WHEN coalesce({', '.join(values.values())}) IS NOT NULL THEN map_from_entries({kept}) END"
