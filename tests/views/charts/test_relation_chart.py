"""The relation chart as data and as files."""

import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from detente.views.charts.relation_chart import relation_chart, relation_spec, write_chart
from views.curves import two_years


def values(name: str) -> list[dict[str, object]]:
    """Rows of the data sets that have this field."""
    spec = relation_chart(two_years()).to_dict()
    return [row for rows in spec["datasets"].values() for row in rows if name in row]


def test_no_line_leads_over_a_gap() -> None:
    stretches = {(row["month"], row["stretch"]) for row in values("stretch")}
    assert {number for _, number in stretches} == {0, 1}
    assert not {month for month, _ in stretches} & {"2014-06-01", "2014-07-01", "2014-08-01"}


def test_the_gap_is_shaded_to_the_first_day_after_it() -> None:
    (gap,) = [row for row in values("end") if "volume" not in row]
    assert (gap["month"], gap["end"]) == ("2014-06-01", "2014-09-01")


def test_the_shift_shows_its_interval() -> None:
    (shift,) = values("words")
    assert (shift["low"], shift["month"], shift["high"], shift["mark"]) == (
        *("2015-05-01", "2015-06-01", "2015-08-01"),
        "▼",
    )


def test_a_specification_composed_of_another_curve_s_is_as_if_composed_by_itself() -> None:
    curve = two_years()
    other = replace(
        curve,
        title='A "quoted" – title @measure@',
        measure="share of \\d",
        floor=0.0,
        ceiling=0.5,
        months=curve.months[1:-1],
    )
    for each in (curve, other, replace(other, shifts=()), replace(curve, floor=-50.0)):
        assert relation_spec(each) == json.loads(json.dumps(relation_chart(each).to_dict()))


def test_files_of_each_kind(tmp_path: Path) -> None:
    for ending in ("html", "svg", "png"):
        write_chart(two_years(), tmp_path / f"chart.{ending}")
    page = (tmp_path / "chart.html").read_text("utf-8")
    assert 'src="http' not in page
    assert "Russia – Turkey" in page
    assert ElementTree.parse(tmp_path / "chart.svg").getroot().tag.endswith("svg")
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"written as \.html, \.svg or \.png"):
        write_chart(two_years(), tmp_path / "chart.gif")
