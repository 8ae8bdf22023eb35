import codecs
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import BinaryInputError, EmptyInputError, InputError
from detente.reading.intake.decode import decode

SENTENCE = "“We will not leave,” said Müller – and left."


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SENTENCE.encode("utf-8"), "utf-8"),
        (SENTENCE.encode("cp1252"), "cp1252"),
        (SENTENCE.encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), "utf-16"),
        (SENTENCE.encode("utf-32"), "utf-32"),
        (SENTENCE.encode("utf-16-le"), "utf-16-le"),
        (SENTENCE.encode("utf-16-be"), "utf-16-be"),
    ],
)
def test_encodings_are_told(data: bytes, encoding: str) -> None:
    decoded = decode(data, "a.txt")
    assert (decoded.text, decoded.encoding) == (SENTENCE, encoding)


def test_a_declared_encoding_is_used_when_it_is_not_utf8() -> None:
    data = "Łódź i Kraków".encode("iso8859-2")
    assert decode(data, "a.html", declared="ISO-8859-2").text == "Łódź i Kraków"
    assert decode("é".encode(), "a.html", declared="iso-8859-2").text == "é"  # it is UTF-8, whatever is declared
    assert decode(b"He said \x93no\x94 twice to him", "a.html", declared="iso-8859-1").encoding == "cp1252"


def test_cyrillic_in_its_old_code_page_is_read_as_such() -> None:
    text = "Россия и Пакистан проводят совместные учения, сообщило министерство обороны в среду. " * 3
    assert decode(text.encode("cp1251"), "a.txt").text == text


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04\x14\0\x06\0word/document.xml", "Word"),
        (b"PK\x03\x04\x14\0\x06\0a.txt", "ZIP"),
        (b"\x1f\x8b\x08\0", "gzip"),
        (b"text with a \0 in it", "NUL"),
        (b"\x01\x02\x03\x04 abc \x05\x06", "control"),
    ],
)
def test_what_is_no_text_is_refused_by_its_kind(data: bytes, what: str) -> None:
    with pytest.raises(BinaryInputError, match=what) as raised:
        decode(data, "dir/photo.txt")
    assert str(raised.value).startswith("dir/photo.txt: ")


@pytest.mark.parametrize("data", [b"", b" \r\n\t ", b"\xef\xbb\xbf\n", b"\xff\xfe"])
def test_blank_input_is_refused(data: bytes) -> None:
    with pytest.raises(EmptyInputError, match=r"a\.txt"):
        decode(data, "a.txt")


def test_utf8_with_a_broken_byte_is_refused_with_its_place() -> None:
    data = "“Nous” – “vous” – “ils”".encode() + b" \xff."
    with pytest.raises(InputError, match=r"broken bytes, the first at byte 40"):
        decode(data, "a.txt")


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(InputError):
        assert "\r" not in decode(data, "a.txt").text


@given(text=st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=200))
def test_text_is_what_open_reads(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path: Path = tmp_path_factory.mktemp("decode") / "a.txt"
    path.write_bytes(text.encode())
    try:
        decoded = decode(text.encode(), "a.txt")
    except InputError:
        return
    assert path.open(encoding=decoded.encoding).read() == decoded.text


def test_line_ends_and_utf8_mark_are_read_as_open_does(tmp_path: Path) -> None:
    data = codecs.BOM_UTF8 + b"One.\r\nTwo.\rThree.\n"
    (tmp_path / "a.txt").write_bytes(data)
    decoded = decode(data, "a.txt")
    assert decoded.text == "\ufeffOne.\nTwo.\nThree.\n" == (tmp_path / "a.txt").open(encoding="utf-8").read()
