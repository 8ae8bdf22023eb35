"""Every feed that `detente import` knows: one line each, in the order that help and docs list them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from detente.errors import InputError
from detente.feeds.acled import ACLED
from detente.feeds.atop import ATOP
from detente.feeds.base import Feed
from detente.feeds.csv import CSV
from detente.feeds.gdelt import GDELT
from detente.feeds.gdelt_mentions import GDELT_MENTIONS
from detente.feeds.icews import ICEWS
from detente.feeds.peace_data import PEACE_DATA
from detente.feeds.polecat import POLECAT
from detente.feeds.tkg import TKG
from detente.feeds.tss_rivalries import TSS_RIVALRIES
from detente.feeds.ucdp import UCDP
from detente.feeds.un_ideal_points import UN_IDEAL_POINTS

FEEDS: Final[tuple[Feed, ...]] = (
    GDELT,
    GDELT_MENTIONS,
    ICEWS,
    POLECAT,
    ACLED,
    UCDP,
    UN_IDEAL_POINTS,
    PEACE_DATA,
    ATOP,
    TSS_RIVALRIES,
    TKG,
    CSV,
)


def feed_named(name: str) -> Feed:
    """The feed of a name as typed.

    Raises:
        InputError: No feed has it; the message lists all.

    >>> feed_named("gdelt").name
    'gdelt'
    """
    for feed in FEEDS:
        if feed.name == name.strip().lower():
            return feed
    raise InputError(f"{name!r} is no feed. Feeds are: {', '.join(feed.name for feed in FEEDS)}.")


def feed_for(name: str, paths: Sequence[Path], mapping: Path | None = None) -> Feed:
    """The feed of a name, for these paths and with a mapping where one is given.

    Raises:
        InputError: No feed has the name, it takes no mapping, or the mapping is at fault.
    """
    feed = feed_named(name)
    if feed.bind is not None:
        return feed.bind(paths, mapping)
    if mapping is not None:
        takers = " and ".join(each.name for each in FEEDS if each.bind is not None)
        raise InputError(f"{feed.name} takes no mapping: its columns are known. --mapping belongs to {takers}.")
    return feed
