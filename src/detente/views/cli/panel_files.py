"""A panel as a file: Parquet with what it is made of in its metadata, or CSV with a file of that beside it."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from detente.errors import DetenteError
from detente.views.plain_csv import no_formula

if TYPE_CHECKING:
    import pyarrow as pa

METADATA_KEY: Final = b"detente"

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
        draft = path.with_name(f".{path.name}.part")
        try:
            rows = write(batches, draft, about)
            if path.suffix.lower() == ".csv":
                about_path(path).write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
            draft.replace(path)
        except OSError as error:
            raise DetenteError(f"{path}: cannot be written ({error.strerror}).") from error
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
        return rows

    return written


def about_path(path: Path) -> Path:
    """Where it stands what a CSV file is made of, which has no place for it itself."""
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
            writer.writerows(_plain(row) for row in zip(*(column.to_pylist() for column in batch.columns), strict=True))
            rows += batch.num_rows
    return rows


def _plain(row: Iterable[object]) -> list[object]:
    return [no_formula(cell) if isinstance(cell, str) else cell for cell in row]
