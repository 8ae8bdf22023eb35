"""Parts of a state and other bodies by their names: "Cabinet / Council of Ministers", "Royal Thai Police"."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from detente.actors.model import Actor, NameSort
from detente.actors.registry import Registry
from detente.actors.roles import role_key
from detente.actors.tables import read_table
from detente.feeds.state_names import PLACES, state_of

_TABLES: Final = Path(__file__).parent / "tables"
_STATE_SORTS: Final = (NameSort.NAME, NameSort.ALIAS, NameSort.ADJECTIVE, NameSort.ACRONYM)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_BODIES: Final = _words(
    """
    academy administration agency airlines airport airways alliance army assembly association authorities
    authority bank bloc board bureau business cabinet center centre chamber church club coalition command
    commission committee company confederation congress corporation council court courts customs department
    directorate embassy federation force forces foundation front government group guard guards institute
    intelligence judiciary league legislature media ministry mission movement national navy network news office
    opposition organisation organization parliament parties party police post press radio rebels resistance
    school security senate service services society soldiers staff television times troops union university
    """
)
"""Words that make a name one of a body. Without one, a state's name in a name ("Michael Jordan") says nothing."""

_BETWEEN_STATES: Final = _words(
    """
    african arab asean asian commonwealth eu european gulf inter international islamic latin nations nato un
    united world
    """
)
"""Bodies so named belong to no one state, even where the name has one ("UN Mission in Sudan")."""


@cache
def _registry() -> Registry:
    return Registry.load()


@cache
def _roles() -> dict[str, str]:
    rows = read_table(_TABLES / "icews_roles.csv", ("phrase", "cameo_sector"))
    return {role_key(row["phrase"]): row["cameo_sector"] for row in rows}


def sector_of(role: str) -> str | None:
    """The CAMEO sector of what stands before a state in brackets, or None.

    >>> sector_of("Cabinet / Council of Ministers / Advisors"), sector_of("Men")
    ('GOV', 'CVL')
    """
    known = _registry().role(role)
    return known.sector if known is not None else _roles().get(role_key(role))


def is_body(text: str) -> bool:
    """Whether one of the words is one that only bodies are named by."""
    return not _BODIES.isdisjoint(_plain(text.replace("'s", "").split()))


def body_named(text: str) -> tuple[Actor | None, str] | None:
    """A body with one state in its name, "Bank of Japan", "Iranian Parliament": its organ, if any, and the state.

    >>> body_named("Bar Association of Chad"), body_named("Michael Jordan")
    ((None, 'TCD'), None)
    """
    words = text.replace("'s", "").split()
    if not is_body(text):
        return None
    states, rest = _states_in(words)
    left = set(_plain(rest))
    if len(states) != 1 or _BETWEEN_STATES & left:
        return None
    (state,) = states
    role = " ".join(word for word in rest if word.casefold() not in ("royal", "the", "of", "in", "for"))
    sector = None if "party" in left else sector_of(role)  # a party may govern or oppose: its name does not tell
    return (_registry().get(f"{state}.{sector}") if sector else None), state


def _plain(words: list[str]) -> list[str]:
    return [word.strip(".,()").casefold() for word in words]


def _states_in(words: list[str]) -> tuple[set[str], list[str]]:
    """The states that runs of words name, longest run first, and the words left over."""
    states, rest, at = set(), [], 0
    while at < len(words):
        for end in range(min(at + 4, len(words)), at, -1):
            if (state := _state_or_adjective(" ".join(words[at:end]).strip(","))) is not None:
                states.add(state)
                at = end
                break
        else:
            rest.append(words[at])
            at += 1
    return states, rest


@cache
def _state_or_adjective(text: str) -> str | None:
    for name in _registry().find_names(text):
        actor = _registry().get(name.actor_id)
        if actor is not None and actor.kind in PLACES and name.sort in _STATE_SORTS and not name.weak:
            return state_of(actor)
    return None
