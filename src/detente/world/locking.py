"""One writer at a time: an operating-system lock on a world, released by the kernel when its holder dies."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from detente.errors import WorldError
from detente.world.manifest import LOCK, find_manifest, write_manifest

LOCK_SECONDS: Final = 600.0
"""How long to wait for another writer; each holds the lock for the moment of one commit."""


@contextmanager
def writing(root: Path, *, wait: float = LOCK_SECONDS) -> Iterator[None]:
    """Hold the world at `root` for writing, making it first where it is not yet.

    Args:
        root: The world's directory.
        wait: Seconds to wait for another writer.

    Raises:
        WorldError: The world cannot be written (read-only, disk full, in use for too long, something else's
            directory). Whatever was not committed by then is invisible.
    """
    import duckdb
    from deltalake.exceptions import DeltaError
    from filelock import FileLock, Timeout

    try:
        find_manifest(root)
        root.mkdir(parents=True, exist_ok=True)
        # No fallback to a lock by mere existence of a file: that one would outlive a killed holder.
        with FileLock(root / LOCK, timeout=wait, fallback_to_soft=False):
            if find_manifest(root) is None:
                write_manifest(root)
            yield
    except Timeout:
        raise WorldError(f"{root} was locked by another writer for {wait:.0f} s. Try again when it is done.") from None
    except (OSError, DeltaError, duckdb.Error) as error:
        raise WorldError(_explain(root, error)) from error


def _explain(root: Path, error: Exception) -> str:
    kept = "What was stored before is whole; run the same command again afterwards."
    reason = str(error)
    if _is(error, errno.EACCES, errno.EPERM, errno.EROFS):
        return f"{root} is read-only for this user ({reason}). Ask for write access, or name another world. {kept}"
    if _is(error, errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"{root} cannot grow: the disk or quota is full ({reason}). Free some space. {kept}"
    return f"{root} cannot be written: {reason}. {kept} `detente doctor` tells its state."


def _is(error: Exception, *codes: int) -> bool:
    """Whether the error carries one of these codes, as a number or, out of the Delta engine, in its words."""
    return getattr(error, "errno", None) in codes or any(f"(os error {code})" in str(error) for code in codes)
