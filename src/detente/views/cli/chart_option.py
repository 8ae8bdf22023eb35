"""`--chart FILE` of the commands that draw: what goes wrong with the file is told in words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from detente.errors import DetenteError


@contextmanager
def writing_chart(path: Path) -> Iterator[None]:
    """While a chart is written.

    Raises:
        DetenteError: The path has another ending than .html, .svg or .png, or cannot be written.
    """
    try:
        yield
    except ValueError as error:
        raise DetenteError(f"--chart {path}: {error}.") from None
    except OSError as error:
        raise DetenteError(f"--chart {path}: cannot be written ({error.strerror}).") from error
