"""Published figures of other methods, for a reader to set beside ours: time-aware filtered MRR x 100, both directions.

Sources: Gastinger, Meilicke, Errica, Sztyler, Schuelke & Stuckenschmidt, IJCAI 2024 (one harness for all but the
first two); Gastinger et al. 2025 (CountTRuCoLa); ECHO's own paper (not refereed). Those in `WITH_DAY_QUERIES` take
the other queries of the same day for an input (LogCL, DNCL, HisRES, CID-TKG: their own papers) and can't be compared
with the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Peer:
    """A method and its MRR x 100 by data set; None where it has none."""

    name: str
    icews14: float | None = None
    icews18: float | None = None


SINGLE_STEP: Final = (
    Peer("ECHO (GPU)", 47.4, 36.5),
    Peer("CountTRuCoLa", 45.0, 32.8),
    Peer("TiRGN", 44.0, 33.7),
    Peer("TLogic", 42.5, 29.6),
    Peer("RE-GCN", 42.1, 32.6),
    Peer("CEN", 41.8, 31.5),
    Peer("xERTE", 40.9, 29.2),
    Peer("TITer", 40.8, 29.1),
    Peer("recurrency baseline", 37.4, 28.7),
)
MULTI_STEP: Final = (
    Peer("RE-GCN", 37.8, 29.0),
    Peer("RE-Net", 37.0, 27.9),
    Peer("TLogic", 35.5, 24.0),
    Peer("recurrency baseline", 31.7, 24.6),
)
WITH_DAY_QUERIES: Final = (
    Peer("DNCL", 51.2, 37.4),
    Peer("LogCL", 48.9, 35.7),
    Peer("CID-TKG", None, 38.9),
    Peer("HisRES", None, 37.7),
)
SIZES: Final = {"ICEWS14": (7_128, 230, 7_371), "ICEWS18": (23_033, 256, 49_545)}
"""Actors, types and test facts of the cut that the figures are of (Li et al., RE-GCN, SIGIR 2021)."""


def peers(n_actors: int, n_types: int, n_test: int, setting: str, *, day_queries: bool) -> tuple[str, dict[str, float]]:
    """Which published cut a data set is, and the figures on it.

    Returns:
        Its name, and MRR from 0 to 1 by method; "" and nothing where it is none of them. A set that has the actors
        and types of one, but another test part, is named with "other cut" and the figures are of the published one.
    """
    for name, (actors, types, test) in SIZES.items():
        if (n_actors, n_types) == (actors, types):
            chosen = WITH_DAY_QUERIES if day_queries else MULTI_STEP if setting == "multi-step" else SINGLE_STEP
            figures = {peer.name: peer.icews14 if name == "ICEWS14" else peer.icews18 for peer in chosen}
            told = {method: round(value / 100, 3) for method, value in figures.items() if value is not None}
            return (name if n_test == test else f"{name}, other cut"), told
    return "", {}
