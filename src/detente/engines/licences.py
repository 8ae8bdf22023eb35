"""Whose data a world's counts are made of: each feed of its events, and the licence that its rows carry."""

from __future__ import annotations

from pathlib import Path

from detente.world.reading_back import connected


def event_licences(root: Path) -> dict[str, str | None]:
    """Licence tags by feed, of every feed with events; null where nobody stated one, as for articles.

    Raises:
        WorldError: The world's files cannot be read.
    """
    with connected(root) as connection:
        found = connection.execute("SELECT feed, max(licence) FROM events GROUP BY feed ORDER BY feed").fetchall()
    return dict(found)
