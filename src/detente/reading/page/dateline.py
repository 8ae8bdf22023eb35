"""Read the dateline that a news story begins with: its place, day and agency."""

from __future__ import annotations

import re

_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Za-zÀ-ÿ.'’-]*(?:[ ,/]+[A-Z][A-Za-zÀ-ÿ.'’-]*){0,5})?"
    r"(?P<date>,?\s*(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8})(?:,?\s\d{4})?)?"
    r"\s?(?P<agency>\((?P<name>[A-Z][\w .&/-]{1,30})\))?(?:\.?\s?(?P<dash>-{1,2}|–|—|:)|(?<=\d{4})\.)\s"
)


def read_dateline(line: str) -> re.Match[str] | None:
    """The dateline that a paragraph begins with: "MOSCOW, Sept 24 (Reuters) - ", "KABUL: ", "(AP) — "."""
    found = _DATELINE.match(line[:160])
    if not found:
        return None
    place = found["place"] or ""
    return found if found["agency"] or found["date"] or (place.isupper() and len(place) > 2) else None
