"""Which data files a world's tables have now, kept beside them: to ask the Delta engine takes longer than most answers.

What a commit of a table says never changes. What is kept names the commit that it is of, and counts as long as that is
the newest.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from detente.drafts import drafted
from detente.world.schema import FEED_TABLES, LISTINGS
from detente.world.tables import DataFile, data_files_of, feed_files_of, open_table

_NO_COMMIT: Final[list[object]] = []


def listed_files(root: Path, table: str) -> list[DataFile]:
    """The Parquet files that hold a table's rows now; `feed` is empty where it is not partitioned by feed."""
    place = root / LISTINGS / f"{table}.json"
    commit = _newest_commit(root, table)
    if commit == _NO_COMMIT:
        return []
    kept = _read(place)
    if kept is not None and kept["commit"] == commit:
        return [_from_row(root / table, row) for row in kept["files"]]
    opened = open_table(root, table)
    if opened is None:
        return []
    files = (feed_files_of if table in FEED_TABLES else data_files_of)(root, table, opened)
    # The engine may have seen a commit that is newer than the newest before it looked.
    if commit[0] == f"{opened.version():020}.json":
        _write(place, {"commit": commit, "files": [_as_row(root / table, file) for file in files]})
    return files


def _newest_commit(root: Path, table: str) -> list[object]:
    """The name of a table's newest commit, and what would differ if the table were another of the same name."""
    log = root / table / "_delta_log"
    with suppress(OSError):
        newest = max((name for name in os.listdir(log) if name.endswith(".json")), default=None)
        if newest is not None:
            about = (log / newest).stat()
            return [newest, about.st_size, about.st_mtime_ns]
    return _NO_COMMIT


def _read(place: Path) -> dict[str, Any] | None:
    with suppress(OSError, ValueError):
        kept = json.loads(place.read_bytes())
        if isinstance(kept, dict) and kept.keys() == {"commit", "files"}:
            return kept
    return None


def _write(place: Path, listing: dict[str, Any]) -> None:
    """Keep a listing, all or nothing; where the world cannot be written, it is asked for again."""
    with suppress(OSError):
        place.parent.mkdir(exist_ok=True)
        with drafted(place) as draft:
            draft.write_text(json.dumps(listing), encoding="utf-8")


def _as_row(folder: Path, file: DataFile) -> list[object]:
    moments = [None if each is None else each.isoformat() for each in (file.first_published, file.last_published)]
    return [file.feed, file.path.relative_to(folder).as_posix(), file.size, *moments]


def _from_row(folder: Path, row: list[Any]) -> DataFile:
    feed, path, size, *moments = row
    first, last = (None if each is None else datetime.fromisoformat(each) for each in moments)
    return DataFile(feed, folder / path, size, first, last)
