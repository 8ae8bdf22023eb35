"""The words that attribute and qualify: loads ``attribution_cues.csv`` and ``modality_cues.csv``.

An attribution cue says that somebody says, thinks, claims, denies, asks or foretells something; a
modality cue makes what it governs future, possible, necessary, hypothetical, or not so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from detente.errors import TableError
from detente.records import Status

POSITIONS = frozenset({"verb", "noun", "adj", "adv"})
SHAPES = frozenset({"aux", "verb", "adj", "noun", "adverb", "prep"})


class Modality(StrEnum):
    """How what a word governs stands to the facts, from settled to merely thought of."""

    NONE = "none"
    NECESSARY = "necessary"
    CERTAIN = "certain"
    FUTURE = "future"
    LIKELY = "likely"
    POSSIBLE = "possible"
    HYPOTHETICAL = "hypothetical"


@dataclass(frozen=True, slots=True)
class AttributionCue:
    """One reading of a cue word: the sort of speech or thought, what it does to its content, and
    the `frames` (``that``, ``quote``, ``inf``, ``of`` ...) in which the content may stand."""

    lemma: str
    pos: str
    sort: str
    strength: Status
    frames: frozenset[str]


@dataclass(frozen=True, slots=True)
class ModalityCue:
    """What a word does to the action it governs; `negative` when it makes it not so ("fail to")."""

    lemma: str
    shape: str
    kind: Modality
    negative: bool


@cache
def attribution_cues() -> Mapping[tuple[str, str], tuple[AttributionCue, ...]]:
    """Readings of every attribution cue by (pos, lemma), in the table's order.

    Raises:
        TableError: A row of the table breaks its rules.

    >>> [(cue.sort, str(cue.strength)) for cue in attribution_cues()["verb", "deny"]]
    [('deny', 'denied')]
    """
    found: dict[tuple[str, str], list[AttributionCue]] = {}
    for line, row in _rows("attribution_cues.csv", ("pos", "lemma", "sort", "strength", "frames")):
        if row["pos"] not in POSITIONS or row["strength"] not in set(Status) or not row["frames"].split():
            raise TableError(
                f"attribution_cues.csv:{line}: {row}: expected pos of {sorted(POSITIONS)}, a status, frames"
            )
        cue = AttributionCue(
            row["lemma"], row["pos"], row["sort"], Status(row["strength"]), frozenset(row["frames"].split())
        )
        found.setdefault((cue.pos, cue.lemma), []).append(cue)
    return MappingProxyType({key: tuple(cues) for key, cues in found.items()})


@cache
def modality_cues() -> Mapping[tuple[str, str], ModalityCue]:
    """Every modality cue by (shape, lemma).

    Raises:
        TableError: A row of the table breaks its rules.

    >>> modality_cues()["verb", "fail"].negative, str(modality_cues()["adj", "likely"].kind)
    (True, 'likely')
    """
    found: dict[tuple[str, str], ModalityCue] = {}
    for line, row in _rows("modality_cues.csv", ("shape", "lemma", "kind", "negative")):
        if row["shape"] not in SHAPES or row["kind"] not in set(Modality) or row["negative"] not in {"", "yes"}:
            raise TableError(
                f"modality_cues.csv:{line}: {row}: expected shape of {sorted(SHAPES)}, a kind, yes or nothing"
            )
        cue = ModalityCue(row["lemma"], row["shape"], Modality(row["kind"]), row["negative"] == "yes")
        if (cue.shape, cue.lemma) in found:
            raise TableError(f"modality_cues.csv:{line}: {cue.shape} {cue.lemma} stands there twice; keep one row")
        found[cue.shape, cue.lemma] = cue
    return MappingProxyType(found)


def _rows(name: str, header: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Rows of one of our tables with their line numbers; comment lines start with #."""
    text = (files("detente.reading") / "tables" / name).read_text(encoding="utf-8")
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line and not line.startswith("#")]
    reader = csv.reader(line for _, line in lines)
    for (number, _), fields in zip(lines, reader, strict=True):
        if number == lines[0][0]:
            if tuple(fields) != header:
                raise TableError(f"{name}:{number}: header {fields}, expected {list(header)}")
        elif len(fields) != len(header):
            raise TableError(f"{name}:{number}: {len(fields)} fields, expected {len(header)}")
        else:
            yield number, dict(zip(header, fields, strict=True))
