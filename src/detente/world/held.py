"""A world's tables held ready in one DuckDB file: what a server asks many times over between two changes.

Opening a world lists the files of its tables, and every question reads them. A held world is a copy, made once, of
what questions need. Inside of `asked(held)`, `connected` gives cursors on the copy, so
that every question of the pipeline is answered from it. Corrections are not in the copy but laid over it: they count at
once.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from shutil import rmtree
from threading import Condition, Lock
from typing import TYPE_CHECKING, Any, Final, TypeVar

from detente.errors import WorldError
from detente.world.corrected import Corrected
from detente.world.corrections import in_force, read_corrections
from detente.world.schema import TABLES

if TYPE_CHECKING:
    import duckdb

HELD: Final = ("articles", "imports", "statements", "events", "series")
"""The tables that are copied."""

Stamp = tuple[str, ...]
"""The newest commit of each table: equal stamps are equal contents."""

PATIENCE: Final = 10.0
"""Seconds for which closing waits for questions under way."""

PLACED: Final = "placed_events"
"""The view of a copy's events with their `place` in it, by which an engine goes straight to a row."""

COPY: Final = "held.duckdb"
"""The copy's file in its folder."""

_Value = TypeVar("_Value")


class HeldWorld:
    """The copy in a folder; a cursor on it serves one thread.

    Several processes may open one copy: it is only read, and what one of them makes of it (`table`) is its own.

    Args:
        root: The world's directory.
        stamp: Of the world when it was copied.
        folder: Where the copy is.
        database: An open one that has the copy attached as `held`.
        is_owner: Whether the folder goes when this is closed.
    """

    def __init__(
        self, root: Path, stamp: Stamp, folder: Path, database: duckdb.DuckDBPyConnection, *, is_owner: bool = True
    ) -> None:
        self.root = root
        self.stamp = stamp
        self.folder = folder
        self._database = database
        self._is_owner = is_owner
        self._lock = Lock()
        self._making = Lock()
        self._generation = 0
        self._tables: dict[object, str] = {}
        self._retired: list[str] = []
        self._asking = Condition()
        self._cursors = 0
        self._is_closed = False
        self._known: dict[object, Any] = {}
        self._corrections: Stamp | None = None

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A connection with the views of HELD and PLACED, as the corrections now in force have them.

        Raises:
            WorldError: The copy was closed.
        """
        self._make_current()
        with self._asking:
            if self._is_closed:
                raise WorldError(f"{self.root} is no longer held ready; ask again.")
            cursor = self._database.cursor()
            self._cursors += 1
        try:
            with cursor:
                yield cursor
        finally:
            with self._asking:
                self._cursors -= 1
                self._asking.notify_all()

    def remember(self, key: object, make: Callable[[], _Value]) -> _Value:
        """What was made under this key since the last correction; two threads may both make it at first."""
        self._make_current()
        known = self._known
        if key not in known:
            known[key] = make()
        value: _Value = known[key]
        return value

    def table(self, cursor: duckdb.DuckDBPyConnection, key: object, make: Callable[[], str]) -> str:
        """The name of a table of what a SELECT gives, made once since the last correction; for one who holds a cursor.

        It lasts for questions that began before a correction, and goes with the one after.
        """
        self._make_current()
        with self._making:
            tables = self._tables
            if key not in tables:
                name = f"made_{self._generation}_{len(tables)}"
                cursor.execute(f"CREATE TABLE {name} AS {make()}")
                tables[key] = name
            return tables[key]

    def close(self) -> None:
        """Remove the copy, once no question is under way any more; after PATIENCE what still asks is let be."""
        with self._asking:
            self._is_closed = True
            if self._asking.wait_for(lambda: self._cursors == 0, PATIENCE):
                self._database.close()
        if self._is_owner:
            rmtree(self.folder, ignore_errors=True)

    def _make_current(self) -> None:
        """Let the views have the corrections now in force. Made once for all cursors: that takes longer than to ask."""
        stamp = (_newest_commit(self.root, "corrections"),)
        with self._lock:
            if stamp != self._corrections:
                corrected = Corrected(in_force(read_corrections(self.root)))
                selects = {PLACED: corrected.events("SELECT rowid AS place, * FROM held.events")}
                selects |= {table: f"SELECT * FROM held.{table}" for table in HELD}
                selects["events"] = f"SELECT * EXCLUDE (place) FROM {PLACED}"
                selects["statements"] = corrected.statements(selects["statements"])
                self._known = {}
                self._forget_tables(selects)
                self._corrections = stamp

    def _forget_tables(self, selects: dict[str, str]) -> None:
        with self._making, self._database.cursor() as cursor:
            for view, select in selects.items():
                cursor.execute(f"CREATE OR REPLACE VIEW {view} AS {select}")
            for name in self._retired:
                cursor.execute(f"DROP TABLE IF EXISTS {name}")
            self._retired, self._tables = list(self._tables.values()), {}
            self._generation += 1


_ASKED: ContextVar[HeldWorld | None] = ContextVar("asked", default=None)


@contextmanager
def asked(held: HeldWorld) -> Iterator[None]:
    """Let every question about its world in this block be answered from the copy."""
    token = _ASKED.set(held)
    try:
        yield
    finally:
        _ASKED.reset(token)


def asked_world(root: Path) -> HeldWorld | None:
    """The copy of this world that is asked now, or None."""
    held = _ASKED.get()
    return held if held is not None and held.root == root else None


def remembered(root: Path, key: object, make: Callable[[], _Value]) -> _Value:
    """What `make` gives, once for a copy that is asked; made anew each time where none is."""
    held = asked_world(root)
    return make() if held is None else held.remember(key, make)


def made_table(root: Path, connection: duckdb.DuckDBPyConnection, key: object, make: Callable[[], str]) -> str:
    """What a SELECT gives, to be read FROM on a connection of `connected`: a table made once of a copy that is asked.

    Where none is, the SELECT itself.
    """
    held = asked_world(root)
    return f"({make()})" if held is None else held.table(connection, key, make)


def stamp_of(root: Path) -> Stamp:
    """The stamp of a world as it now stands, corrections aside."""
    return tuple(_newest_commit(root, table) for table in TABLES if table != "corrections")


def corrections_stamp(root: Path) -> str:
    """The newest commit of a world's corrections."""
    return _newest_commit(root, "corrections")


def _newest_commit(root: Path, table: str) -> str:
    try:
        return max((name for name in os.listdir(root / table / "_delta_log") if name.endswith(".json")), default="")
    except FileNotFoundError:
        return ""
