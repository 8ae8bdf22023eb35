"""DuckDB over a world's committed files: a connection that sees whole articles only, and nothing else."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import uuid4

from detente.errors import WorldError
from detente.world.corrected import Corrected
from detente.world.corrections import in_force, read_corrections
from detente.world.held import asked_world
from detente.world.listing import listed_files
from detente.world.parquet_scan import file_pattern, scan_files
from detente.world.schema import ARTICLE_FEED, COUNTS, FEED_TABLES, arrow_schema
from detente.world.tables import DataFile

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

SETTINGS: Final[dict[str, str | bool | int | float | list[str]]] = {
    "autoinstall_known_extensions": False,  # nothing is downloaded
    "autoload_known_extensions": False,
    "python_enable_replacements": False,  # a query sees tables, not this program's variables
}
"""What every connection to DuckDB begins with."""


@contextmanager
def connected(
    root: Path, *, without: Collection[Path] = (), as_corrected: bool = True
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the world's tables as they now stand.

    Views: one a table, of whole articles and finished imports, as users corrected them; `counted_events` leaves out
    copies and repeats. `whole_files` lists the files whose every row is an event as it stands, `other_events` has the
    rest of them: what was counted of a whole file once holds for good, for files never change.
    `stored_articles` and so on show every row on disk, also what a killed writer left, and the copies' band keys.
    SQL on this connection reads the world's own files and no others. Where a copy of the world is asked (`held.py`),
    the connection is one to the copy, which has the views of `held.HELD` only.

    Args:
        root: The world's directory.
        without: Damaged files, or directories of damaged tables, to be passed over.
        as_corrected: Whether users' corrections are applied.

    Raises:
        WorldError: The world's files cannot be read.
    """
    import duckdb

    held = asked_world(root) if as_corrected and not without else None
    try:
        if held is not None:
            with held.cursor() as cursor:
                yield cursor
            return
        with duckdb.connect(config=SETTINGS | {"temp_directory": spill_directory()}) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            _create_views(connection, root, without, as_corrected=as_corrected)
            yield connection
    except (duckdb.Error, OSError, _delta_error()) as error:
        raise WorldError(
            f"{root} cannot be read: {error}. If it was repaired meanwhile, ask again; else see `detente doctor`."
        ) from error


def _delta_error() -> type[Exception]:
    """What the Delta engine raises; it is loaded only where something went wrong, or is asked for."""
    from deltalake.exceptions import DeltaError

    return DeltaError


def refuse_more_than_reading(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Raise WorldError unless `sql` is one statement that only reads."""
    import duckdb

    statements = connection.extract_statements(sql)
    allowed = (duckdb.StatementType.SELECT, duckdb.StatementType.EXPLAIN)
    if len(statements) != 1 or statements[0].type not in allowed:
        kinds = ", ".join(statement.type.name for statement in statements) or "nothing"
        raise WorldError(f"A query is one SELECT (or EXPLAIN) statement; this is {kinds}.")


def _create_views(
    connection: duckdb.DuckDBPyConnection, root: Path, without: Collection[Path], *, as_corrected: bool
) -> None:
    def sound(table: str) -> bool:
        return root / table not in without

    # Commit points first: what is committed there has the rest of its rows committed already.
    whole = {
        table: [str(file.path) for file in listed_files(root, table) if file.path not in without]
        if sound(table)
        else []
        for table in ("articles", "imports", "statements", "corrections", "predictions")
    }
    by_feed = {
        table: [file for file in listed_files(root, table) if file.path not in without] if sound(table) else []
        for table in FEED_TABLES
    }
    connection.execute("; ".join(map(_empty, (*whole, *by_feed))))
    for table, paths in whole.items():
        _create_view(connection, f"stored_{table}", _scan(table, paths))
    imports = _imports(connection)
    connection.execute("CREATE VIEW articles AS SELECT * EXCLUDE (bands) FROM stored_articles")
    connection.execute("CREATE VIEW imports AS SELECT * FROM stored_imports")
    applied = as_corrected and not any(path.is_relative_to(root / "corrections") for path in without)
    corrected = Corrected(in_force(read_corrections(root)) if applied else [])
    connection.execute("CREATE VIEW corrections AS SELECT * FROM stored_corrections")
    connection.execute("CREATE VIEW predictions AS SELECT * FROM stored_predictions")
    statements = f"SELECT stored.* FROM stored_statements AS stored {_OF_WHOLE_ARTICLES}"
    _create_view(connection, "statements", corrected.statements(statements))
    for table, files in by_feed.items():
        _create_view(connection, f"stored_{table}", _by_feed(table, files, None))
        rows = _by_feed(table, files, imports)
        _create_view(connection, table, corrected.events(rows) if table == "events" else rows)
        if table == "events":
            whole_files = [] if corrected.changes_counts else _whole(files, imports)
            others = [file for file in files if file not in whole_files]
            _create_view(connection, "other_events", corrected.events(_by_feed(table, others, imports)))
            listed = _literal([str(file.path) for file in whole_files])
            connection.execute(f"CREATE TABLE whole_files AS SELECT unnest({listed}) AS path")
    _create_view(
        connection,
        "counted_events",
        "SELECT * FROM events WHERE NOT is_copy AND repeat_of IS NULL",
    )
    every = [path for paths in whole.values() for path in paths]
    every += [str(file.path) for files in by_feed.values() for file in files]
    every_path = [spelling for path in every for spelling in {path, file_pattern(path)}]
    connection.execute(f"SET allowed_paths = {_literal(every_path)}")
    connection.execute(f"SET allowed_directories = {_literal([str(root / COUNTS)])}")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")


_OF_WHOLE_ARTICLES: Final = (
    "SEMI JOIN stored_articles AS whole ON stored.article_id = whole.id AND stored.batch_id = whole.batch_id"
)


# Of living data; what a later version says deleted is gone.
_NEWEST: Final = "row_number() OVER (PARTITION BY feed_reference ORDER BY version DESC, batch_id DESC) = 1"


class _Imports(NamedTuple):
    finished: frozenset[str]
    living_feeds: frozenset[str]


def _imports(connection: duckdb.DuckDBPyConnection) -> _Imports:
    """Batch ids that the ledger has, and the feeds that are living data."""
    found = connection.execute("SELECT batch_id, feed, bool_or(living) FROM stored_imports GROUP BY ALL").fetchall()
    return _Imports(
        frozenset(batch_id for batch_id, _, _ in found), frozenset(feed for _, feed, living in found if living)
    )


def _whole(files: list[DataFile], imports: _Imports) -> list[DataFile]:
    """Files of finished imports of feeds that never take a row back."""
    return [
        file
        for file in files
        if file.feed != ARTICLE_FEED
        and file.feed not in imports.living_feeds
        and (file.import_batch is None or file.import_batch in imports.finished)
    ]


def _by_feed(table: str, files: list[DataFile], imports: _Imports | None) -> str:
    """A SELECT over the files of every feed; with `imports`, of whole articles and finished imports only."""
    parts = []
    for feed in sorted({file.feed for file in files}):
        of_feed = [file for file in files if file.feed == feed]
        if imports is None:
            parts.append(_scan(table, [str(file.path) for file in of_feed], feed=feed))
            continue
        finished = [file for file in of_feed if file.import_batch is None or file.import_batch in imports.finished]
        scan = _scan(table, [str(file.path) for file in finished], feed=feed)
        if feed == ARTICLE_FEED:
            scan = f"SELECT * FROM ({scan}) AS stored {_OF_WHOLE_ARTICLES}"
        elif table == "events" and feed in imports.living_feeds:
            scan = f"SELECT * FROM (SELECT * FROM ({scan}) QUALIFY {_NEWEST}) WHERE deleted IS NOT TRUE"
        elif table == "series" and feed in imports.living_feeds:
            scan = f"SELECT * FROM ({scan}) QUALIFY {_NEWEST.replace('version', 'published_at')}"
        parts.append(scan)
    return " UNION ALL ".join(parts) or f"SELECT * FROM no_{table}"


def _empty(table: str) -> str:
    """SQL that makes a table of this shape without rows: one text for all takes less long than to hand each over."""
    columns = ", ".join(f'"{field.name}" {_sql_type(field.type)}' for field in arrow_schema(table))
    return f"CREATE TABLE no_{table} ({columns})"


def _sql_type(kind: pa.DataType) -> str:
    """The engine's name for what a column holds."""
    import pyarrow as pa

    if pa.types.is_list(kind):
        return f"{_sql_type(kind.value_type)}[]"
    if pa.types.is_map(kind):
        return f"MAP({_sql_type(kind.key_type)}, {_sql_type(kind.item_type)})"
    if pa.types.is_struct(kind):
        fields = ", ".join(f'"{field.name}" {_sql_type(field.type)}' for field in kind)
        return f"STRUCT({fields})"
    return _SQL_TYPES[str(kind)]


_SQL_TYPES: Final = {
    "string": "VARCHAR",
    "bool": "BOOLEAN",
    "int64": "BIGINT",
    "double": "DOUBLE",
    "date32[day]": "DATE",
    "timestamp[us, tz=UTC]": "TIMESTAMP WITH TIME ZONE",
}


def _create_view(connection: duckdb.DuckDBPyConnection, name: str, select: str) -> None:
    connection.execute(f"CREATE VIEW {name} AS {select}")


def _scan(table: str, paths: list[str], *, feed: str | None = None) -> str:
    if not paths:
        return f"SELECT * FROM no_{table}"
    columns = ", ".join(
        f"'{feed}' AS feed" if name == "feed" and feed is not None else f'"{name}"'
        for name in arrow_schema(table).names
    )
    return f"SELECT {columns} FROM {scan_files(paths)}"


def _literal(texts: list[str]) -> str:
    return "[" + ", ".join("'" + text.replace("'", "''") + "'" for text in texts) + "]::VARCHAR[]"


def spill_directory() -> str:
    """Made by DuckDB when a sort or join outgrows the memory limit, removed by it, and never shared."""
    return str(Path(tempfile.gettempdir()) / f"detente-{uuid4().hex}")
