"""Lookups of a feed as small tables beside the raw rows: each distinct key is resolved once in a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.feeds.base import Feed, Key, Resolver
from detente.feeds.sql import quoted

if TYPE_CHECKING:
    import duckdb


class Resolutions:
    """Tables `lookup_<resolver>` of a connection, growing with the keys that come."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, feed: Feed) -> None:
        self._connection = connection
        self._keys: dict[str, set[tuple[str, ...]]] = {}
        self._resolvers: dict[str, Resolver] = {}
        for lookup in feed.lookups:
            self._resolvers[lookup.resolver.name] = lookup.resolver
            self._keys.setdefault(lookup.resolver.name, set()).add(lookup.key)
        for name, resolver in self._resolvers.items():
            width = len(next(iter(self._keys[name])))
            columns = [f"key{number} VARCHAR" for number in range(width)]
            columns += [f"{quoted(f)} {'DOUBLE' if f in resolver.numbers else 'VARCHAR'}" for f in resolver.fields]
            connection.execute(f"CREATE TEMP TABLE lookup_{name} ({', '.join(columns)})")

    def add(self, raw: Any) -> None:
        """Resolve the keys of the table `raw` that are new."""
        for name, resolver in self._resolvers.items():
            if new := self._new_keys(name):
                self._insert(name, resolver, new)

    def _new_keys(self, name: str) -> list[Key]:
        selects = []
        for key in sorted(self._keys[name]):
            columns = ", ".join(f"r.{quoted(column)} AS key{number}" for number, column in enumerate(key))
            selects.append(f"SELECT DISTINCT {columns} FROM raw AS r")
        listed = ", ".join(f"key{number}" for number in range(len(next(iter(self._keys[name])))))
        found = self._connection.execute(
            f"SELECT DISTINCT {listed} FROM ({' UNION ALL '.join(selects)}) EXCEPT SELECT {listed} FROM lookup_{name}"
        ).fetchall()
        return [tuple(key) for key in found]

    def _insert(self, name: str, resolver: Resolver, keys: list[Key]) -> None:
        import pyarrow as pa

        nothing = (None,) * len(resolver.fields)
        answers = [resolver.resolve(key) or nothing for key in keys]
        width = len(keys[0])
        columns: dict[str, Any] = {f"key{at}": pa.array([key[at] for key in keys], pa.string()) for at in range(width)}
        for at, field in enumerate(resolver.fields):
            kind = pa.float64() if field in resolver.numbers else pa.string()
            columns[field] = pa.array([answer[at] for answer in answers], kind)
        self._connection.register("answers", pa.table(columns))
        self._connection.execute(f"INSERT INTO lookup_{name} SELECT * FROM answers")
        self._connection.unregister("answers")
