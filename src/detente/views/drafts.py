"""Files that take their name when they are whole: an older one is replaced, never left half-written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from detente.errors import DetenteError


@contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """A file to write to, which becomes `path` at the end; after an error nothing of it is left.

    Something that is no file, as a pipe or /dev/stdout, cannot be replaced and is written to itself.

    Raises:
        DetenteError: The file cannot be written.
    """
    if path.exists() and not path.is_file():
        with _told(path):
            yield path
        return
    with _told(path):
        handle, name = tempfile.mkstemp(dir=path.absolute().parent, prefix=f".{path.name[:60]}.", suffix=".part")
        os.close(handle)
    draft = Path(name)
    try:
        with _told(path):
            yield draft
            draft.chmod(0o666 & ~_umask())
            draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def cannot_write(path: Path, error: OSError) -> DetenteError:
    """The error that says so."""
    return DetenteError(f"{path} cannot be written ({error.strerror or error}); name a file elsewhere.")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise cannot_write(path, error) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
