"""Making the copy of a held world."""

from __future__ import annotations

import tempfile
from pathlib import Path
from shutil import rmtree
from typing import Final

from detente.errors import WorldError
from detente.world.held import HELD, HeldWorld, stamp_of
from detente.world.reading_back import SETTINGS, connected

_ORDER: Final = {"events": "ORDER BY least(source_state, target_state), greatest(source_state, target_state)"}
"""Events of one pair lie together, so that a question about it passes over the rest."""

_ROWS_AT_ONCE: Final = 100_000


def hold_world(root: Path) -> HeldWorld:
    """Copy what questions need of the world at `root`, as it now stands, into a file of the temporary directory.

    About 6 seconds of one processor and 40 MB of disk for a million events of a feed.

    Raises:
        WorldError: The world cannot be read, or there is no room for the copy.
    """
    import duckdb

    stamp = stamp_of(root)  # before copying: what is committed meanwhile makes the copy old, never wrong
    folder = Path(tempfile.mkdtemp(prefix="detente-held-"))
    try:
        database = duckdb.connect(str(folder / "held.duckdb"), config=SETTINGS | {"temp_directory": str(folder)})
        database.execute("SET TimeZone = 'UTC'")
        database.execute("CREATE SCHEMA copy")
        with connected(root, as_corrected=False) as source:
            for table in HELD:
                select = f"SELECT * FROM {table}"
                database.register("incoming", source.sql(select).to_arrow_reader(_ROWS_AT_ONCE))
                database.execute(f"CREATE TABLE copy.{table} AS SELECT * FROM incoming {_ORDER.get(table, '')}")
                database.unregister("incoming")
        database.execute("SET enable_external_access = false")
    except (duckdb.Error, OSError) as error:
        rmtree(folder, ignore_errors=True)
        raise WorldError(f"{root} cannot be held ready in {folder.parent}: {error}. Is there room?") from error
    except BaseException:
        rmtree(folder, ignore_errors=True)
        raise
    return HeldWorld(root, stamp, database, folder)
