import pytest

from detente.errors import InputError
from detente.feeds.base import Feed, Layout, Repeats
from detente.feeds.layout import layout_of


def feed(*layouts: Layout, ragged: bool = False, quote: str | None = None) -> Feed:
    return Feed("test", "", "", (), layouts, {}, Repeats(("feed_reference",)), ragged=ragged, quote=quote)


NAMED = Layout("named", ("First One", "second"), header=True, aliases={"2nd": "second"}, optional=("third",))


@pytest.mark.parametrize(
    ("line", "columns"),
    [
        (b"First One\tsecond", ("First One", "second")),
        (b"second\tfirst_one", ("second", "First One")),
        (b"FIRST.ONE\t2ND\tstranger", ("First One", "second", "#2")),
        (b"third\tFirst One\tsecond", ("third", "First One", "second")),
        (b"First One\tsecond\tsecond", ("First One", "second", "#2")),  # the first of two is meant
    ],
)
def test_headers_in_any_order(line: bytes, columns: tuple[str, ...]) -> None:
    found = layout_of(line, feed(NAMED), "file")
    assert found.header
    assert found.widths == {len(columns): columns}


def test_ragged_files_have_more_widths() -> None:
    found = layout_of(b"First One\tHeadline\tsecond\t\t", feed(NAMED, ragged=True), "file")
    assert found.widths == {
        2: ("First One", "second"),
        3: ("First One", "#1", "second"),
        5: ("First One", "#1", "second", "#3", "#4"),
    }


def test_a_quoted_header() -> None:
    found = layout_of(b'"First One"\t"second"', feed(NAMED, quote='"'), "file")
    assert found.widths == {2: ("First One", "second")}


def test_another_header_is_refused_with_what_was_expected() -> None:
    with pytest.raises(
        InputError, match=r"file does not begin with a header of test: named .2 columns or more.*second"
    ):
        layout_of(b"First One\tthird", feed(NAMED), "file")


def test_without_header_the_first_line_is_tried_first() -> None:
    found = layout_of(b"1\t2\t3", feed(Layout("two", ("a", "b")), Layout("three", ("a", "b", "c"))), "file")
    assert not found.header
    assert list(found.widths.items()) == [(3, ("a", "b", "c")), (2, ("a", "b"))]
