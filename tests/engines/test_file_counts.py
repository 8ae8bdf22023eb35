"""Counts of whole files: the same as counting everything, whatever became of the world since."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from detente.engines.file_counts import file_counts, keep_file_counts
from detente.engines.pairs import PairInWorld, open_pair
from detente.engines.panel_rows import PANEL_ROWS
from detente.feeds.gdelt import GDELT
from detente.pipeline import open_world
from detente.relations.pair import Party, pair_volumes
from detente.relations.panel import PanelSpec
from detente.world.correction import Correction, CorrectionKind
from detente.world.corrections import add_correction
from detente.world.doctor import repair
from detente.world.importing import import_files
from detente.world.reading_back import connected
from detente.world.schema import COUNTS
from feed_lines import gdelt_line, write

RUS, PAK, ARMY = Party("RUS", True), Party("PAK", True), Party("PAK.MIL", False)


def imported(folder: Path, day: str, *codes: str) -> None:
    lines = [
        gdelt_line(
            GLOBALEVENTID=f"{day}{number}", SQLDATE=day, DATEADDED=f"{day}120000", EventCode=code,
            SOURCEURL=f"https://e.org/{day}/{number}",
        )
        for number, code in enumerate(codes)
    ]  # fmt: skip
    import_files(folder / "world", GDELT, [write(folder / f"{day}120000.export.CSV", *lines)])


def volumes(root: Path, first: Party = RUS, second: Party = PAK) -> list[dict[str, Any]]:
    with open_pair(root, first, second) as pair:
        found = sorted(pair.volumes(PanelSpec()), key=lambda row: row["month"])
        assert [tuple(row.values()) for row in found] == counted_anew(pair)
        return found


def counted_anew(pair: PairInWorld) -> list[Any]:
    import narwhals as nw

    rows = nw.from_native(pair.connection.sql(PANEL_ROWS))
    return pair_volumes(rows, pair.first, pair.second, PanelSpec()).collect("pyarrow").sort("month").rows()


def kept(root: Path) -> set[str]:
    return {path.name for path in (root / COUNTS).iterdir()}


def test_volumes_follow_what_is_imported_read_corrected_and_repaired(tmp_path: Path) -> None:
    root = tmp_path / "world"
    imported(tmp_path, "20191001", "190", "057")
    assert [row["month_volume"] for row in volumes(root)] == [2]
    assert len(kept(root)) == 1
    imported(tmp_path, "20191031", "057")
    imported(tmp_path, "20191102", "042", "190")
    assert [(row["month"], row["month_volume"], row["first_volume"]) for row in volumes(root, RUS, ARMY)] == [
        (date(2019, 10, 1), 3, 3),
        (date(2019, 11, 1), 2, 2),
    ]
    (tmp_path / "a.txt").write_text("Russia attacked Pakistan on 3 October 2019. Both sides suffered losses.")
    open_world(root).read(tmp_path / "a.txt", published=date(2019, 10, 4))
    assert [row["month_volume"] for row in volumes(root)] == [4, 2]
    add_correction(root, rejected := Correction(CorrectionKind.REJECT, "me", "", event="gdelt:201911020"))
    assert [row["month_volume"] for row in volumes(root)] == [4, 1]
    add_correction(root, Correction(CorrectionKind.UNDO, "me", "", undoes=rejected.id))
    assert [row["month_volume"] for row in volumes(root)] == [4, 2]
    repair(open_world(root))
    assert [row["month_volume"] for row in volumes(root)] == [4, 2]


def test_counts_are_read_and_not_made_again(tmp_path: Path) -> None:
    root = tmp_path / "world"
    imported(tmp_path, "20191001", "190")
    keep_file_counts(root)
    (path,) = (root / COUNTS).iterdir()
    made = path.stat().st_mtime_ns
    assert volumes(root)
    assert path.stat().st_mtime_ns == made
    with connected(root) as connection:
        found = file_counts(connection, root)
        dyads = connection.execute(f"SELECT name, other, conflict FROM ({found.rows}) WHERE kind = 'dyad'").fetchall()
    assert found.kept == (path,)
    assert sorted(dyads) == [("PAK", "RUS", 1), ("RUS", "PAK", 1)]


def test_a_world_that_cannot_keep_counts_is_counted_all_the_same(tmp_path: Path) -> None:
    root = tmp_path / "world"
    imported(tmp_path, "20191001", "190")
    (root / COUNTS).write_text("in the way")
    assert [row["month_volume"] for row in volumes(root)] == [1]


@pytest.mark.parametrize("content", [b"", b"PAR1 torn"])
def test_torn_counts_are_made_again(tmp_path: Path, content: bytes) -> None:
    root = tmp_path / "world"
    imported(tmp_path, "20191001", "190")
    keep_file_counts(root)
    (path,) = (root / COUNTS).iterdir()
    path.write_bytes(content)
    assert [row["month_volume"] for row in volumes(root)] == [1]
