"""world.json: what makes a directory a world, and by which schema it was written."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from detente.errors import WorldError
from detente.world.schema import SCHEMA_VERSION

MANIFEST: Final = "world.json"
LOCK: Final = "write.lock"

_KIND: Final = "detente world"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What world.json says. `created_at` is ISO 8601 in UTC."""

    kind: str
    schema_version: int
    created_at: str


def find_manifest(root: Path) -> Manifest | None:
    """The manifest of the world at `root`; None where nothing is yet, or only what a killed creation left.

    Raises:
        WorldError: `root` is something else than a world, or a world of a newer Detente.
    """
    try:
        return _parse(root, (root / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError:
        pass
    except NotADirectoryError:
        raise WorldError(f"{root} is a file, and a world is a directory. Name another path.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise WorldError(f"{root / MANIFEST} cannot be read: {error}.") from error
    if root.exists() and _holds_manifest(root):
        return find_manifest(root)  # another writer has made it since it was looked for
    return None


def write_manifest(root: Path) -> None:
    """Make `root` a world of this schema. All or nothing: a kill leaves no half-written manifest."""
    manifest = Manifest(_KIND, SCHEMA_VERSION, datetime.now(UTC).isoformat(timespec="seconds"))
    draft = root / f"{MANIFEST}.new"
    with draft.open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file, indent=2)
        file.write("\n")
        file.flush()
        os.fsync(file.fileno())
    draft.replace(root / MANIFEST)


def _parse(root: Path, text: str) -> Manifest:
    try:
        found = json.loads(text)
        manifest = Manifest(found["kind"], found["schema_version"], found["created_at"])
    except (ValueError, KeyError, TypeError) as error:
        raise WorldError(f"{root / MANIFEST} is not a world's manifest ({error!r}). Is {root} a world?") from error
    if manifest.kind != _KIND or not isinstance(manifest.schema_version, int):
        raise WorldError(f"{root / MANIFEST} says kind {manifest.kind!r}, expected {_KIND!r}. Is {root} a world?")
    if manifest.schema_version > SCHEMA_VERSION:
        raise WorldError(
            f"{root} was written with world schema {manifest.schema_version}, and this Detente reads up to "
            f"{SCHEMA_VERSION}. Upgrade Detente to open it."
        )
    return manifest


def _holds_manifest(root: Path) -> bool:
    """Whether there is one; raises WorldError where something else lies in its stead."""
    try:
        names = {entry.name for entry in root.iterdir()}
    except OSError as error:
        raise WorldError(f"{root} cannot be opened as a world: {error}.") from error
    strangers = sorted(names - {LOCK, f"{MANIFEST}.new"})
    if strangers and MANIFEST not in names:
        raise WorldError(
            f"{root} is not a world: it holds {strangers[0]!r} and no {MANIFEST}. "
            "Name a world, an empty directory, or a path where nothing is yet."
        )
    return MANIFEST in names
