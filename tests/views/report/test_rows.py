"""Rows in words."""

from typing import Any

from detente.records import Article, Evidence, Quantity, Status
from detente.views.report.rows import Row, report_row
from detente.views.said import CONTEXT
from factories import article, statement


def row(of: Article | None = None, **changes: Any) -> Row:
    of = of or article()
    return report_row(7, statement(of=of, **changes), of, lambda evidence: True)


def test_a_coding_is_told_with_its_scales() -> None:
    said = row(cameo_code="0874", quad_class=2, goldstein=-7.2, quantities=(Quantity(200, "troops", approximate=True),))
    assert (said.cameo, said.quad_label, said.goldstein, said.how_many) == (
        "0874",
        "material cooperation",
        "−7.2",
        "about 200 troops",
    )
    assert said.cameo_name


def test_an_unknown_code_stands_by_itself() -> None:
    assert (row(cameo_code="9999").cameo, row(cameo_code="9999").cameo_name) == ("9999", "")


def test_every_status_has_a_word_and_a_shape_of_its_own() -> None:
    shapes = {row(status=status).shape for status in Status}
    assert len(shapes) == len(Status)


def test_a_sentence_is_cut_around_its_evidence() -> None:
    text = "x" * 2000 + " met " + "y" * 2000
    of = article(text)
    said = row(of, evidence=Evidence(of.id, 2001, 2004, "met")).said
    assert (said.before, said.quote, said.after) == (
        "… " + "x" * (CONTEXT - 1) + " ",
        "met",
        " " + "y" * (CONTEXT - 1) + " …",
    )


def test_each_piece_of_evidence_shown_has_a_place() -> None:
    of = article("One. Two.")
    twice = statement(of=of, quote="One.", also=(Evidence(of.id, 5, 9, "Two."),))
    assert report_row(3, twice, of, lambda evidence: True).places == ("t3", "t3-2")
    assert report_row(3, twice, of, lambda evidence: evidence.end <= 4).places == ("t3",)
