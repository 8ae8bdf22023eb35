"""DuckDB over a world's committed files: a connection that sees whole articles only, and nothing else."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from detente.errors import WorldError
from detente.world.schema import TABLES, arrow_schema
from detente.world.tables import data_files

if TYPE_CHECKING:
    import duckdb

_SETTINGS: Final[dict[str, str | bool | int | float | list[str]]] = {
    "autoinstall_known_extensions": False,  # nothing is downloaded
    "autoload_known_extensions": False,
    "python_enable_replacements": False,  # a query sees tables, not this program's variables
}


@contextmanager
def connected(root: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the world's tables as they now stand.

    Views: `articles`, `statements`, `events` show whole articles. `stored_articles`, `stored_statements` and
    `stored_events` show every row on disk, also what a killed writer left, and the copies' band keys. SQL on this
    connection reads the world's own files and no others.

    Raises:
        WorldError: The world's files cannot be read.
    """
    import duckdb
    from deltalake.exceptions import DeltaError

    try:
        with duckdb.connect(config=_SETTINGS | {"temp_directory": _spill_directory()}) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            _create_views(connection, root)
            yield connection
    except (duckdb.Error, DeltaError, OSError) as error:
        raise WorldError(
            f"{root} cannot be read: {error}. If it was repaired meanwhile, ask again; else see `detente doctor`."
        ) from error


def refuse_more_than_reading(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Raise WorldError unless `sql` is one statement that only reads."""
    import duckdb

    statements = connection.extract_statements(sql)
    allowed = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
    if len(statements) != 1 or statements[0].type not in allowed:
        kinds = ", ".join(statement.type.name for statement in statements) or "nothing"
        raise WorldError(f"A query is one SELECT (or EXPLAIN) statement; this is {kinds}.")


def _create_views(connection: duckdb.DuckDBPyConnection, root: Path) -> None:
    # Articles first: what is committed there has its statements and events committed already.
    files = {table: [str(path) for path in data_files(root, table)] for table in TABLES}
    for table, paths in files.items():
        _create_stored_view(connection, table, [_pattern(path) for path in paths])
    connection.execute("CREATE VIEW articles AS SELECT * EXCLUDE (bands) FROM stored_articles")
    for table in TABLES[1:]:
        connection.execute(
            f"CREATE VIEW {table} AS SELECT * FROM stored_{table} AS stored SEMI JOIN stored_articles AS whole "
            "ON stored.article_id = whole.id AND stored.batch_id = whole.batch_id"
        )
    every_path = [spelling for paths in files.values() for path in paths for spelling in {path, _pattern(path)}]
    connection.execute(f"SET allowed_paths = {_literal(every_path)}")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


def _create_stored_view(connection: duckdb.DuckDBPyConnection, table: str, paths: list[str]) -> None:
    if paths:
        # A world under a directory named "a=b" is no Hive partition.
        scan = f"read_parquet({_literal(paths)}, hive_partitioning = false)"
    else:
        scan = f"no_{table}"
        connection.register(scan, arrow_schema(table).empty_table())
    connection.execute(f"CREATE VIEW stored_{table} AS SELECT * FROM {scan}")


def _pattern(path: str) -> str:
    """The path as a DuckDB file pattern that matches just this file."""
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in path)


def _literal(texts: list[str]) -> str:
    return "[" + ", ".join("'" + text.replace("'", "''") + "'" for text in texts) + "]::VARCHAR[]"


def _spill_directory() -> str:
    """Made by DuckDB when a sort or join outgrows the memory limit, removed by it, and never shared."""
    return str(Path(tempfile.gettempdir()) / f"detente-{uuid4().hex}")
