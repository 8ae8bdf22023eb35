"""The full text in pieces: nothing lost, every mark where its words are."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from detente.records import Article, Evidence, Span, Statement, Status
from detente.views.report.marked_text import marked_text, visible
from factories import article, statement

TEXT = "Read more.\n\nRussia and Pakistan met. India objected."


def said(number: int, start: int, end: int, of: Article, **changes: Any) -> tuple[int, Statement]:
    return number, statement(of=of, evidence=Evidence(of.id, start, end, of.text[start:end]), **changes)


def test_marks_overlap_and_footnotes_stand_behind_their_words() -> None:
    of = article(TEXT, not_article=(Span(0, 10),))
    marked = marked_text(of, [said(1, 12, 36, of), said(2, 23, 36, of, status=Status.ALLEGED)], 1000)
    first, second = marked.paragraphs
    assert [(piece.text, piece.not_article) for piece in first] == [("Read more.", True)]
    assert [(piece.text, piece.numbers, piece.claim) for piece in second] == [
        ("Russia and ", (1,), False),
        ("Pakistan met.", (1, 2), False),
        (" India objected.", (), False),
    ]
    assert [[note.number for note in piece.notes] for piece in second] == [[], [1, 2], []]
    assert [piece.anchors for piece in second] == [("t1",), ("t2",), ()]


def test_words_under_nothing_but_claims_are_told_apart() -> None:
    of = article(TEXT)
    marked = marked_text(of, [said(1, 12, 36, of, status=Status.PREDICTED)], 1000)
    assert [piece.claim for piece in marked.paragraphs[1]] == [True, False]


def test_words_over_two_paragraphs_are_marked_in_both_and_noted_once() -> None:
    of = article("One two.\n\nThree four.")
    marked = marked_text(of, [said(1, 4, 15, of)], 1000)
    pieces = [piece for paragraph in marked.paragraphs for piece in paragraph]
    assert [(piece.text, piece.numbers) for piece in pieces] == [
        ("One ", ()),
        ("two.", (1,)),
        ("Three", (1,)),
        (" four.", ()),
    ]
    assert sum(len(piece.anchors) for piece in pieces) == 1
    assert [note.number for note in pieces[2].notes] == [1]


def test_further_evidence_has_its_own_place() -> None:
    of = article(TEXT)
    _, one = said(1, 12, 36, of, also=(Evidence(of.id, 37, 52, TEXT[37:52]),))
    marked = marked_text(of, [(1, one)], 1000)
    assert [place for piece in marked.paragraphs[1] for place in piece.anchors] == ["t1", "t1-2"]


def test_a_long_text_is_cut_and_marks_beyond_are_left_out() -> None:
    of = article("word " * 100)
    marked = marked_text(of, [said(1, 0, 4, of), said(2, 400, 404, of)], 50)
    assert (marked.shown, marked.length) == (50, 500)
    assert {number for piece in marked.paragraphs[0] for number in piece.numbers} == {1}


@given(st.text(alphabet="ab \n.", max_size=80), st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=6))
def test_no_word_is_lost_or_doubled(text: str, spans: list[tuple[int, int]]) -> None:
    of = article(text)
    ends = [(min(a, b, len(text)), min(max(a, b), len(text))) for a, b in spans]
    marked = marked_text(of, [said(n, a, b, of) for n, (a, b) in enumerate(ends, 1) if a < b], 1000)
    pieces = [piece for paragraph in marked.paragraphs for piece in paragraph]
    shown = "\n".join("".join(piece.text for piece in paragraph) for paragraph in marked.paragraphs)
    assert shown.split() == text.split()
    anchors = [place for piece in pieces for place in piece.anchors]
    assert len(anchors) == len(set(anchors))


def test_control_and_direction_characters_are_taken_out() -> None:
    assert visible("a\u202eb\x00c\x1b[0m\u2066d\ud800\te\n") == "abc[0md\te\n"
