"""Prefixes that warships bear before their name, and the states whose navies use them."""

from __future__ import annotations

from functools import cache

from detente.reading.code.word_tables import read_table


@cache
def ship_prefixes() -> dict[str, str]:
    """Prefix ("HMS") to the iso3 of the state; prefixes of several navies are left out."""
    return {row["prefix"]: row["state"] for row in read_table("ship_prefixes.csv")}
