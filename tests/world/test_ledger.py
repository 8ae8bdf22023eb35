from __future__ import annotations

from pathlib import Path

import pytest

from detente.errors import WorldError
from detente.feeds.gdelt import GDELT
from detente.world.importing import import_files
from detente.world.ledger import Counts, read_ledger
from feed_lines import gdelt_line, write

NAME = "20191024143000.export.CSV"


def test_what_was_imported_by_content_and_by_file(tmp_path: Path) -> None:
    path = write(tmp_path / NAME, gdelt_line(), gdelt_line(SQLDATE="never", GLOBALEVENTID="2"))
    assert not read_ledger(tmp_path / "world", "gdelt").contents
    import_files(tmp_path / "world", GDELT, [path])
    ledger = read_ledger(tmp_path / "world", "gdelt")
    assert list(ledger.contents.values()) == [Counts(2, 1, 0, 0, 1)]
    assert [name for _, name in ledger.files] == [NAME]
    assert list(ledger.files.values()) == list(ledger.contents)
    assert not read_ledger(tmp_path / "world", "icews").contents


@pytest.mark.parametrize("harm", ["overwritten", "gone"])
def test_a_damaged_ledger_is_no_empty_one(harm: str, tmp_path: Path) -> None:
    path = write(tmp_path / NAME, gdelt_line())
    import_files(tmp_path / "world", GDELT, [path])
    (entries,) = (tmp_path / "world" / "imports").glob("*.parquet")
    if harm == "gone":
        entries.unlink()
    else:
        entries.write_bytes(b"no Parquet file")
    with pytest.raises(WorldError, match=r"the ledger of imports cannot be read: [^\n]*[^.]\. See `detente doctor`\.$"):
        import_files(tmp_path / "world", GDELT, [path])
