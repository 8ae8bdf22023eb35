"""A feed's declarations as SQL over a piece: what is broken, and what each row is in the shared table."""

from __future__ import annotations

import re
from collections.abc import Iterable

from detente.feeds.base import LINE_BITS, Feed, Lookup

SEQUENCE = f"(r.file::BIGINT << {LINE_BITS}) | r.line"


def quoted(name: str) -> str:
    """A column name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def broken_sql(feed: Feed) -> str:
    """The number of the first rule that a row breaks, or NULL; over the raw table and the lookups."""
    cases = " ".join(f"WHEN {rule.broken_when} THEN {number}" for number, rule in enumerate(feed.rules))
    return f"CASE {cases} END" if cases else "NULL::INTEGER"


def rows_sql(feed: Feed, columns: Iterable[str], *, broken: bool = False) -> str:
    """A SELECT of `seq` and of these columns of the shared table, from the table `raw` and the lookups they need."""
    wanted = list(columns)
    expressions = [f"{feed.columns.get(column, 'NULL')} AS {quoted(column)}" for column in wanted]
    if broken:
        expressions.insert(0, f"{broken_sql(feed)} AS broken")
    joins = [_join(lookup) for lookup in feed.lookups if _uses(expressions, lookup)]
    return f"SELECT {', '.join([f'{SEQUENCE} AS seq', *expressions])} FROM raw AS r {' '.join(joins)}"


def _uses(expressions: list[str], lookup: Lookup) -> bool:
    name = re.compile(rf"\b{re.escape(lookup.alias)}\.")
    return any(name.search(expression) for expression in expressions)


def _join(lookup: Lookup) -> str:
    matches = " AND ".join(
        f"{lookup.alias}.key{number} {'=' if len(lookup.key) == 1 else 'IS NOT DISTINCT FROM'} r.{quoted(column)}"
        for number, column in enumerate(lookup.key)
    )
    return f"LEFT JOIN lookup_{lookup.resolver.name} AS {lookup.alias} ON {matches}"
