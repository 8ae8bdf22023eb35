"""PLOVER: the 16 event types, their modes, and the contexts that any event may have."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from detente.errors import TableError, UnknownCodeError
from detente.ontology.quad_class import QuadClass
from detente.ontology.read_table import read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PLOVER_CONTEXTS = frozenset(
    """military intelligence executive legislative election political_institutions pro_democracy pro_autocracy
    economic legal reparations human_rights rights_freedoms repression human_security gender lgbt
    religion_ethnicity inequality diplomatic territory peacekeeping health asylum migration disasters
    natural_resource environment technology terrorism cbrn cyber misinformation crime corruption illegal_drugs
    trafficking""".split()  # noqa: SIM905 - a list literal of one word a line would hide the rest
)
"""What an event may be about: table 2.1 of the codebook, written as POLECAT writes it."""

CONTEXTS = PLOVER_CONTEXTS | {"humanitarian"}
"""PLOVER's contexts and "humanitarian", which CAMEO's aid codes distinguish and PLOVER has no word for."""

CONTEXT_SYNONYMS: Mapping[str, str] = MappingProxyType({"judicial": "legal"})
"""Other words that are taken for a context; CAMEO says judicial where PLOVER says legal."""


@dataclass(frozen=True, slots=True)
class PloverEntry:
    """A PLOVER type, or one mode of it when `mode` is set.

    `score` is the conflict-cooperation score, -10 (conflict) to +10 (cooperation). `definition` completes
    the sentence "the source ..."; `example` is an invented sentence that would be coded so.
    """

    type: str
    mode: str | None
    quad_class: QuadClass
    score: float
    definition: str
    example: str


@cache
def _entries() -> Mapping[tuple[str, str | None], PloverEntry]:
    entries: dict[tuple[str, str | None], PloverEntry] = {}
    for row in read_table("plover.csv", ("type", "mode", "quad_class", "score", "definition", "example")):
        key = (row["type"], row["mode"] or None)
        if key in entries or (key[1] and (key[0], None) not in entries):
            raise TableError(
                f"plover.csv: {key} comes twice or before its type. Give each type first, then each mode once."
            )
        score = float(row["score"]) if row["score"] else entries[key[0], None].score
        entries[key] = PloverEntry(*key, QuadClass(int(row["quad_class"])), score, row["definition"], row["example"])
    return MappingProxyType(entries)


@cache
def plover_types() -> tuple[str, ...]:
    """The 16 event types, from verbal cooperation to material conflict, as the codebook orders them."""
    return tuple(plover_type for plover_type, mode in _entries() if mode is None)


def plover_entry(plover_type: str, mode: str | None = None) -> PloverEntry:
    """The entry of a type, or of one of its modes.

    Args:
        plover_type: A PLOVER event type, in capitals ("ASSAULT").
        mode: One of the type's modes ("aerial"), or None for the type as a whole.

    Raises:
        UnknownCodeError: There is no such type, or the type has no such mode.

    >>> plover_entry("ASSAULT", "drone").definition
    'attacks with unmanned aircraft'
    """
    entry = _entries().get((plover_type, mode))
    if entry is not None:
        return entry
    if (plover_type, None) not in _entries():
        raise UnknownCodeError(
            f"{plover_type!r} is not a PLOVER type.{_did_you_mean(plover_type, plover_types())}"
            f" Types are: {', '.join(plover_types())}."
        )
    modes = modes_of(plover_type)
    listed = f"Modes of {plover_type} are: {', '.join(modes)}." if modes else f"PLOVER gives {plover_type} no modes."
    raise UnknownCodeError(f"{mode!r} is not a mode of {plover_type}.{_did_you_mean(mode, modes)} {listed}")


def quad_class_of(plover_type: str) -> QuadClass:
    """The quad class of a PLOVER type.

    Raises:
        UnknownCodeError: There is no such type.

    Source:
        PLOVER codebook, chapter 3; SANCTION is material, as its section 3.13.4 says, not table 7.2.

    >>> quad_class_of("SANCTION").label
    'material conflict'
    """
    return plover_entry(plover_type).quad_class


def plover_score(plover_type: str, mode: str | None = None) -> float:
    """The PLOVER conflict-cooperation score, -10 (conflict) to +10 (cooperation).

    A mode that the codebook does not score (PROTEST vandalize) has the score of its type.

    Raises:
        UnknownCodeError: There is no such type, or the type has no such mode.

    Source:
        PLOVER codebook, table 2.2, with the minus that its row ACCUSE lost put back.

    >>> plover_score("RETREAT", "disarm"), plover_score("ACCUSE")
    (10.0, -3.0)
    """
    return plover_entry(plover_type, mode).score


@cache
def modes_of(plover_type: str) -> tuple[str, ...]:
    """The modes of a PLOVER type, in the codebook's order; empty where PLOVER has none.

    Raises:
        UnknownCodeError: There is no such type.

    >>> modes_of("REQUEST"), modes_of("AID")
    (('assist', 'change', 'yield', 'meet'), ())
    """
    plover_entry(plover_type)
    return tuple(mode for of_type, mode in _entries() if of_type == plover_type and mode is not None)


def context_named(context: str) -> str:
    """The context that a word names: itself, or what it is a synonym of.

    Raises:
        UnknownCodeError: The word is neither a context nor a known synonym.

    >>> context_named("judicial")
    'legal'
    """
    named = CONTEXT_SYNONYMS.get(context, context)
    if named not in CONTEXTS:
        known = sorted(CONTEXTS)
        raise UnknownCodeError(
            f"{context!r} is not a PLOVER context.{_did_you_mean(context, known)} Contexts are: {', '.join(known)}."
        )
    return named


def _did_you_mean(given: str | None, known: Iterable[str]) -> str:
    """A sentence that offers the nearest known word, or nothing when none is near."""
    from difflib import get_close_matches  # only a failed look-up pays for it

    words = {word.lower(): word for word in known}
    near = get_close_matches(str(given).lower().replace(" ", "_"), words, n=1)
    return f" Did you mean {words[near[0]]!r}?" if near else ""
