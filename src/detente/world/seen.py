"""What is stored already: the keys by which a feed's rows repeat each other, and the marks they get for it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

from detente.feeds.base import Feed, Repeats
from detente.feeds.sql import quoted
from detente.ontology.cameo import OTHER_SIDES
from detente.world.parquet_scan import scan_files
from detente.world.schema import arrow_schema
from detente.world.tables import feed_files

if TYPE_CHECKING:
    import duckdb

MOST_KEYS: Final = 5_000_000
"""Keys kept between pieces; beyond, those far from the present piece go and are read again when needed."""

_KEYS: Final = "identity, reference, story_key, forward, event_key, moment, version"


# Of rows with one identity the newest version stays, the first where there are no versions.
_LEFT_OUT: Final = """
CREATE OR REPLACE TEMP TABLE left_out AS
WITH fresh AS (SELECT seq, identity, version FROM keyed WHERE broken IS NULL),
    twice AS (
        SELECT identity, coalesce(arg_max(seq, (version, -seq)), min(seq)) AS kept
        FROM fresh GROUP BY identity HAVING count(*) > 1),
    newest AS (SELECT identity, max(version) AS version FROM seen SEMI JOIN fresh USING (identity) GROUP BY identity)
SELECT seq FROM keyed WHERE broken IS NOT NULL
UNION ALL SELECT seq FROM fresh JOIN twice USING (identity) WHERE seq <> kept
UNION SELECT seq FROM fresh JOIN newest USING (identity) WHERE NOT coalesce(fresh.version > newest.version, false)
"""

_FRESH: Final = f"""
CREATE OR REPLACE TEMP TABLE fresh AS SELECT seq, {_KEYS} FROM keyed ANTI JOIN left_out USING (seq)
"""

# `ways` has, for each story, the first row of either direction.
_MARKS: Final = """
CREATE OR REPLACE TEMP TABLE marks AS
WITH stories AS (
    SELECT story_key,
        arg_min(reference, seq) FILTER (forward) AS reference_to, min(seq) FILTER (forward) AS first_to,
        arg_min(reference, seq) FILTER (NOT forward) AS reference_back, min(seq) FILTER (NOT forward) AS first_back
    FROM (SELECT seq, reference, story_key, forward FROM fresh WHERE story_key IS NOT NULL
        UNION ALL SELECT seq, reference, story_key, forward FROM seen SEMI JOIN fresh USING (story_key))
    GROUP BY story_key HAVING count(*) > 1),
ways AS (
    SELECT seq, CASE WHEN forward THEN first_to ELSE first_back END AS first_same,
        CASE WHEN forward THEN reference_to ELSE reference_back END AS same,
        CASE WHEN forward THEN first_back ELSE first_to END AS first_other,
        CASE WHEN forward THEN reference_back ELSE reference_to END AS other
    FROM fresh JOIN stories USING (story_key)),
events AS (
    SELECT event_key, arg_min(reference, seq) AS reference, min(seq) AS first
    FROM (SELECT seq, reference, event_key FROM fresh WHERE event_key IS NOT NULL
        UNION ALL SELECT seq, reference, event_key FROM seen SEMI JOIN fresh USING (event_key))
    GROUP BY event_key HAVING count(*) > 1),
told AS (
    SELECT seq, same AS original, 'same story' AS kind, 1 AS rank FROM ways WHERE seq > first_same
    UNION ALL SELECT seq, other, 'mirrored', 2 FROM ways WHERE seq > first_other
    UNION ALL SELECT seq, events.reference, 'new id', 3 FROM fresh JOIN events USING (event_key) WHERE seq > first)
SELECT seq, arg_min(original, rank) AS repeat_of, arg_min(kind, rank) AS repeat_kind FROM told GROUP BY seq
"""


def key_columns(feed: Feed) -> list[str]:
    """The columns of the shared table that the feed's keys are made of."""
    rules = feed.repeats
    names = [*rules.identity, *rules.story, *rules.event, rules.moment, "feed_reference"]
    names += rules.pair if rules.story or rules.event else ()
    names += [feed.update.version] if feed.update else []
    named = [name for name in arrow_schema(feed.table).names if name in rules.event_if]
    return list(dict.fromkeys([*names, *named]))


def keys_sql(feed: Feed) -> str:
    """The columns _KEYS, over columns of the shared table. Hashes are compared within one run only, never stored."""
    rules = feed.repeats
    identity = ", ".join(f"coalesce({quoted(name)}::VARCHAR, '')" for name in rules.identity)
    identity = f"concat_ws(chr(31), {identity})" if len(rules.identity) > 1 else f"{quoted(rules.identity[0])}::VARCHAR"
    story_key = event_key = "NULL::UBIGINT"
    forward = "true"
    if rules.story:
        story_key, forward = _story_sql(rules)
    if rules.event:
        event = ", ".join(map(quoted, rules.event))
        event_key = f"CASE WHEN {rules.event_if} THEN hash({event}) END"
    return (
        f"{identity} AS identity, feed_reference AS reference, {story_key} AS story_key, {forward} AS forward, "
        f"{event_key} AS event_key, {quoted(rules.moment)} AS moment, "
        f"{quoted(feed.update.version) if feed.update else 'NULL'}::VARCHAR AS version"
    )


def _story_sql(rules: Repeats) -> tuple[str, str]:
    """What two rows share that tell one act of one story, in either direction, and which direction a row has."""
    source, target = (quoted(name) for name in rules.pair)
    story = ", ".join(map(quoted, rules.story))
    whole = " AND ".join(f"{quoted(name)} IS NOT NULL" for name in rules.story)
    both = f"{source} IS NOT NULL AND {target} IS NOT NULL"
    sides = " ".join(f"WHEN '{seen}' THEN '{act}'" for act, seen in OTHER_SIDES.items())
    act = ", ".join(
        f"CASE cameo_code {sides} ELSE cameo_code END" if name == "cameo_code" else quoted(name) for name in rules.story
    )
    key = (
        f"CASE WHEN {whole} THEN CASE WHEN {both} THEN hash({act}, least({source}, {target}), "
        f"greatest({source}, {target})) ELSE hash({story}, {source}, {target}, 'one') END END"
    )
    return key, f"coalesce({source} <= {target}, true)"


class Seen:
    """Tables `seen`, `left_out` and `marks` of a connection; `keyed` is the piece at hand."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, feed: Feed) -> None:
        self._connection, self._feed = connection, feed
        self._window = None if feed.repeats.window_days is None else timedelta(days=feed.repeats.window_days)
        self._loaded: set[Path] = set()
        self._stored_order = -(1 << 62)
        connection.execute(
            "CREATE TEMP TABLE seen (seq BIGINT, identity VARCHAR, reference VARCHAR, story_key UBIGINT, "
            "forward BOOLEAN, event_key UBIGINT, moment TIMESTAMPTZ, version VARCHAR)"
        )

    def load(self, root: Path, span: tuple[datetime | None, datetime | None]) -> None:
        """Read the keys of stored files that may hold rows like those of the piece, and were not read yet."""
        self._forget_far(span)
        new = [
            file.path
            for file in feed_files(root, self._feed.table)
            if file.feed == self._feed.name
            and file.path not in self._loaded
            and self._near(span, (file.first_published, file.last_published))
            and (file.import_batch is None or file.import_batch in self._finished(root))
        ]
        self._finished_batches = None
        if not new:
            return
        columns = ", ".join(map(quoted, [*key_columns(self._feed), "batch_id", "batch_position", "position"]))
        self._connection.execute(
            f"INSERT INTO seen SELECT {self._stored_order} + row_number() OVER (ORDER BY batch_id, batch_position, "
            f"position), {keys_sql(self._feed)} FROM (SELECT {columns} "
            f"FROM {scan_files(new)})"
        )
        self._stored_order += 1 << 40
        self._loaded.update(new)

    _finished_batches: set[str] | None = None

    def _finished(self, root: Path) -> set[str]:
        from detente.world.reading_back import connected

        if self._finished_batches is None:
            with connected(root) as connection:
                found = connection.execute("SELECT DISTINCT batch_id FROM imports").fetchall()
            self._finished_batches = {batch_id for (batch_id,) in found}
        return self._finished_batches

    def wrote(self, path: Path) -> None:
        """A file of our own: its keys come by `remember`."""
        self._loaded.add(path)

    def decide(self) -> None:
        """Make `left_out` (refused, or stored before under the same id) and `marks` (repeats that stay)."""
        for statement in (_LEFT_OUT, _FRESH, _MARKS):
            self._connection.execute(statement)

    def remember(self) -> None:
        """Count the piece's rows among those seen."""
        self._connection.execute(f"INSERT INTO seen SELECT seq, {_KEYS} FROM fresh")

    def _near(
        self, span: tuple[datetime | None, datetime | None], other: tuple[datetime | None, datetime | None]
    ) -> bool:
        if self._window is None or None in span or None in other:
            return True
        (low, high), (first, last) = [tuple(_utc(each) for each in pair if each) for pair in (span, other)]
        return first <= high + self._window and last >= low - self._window

    def _forget_far(self, span: tuple[datetime | None, datetime | None]) -> None:
        ((count,),) = self._connection.execute("SELECT count(*) FROM seen").fetchall()
        if count <= MOST_KEYS or self._window is None or span[0] is None or span[1] is None:
            return
        self.forget()

    def forget(self) -> None:
        """Start again: stored files are read when they are needed."""
        self._connection.execute("DELETE FROM seen")
        self._loaded.clear()


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
