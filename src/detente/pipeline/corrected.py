"""The corrections in force, as questions about actors heed them: who was merged into whom, who is called what."""

from __future__ import annotations

from pathlib import Path

from detente.world.corrected import Corrected
from detente.world.corrections import in_force, read_corrections
from detente.world.held import remembered


def corrected(root: Path) -> Corrected:
    """The corrections of the world at `root` that nobody has taken back.

    Raises:
        WorldError: The world cannot be read.
    """
    return remembered(root, "corrected", lambda: Corrected(in_force(read_corrections(root))))
