"""Parquet files in a query of DuckDB's."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def scan_files(paths: Iterable[str | Path]) -> str:
    """Just these files, to read FROM.

    >>> scan_files(["a[1].parquet"])
    "read_parquet(['a[[]1].parquet'], hive_partitioning = false)"
    """
    # A world under a directory named "a=b" is no Hive partition.
    listed = ", ".join("'" + file_pattern(path).replace("'", "''") + "'" for path in paths)
    return f"read_parquet([{listed}], hive_partitioning = false)"


def file_pattern(path: str | Path) -> str:
    """The path as a DuckDB file pattern that matches just this file."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(path))
