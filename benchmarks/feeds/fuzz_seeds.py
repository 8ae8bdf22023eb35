"""Sound lines of every feed to mutate: out of the real samples where they are here, and the tests' own."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from feed_lines import COLUMNS_57, COLUMNS_58, COLUMNS_61, gdelt_line
from icews_lines import header as icews_header
from icews_lines import icews_line
from polecat_lines import header as polecat_header
from polecat_lines import polecat_line

ROOT: Final = Path(__file__).parents[2]
SHARED: Final = ROOT.parent / "shared" / "data"
RECORDED: Final = ROOT / "tests" / "recorded"
MOST: Final = 500


@dataclass(frozen=True, slots=True)
class Seeds:
    """Lines without their ends, and what stands before them. `beside` are files needed to read them, one of which may
    be a mapping; `mapping_end` is added to it."""

    head: bytes
    lines: list[bytes]
    file_name: str = "file{}.txt"
    beside: tuple[Path, ...] = ()
    mapping_end: str = ""


def _gdelt() -> Seeds:
    real = _records(SHARED / "feeds" / "gdelt_real_15min" / "20191024143000.export.CSV", None)
    return Seeds(b"", [*real, *(gdelt_line(columns).encode() for columns in (COLUMNS_57, COLUMNS_58, COLUMNS_61))])


def _mentions() -> Seeds:
    line = b"1\t20150218230000\t20150219001500\t1\ta.org\thttps://a.org\t1\t-1\t2\t3\t1\t50\t6\t-4.5\t\t"
    real = _records(SHARED / "feeds" / "gdelt_spark_fixtures" / "mentions.csv", None)
    return Seeds(b"", [line, *(each for each in real if each.count(b"\t") == 15)])


def _icews() -> Seeds:
    own = [icews_line().encode(), icews_line(missing="NA").encode()]
    real = _records(SHARED / "feeds" / "icews" / "events.2018.sample.tab", None)
    if not real:
        return Seeds(icews_header().encode() + b"\n", own)
    same = [line for line in own if line.count(b"\t") == real[0].count(b"\t")]
    return Seeds(real[0] + b"\n", [*real[1:], *same])


def _polecat() -> Seeds:
    lines = [polecat_line(Placename='"Bogotá; ""D.C."""').encode(), polecat_line(Actor_Name="A; B; C").encode()]
    return Seeds(polecat_header().encode() + b"\n", [polecat_line().encode(), *lines])


def _acled() -> Seeds:
    head, *lines = _records(RECORDED / "acled" / "acled_invented.csv", '"')
    return Seeds(head.removeprefix(b"\xef\xbb\xbf") + b"\n", lines, "acled{}.csv")


def _ucdp() -> Seeds:
    own = _records(RECORDED / "GEDEvent_v24_0_1.csv", '"')
    real = _records(SHARED / "feeds" / "ucdp_ged" / "ged_myanmar_49col.csv", '"')
    from detente.feeds.ucdp import COLUMNS

    head = real[0] if real else ",".join(COLUMNS).encode()
    return Seeds(head + b"\n", [*own, *real[1:]], "GEDEvent_v24_0_{}.csv")


def _ideal_points() -> Seeds:
    head, *lines = _records(RECORDED / "IdealpointestimatesAll_Mar2021.csv", '"')
    real = _records(SHARED / "un_ideal_points" / "IdealpointestimatesAll_Jun2024.csv", '"')
    if real:
        head, lines = real[0], real[1:]
    return Seeds(head + b"\n", lines, "Idealpointestimates{}_Mar2021.csv")


def _tkg() -> Seeds:
    folder = RECORDED / "tkg"
    beside = tuple(folder / name for name in ("entity2id.txt", "relation2id.txt", "mapping.yaml"))
    return Seeds(b"", _records(folder / "train.txt", None), "set{}/train.txt", beside)


def _csv() -> Seeds:
    head, *lines = _records(RECORDED / "csv" / "border.csv", '"')
    # Where most lines that are not ASCII are mutilated, nothing tells an encoding: such a file is refused as a whole.
    mapping = RECORDED / "csv" / "border.yaml"
    return Seeds(head + b"\n", lines, "border{}.csv", (mapping,), "encoding: utf-8\n")


SEEDS: Final[dict[str, Callable[[], Seeds]]] = {
    "gdelt": _gdelt,
    "gdelt-mentions": _mentions,
    "icews": _icews,
    "polecat": _polecat,
    "acled": _acled,
    "ucdp": _ucdp,
    "un-ideal-points": _ideal_points,
    "tkg": _tkg,
    "csv": _csv,
}


def _records(path: Path, quote: str | None) -> list[bytes]:
    """The first records of a file, none where it is not here."""
    if not path.is_file():
        return []
    with path.open("rb") as file:
        found, held = [], b""
        for line in itertools.islice(file, 20 * MOST):
            held += line
            if quote is None or held.count(quote.encode()) % 2 == 0:
                found.append(held.rstrip(b"\r\n"))
                held = b""
            if len(found) > MOST:
                break
    return found
