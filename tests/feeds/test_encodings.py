from hypothesis import given
from hypothesis import strategies as st

from detente.feeds.encodings import as_utf8, encoding_of

BOTH = ("utf-8", "iso-8859-1")


def test_plain_ascii_is_the_first() -> None:
    assert encoding_of([b"one\ntwo\n"], BOTH) == "utf-8"
    assert encoding_of([], BOTH) == "utf-8"


def test_most_lines_decide() -> None:
    sound, broken = "Bogotá\n".encode(), "Bogotá\n".encode("iso-8859-1")
    assert encoding_of([sound * 3 + broken], BOTH) == "utf-8"
    assert encoding_of([sound + broken * 3], BOTH) == "iso-8859-1"
    assert encoding_of([broken], ("utf-8",)) == "utf-8"  # nothing else to try: the line is refused later


def test_a_letter_cut_by_a_block_is_whole() -> None:
    data = "Bogotá\nSão Paulo\n".encode()
    for at in range(len(data) + 1):
        assert encoding_of([data[:at], data[at:]], BOTH) == "utf-8"


@given(st.text(st.characters(max_codepoint=0xFF)), st.integers(1, 7))
def test_latin_1_comes_out_as_utf_8(text: str, size: int) -> None:
    data = text.encode("iso-8859-1")
    blocks = [data[at : at + size] for at in range(0, len(data), size)]
    assert b"".join(as_utf8(blocks, "iso-8859-1")) == text.encode()


@given(st.lists(st.binary(max_size=9)))
def test_utf_8_passes_as_it_is(blocks: list[bytes]) -> None:
    assert list(as_utf8(blocks, "utf-8")) == blocks
