"""Files that are there whole or not at all, beside others who write the same."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4


@contextmanager
def drafted(place: Path) -> Iterator[Path]:
    """A path beside `place` to write to: it replaces `place` where the context ends well, and is removed where not.

    Raises:
        OSError: The draft cannot take its place.
    """
    draft = place.with_name(f"{place.name}.{uuid4().hex}")
    try:
        yield draft
        os.replace(draft, place)
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
