"""Take the text out of an input: plain text as it stands, HTML through trafilatura."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from detente.errors import EmptyInputError, InputError, InputTooLargeError
from detente.reading.intake.decode import Decoded, decode
from detente.reading.intake.inputs import MAX_BYTES, MAX_CHARS, Input

MAX_TAGS = 100_000
"""Pages with more tags than this are refused: news pages have a few thousand."""

_HTML_TYPES = ("text/html", "application/xhtml+xml")
_HTML_SUFFIXES = (".html", ".htm", ".xhtml")
_HTML_START = re.compile(
    r"(?:<\?xml[^>]{0,200}>|<!--.{0,2000}?-->|\s)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
_TYPE_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
_XML_HEADER = re.compile(r"\s*<\?xml[^>]{0,200}>")
_DATE_MARKS = (
    ("//meta[@property='article:published_time']/@content", "article:published_time"),
    ("//meta[@itemprop='datePublished']/@content", "datePublished"),
    ("//*[@itemprop='datePublished']/@datetime", "datePublished"),
    ("//meta[translate(@name,'DCPUBLISHAT','dcpublishat')='date']/@content", "meta date"),
    (
        "//meta[@name='publish-date' or @name='pubdate' or @name='DC.date.issued' or @name='dcterms.created']/@content",
        "meta",
    ),
    ("//article//time/@datetime", "time"),
)
_ISO_DAY = re.compile(r"\s*(\d{4})-(\d\d)-(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Page:
    """A text and what its page or file says about it.

    Offsets count `text`. With `offsets_into` "file" that is the decoded file itself, with "text" it was taken out of
    an HTML page, and begins with the page's title where it has one. `published_why` tells where `published` stands.
    """

    text: str
    encoding: str
    offsets_into: Literal["file", "text"]
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: date | None = None
    published_why: str | None = None
    url: str | None = None


def extract(given: Input) -> Page:
    """Take the text, and for HTML title, outlet, author and date, out of an input.

    HTML is known by its declared type, its suffix, or how it begins.

    Raises:
        InputTooLargeError: Over MAX_BYTES, MAX_CHARS or MAX_TAGS.
        EmptyInputError: No text, or a page without an article.
        InputError: Not text, or in no known encoding (see `decode`), or a page too tangled to read.
    """
    if len(given.data) > MAX_BYTES:
        raise InputTooLargeError(
            f"{given.name}: {len(given.data):,} bytes, at most {MAX_BYTES:,} are read as one article."
        )
    decoded = decode(given.data, given.name, _declared_charset(given))
    if _is_html(given, decoded.text):
        page = _extract_html(given, decoded)
    else:
        page = Page(decoded.text, decoded.encoding, "file", url=given.url)
    if len(page.text) > MAX_CHARS:
        raise InputTooLargeError(
            f"{given.name}: {len(page.text):,} characters, at most {MAX_CHARS:,} are read as one article. "
            "Split it into its articles."
        )
    return page


def _declared_charset(given: Input) -> str | None:
    if given.media_type and (found := _TYPE_CHARSET.search(given.media_type)):
        return found[1]
    in_page = _META_CHARSET.search(given.data[:4096])
    return in_page[1].decode("ascii") if in_page else None


def _is_html(given: Input, text: str) -> bool:
    essence = (given.media_type or "").partition(";")[0].strip().lower()
    if essence in _HTML_TYPES or (not essence and given.name.lower().endswith(_HTML_SUFFIXES)):
        return True
    return _HTML_START.match(text.lstrip("\ufeff")[:4096]) is not None


def _extract_html(given: Input, decoded: Decoded) -> Page:
    if decoded.text.count("<") > 2 * MAX_TAGS:
        raise InputTooLargeError(
            f"{given.name}: over {MAX_TAGS:,} HTML tags, far more than an article's page. Give one article."
        )
    try:
        tree = _parse(decoded.text)
        found = _read_tree(tree, given.url) if tree is not None else None
    except RecursionError as error:
        raise InputError(
            f"{given.name}: its HTML tags are nested too deeply. Save the article as plain text."
        ) from error
    if tree is None or found is None or not any(map(str.isalpha, found.text)):
        raise EmptyInputError(f"{given.name}: no article found in the page. Save the article as plain text.")
    title, published, why = _clean(found.title), *_published(tree, found.date)
    return Page(
        text=_paragraphs(found.text, title),
        encoding=decoded.encoding,
        offsets_into="text",
        title=title,
        outlet=_clean(found.sitename),
        author=_clean(found.author),
        published=published,
        published_why=why,
        url=given.url,
    )


def _parse(html: str) -> Any:
    import trafilatura

    # lxml refuses text that still claims a byte encoding in an XML header
    return trafilatura.load_html(_XML_HEADER.sub("", html, count=1))


@dataclass(frozen=True, slots=True)
class _Found:
    text: str
    title: str | None
    sitename: str | None
    author: str | None
    date: str | None


def _read_tree(tree: Any, url: str | None) -> _Found | None:
    from copy import deepcopy

    import trafilatura
    from trafilatura.metadata import extract_metadata

    about: Any = extract_metadata(deepcopy(tree), default_url=url, extensive=False)
    document: Any = trafilatura.bare_extraction(deepcopy(tree), url=url, include_comments=False, include_tables=False)
    text = document.text if document is not None else None
    if not text:
        text = trafilatura.baseline(tree)[1]
    if not text:
        return None
    return _Found(text, about.title, about.sitename, about.author, about.date)


def _paragraphs(text: str, title: str | None) -> str:
    """One paragraph a line becomes one paragraph a block, under the title, so that `split` need not guess."""
    lines = [line.strip() for line in text.replace("\r", "\n").split("\n") if line.strip()]
    if title and (not lines or _same(lines[0]) != _same(title)):
        lines.insert(0, title)
    return "\n\n".join(lines) + "\n"


def _same(line: str) -> str:
    return " ".join(line.lstrip("# ").split()).casefold()


def _clean(value: str | None) -> str | None:
    value = " ".join(value.split()) if value else ""
    return value or None


def _published(tree: Any, guessed: str | None) -> tuple[date | None, str | None]:
    for path, mark in _DATE_MARKS:
        for value in tree.xpath(path):
            if day := _day(str(value)):
                return day, f"the page's {mark} says {str(value).strip()[:40]!r}"
    if guessed and (day := _day(guessed)):
        return day, f"the page's markup or address says {guessed!r} (found by htmldate)"
    return None, None


def _day(value: str) -> date | None:
    found = _ISO_DAY.match(value)
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
