"""Wall seconds and peak memory of a stage."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import Final

_STATUS: Final = Path("/proc/self/status")
_CLEAR: Final = Path("/proc/self/clear_refs")
_FORGET_PEAK: Final = "5"  # proc(5): resets the peak resident set size to the present one


class Stage:
    """Measures from its making on."""

    def __init__(self) -> None:
        """Begin; the peak of memory so far is forgotten where the system can (Linux)."""
        with suppress(OSError):
            _CLEAR.write_text(_FORGET_PEAK, encoding="ascii")
        self._began = time.perf_counter()

    def seconds(self) -> float:
        """Wall seconds since."""
        return time.perf_counter() - self._began

    def peak_mib(self) -> float | None:
        """Peak resident memory of the process since; of its whole life where it can't be reset; None where not told."""
        with suppress(OSError, ValueError, IndexError):
            line = next(line for line in _STATUS.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
            return int(line.split()[1]) / 1024
        with suppress(ImportError, OSError):
            import resource
            import sys

            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            return peak / (1024 * 1024 if sys.platform == "darwin" else 1024)
        return None
