"""Every feed that `detente import` knows: one line each, in the order that help and docs list them."""

from __future__ import annotations

from typing import Final

from detente.errors import InputError
from detente.feeds.base import Feed
from detente.feeds.gdelt import GDELT
from detente.feeds.gdelt_mentions import GDELT_MENTIONS

FEEDS: Final[tuple[Feed, ...]] = (
    GDELT,
    GDELT_MENTIONS,
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
