"""The files that pages are made of: read once from the package, found by their exact name, and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

TYPES: Final = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file's bytes, its type and a tag that changes when they do."""

    body: bytes
    media_type: str
    etag: str

    def respond(self, request: Request) -> Response:
        """The file, or the news that the browser has it already."""
        headers = {"ETag": self.etag, "Cache-Control": "no-cache"}
        if request.headers.get("if-none-match") == self.etag:
            return Response(status_code=304, headers=headers)
        return Response(self.body, media_type=self.media_type, headers=headers)


def static_file(body: bytes, suffix: str) -> StaticFile:
    """Some bytes as a file of the type that the suffix says."""
    return StaticFile(body, TYPES[suffix], f'"{hashlib.sha256(body).hexdigest()[:24]}"')


@cache
def static_files() -> dict[str, StaticFile]:
    """Every file below `static/`, by its path with slashes."""
    return {
        name: static_file(entry.read_bytes(), f".{name.rpartition('.')[2]}")
        for name, entry in _walk(files("detente.views.web").joinpath("static"), "")
    }


def _walk(folder: Traversable, prefix: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _walk(entry, f"{prefix}{entry.name}/")
        elif f".{entry.name.rpartition('.')[2]}" in TYPES:
            yield prefix + entry.name, entry
