"""Reads the event lexicon's tables into rows and refuses what breaks their rules.

The tables are CSV files under ``tables/``; each one's header says what its columns mean.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from detente.errors import TableError
from detente.reading.lexicon.lexicon_rows import (
    NO_EVENT,
    TYPES,
    Context,
    EffectRow,
    NounRow,
    Outcome,
    Transform,
    VerbRow,
    Wanted,
)

# Where a participant stands inside the noun phrase that a preposition brings.
INSIDE = ("against", "on", "with", "between", "to", "from", "in", "by", "of", "poss", "amod")


@dataclass(frozen=True, slots=True)
class Line:
    """One data line of a table with its place, for messages."""

    cells: Mapping[str, str]
    table: str
    number: int

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def many(self, column: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.cells[column].split("|") if part.strip())

    def fault(self, what: str) -> TableError:
        return TableError(f"{self.table}, line {self.number}: {what}")


def read_lines(table: str, text: str) -> Iterator[Line]:
    """Data lines of a table's text; comment lines start with "#".

    Raises:
        TableError: A line has more cells than the header has columns.
    """
    header: list[str] | None = None
    for number, raw in enumerate(text.splitlines(), start=1):
        if not raw.strip() or raw.startswith("#"):
            continue
        cells = [cell.strip() for cell in next(csv.reader([raw]))]
        if header is None:
            header = cells
            continue
        if len(cells) > len(header):
            raise TableError(f"{table}, line {number}: {len(cells)} cells, but the header has {len(header)} columns")
        yield Line(dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True)), table, number)


def _text(table: str) -> str:
    return (files("detente.reading") / "tables" / table).read_text(encoding="utf-8")


def _unique(text: Line, seen: dict[object, int], key: object) -> None:
    if key in seen:
        raise text.fault(f"{key} is already on line {seen[key]}; keep one of the two")
    seen[key] = text.number


@cache
def word_classes() -> dict[str, frozenset[str]]:
    """Word class to its lemmas (classes.csv)."""
    return parse_classes("classes.csv", _text("classes.csv"))


def parse_classes(table: str, text: str) -> dict[str, frozenset[str]]:
    """Read a table of word classes.

    Raises:
        TableError: A class stands twice.
    """
    seen: dict[object, int] = {}
    classes: dict[str, frozenset[str]] = {}
    for line in read_lines(table, text):
        _unique(line, seen, line["class"])
        classes[line["class"]] = frozenset(line.many("lemmas"))
    return classes


@cache
def lemma_repairs() -> dict[str, str]:
    """Wrong lemma of a verb to the right one (lemma_repairs.csv)."""
    return {line["wrong"]: line["right"] for line in read_lines("lemma_repairs.csv", _text("lemma_repairs.csv"))}


@cache
def hyphened_verbs() -> dict[str, str]:
    """Form of a verb written with a hyphen to its lemma (hyphened_verbs.csv): "test-fired" to "test-fire"."""
    return {
        form: line["lemma"]
        for line in read_lines("hyphened_verbs.csv", _text("hyphened_verbs.csv"))
        for form in line["forms"].split("|")
    }


AN_ACTOR = ("obj", "obj.poss", "obj.of", "obj.amod")
"""Where the target is when the object is an actor ("actor" in a slots cell)."""


@cache
def usual_slots() -> dict[str, tuple[str, ...]]:
    """PLOVER type to the prepositions under which its target usually stands (slots.csv)."""
    return {line["type"]: tuple(line["prepositions"].split()) for line in read_lines("slots.csv", _text("slots.csv"))}


def wanted(line: Line, column: str, cell: str) -> Wanted | None:
    """Read a requirement cell: "", "-", "@class|lemma", "=@class|lemma" or "~@class|lemma"."""
    if not cell:
        return None
    if cell == "-":
        return Wanted(frozenset(), absent=True)
    lemmas: set[str] = set()
    for name in cell.lstrip("~=").split("|"):
        if not name.startswith("@"):
            lemmas.add(name)
        elif name[1:] in word_classes():
            lemmas |= word_classes()[name[1:]]
        else:
            raise line.fault(f"{column} names the class {name!r}, which classes.csv does not have")
    return Wanted(frozenset(lemmas), anywhere=cell.startswith("~"), head_only=cell.startswith("="))


def _slots(line: Line, event_type: str, object_is_thing: bool) -> tuple[str, ...]:
    cell = line["slots"]
    usual = usual_slots()[event_type]
    if cell == "thing" or (not cell and object_is_thing):
        return (*(p for p in usual if p != "of"), "obj.of", "obj.poss", "obj.amod")
    if cell in {"", "actor"}:
        return (*AN_ACTOR, *usual)
    return tuple(slot for each in cell.split() for slot in (AN_ACTOR if each == "actor" else (each,)))


def inside_of(preps: tuple[str, ...]) -> tuple[str, ...]:
    """Slots inside the noun phrase that a preposition brings: "called for sanctions against X" is "for.against"."""
    return tuple(f"{prep}.{slot}" for prep in preps for slot in INSIDE)


def _event_type(line: Line) -> str:
    if line["type"] not in TYPES and line["type"] != NO_EVENT:
        raise line.fault(f"{line['type']!r} is no PLOVER type; expected one of {', '.join(sorted(TYPES))}")
    return line["type"]


def _confidence(line: Line, default: float) -> float:
    cell = line["confidence"]
    try:
        value = float(cell) if cell else default
    except ValueError:
        raise line.fault(f"confidence {cell!r} is no number from 0 to 1") from None
    if not 0 <= value <= 1:
        raise line.fault(f"confidence {cell!r} is not from 0 to 1")
    return value


def _verb_outcome(line: Line, lemma: str, object_is_thing: bool, inside: tuple[str, ...]) -> Outcome:
    event_type = _event_type(line)
    flags = set(line["flags"].split())
    if flags - {"sym", "inverse", "active"}:
        raise line.fault(f"unknown flags {line['flags']!r}; expected sym, inverse, active")
    return Outcome(
        type=event_type,
        mode=line["mode"] or None,
        cameo_code=line["cameo"],
        slots=() if event_type == NO_EVENT else (*_slots(line, event_type, object_is_thing), *inside),
        symmetric="sym" in flags,
        inverse="inverse" in flags,
        confidence=_confidence(line, 0.9),
        rule=f"verbs.csv:{line.number} {lemma}",
    )


@cache
def verb_rows() -> dict[str, tuple[VerbRow, ...]]:
    """Verb lemma, with its particle ("pull out"), to its rows (verbs.csv)."""
    return parse_verbs("verbs.csv", _text("verbs.csv"))


def parse_verbs(table: str, text: str) -> dict[str, tuple[VerbRow, ...]]:
    """Read a verb table.

    Raises:
        TableError: An unknown type, class or flag, a confidence outside 0 to 1, or the same lemma twice with
            the same requirements.
    """
    rows: dict[str, list[VerbRow]] = {}
    seen: dict[object, int] = {}
    for line in read_lines(table, text):
        prep_names, _, prep_words = line["prep"].partition(":")
        object_wanted = wanted(line, "object", line["object"])
        is_thing = object_wanted is not None and not object_wanted.absent and not object_wanted.anywhere
        preps = tuple(part for part in prep_names.split("|") if part)
        prep_object = wanted(line, "prep", prep_words)
        subject = wanted(line, "subject", line["subject"])
        for lemma in line.many("lemma"):
            _unique(line, seen, (lemma, line["object"], line["prep"], line["subject"]))
            outcome = _verb_outcome(line, lemma, is_thing, inside_of(preps) if prep_words else ())
            rows.setdefault(lemma, []).append(
                VerbRow(object_wanted, preps, prep_object, subject, "active" in line["flags"].split(), outcome)
            )
    return {lemma: tuple(found) for lemma, found in rows.items()}


@cache
def noun_rows() -> dict[str, NounRow]:
    """Event noun, of one word or more, to its row (nouns.csv)."""
    return parse_nouns("nouns.csv", _text("nouns.csv"))


def parse_nouns(table: str, text: str) -> dict[str, NounRow]:
    """Read a noun table.

    Raises:
        TableError: An unknown type or flag, a confidence outside 0 to 1, or a noun twice.
    """
    rows: dict[str, NounRow] = {}
    seen: dict[object, int] = {}
    for line in read_lines(table, text):
        flags = set(line["flags"].split())
        if flags - {"sym", "aux"}:
            raise line.fault(f"unknown flags {line['flags']!r}; expected sym, aux")
        event_type = _event_type(line)
        target = tuple(line["target"].split()) or usual_slots().get(event_type, ())
        source = tuple(line["source"].split()) or ("by", "from", "poss", "amod")
        for noun in line.many("noun"):
            _unique(line, seen, noun)
            outcome = Outcome(
                type=event_type,
                mode=line["mode"] or None,
                cameo_code=line["cameo"],
                slots=target,
                symmetric="sym" in flags,
                inverse=False,
                confidence=_confidence(line, 0.8),
                rule=f"nouns.csv:{line.number} {noun}",
            )
            rows[noun] = NounRow(outcome, source, alone="aux" not in flags)
    return rows


@cache
def effect_rows() -> dict[str, tuple[EffectRow, ...]]:
    """Governing verb, with its particle, to what it does to the event it governs (effects.csv)."""
    return parse_effects("effects.csv", _text("effects.csv"))


def parse_effects(table: str, text: str) -> dict[str, tuple[EffectRow, ...]]:
    """Read a table of governing verbs.

    Raises:
        TableError: An effect without a row in transforms.csv, an unknown `takes`, or a lemma twice with the same
            requirements.
    """
    known = {effect for effect, _ in transforms()}
    rows: dict[str, list[EffectRow]] = {}
    seen: dict[object, int] = {}
    for line in read_lines(table, text):
        takes = line["takes"]
        if takes not in {"noun", "clause", "both"}:
            raise line.fault(f"takes is {takes!r}; expected noun, clause or both")
        if line["effect"] not in known:
            raise line.fault(f"effect {line['effect']!r} has no row in transforms.csv")
        slots = tuple(line["slots"].split())
        for lemma in line.many("lemma"):
            for kind in ("noun", "clause") if takes == "both" else (takes,):
                _unique(line, seen, (lemma, kind, line["prep"]))
            rule = f"effects.csv:{line.number} {lemma}"
            inside = inside_of(line.many("prep")) if takes == "noun" else ()
            row = EffectRow(
                takes != "clause", takes != "noun", line.many("prep"), line["effect"], (*slots, *inside), rule
            )
            rows.setdefault(lemma, []).append(row)
    return {lemma: tuple(found) for lemma, found in rows.items()}


@cache
def transforms() -> dict[tuple[str, str], Transform]:
    """(effect, inner) to what becomes of the inner event (transforms.csv)."""
    return parse_transforms("transforms.csv", _text("transforms.csv"))


def parse_transforms(table: str, text: str) -> dict[tuple[str, str], Transform]:
    """Read a table of transforms.

    Raises:
        TableError: An unknown type, or the same effect and inner event twice.
    """
    rows: dict[tuple[str, str], Transform] = {}
    seen: dict[object, int] = {}
    for line in read_lines(table, text):
        key = (line["effect"], line["inner"])
        _unique(line, seen, key)
        inner = line["inner"].partition(":")[0]
        if inner not in TYPES | {"coop", "conflict", "*"}:
            raise line.fault(f"inner is {inner!r}; expected a PLOVER type, coop, conflict or *")
        if line["type"] not in TYPES | {"=", NO_EVENT} and not line["type"].startswith("@"):
            raise line.fault(f"{line['type']!r} is no PLOVER type, =, {NO_EVENT} or @effect")
        rows[key] = Transform(line["type"], line["mode"] or None, line["cameo"], line["tag"] or None)
    return rows


@cache
def contexts() -> dict[str, tuple[Context, ...]]:
    """PLOVER type, or "TYPE:mode", to the contexts that its words can show (contexts.csv)."""
    rows: dict[str, list[Context]] = {}
    for line in read_lines("contexts.csv", _text("contexts.csv")):
        found = Context(line["context"], line["cameo"], frozenset(line.many("lemmas")))
        rows.setdefault(line["type"], []).append(found)
    return {key: tuple(found) for key, found in rows.items()}
