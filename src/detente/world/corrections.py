"""What users put right, kept with who, when and why.

A correction never changes what was stored. It is a row of its own, applied where the world is read, so that it can
be undone, and so that what a text or feed said stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from detente.errors import CorrectionError
from detente.world.columns import from_row, to_row
from detente.world.corrected import Corrected
from detente.world.correction import Correction, CorrectionKind
from detente.world.locking import writing
from detente.world.tables import append, open_table


def add_correction(root: Path, correction: Correction) -> Correction:
    """Store a correction; it holds from the next reading of the world on.

    Raises:
        CorrectionError: It undoes one that is not there, or is undone already; or it merges actors in a circle.
        WorldError: The world cannot be written.
    """
    with writing(root):
        stored = read_corrections(root)
        if correction.kind is CorrectionKind.UNDO:
            if correction.undoes not in {each.id for each in stored}:
                raise CorrectionError(f"There is no correction {correction.undoes!r} to undo.")
            if correction.undoes not in {each.id for each in in_force(stored, undos=True)}:
                raise CorrectionError(f"Correction {correction.undoes!r} is undone already.")
        Corrected([*in_force(stored), correction])
        append(root, "corrections", [to_row(correction)])
    return correction


def read_corrections(root: Path) -> list[Correction]:
    """Every correction that was ever made, oldest first, undone ones too."""
    opened = open_table(root, "corrections")
    if opened is None:
        return []
    found = [from_row(Correction, row) for row in opened.to_pyarrow_table().to_pylist()]
    return sorted(found, key=lambda each: (each.made_at, each.id))


def in_force(corrections: Iterable[Correction], *, undos: bool = False) -> list[Correction]:
    """Those that nobody has taken back, oldest first; with `undos`, the undos in force too."""
    undone: set[str | None] = set()
    held = []
    for each in sorted(corrections, key=lambda each: (each.made_at, each.id), reverse=True):
        if each.id in undone:
            continue
        if each.kind is CorrectionKind.UNDO:
            undone.add(each.undoes)
        if undos or each.kind is not CorrectionKind.UNDO:
            held.append(each)
    return held[::-1]
