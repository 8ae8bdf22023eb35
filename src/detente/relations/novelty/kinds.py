"""What counts as the same kind of event, from the closest likeness to the widest."""

from __future__ import annotations

from enum import StrEnum
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
    match likeness:
        case Likeness.MODE:
            mode = _mode(act)
            return f"{act.plover_type} {mode}" if act.plover_type and mode else None
        case Likeness.TYPE:
            return act.plover_type
        case Likeness.ROOT:
            return f"CAMEO {act.cameo_code[:2]}" if act.cameo_code else None
        case Likeness.QUAD_CLASS:
            return QuadClass(act.quad_class).label if act.quad_class else None


def same_direction(act: Act, other: Act) -> bool:
    """Whether the same did it to the same, or the two did it together."""
    shared = act.plover_type in SHARED_TYPES or (act.plover_type, act.mode) in SHARED_MODES
    sides = (act.source, act.target)
    return sides == (other.source, other.target) or (shared and sides == (other.target, other.source))


def _mode(act: Act) -> str | None:
    """The mode; where PLOVER has none, the context that the CAMEO code implies, as Detente's own records hold it."""
    if act.mode:
        return act.mode
    entry = cameo_entries().get(act.cameo_code or "")
    fits = entry is not None and entry.plover is not None and entry.plover.type == act.plover_type
    contexts = entry.plover.contexts if fits and entry is not None and entry.plover is not None else ()
    return contexts[0] if contexts else None
