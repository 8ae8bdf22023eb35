"""Who and what the generated sentences are about, and the lists of words that they are made of (words.tsv)."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

WORDS = Path(__file__).with_name("words.tsv")


@cache
def words(name: str) -> tuple[str, ...]:
    """A list of words.tsv."""
    rows = (line.split("\t") for line in WORDS.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return tuple(entry[1:-1] for name_of, entry in rows if name_of == name)


def actor(chance: random.Random) -> str:
    """Somebody, as news name them."""
    state, people = chance.choice(words("STATES")).split("/")
    draw = chance.random()
    if draw < 0.3:
        return state
    if draw < 0.5:
        body = chance.choice(words("STATE_BODIES"))
        article = "the " if chance.random() < 0.6 else ""
        return f"{article}{people} {body}"
    if draw < 0.62:
        return f"{people} {chance.choice(words('OFFICES'))} {_person(chance)}"
    if draw < 0.68:
        return _person(chance)
    if draw < 0.73:
        return f"the {chance.choice(words('STATE_BODIES'))} of {state}"
    if draw < 0.76:
        return f"{state} and {chance.choice(words('STATES')).split('/')[0]}"
    return chance.choice(words("BODIES"))


def two_actors(chance: random.Random) -> tuple[str, str]:
    """Two different ones, of whom neither's name is part of the other's."""
    one, other = actor(chance), actor(chance)
    while one in other or other in one:
        other = actor(chance)
    return one, other


def _person(chance: random.Random) -> str:
    family = chance.choice(words("FAMILY"))
    return f"{chance.choice(words('GIVEN'))} {family}" if chance.random() < 0.7 else family
