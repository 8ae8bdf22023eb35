"""The published signed networks beside the project, read from ../shared."""

from __future__ import annotations

import csv
import gzip
from functools import cache
from pathlib import Path

import pytest

from detente.relations.networks.build import Ties, network_of_ties
from detente.relations.networks.signed import SignedNetwork

DATA = Path(__file__).parents[4] / "shared" / "data"

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the data beside the project, ../shared/data, is absent")


def reference_network(name: str) -> SignedNetwork:
    """A network of signed_reference: rows of two nodes and a sign."""
    with (DATA / "signed_reference" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    first, second, sign = zip(*rows, strict=True)
    return network_of_ties(Ties(first, second, [1 if float(one) > 0 else -1 for one in sign]))


def alliances_and_rivalries(year: int) -> SignedNetwork:
    """ATOP defence and offence ties (+) of a year and the TSS rivalries (-) from their first to their last year."""
    positive, negative = sorted(_alliances()[year]), sorted(_rivalries(year))
    pairs = positive + negative
    signs = [1] * len(positive) + [-1] * len(negative)
    evidence = [f"atop:{year}"] * len(positive) + [f"tss:{year}"] * len(negative)
    return network_of_ties(Ties([a for a, _ in pairs], [b for _, b in pairs], signs, evidence=evidence))


def balance_by_year() -> dict[int, dict[str, str]]:
    with (DATA / "acceptance" / "atop_tss_balance_by_year.csv").open(encoding="utf-8", newline="") as file:
        return {int(row["year"]): row for row in csv.DictReader(file)}


@cache
def _alliances() -> dict[int, set[tuple[str, str]]]:
    years: dict[int, set[tuple[str, str]]] = {}
    with gzip.open(DATA / "atop" / "atop_alliance.csv.gz", "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if "1.0" in (row["atop_defense"], row["atop_offense"]):
                years.setdefault(int(float(row["year"])), set()).add(_pair(row))
    return years


@cache
def _rivalry_rows() -> list[tuple[tuple[str, str], float, float]]:
    with (DATA / "tss_rivalries" / "tss_rivalries.csv").open(encoding="utf-8-sig", newline="") as file:
        return [(_pair(row), float(row["start"]), float(row["end"])) for row in csv.DictReader(file)]


def _rivalries(year: int) -> set[tuple[str, str]]:
    return {pair for pair, start, end in _rivalry_rows() if start <= year <= end}


def _pair(row: dict[str, str]) -> tuple[str, str]:
    a, b = sorted(str(int(float(row[name]))) for name in ("ccode1", "ccode2"))
    return a, b
