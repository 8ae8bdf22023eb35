"""Novelty: what the text itself calls the first of its kind ("for the first time in their history")."""

from __future__ import annotations

import re

NUMBER = r"(?:\d+|a|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|several|many)"
FIRST_EVER = re.compile(
    rf"\b(?:first[- ]ever|for the (?:very )?first time(?! (?:since|in (?:\w+ )?{NUMBER}\b))"
    r"|never before|unprecedented|the first (?:such|time in (?:its|their|the)\b.{0,20}history))",
    re.IGNORECASE,
)
FIRST_SINCE = re.compile(r"\bfirst (?:\w+ ){0,4}?since (\w+(?: \d{4})?)", re.IGNORECASE)
FIRST_IN = re.compile(
    rf"\bfirst (?:\w+ ){{0,4}}?in (?:over |more than |nearly |almost |at least )?({NUMBER}) "
    r"(years?|decades?|months?|weeks?|centur(?:y|ies))",
    re.IGNORECASE,
)


def novelty_of(words: str) -> str | None:
    """As in "first-ever", "first-since-1971", "first-in-25-years", or None, as the words of a sentence claim it.

    >>> novelty_of("For the first time in their history the two met")
    'first-ever'
    >>> novelty_of("the first visit in 12 years")
    'first-in-12-years'
    """
    since = FIRST_SINCE.search(words)
    if since:
        return "first-since-" + "-".join(since.group(1).lower().split())
    within = FIRST_IN.search(words)
    if within:
        return f"first-in-{within.group(1).lower()}-{within.group(2).lower()}"
    return "first-ever" if FIRST_EVER.search(words) else None
