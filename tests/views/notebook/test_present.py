"""Results show themselves: escaped HTML, a chart that Vega-Lite takes, tables with the world's own numbers."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import polars
import pytest
import vl_convert
from lxml import html

import detente
from detente.errors import DetenteError
from detente.pipeline.dossier import Dossier
from detente.shown import Shown
from detente.views.notebook.present import present
from detente.views.notebook.tables import TABLES
from factories import article, reading, statement


@pytest.fixture(scope="module")
def world(told_world: Path) -> detente.World:
    return detente.open(told_world)


def test_a_relation_shows_its_curve_and_tables(world: detente.World) -> None:
    relation = world.relation("RUS", "PAK")
    bundle = relation._repr_mimebundle_()
    chart_type = next(kind for kind in bundle if kind.startswith("application/vnd.vegalite.v"))
    assert vl_convert.vegalite_to_svg(bundle[chart_type]).startswith("<svg")
    assert bundle["text/plain"].splitlines()[0] == "Russia – Pakistan: 1,097 events"
    assert "shift Jul 2018: towards cooperation" in bundle["text/plain"]
    tree = html.fragment_fromstring(bundle["text/html"], create_parent=True)
    assert "▲ towards cooperation" in tree.text_content()
    assert tree.xpath(".//script | .//img | .//link") == []
    assert set(relation._repr_mimebundle_(include={"text/html"})) == {"text/html"}
    assert "text/html" not in relation._repr_mimebundle_(exclude={"text/html"})


def test_months_are_numbers_with_null_for_unknown(world: detente.World) -> None:
    table = world.relation("RUS", "PAK").to_arrow()
    rows = table.to_pylist()
    assert (len(rows), rows[0]["month"], rows[0]["forth_verbal_conflict"]) == (36, date(2017, 1, 1), 31.0)
    assert rows[0]["back_verbal_conflict"] == 0.0
    assert table["ideal_point_distance"].null_count == 36 if "ideal_point_distance" in table.column_names else True


def test_polars_and_pandas_have_the_same(world: detente.World) -> None:
    relation = world.relation("RUS", "PAK")
    frame = relation.to_polars("shifts")
    assert isinstance(frame, polars.DataFrame)
    assert frame["month"].to_list() == [date(2018, 7, 1)]
    assert frame["direction"].to_list() == ["cooperation"]
    pytest.importorskip("pandas", reason="pandas is left to users")
    assert len(relation.to_pandas("events")) == relation.to_arrow("events").num_rows == 1097


def test_what_is_not_installed_is_named(world: detente.World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(DetenteError, match="to_polars needs the package polars, which is not installed: pip install"):
        world.relation("RUS", "PAK").to_polars()


def test_an_unknown_table_is_told_with_the_nearest(world: detente.World) -> None:
    with pytest.raises(DetenteError, match=r"'monhts' is no table of this result\. Did you mean 'months'"):
        world.relation("RUS", "PAK").to_arrow("monhts")


def test_other_results_show_themselves_too(world: detente.World) -> None:
    explained = world.explain("India", "Pakistan", day=date(2019, 12, 31))
    assert "China-Pakistan Economic Corridor" in explained._repr_html_()
    assert explained.to_arrow("issues").to_pylist()[0]["comparison"] == "differ"
    third = world.explain("Russia", "Pakistan", day=date(2019, 12, 31)).to_arrow().to_pylist()
    assert [(row["actor"], row["to_first_sign"]) for row in third] == [("CHN", 1)]
    shifts = world.shifts()
    assert "1 shifts of 4 dyads" in shifts._repr_mimebundle_()["text/plain"]
    assert shifts.to_arrow().num_rows == 1
    assert "4,3" in world._repr_html_()
    assert world.to_arrow().to_pylist()[0]["articles"] == 2
    dossier = world.dossier("RUS", "PAK")
    assert dossier.to_arrow().equals(dossier.relation.to_arrow())


def test_empty_results_have_the_same_columns(world: detente.World) -> None:
    none = world.relation("Fiji", "Malta")
    some = world.relation("RUS", "PAK")
    for name in ("events", "shifts", "said"):
        assert none.to_arrow(name).schema.equals(some.to_arrow(name).schema)
        assert none.to_arrow(name).num_rows == 0
    assert "0 events" in none._repr_mimebundle_()["text/plain"]


def test_hostile_words_stay_words() -> None:
    text = "<script>alert(1)</script> Russia praised \u202eIran\u202c <img src=x onerror=alert(2)>."
    of = article(text, title="<b onclick=x>T")
    shown = reading(text, [statement(of=of)], title="<b onclick=x>T")._repr_html_()
    tree = html.fragment_fromstring(shown, create_parent=True)
    assert tree.xpath(".//script | .//img | .//b | .//@onclick") == []
    assert "alert(1)" in tree.text_content()
    assert "\u202e" not in shown


def test_every_result_is_presented_and_nothing_else() -> None:
    results = {cls.__name__ for cls in Shown.__subclasses__()}
    assert results == {cls.__name__ for cls in TABLES} | {Dossier.__name__}
    stranger: Any = Shown()
    with pytest.raises(TypeError, match="Shown is no result that can be shown"):
        present(stranger)
