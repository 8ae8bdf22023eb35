"""A real notebook, executed by a real kernel."""

from __future__ import annotations

from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed (dev group)")
nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed (dev group)")


def test_cells_show_results(told_world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "jupyter"))
    cells = [
        f"import detente\nworld = detente.open({str(told_world)!r})\nworld.relation('RUS', 'PAK')",
        "world.shifts()",
        "world.explain('RUS', 'PAK').to_arrow('edges').num_rows",
        "world.relation('RUS', 'PAK').to_polars('love')",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    client = nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", allow_errors=True)
    client.execute(cwd=str(tmp_path))
    first, second, third, fourth = (cell.outputs[0] for cell in notebook.cells)
    assert {"text/plain", "text/html"} < set(first.data)
    assert any(kind.startswith("application/vnd.vegalite") for kind in first.data)
    assert "Russia – Pakistan" in first.data["text/html"]
    assert "1 shifts of 4 dyads" in second.data["text/plain"]
    assert int(third.data["text/plain"]) > 3
    assert (fourth.output_type, fourth.ename) == ("error", "DetenteError")
