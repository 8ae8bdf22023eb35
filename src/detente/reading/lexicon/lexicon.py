"""The event lexicon's face: a frame of lemmas in, its PLOVER and CAMEO coding out.

>>> from detente.reading.lexicon.frames import Frame
>>> found = code_frame(Frame("conduct", "verb", object=("exercise", "joint", "military")))
>>> found.type, found.mode, found.cameo_code, found.symmetric
('COOPERATE', 'military', '062', True)
"""

from __future__ import annotations

from functools import cache

from detente.reading.lexicon.compose import code, in_future, when_negated
from detente.reading.lexicon.frames import Coding, Frame
from detente.reading.lexicon.lexicon_match import is_light, takes_purpose
from detente.reading.lexicon.lexicon_rows import NO_EVENT
from detente.reading.lexicon.lexicon_tables import effect_rows, noun_rows, verb_rows

__all__ = [
    "code_frame",
    "event_nouns",
    "event_verbs",
    "in_future",
    "is_light",
    "mutual_nouns",
    "takes_purpose",
    "when_negated",
]


def code_frame(frame: Frame) -> Coding | None:
    """Code one frame.

    Args:
        frame: A verb or event noun with its arguments, as lemmas.

    Returns:
        The coding of the event itself, as if it were asserted: the caller applies `in_future` and
        `when_negated`, and sets status and polarity. None where the frame names no event.

    Source:
        PLOVER manual, draft 2.0 (2024-02-04), chapter 3; CAMEO 1.1b3 codebook.
    """
    return code(frame)


@cache
def event_nouns() -> frozenset[str]:
    """Nouns, of one word or more ("joint exercise"), that name an event by themselves."""
    return frozenset(noun for noun, row in noun_rows().items() if row.alone and row.outcome.type != NO_EVENT)


@cache
def mutual_nouns() -> frozenset[str]:
    """Event nouns that several do with each other: "war", "talks"."""
    return frozenset(noun for noun, row in noun_rows().items() if row.outcome.symmetric)


@cache
def event_verbs() -> frozenset[str]:
    """Verbs, with their particle ("pull out"), that any table knows."""
    return frozenset(verb_rows()) | frozenset(effect_rows())
