import pytest

from detente.reading.page.paragraphs import Shape, paragraphs


def lines(text: str) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(text)]


def test_every_line_is_a_paragraph_where_nothing_is_wrapped() -> None:
    assert lines("Talks fail\nThe ministers left Geneva on Monday.\nNo date was set.") == [
        "Talks fail",
        "The ministers left Geneva on Monday.",
        "No date was set.",
    ]


def test_hard_wrapped_lines_are_joined() -> None:
    text = (
        "The ministers of the two states left Geneva on Monday without\n"
        "agreeing on anything. Mr Alvarez said that no date was set for\n"
        "Ottawa's next round.\n"
        "\n"
        "Canada had offered 500 troops for the border force, which was\n"
        "Quito's main demand.\n"
        "Short line.\n"
    )
    assert [line.split()[0] for line in lines(text)] == ["The", "Canada", "Short"]


def test_a_line_going_on_in_lower_case_is_joined() -> None:
    assert lines("The minister of trade left the talks\nand flew home.") == [
        "The minister of trade left the talks and flew home."
    ]


def test_list_items_stay_apart() -> None:
    assert lines("They agreed:\n- to meet\n- to talk") == ["They agreed:", "- to meet", "- to talk"]


def test_blanks_and_marks_are_outside_the_spans() -> None:
    text = "\ufeff  \u00a0Talks fail \t\n\n\u3000 The end.\n"
    assert [text[p.span.start : p.span.end] for p in paragraphs(text)] == ["Talks fail", "The end."]


@pytest.mark.parametrize(
    ("line", "shape"),
    [
        ("The ministers left on Monday.", Shape.PROSE),
        ("“They left on Monday.”", Shape.PROSE),
        ("The ministers left on Monday. (Editing by Ann Lee)", Shape.PROSE),
        ("They agreed to do this:", Shape.PROSE),
        ("Ministers leave Geneva without a deal", Shape.HEADLINE),
        ("No deal.", Shape.HEADLINE),
        ("## What comes next", Shape.HEADING),
        ("• a border force", Shape.ITEM),
        ("word " * 30, Shape.PROSE),
    ],
)
def test_shapes(line: str, shape: Shape) -> None:
    assert paragraphs(line)[0].shape is shape


def test_a_long_line_of_punctuation_is_read_in_linear_time() -> None:
    for hostile in ("." * 200_000, "“" * 200_000, "(" * 100_000 + ")" * 100_000, "a\n" * 100_000):
        paragraphs(hostile)
