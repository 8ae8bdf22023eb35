"""The reject file: every refused row with file, line, column, reason and what stood there, to open and mend."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from detente.errors import DetenteError
from detente.views.plain_csv import spelled

if TYPE_CHECKING:
    import pyarrow as pa

HEADER: Final = ("feed", "file", "line", "column", "reason", "raw")
FOLDER: Final = "rejected"
"""Of a world: where reject files go that the user gave no name."""


def default_reject_file(world: Path, feed: str) -> Path:
    """A name that tells feed and moment."""
    return world / FOLDER / f"{feed}-{datetime.now(UTC):%Y%m%dT%H%M%S}Z.csv"


def write_rejects(batches: Iterable[pa.RecordBatch], path: Path) -> int:
    """Write refused rows (columns as in HEADER) as CSV; returns how many. The file takes its name when it is whole.

    Raises:
        DetenteError: The file cannot be written.
    """
    draft = path.with_name(f".{path.name}.part")
    rows = 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with draft.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADER)
            for batch in batches:
                cells = [column.to_pylist() for column in batch.columns]
                writer.writerows(map(_row, zip(*cells, strict=True)))
                rows += batch.num_rows
        draft.replace(path)
    except OSError as error:
        raise DetenteError(
            f"{path}: the reject file cannot be written ({error.strerror}). The world's table `rejects` has every row."
        ) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
    return rows


def _row(values: tuple[object, ...]) -> list[object]:
    return [spelled(value) if isinstance(value, str) else value for value in values]
