"""Writing a report: whole or not at all, and clear words where it cannot be."""

import os
from pathlib import Path

import pytest

from detente.errors import DetenteError
from detente.views.report.write import check_output, write_report
from factories import reading


def test_a_report_is_written_and_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text("old")
    write_report(reading(), path)
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [each.name for each in tmp_path.iterdir()] == ["report.html"]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DetenteError, match="missing does not exist; make it"):
        check_output(tmp_path / "missing" / "report.html")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(DetenteError, match=r"is a folder; name a file in it"):
        check_output(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_without_permission_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(DetenteError, match="no permission"):
        check_output(tmp_path / "report.html")


def test_a_name_that_the_disk_refuses_is_told(tmp_path: Path) -> None:
    with pytest.raises(DetenteError, match="cannot be written"):
        write_report(reading(), tmp_path / ("x" * 300 + ".html"))
    assert list(tmp_path.iterdir()) == []
