"""Rows as a file: Parquet with what it is made of in its metadata, or CSV with a file of that beside it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from detente.errors import DetenteError
from detente.views.drafts import drafted
from detente.views.plain_csv import spelled

if TYPE_CHECKING:
    import pyarrow as pa

METADATA_KEY: Final = b"detente"
"""Where in a Parquet file's metadata it stands what the file is made of, as JSON."""

Write = Callable[["pa.RecordBatchReader", Path, Mapping[str, Any]], int]


def writer_for(output: Path) -> Write:
    """What writes a file of this ending: rows, where to, and what is to be said about them; returns how many rows.

    The file takes its name when it is whole.

    Raises:
        DetenteError: The ending is neither .parquet nor .csv; later, the file cannot be written.
    """
    writers = {".parquet": _write_parquet, ".csv": _write_csv}
    write = writers.get(output.suffix.lower())
    if write is None:
        raise DetenteError(f"-o {output}: name a file that ends in .parquet or .csv.")

    def written(batches: pa.RecordBatchReader, path: Path, about: Mapping[str, Any]) -> int:
        beside = drafted(about_path(path)) if path.suffix.lower() == ".csv" else nullcontext()
        with drafted(path) as draft, beside as about_draft:
            rows = write(batches, draft, about)
            if about_draft is not None:
                about_draft.write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return rows

    return written


def about_path(path: Path) -> Path:
    """Where it stands what a file is made of that has no place for it itself."""
    return path.with_name(f"{path.name}.json")


def _write_parquet(batches: pa.RecordBatchReader, path: Path, about: Mapping[str, Any]) -> int:
    import pyarrow.parquet as pq

    rows = 0
    schema = batches.schema.with_metadata({METADATA_KEY: json.dumps(about, ensure_ascii=False).encode()})
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in batches:
            writer.write_batch(batch)
            rows += batch.num_rows
    return rows


def _write_csv(batches: pa.RecordBatchReader, path: Path, about: Mapping[str, Any]) -> int:
    rows = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(batches.schema.names)
        for batch in batches:
            writer.writerows(map(_cells, zip(*(column.to_pylist() for column in batch.columns), strict=True)))
            rows += batch.num_rows
    return rows


def _cells(row: Iterable[object]) -> list[object]:
    return [_cell(value) for value in row]


def _cell(value: object) -> object:
    """Text is spelled so that no spreadsheet runs it (`plain_csv.unspelled` gives it back); lists become JSON."""
    if isinstance(value, str):
        return spelled(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        is_map = all(isinstance(each, tuple) for each in value)
        return spelled(json.dumps(dict(value) if is_map and value else value, ensure_ascii=False)) if value else None
    return value
