"""What counts as the same kind of event, from the closest likeness to the widest."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from typing import Final

from detente.ontology.cameo import cameo_entries
from detente.ontology.quad_class import QuadClass
from detente.relations.acts import Act

SHARED_TYPES: Final = frozenset({"AGREE", "COOPERATE"})
SHARED_MODES: Final = frozenset({("CONSULT", "third-party"), ("CONSULT", "multilateral"), ("CONSULT", "phone")})
"""What two do together: who is named first means nothing. A visit, aid or a threat has a direction."""


class Likeness(StrEnum):
    """How alike two events are that count as one kind, the closest first."""

    MODE = "type and mode"
    TYPE = "type"
    ROOT = "CAMEO root"
    QUAD_CLASS = "quad class"


def kind_of(act: Act, likeness: Likeness) -> str | None:
    """The kind of an act in words, or None where its coding does not reach so far.

    >>> from datetime import date
    >>> exercise = Act("1", date(2016, 9, 24), "RUS", "PAK", "COOPERATE", "military", "062", 2)
    >>> [kind_of(exercise, likeness) for likeness in Likeness]
    ['COOPERATE military', 'COOPERATE', 'CAMEO 06', 'material cooperation']
    """
    return kinds_of(act)[likeness]


def kinds_of(act: Act) -> dict[Likeness, str | None]:
    """`kind_of` an act by every likeness."""
    return _kinds_of(act.plover_type, act.mode, act.cameo_code, act.quad_class)


@lru_cache(maxsize=4096)  # a record of thousands of events has a few hundred codings
def _kinds_of(
    plover_type: str | None, mode: str | None, cameo_code: str | None, quad_class: int | None
) -> dict[Likeness, str | None]:
    mode = _mode(plover_type, mode, cameo_code)
    return {
        Likeness.MODE: f"{plover_type} {mode}" if plover_type and mode else None,
        Likeness.TYPE: plover_type,
        Likeness.ROOT: f"CAMEO {cameo_code[:2]}" if cameo_code else None,
        Likeness.QUAD_CLASS: QuadClass(quad_class).label if quad_class else None,
    }


def kind_words(kind: str) -> str:
    """A kind for a reader: codes with their name.

    >>> kind_words("CAMEO 10"), kind_words("COOPERATE military")
    ('CAMEO 10 (demand)', 'COOPERATE military')
    """
    code = kind.removeprefix("CAMEO ")
    entry = None if code == kind else cameo_entries().get(code)
    return kind if entry is None else f"{kind} ({entry.name})"


def is_shared(act: Act) -> bool:
    """Whether it is a thing that two do together, so that who is named first says nothing."""
    return act.plover_type in SHARED_TYPES or (act.plover_type, act.mode) in SHARED_MODES


def _mode(plover_type: str | None, mode: str | None, cameo_code: str | None) -> str | None:
    """The mode; where PLOVER has none, the context that the CAMEO code implies, as Detente's own records hold it."""
    if mode:
        return mode
    entry = cameo_entries().get(cameo_code or "")
    fits = entry is not None and entry.plover is not None and entry.plover.type == plover_type
    contexts = entry.plover.contexts if fits and entry is not None and entry.plover is not None else ()
    return contexts[0] if contexts else None
