"""Persons of the registry by other spellings of their names: with titles and middle names, the family name first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from detente.actors.model import Actor, NameSort
from detente.actors.registry import Registry


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TITLES: Final = _words(
    """
    admiral ambassador ayatollah brigadier captain chancellor chief colonel crown dato dr emir emperor field
    foreign gen general governor king lieutenant lord lt maj major makhdoom mallam marshal minister mr mrs ms
    premier president prime prince princess prof professor queen sayyed secretary senator sheik sheikh sir sri
    sultan tan
    """
)
"""Words that stand before a name; "Sheikh" is also a part of names, so that the whole name is looked up first."""

_REGNAL: Final = re.compile(r" [IVX]+$")
"""Juan Carlos I has no family name, so that "Juan Carlos Romero" would be him."""


@cache
def _registry() -> Registry:
    return Registry.load()


def person_named(text: str) -> Actor | None:
    """A person of the registry in another spelling; two persons that a spelling may mean are nobody.

    >>> person_named("Vladimir Vladimirovich Putin").id, person_named("Jo Chad")
    ('vladimir-putin', None)
    """
    words = text.replace(".", "").split()
    if not words or words[-1] in ("Jr", "Sr"):
        return None
    for spelt in _spellings(words):
        found = {
            name.actor_id
            for name in _registry().find_names(spelt)
            if name.sort is NameSort.PERSON and not name.weak and " " in name.text
        }
        if len(found) == 1 and (actor := _registry().get(found.pop())) is not None and not _REGNAL.search(actor.name):
            return actor
    return None


def _spellings(words: list[str]) -> Iterator[str]:
    """Other spellings of a person's name: without titles and middle names, family name first or last, hyphens."""
    bare = list(words)
    while len(bare) > 1 and bare[0].casefold() in _TITLES:
        bare = bare[1:]
    size = len(bare)
    if not 2 <= size <= 8:
        return
    yield " ".join(bare)
    if size == 2:
        yield f"{bare[1]} {bare[0]}"
        yield " ".join(bare).replace("-", " ")
    elif size == 3:
        yield f"{bare[0]} {bare[1]}-{bare[2]}"
        yield f"{bare[0]} {bare[1]}{bare[2].lower()}"
        yield f"{bare[1]}-{bare[2]} {bare[0]}"
        yield f"{bare[1]} {bare[2]} {bare[0]}"
    if size > 2:
        if not {"bin", "ibn", "bint"} & {word.casefold() for word in bare}:
            yield f"{bare[0]} {bare[-1]}"
        yield " ".join(bare[:-1])
        if size > 3:
            yield f"{bare[0]} {bare[1]}"
    yield re.sub(r"\b([aA]l|[eE]l|[bB]in|[iI]bn) (?=\w)", r"\1-", " ".join(bare))
