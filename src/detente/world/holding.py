"""Making the copy of a held world."""

from __future__ import annotations

import tempfile
from pathlib import Path
from shutil import rmtree
from typing import Final

from detente.errors import WorldError
from detente.world.held import COPY, HELD, HeldWorld, Stamp, stamp_of
from detente.world.reading_back import SETTINGS, connected

_ORDER: Final = {
    "events": "ORDER BY least(source_state, target_state), greatest(source_state, target_state), event_date"
}
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
        with duckdb.connect(str(folder / COPY), config=SETTINGS | {"temp_directory": str(folder / "spill")}) as copy:
            copy.execute("SET TimeZone = 'UTC'")
            with connected(root, as_corrected=False) as source:
                for table in HELD:
                    select = f"SELECT * FROM {table}"
                    copy.register("incoming", source.sql(select).to_arrow_reader(_ROWS_AT_ONCE))
                    copy.execute(f"CREATE TABLE {table} AS SELECT * FROM incoming {_ORDER.get(table, '')}")
                    copy.unregister("incoming")
        return open_held(root, stamp, folder)
    except (duckdb.Error, OSError) as error:
        rmtree(folder, ignore_errors=True)
        raise WorldError(f"{root} cannot be held ready in {folder.parent}: {error}. Is there room?") from error
    except BaseException:
        rmtree(folder, ignore_errors=True)
        raise


def open_held(
    root: Path, stamp: Stamp, folder: Path, *, is_owner: bool = True, threads: int | None = None
) -> HeldWorld:
    """Open a copy that `hold_world` made, in this process or another.

    Args:
        root: The world's directory.
        stamp: The copy's.
        folder: The copy's.
        is_owner: Whether the folder goes when this is closed.
        threads: For how many questions may be computed at once; None leaves it to the engine.
    """
    import duckdb

    own = Path(tempfile.mkdtemp(prefix="own-", dir=folder))
    few = {} if threads is None else {"threads": threads}
    # Tables that are made of the copy may outgrow the memory: they have a file too.
    database = duckdb.connect(str(own / "made.duckdb"), config=SETTINGS | few | {"temp_directory": str(own / "spill")})
    database.execute("SET GLOBAL TimeZone = 'UTC'")
    copy = str(folder / COPY).replace("'", "''")
    database.execute(f"ATTACH '{copy}' AS held (READ_ONLY)")
    database.execute("SET enable_external_access = false")
    return HeldWorld(root, stamp, folder, database, is_owner=is_owner)
