"""CAMEO: every event code of the 1.1b3 codebook, with what it is in PLOVER and on the Goldstein scale."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from detente.errors import TableError, UnknownCodeError
from detente.ontology.plover import CONTEXT_SYNONYMS, CONTEXTS, context_named, modes_of, plover_entry
from detente.ontology.quad_class import QuadClass
from detente.ontology.read_table import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

_COLUMNS = (
    "code", "name", "root", "plover_type", "plover_mode", "plover_context", "quad_class", "goldstein", "edition"
)  # fmt: skip


OTHER_SIDES: Final = MappingProxyType({"042": "043"})
"""Acts that CAMEO codes from both sides: A makes a visit to B (042), B hosts a visit of A (043).

Coders of this family write the two rows for one verb: in a sample of ICEWS 148 of 149 rows of 042 have their 043 in the
same sentence, in one of GDELT 94 of 104 in the same article. All other codes are the same in both directions.
"""


class PloverCode(NamedTuple):
    """What a CAMEO code is in PLOVER."""

    type: str
    mode: str | None
    contexts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CameoEntry:
    """One CAMEO code.

    `code` is text of 2 (a root), 3 or 4 digits, `root` its first two. `plover` and `quad_class` are None for
    the roots 01 and 02 and all under them, which PLOVER dropped. `goldstein` is -10 (conflict) to +10
    (cooperation). `edition` is "1.1b3" when the codebook has the code, else who uses it ("ICEWS", "PLOVER").
    """

    code: str
    name: str
    root: str
    plover: PloverCode | None
    quad_class: QuadClass | None
    goldstein: float
    edition: str


@cache
def cameo_entries() -> Mapping[str, CameoEntry]:
    """Every code, in order, by its text."""
    return MappingProxyType({row["code"]: _entry(row) for row in read_table("cameo.csv", _COLUMNS)})


def _entry(row: dict[str, str]) -> CameoEntry:
    plover, quad_class = None, None
    if row["plover_type"]:
        contexts = tuple(filter(None, row["plover_context"].split(";")))
        plover = PloverCode(row["plover_type"], row["plover_mode"] or None, contexts)
        quad_class = plover_entry(plover.type, plover.mode).quad_class
    if row["quad_class"] != (str(int(quad_class)) if quad_class else "") or row["root"] != row["code"][:2]:
        raise TableError(f"cameo.csv, code {row['code']}: quad class or root disagrees with its code. Correct the row.")
    return CameoEntry(
        row["code"], row["name"], row["root"], plover, quad_class, float(row["goldstein"]), row["edition"]
    )


def cameo_entry(code: str) -> CameoEntry:
    """The entry of a CAMEO code.

    Args:
        code: 2, 3 or 4 digits as text, zeros kept ("057").

    Raises:
        UnknownCodeError: The code is not in the table, or came as a number; the message names the nearest.

    >>> cameo_entry("195").plover
    PloverCode(type='ASSAULT', mode='aerial', contexts=('military',))
    >>> cameo_entry("57")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    detente.errors.UnknownCodeError: CAMEO code '57' is not in CAMEO 1.1b3. Did you mean '057' (sign ...
    """
    entry = cameo_entries().get(code)
    if entry is None:
        raise UnknownCodeError(f"CAMEO code {code!r} is not in CAMEO 1.1b3.{_hint(code)}")
    return entry


def _hint(code: object) -> str:
    """What the sender of an unknown code most likely meant: a lost zero first, then the code above it."""
    entries = cameo_entries()
    text = str(code).strip()
    if (near := "0" + text) in entries or (not isinstance(code, str) and (near := text) in entries):
        return f" Did you mean {near!r} ({entries[near].name})? Codes are text: keep the zero."
    for near in (text, text[:3], text[:2]):
        if near in entries:
            return f" Did you mean {near!r} ({entries[near].name})?"
    return " Codes are text of 2 to 4 digits, from '01' to '2042'."


_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


def _label_key(name: str) -> str:
    """A label without what feeds write differently: case, underscores, hyphens, punctuation."""
    return _NOT_LETTERS.sub("", name.lower()).removesuffix("notspecifiedbelow")


@cache
def _codes_by_label() -> Mapping[str, str]:
    labels = {_label_key(row["name"]): row["code"] for row in read_table("cameo_names.csv", ("code", "name"))}
    ours = {_label_key(entry.name): code for code, entry in cameo_entries().items() if len(code) > 2}
    return MappingProxyType(ours | labels)


def code_of_label(name: str) -> str | None:
    """The code that a label stands for, as `cameo_from_name` compares them; None where no code has it.

    >>> code_of_label("Make a visit"), code_of_label("Make a cake")
    ('042', None)
    """
    return _codes_by_label().get(_label_key(name))


def cameo_from_name(name: str) -> CameoEntry:
    """The entry that a feed's label, or our own name, stands for.

    Args:
        name: A label as ICEWS or the codebook prints it; case, underscores and punctuation don't matter.

    Raises:
        UnknownCodeError: No code has this label; the message names the nearest.

    >>> cameo_from_name("Meet_at_a_'third'_location").code
    '044'
    """
    code = code_of_label(name)
    if code is None:
        from difflib import get_close_matches  # only a failed look-up pays for it

        near = [_codes_by_label()[key] for key in get_close_matches(_label_key(name)[:100], _codes_by_label(), n=1)]
        hint = (
            f" Did you mean {near[0]!r} ({cameo_entry(near[0]).name})?"
            if near
            else " Look the label up in cameo_names.csv."
        )
        raise UnknownCodeError(f"{name!r} is not the label of a CAMEO code.{hint}")
    return cameo_entry(code)


def plover_of(code: str) -> PloverCode | None:
    """What a CAMEO code is in PLOVER; None for 01 and 02 and all under them, which PLOVER dropped.

    Raises:
        UnknownCodeError: The code is not in the table.

    >>> plover_of("062"), plover_of("010")
    (PloverCode(type='COOPERATE', mode=None, contexts=('military',)), None)
    """
    return cameo_entry(code).plover


@cache
def _general_codes() -> Mapping[tuple[str, str | None, str | None], str]:
    rows = read_table("plover_to_cameo.csv", ("type", "mode", "context", "cameo_code"))
    return MappingProxyType(
        {(row["type"], row["mode"] or None, row["context"] or None): row["cameo_code"] for row in rows}
    )


@cache
def cameo_for(plover_type: str, mode: str | None = None, context: str | None = None) -> str:
    """The most fitting general CAMEO code for a PLOVER event; its own PLOVER type is always `plover_type`.

    The most specific row of ``plover_to_cameo.csv`` is taken: mode and context, mode, context, type alone.

    Args:
        plover_type: A PLOVER event type ("COOPERATE").
        mode: One of its modes; or, as Detente's records hold it where PLOVER has no mode, a context ("military").
        context: What the event is about, when `mode` is a mode.

    Returns:
        A code of CAMEO 1.1b3 of 3 or 4 digits.

    Raises:
        UnknownCodeError: The type is unknown, `mode` is neither mode nor context, or `context` is none.

    >>> cameo_for("ASSAULT", "aerial"), cameo_for("COOPERATE", "military"), cameo_for("REQUEST", "assist", "economic")
    ('195', '062', '1011')
    """
    if mode is not None and mode not in modes_of(plover_type):
        if context is not None or (mode not in CONTEXTS and mode not in CONTEXT_SYNONYMS):
            plover_entry(plover_type, mode)  # raises, naming the nearest mode
        mode, context = None, mode
    plover_entry(plover_type, mode)
    about = None if context is None else context_named(context)
    codes = _general_codes()
    for key in ((plover_type, mode, about), (plover_type, mode, None), (plover_type, None, about)):
        if key in codes:
            return codes[key]
    return codes[plover_type, None, None]
