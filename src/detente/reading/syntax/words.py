"""Sets of words written out in the code: too few, or too much part of a rule, for a table of their own."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """The words of a text, divided by white space.

    >>> sorted(word_set("pull push"))
    ['pull', 'push']
    """
    return frozenset(words.split())
