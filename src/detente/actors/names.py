"""Surface forms: how a text's spelling is compared with a name, and which actor a name means on a day."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from detente.actors.dates import covers
from detente.actors.model import Actor, Name, NameSort, Term

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ`", "'"),
        **dict.fromkeys("‐‑–", "-"),
        "ı": "i",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
    }
)

_SORT_RANK = {
    sort: rank
    for rank, sort in enumerate(
        (
            NameSort.NAME,
            NameSort.ACRONYM,
            NameSort.ALIAS,
            NameSort.PERSON,
            NameSort.SEAT,
            NameSort.CAPITAL,
            NameSort.ADJECTIVE,
            NameSort.DEMONYM,
        )
    )
}
_ONLY_IN_ITS_TIME = (NameSort.CAPITAL, NameSort.SEAT)
_NO_TERM = 50 * 365
"""Days that a person without known terms counts as away from any office, so that office holders come first."""


def plain(text: str) -> str:
    """A spelling without marks, with straight quotes, plain hyphens, single spaces; case is kept.

    >>> plain("Erdoğan’s")
    "Erdogan's"
    """
    if not text.isascii():
        marked = unicodedata.normalize("NFKD", text.translate(_PLAIN))
        text = "".join(letter for letter in marked if not unicodedata.combining(letter))
    return " ".join(text.split())


def key(text: str) -> str:
    """What two spellings of one name have in common: plain, lower case, without a leading "the".

    >>> key("The  Élysée") == key("elysee")
    True
    """
    return plain(text).casefold().removeprefix("the ")


def spellings(name: Name) -> Iterator[Name]:
    """A name and, where it has marks or curly quotes, the same name in plain letters."""
    yield name
    if not name.text.isascii() and (bare := plain(name.text)) != name.text:
        yield name._replace(text=bare)


class NameIndex:
    """Every name of every actor, found by spelling, case and day."""

    def __init__(self, actors: Iterable[Actor], terms: Mapping[str, tuple[Term, ...]]) -> None:
        """Index the names of `actors`, preferred ones first; `terms` (by actor id) tells office holders apart."""
        self._terms = terms
        self._by_key: dict[str, list[Name]] = {}
        for actor in actors:
            for name in actor.names:
                self._by_key.setdefault(key(name.text), []).append(name)

    def __iter__(self) -> Iterator[Name]:
        """Every surface form, each in its own spelling and in plain letters."""
        for names in self._by_key.values():
            for name in names:
                yield from spellings(name)

    def find(self, text: str, on: date | None = None) -> tuple[Name, ...]:
        """The names a text may be, best first: firm before weak, in its time before out of it, names before demonyms.

        A capital or seat is found only on the days it was one; a former name of a state, and a person out of
        office, are found on any day, those nearest in time first. Without a day, what holds still comes first.
        """
        found = self._spelt(plain(text)) or self._spelt(_without_possessive(plain(text)))
        if on is not None:
            found = [name for name in found if name.sort not in _ONLY_IN_ITS_TIME or covers(name.start, name.end, on)]
        if len(found) > 1:
            found.sort(key=lambda name: (name.weak, self._days_away(name, on), _SORT_RANK[name.sort]))
        return tuple(found)

    def _spelt(self, text: str) -> list[Name]:
        names = self._by_key.get(key(text), ())
        return [name for name in names if not name.case_sensitive or _same_case(text, name)]

    def _days_away(self, name: Name, on: date | None) -> int:
        """Days between `on` (None: the end of time) and the nearest day that the name or its bearer's office held."""
        if name.sort is not NameSort.PERSON:
            return _days_between(name.start, name.end, on)
        terms = self._terms.get(name.actor_id, ())
        return min((_days_between(term.start, term.end, on) for term in terms), default=_NO_TERM)


def _same_case(text: str, name: Name) -> bool:
    """Whether case agrees: as written, or a plain word all in capitals, as headlines have it ("TURKEY")."""
    bare, wanted = _without_article(text), _without_article(plain(name.text))
    return bare == wanted or (text.isupper() and len(bare) > 3 and name.sort is not NameSort.ACRONYM)


def _days_between(start: date | None, end: date | None, on: date | None) -> int:
    day = on or date.max
    if start and day < start:
        return (start - day).days
    return (day - end).days if end and day > end else 0


def _without_possessive(text: str) -> str:
    return text[:-2] if text.endswith("'s") else text.removesuffix("'")


def _without_article(text: str) -> str:
    return text[4:] if text.startswith(("the ", "The ")) else text
