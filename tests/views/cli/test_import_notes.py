"""What `detente import` says of files as a whole, and of a mapping that is at fault."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from detente.errors import InputError
from detente.views.cli.import_command import Options, run

TKG = Path(__file__).parents[2] / "recorded" / "tkg"


def test_the_plan_says_how_times_were_read_and_tells_files_of_one_name_apart(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "150")
    folders = [shutil.copytree(TKG, tmp_path / name) for name in ("one", "two")]
    (folders[1] / "valid.txt").write_text("4\t3\t5\t96\n")
    paths = [folder / "valid.txt" for folder in folders]
    options = Options("tkg", paths, tmp_path / "world", dry_run=True, mapping=TKG / "mapping.yaml")

    assert run(options) == 0
    shown = capsys.readouterr().out
    assert "one/valid.txt" in shown
    assert "two/valid.txt" in shown
    assert "one/valid.txt and 1 more: time 0 is 2020-03-01, a step one hour (as mapping.yaml says)" in shown

    assert run(replace(options, as_json=True)) == 0
    plan = json.loads(capsys.readouterr().out)
    assert [file["file"] for file in plan["files"]] == ["one/valid.txt", "two/valid.txt"]
    assert all(file["note"].startswith("time 0 is 2020-03-01") for file in plan["files"])


def test_a_mapping_where_none_is_taken(tmp_path: Path) -> None:
    options = Options("ucdp", [TKG / "train.txt"], tmp_path / "world", mapping=TKG / "mapping.yaml")
    with pytest.raises(InputError, match="ucdp takes no mapping: its columns are known"):
        run(options)
