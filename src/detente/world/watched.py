"""What was reported of a world already, so that nothing is reported twice, also after a restart."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from detente.errors import WorldError
from detente.world.locking import writing

WATCHED: Final = "watched.json"
_FORMAT: Final = 1


@dataclass
class Watched:
    """The state of one rule.

    Attributes:
        since: When the newest event that was looked at had come in; None before the first round.
        begun: Whether there was a first round.
        told: What was reported, by its id: what it was, and where it was reported to.
    """

    since: datetime | None = None
    begun: bool = False
    told: dict[str, dict[str, Any]] = field(default_factory=dict)


def read_watched(root: Path, rule: str) -> Watched:
    """The state of a rule in the world at `root`.

    Raises:
        WorldError: The file that keeps it cannot be read.
    """
    found = _read(root).get(rule)
    if found is None:
        return Watched()
    since = found["since"]
    return Watched(None if since is None else datetime.fromisoformat(since), found["begun"], dict(found["told"]))


def write_watched(root: Path, rule: str, state: Watched) -> None:
    """Keep the state of a rule; other rules' stay. All or nothing.

    Raises:
        WorldError: The world cannot be written.
    """
    own = {"since": state.since and state.since.isoformat(), "begun": state.begun, "told": state.told}
    with writing(root):
        rules = {**_read(root), rule: own}
        draft = root / f"{WATCHED}.new"
        with draft.open("w", encoding="utf-8") as file:
            json.dump({"format": _FORMAT, "rules": rules}, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(root / WATCHED)


def _read(root: Path) -> Mapping[str, Any]:
    path = root / WATCHED
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if found["format"] != _FORMAT:
            raise WorldError(f"{path} has format {found['format']!r}, expected {_FORMAT}. Upgrade Detente.")
        rules: Mapping[str, Any] = found["rules"]
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WorldError(
            f"{path} cannot be read ({error}). It keeps what `detente watch` has reported; move it away to begin anew."
        ) from error
    return rules
