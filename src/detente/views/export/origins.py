"""Where a text is from, for files that go to others: a web address as it is, of a file only its name."""

from __future__ import annotations

WEB = ("http://", "https://")


def passed_on(origin: str | None) -> str | None:
    """The origin without the folders of whoever read it.

    >>> passed_on("/home/me/texts/a.txt"), passed_on("https://example.org/a")
    ('a.txt', 'https://example.org/a')
    """
    if origin is None or origin.startswith(WEB):
        return origin
    return origin.replace("\\", "/").rpartition("/")[2]
