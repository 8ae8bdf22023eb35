"""Every shift of the world, searched by `detente shifts` in a process of its own: it takes its time and no other's."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Thread
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Searched:
    """What a search found, as `detente shifts --json` prints it; not `is_current` while the world is searched anew.

    `row` is None before the first search has ended; `fault` says why the last one failed.
    """

    row: Row | None
    is_current: bool
    fault: str | None


class ShiftSearch:
    """Searches again when the world has changed."""

    def __init__(self, root: Path, user_actors: Sequence[Path] = ()) -> None:
        self._command = [sys.executable, "-m", "detente", "shifts", "--world", str(root), "--json"]
        self._command += [word for path in user_actors for word in ("--actors", str(path))]
        self._lock = Lock()
        self._row: Row | None = None
        self._moment: object = None
        self._fault: str | None = None
        self._process: subprocess.Popen[str] | None = None
        self._is_closed = False
        self._searching: object = None

    def found(self, moment: object) -> Searched:
        """What is known; starts a search where it is not of this moment and none is under way."""
        with self._lock:
            is_current = self._moment == moment
            if not is_current and self._searching is None and not self._is_closed:
                self._searching = moment
                Thread(target=self._search, args=(moment,), name="shifts", daemon=True).start()
            return Searched(self._row, is_current, self._fault)

    def close(self) -> None:
        """End a search under way."""
        with self._lock:
            self._is_closed = True
            if self._process is not None:
                self._process.kill()

    def _search(self, moment: object) -> None:
        row, fault = None, None
        try:
            row = self._run()
        except (OSError, ValueError) as error:
            fault = str(error)
            if not self._is_closed:  # closing ends it, which is no fault
                logging.getLogger("detente.web").warning("the search for shifts failed: %s", error)
        with self._lock:
            self._searching, self._moment, self._fault = None, moment, fault
            self._row = row if row is not None else self._row
            self._process = None

    def _run(self) -> Row:
        with self._lock:
            if self._is_closed:
                raise OSError("the server ends")
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
                encoding="utf-8",
            )
            process = self._process
            _give_way(process.pid)
        out, err = process.communicate()
        if process.returncode not in (0, 1):
            raise OSError(err.strip().removeprefix("detente: ") or f"it ended with {process.returncode}")
        row: Row = json.loads(out)
        return row


def _give_way(pid: int) -> None:
    """Readers who wait come first."""
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, pid, 5)
