"""Names that stand for states in ways of their own: prefixes of warships, "the two Koreas"."""

from __future__ import annotations

from functools import cache

from detente.reading.code.word_tables import read_table


@cache
def ship_prefixes() -> dict[str, str]:
    """Prefix ("HMS") to the iso3 of the state; prefixes of several navies are left out."""
    return {row["prefix"]: row["state"] for row in read_table("ship_prefixes.csv")}


@cache
def paired_names() -> dict[str, tuple[str, ...]]:
    """Plural names of states that share one: "Koreas" to PRK and KOR."""
    return {row["name"]: tuple(row["states"].split("|")) for row in read_table("paired_names.csv")}
