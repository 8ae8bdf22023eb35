"""The registry as it was read last, kept in the user's own folder for such things: reading its tables takes longer."""

from __future__ import annotations

import gc
import os
import pickle
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeVar

from detente import records
from detente.drafts import drafted

_Made = TypeVar("_Made")

FORGET_S: Final = 30 * 24 * 3600
"""How long what another release kept is left alone."""

_PACKAGE: Final = Path(__file__).parent


def kept_or_made(make: Callable[[], _Made], kind: type[_Made]) -> _Made:
    """What `make` made of the tables of this package, in this process or in one before.

    What was kept counts for the same files of this package, tables and code, and the same Python. It is unpickled, so
    only a file is taken that nobody but its owner, the one who asks, can have written.
    """
    place = _place()
    if place is None:
        return make()
    with suppress(OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, ValueError):
        if _is_only_ours(place) and isinstance(found := _unpickled(place.read_bytes()), kind):
            return found
    made = make()
    _keep(made, place)
    return made


def _unpickled(content: bytes) -> object:
    """As it was pickled; nobody looks for cycles meanwhile, for all that is made stays."""
    was_looking = gc.isenabled()
    gc.disable()
    try:
        return pickle.loads(content)
    finally:
        if was_looking:
            gc.enable()


def _place() -> Path | None:
    """Where a registry of these files is kept; None where users cannot be told apart or have no folder."""
    if not hasattr(os, "getuid"):
        return None
    try:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
        files = [Path(records.__file__), *sorted(_PACKAGE.glob("*.py")), *sorted(_PACKAGE.glob("tables/*"))]
        told = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    except (OSError, RuntimeError):
        return None
    key = sha256(repr((sys.version, told)).encode()).hexdigest()[:16]
    return folder / "detente" / f"registry-{key}.pickle"


def _is_only_ours(place: Path) -> bool:
    """Whether no other user can have written here."""
    about = [place.lstat(), place.parent.lstat()]
    return all(each.st_uid == os.getuid() and not each.st_mode & 0o022 for each in about)


def _keep(made: object, place: Path) -> None:
    """Write what was made in the place of what was kept before, all or nothing; it is no matter where that fails."""
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with drafted(place) as draft:
            draft.touch(mode=0o600)
            draft.write_bytes(pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
        for old in place.parent.glob("registry-*.pickle"):
            if old.stat().st_mtime < time.time() - FORGET_S:
                old.unlink(missing_ok=True)
