"""Bytes to text: find the encoding, refuse what is no text, and read line ends as Python's ``open`` does."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from detente.errors import BinaryInputError, EmptyInputError, InputError

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"%!PS", "a PostScript document"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office document"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a WebP image, sound or film"),
    (b"\x1f\x8b", "gzip-compressed data"),
    (b"BZh", "bzip2-compressed data"),
    (b"\xfd7zXZ", "xz-compressed data"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"PAR1", "a Parquet table"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"OggS", "sound or film"),
    (b"ID3", "an MP3 sound"),
)
"""First bytes of common files that are not text, and what to call them."""

_ZIPPED = ((b"word/", "a Word document"), (b"opendocument", "an OpenDocument file"), (b"epub", "an e-book"))

# UTF-32's mark begins with UTF-16's, so it is asked first. UTF-8's is not here: open(encoding="utf-8") keeps it.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\x0b\f\r\x1b")) + b"\x7f"
_MAX_CONTROL_SHARE = 0.01
_MAX_CP1252_SHARE = 0.25
"""Texts in Latin letters have few bytes over 127 (quotes, dashes, accents: under a tenth), other scripts over half."""

_PROBE_BYTES = 50_000
_LATIN1_NAMES = frozenset({"iso8859-1", "ascii"})


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and its encoding's Python name: ``open(path, encoding=encoding).read() == text``."""

    text: str
    encoding: str


def decode(data: bytes, name: str, declared: str | None = None) -> Decoded:
    """Decode an input's bytes.

    Tried in order: a byte order mark, UTF-8, UTF-16 without mark, the declared encoding, CP1252 where few bytes are
    over 127, and last charset-normalizer's guess. A UTF-8 mark stays in the text as U+FEFF.

    Args:
        data: The bytes of the whole input.
        name: What messages call the input.
        declared: The encoding that a server or page claims, if any.

    Raises:
        EmptyInputError: No character but blanks.
        BinaryInputError: Not text; the message says what it looks like.
        InputError: Text with broken bytes, or in no known encoding.

    >>> decode("“Da”, said Putin".encode("cp1252"), "a.txt")
    Decoded(text='“Da”, said Putin', encoding='cp1252')
    """
    if not data.strip():
        raise EmptyInputError(f"{name}: holds no text, only blanks. Give a file with the text of an article.")
    encoding = _marked_encoding(data)
    if encoding is None:
        _refuse_magic(data, name)
        encoding = _unmarked_encoding(data, name, declared)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name}: looks like {encoding} but breaks at byte {error.start} ({error.reason}). Convert it to UTF-8."
        ) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip("\ufeff \t\n\f\v\xa0"):
        raise EmptyInputError(f"{name}: holds no text, only blanks. Give a file with the text of an article.")
    return Decoded(text, encoding)


def _marked_encoding(data: bytes) -> str | None:
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def _unmarked_encoding(data: bytes, name: str, declared: str | None) -> str:
    if b"\0" in data:
        return _utf16_without_mark(data, name)
    if len(data) - len(data.translate(None, _CONTROLS)) > _MAX_CONTROL_SHARE * len(data):
        raise BinaryInputError(f"{name}: holds too many control characters to be text. Save it as plain text or HTML.")
    if _decodes(data, "utf-8"):
        return "utf-8"
    _refuse_damaged_utf8(data, name)
    if declared and (known := _known(declared)) and _decodes(data, known):
        return known
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    if high <= _MAX_CP1252_SHARE * len(data) and _decodes(data, "cp1252"):
        return "cp1252"
    return _guessed_encoding(data, name)


def _refuse_magic(data: bytes, name: str) -> None:
    start = data[:4096].lstrip()
    for magic, what in _MAGIC:
        if start.startswith(magic):
            if magic == b"PK\x03\x04":
                what = next((zipped for mark, zipped in _ZIPPED if mark in data[:4096]), what)
            raise BinaryInputError(f"{name}: looks like {what}, not text. Save or export it as plain text or HTML.")


def _utf16_without_mark(data: bytes, name: str) -> str:
    """English in UTF-16 has a NUL as every second byte; any other NUL belongs to no text."""
    even, odd = data[0:_PROBE_BYTES:2].count(0), data[1:_PROBE_BYTES:2].count(0)
    half = min(len(data), _PROBE_BYTES) // 2
    for here, there, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if half and here > 0.7 * half and there < 0.02 * half and _decodes(data, encoding):
            return encoding
    raise BinaryInputError(f"{name}: holds NUL bytes, so it is not text. Save it as plain text or HTML.")


def _refuse_damaged_utf8(data: bytes, name: str) -> None:
    """A file that is UTF-8 but for a byte or two would turn into nonsense in any other encoding."""
    good = len(data.decode("utf-8", "ignore").encode("utf-8"))
    multibyte = good - len(data.decode("ascii", "ignore"))
    broken = len(data) - good
    if multibyte >= 2 * broken:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise InputError(
                f"{name}: is UTF-8 but for broken bytes, the first at byte {error.start} ({error.reason}). "
                "Get the file again, or convert it to valid UTF-8."
            ) from error


def _known(declared: str) -> str | None:
    """Python's name of a declared encoding; what is called Latin-1 on the web is CP1252 (WHATWG Encoding)."""
    try:
        known = codecs.lookup(declared.strip()).name
    except (LookupError, ValueError):
        return None
    return "cp1252" if known in _LATIN1_NAMES else known


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        return bool(codecs.decode(data, encoding)) and isinstance(codecs.decode(b"", encoding), str)
    except (UnicodeError, LookupError, TypeError, ValueError):
        return False


def _guessed_encoding(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_PROBE_BYTES]).best()
    if best is None or not _decodes(data, best.encoding):
        raise InputError(f"{name}: is in no encoding that could be told. Convert it to UTF-8.")
    return best.encoding
