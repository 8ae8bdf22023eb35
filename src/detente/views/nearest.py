"""The nearest allowed word for one that is not allowed."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, allowed: Iterable[str]) -> str:
    """ " Did you mean 'x'?", or nothing where no allowed word is like it.

    >>> nearest("netwrok", ["network", "panel"]), nearest("love", ["network"])
    (" Did you mean 'network'?", '')
    """
    found = get_close_matches(word, list(allowed), n=1)
    return f" Did you mean {found[0]!r}?" if found else ""
