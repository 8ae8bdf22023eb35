"""Stretches for which a feed has no file, taken over from where it was fetched: missing is no zero."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from detente.feeds.fetch.gaps import GAPS_FILE, read_gaps, record_gaps


def has_gaps(folder: Path) -> bool:
    """Whether a fetch left word there of what it could not have."""
    return (folder / GAPS_FILE).is_file()


def take_gaps(root: Path, folders: Iterable[Path]) -> None:
    """Put what the gaps files of these folders say into the world's own, the later fetch over the earlier one.

    The caller holds the world's lock.

    Raises:
        FetchError: A gaps file is damaged.
    """
    for folder in dict.fromkeys(folders):
        if folder.resolve() == root.resolve() or not has_gaps(folder):
            continue
        fetched = read_gaps(folder)
        known = read_gaps(root)
        if fetched != known:
            record_gaps(root, fetched.covered, fetched.gaps)
