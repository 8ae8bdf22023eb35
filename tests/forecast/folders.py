"""Small folders of temporal knowledge graphs, and facts written by hand."""

from pathlib import Path

import numpy as np

from detente.forecast.facts import Facts

Row = tuple[int, ...]


def facts(*rows: Row) -> Facts:
    """Facts of (source, type, target, step)."""
    return Facts.of(np.array(rows, dtype=np.int64).reshape(-1, 4))


def write_folder(
    folder: Path,
    train: list[Row],
    valid: list[Row],
    test: list[Row],
    actors: list[str] | None = None,
    types: list[str] | None = None,
) -> Path:
    """Write the files as they are published; names only where given."""
    for name, rows in (("train", train), ("valid", valid), ("test", test)):
        (folder / f"{name}.txt").write_text("".join("\t".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")
    for file, names in (("entity2id.txt", actors), ("relation2id.txt", types)):
        if names is not None:
            lines = "".join(f"{name}\t{i}\n" for i, name in enumerate(names))
            (folder / file).write_text(lines, encoding="utf-8")
    return folder
