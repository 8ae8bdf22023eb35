from hypothesis import given
from hypothesis import strategies as st

from detente.reading.page.front_matter import FrontMatter, read_front_matter
from detente.records import Span


def test_fields_are_read() -> None:
    text = "---\ntitle: 'Talks: a view'\nauthor: Ann Lee\ndate: 2016-09-24 10:00\nlayout: post\n---\nText."
    assert read_front_matter(text) == FrontMatter(
        Span(0, text.index("Text.")), "Talks: a view", "Ann Lee", None, "2016-09-24 10:00"
    )


def test_a_rule_on_top_is_no_front_matter() -> None:
    assert read_front_matter("---\nText without fields.\n---\n") == FrontMatter()
    assert read_front_matter("Text.\n---\ntitle: x\n---\n") == FrontMatter()


@given(st.lists(st.sampled_from(["---", "title: a", "x", "", ":", "date:"]), max_size=12).map("\n".join))
def test_any_text_has_front_matter_or_not(text: str) -> None:
    assert read_front_matter(text).span.end <= len(text)
