"""Sentences that the project writes itself from the codebook: actors x acts x modality x voice x distractors, seeded.

    python training/coder/generate.py COUNT [SEED] > OUT.jsonl

One line a sentence: {"text", "source": [start, end], "target": [start, end], "type"}, what is told between the two, and
"events": [{"source", "target", "action", "type"}], all that the sentence tells. What an act becomes when it is only
promised, threatened, asked for, refused or ended follows the codebook's rules (chapter 3).
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from actors_and_things import actor, two_actors, words
from inflect import gerund, participle, past

PHRASES = Path(__file__).with_name("phrases.tsv")
MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE"})
COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
NOTHING = 0.12  # share of sentences whose first clause tells no event, beside those drawn as any type is
YIELDING = frozenset({"CONCEDE", "RETREAT"})
MATERIAL_CONFLICT = frozenset({"SANCTION", "COERCE", "ASSAULT", "PROTEST", "MOBILIZE"})


@dataclass(frozen=True, slots=True)
class Act:
    """A type and the words of an act: its base verb and what follows, with {T} in it."""

    type: str
    verb: str
    rest: str


@dataclass(frozen=True, slots=True)
class Clause:
    """Words with {S} and {T} still in them, the act's words, and the type that the whole is coded as."""

    words: str
    action: str
    type: str
    directed: bool = True  # whether who does it is told apart from whom it is done to


@cache
def acts() -> tuple[Act, ...]:
    """The acts of phrases.tsv."""
    rows = (line.split("\t") for line in PHRASES.read_text(encoding="utf-8").splitlines() if line[:1] not in {"#", ""})
    return tuple(Act(kind, *phrase.split(" ", 1)) for kind, phrase in rows)


def sentences(count: int, seed: int) -> Iterator[dict[str, object]]:
    """Sentences with their spans and types; every type comes equally often as a starting point, NONE more often."""
    chance = random.Random(seed)
    by_type: dict[str, list[Act]] = {}
    for act in acts():
        by_type.setdefault(act.type, []).append(act)
    kinds = sorted(by_type)
    for _ in range(count):
        kind = "NONE" if chance.random() < NOTHING else chance.choice(kinds)
        yield _sentence(chance.choice(by_type[kind]), chance)


def _sentence(act: Act, chance: random.Random) -> dict[str, object]:
    draw = chance.random()
    clause = (
        _joint(act.type, chance)
        if draw < 0.12 and act.type in _by_type("JOINTS")
        else _nominal(act.type, chance)
        if draw < 0.24 and act.type in _by_type("NOMINALS")
        else _clause(act, chance)
    )
    source, target = two_actors(chance)
    kind = clause.type
    main = _filled(clause.words, source, target)
    told = [(clause, source, target)]
    wanted = (source, target)
    if chance.random() < 0.4:
        other = _clause(chance.choice(acts()), chance)
        one, two = two_actors(chance)
        if len({source, target, one, two}) == 4:
            distractor = _filled(other.words, one, two)
            told.append((other, one, two))
            main = (
                f"{main}{chance.choice(words('LINKS'))}{distractor}"
                if chance.random() < 0.7
                else f"After {distractor}, {main}"
            )
            if chance.random() < 0.15:
                wanted, kind = chance.choice([(source, two), (one, target), (target, one)]), "NONE"
    if kind != "NONE" and kind not in MUTUAL and clause.directed and chance.random() < 0.08:
        wanted, kind = (target, source), "NONE"  # who does it is not whom it is done to
    lead = chance.choice(words("LEADS")) if chance.random() < 0.4 else ""
    tail = chance.choice(words("TAILS")) if chance.random() < 0.5 else ""
    text = _things(f"{lead}{main}{tail}.", chance)
    text = text[0].upper() + text[1:]
    spans = [_at(text, each) for each in wanted]
    return {
        "text": text,
        "source": spans[0],
        "target": spans[1],
        "type": kind,
        "events": [_event(text, *each) for each in told if each[0].type != "NONE"],
    }


def _event(text: str, clause: Clause, source: str, target: str) -> dict[str, object]:
    start = text.lower().find(clause.action.lower())
    return {
        "source": _at(text, source),
        "target": _at(text, target),
        "action": [start, start + len(clause.action)] if start >= 0 else None,
        "type": clause.type,
    }


def _at(text: str, told: str) -> list[int]:
    start = text.find(told)
    if start < 0:  # the sentence's first letter was raised
        start = text.find(told[0].upper() + told[1:])
    assert start >= 0, (text, told)
    return [start, start + len(told)]


def _filled(told: str, source: str, target: str) -> str:
    return told.replace("{S}", source).replace("{T}", target)


def _things(text: str, chance: random.Random) -> str:
    values = {
        "{topic}": words("TOPICS"),
        "{place}": words("PLACES"),
        "{n}": words("NUMBERS"),
        "{day}": words("DAYS"),
        "{month}": words("MONTHS"),
        "{City}": tuple(each.upper() for each in words("PLACES")),
    }
    while "{" in text:
        for slot, choices in values.items():
            text = text.replace(slot, chance.choice(choices), 1)
    return text


@cache
def _by_type(name: str) -> dict[str, tuple[str, ...]]:
    """A list of words.tsv whose entries begin with a type."""
    found: dict[str, list[str]] = {}
    for entry in words(name):
        kind, told = entry.split(": ", 1)
        found.setdefault(kind, []).append(told)
    return {kind: tuple(told) for kind, told in found.items()}


def _nominal(kind: str, chance: random.Random) -> Clause:
    told = chance.choice(_by_type("NOMINALS")[kind])
    act = told.removeprefix("a ").removeprefix("an ").removeprefix("the ").split(" ")[0]
    return Clause(told + chance.choice(words("FOLLOWING")), act, kind)


def _joint(kind: str, chance: random.Random) -> Clause:
    """Both as one subject: "Iran and Oman held talks"; what they are or have together is no event."""
    verb, _, rest = chance.choice(_by_type("JOINTS")[kind]).partition(" ")
    acts_of = [past(verb), past(verb), f"have {participle(verb)}"] if verb != "be" else ["are", "were"]
    act = verb if kind == "NONE" and verb != "be" and chance.random() < 0.6 else chance.choice(acts_of)
    both = chance.choice(("{S} and {T}", "{S} and {T}", "both {S} and {T}"))
    return Clause(f"{both} {act} {rest}", act, kind, directed=False)


def _clause(act: Act, chance: random.Random) -> Clause:
    draw = chance.random()
    base, rest = act.verb, act.rest
    if draw < 0.3 and act.type != "NONE" and base != "be" and (clause := _turned(act, chance)):
        return clause
    if draw < 0.5 and act.rest.startswith("{T}") and act.type not in {"NONE", "AGREE", "REJECT"}:
        after = act.rest.removeprefix("{T}")
        by = f" by {{S}}{after}" if chance.random() < 0.5 else f"{after} by {{S}}"
        return Clause(f"{{T}} was {participle(base)}{by}", participle(base), act.type)
    if draw < 0.7:
        has = chance.choice(["has", "have", "had"])
        return Clause(f"{{S}} {has} {participle(base)} {rest}", participle(base), act.type)
    if draw < 0.75:
        return Clause(f"{{S}} continued {gerund(base)} {rest}", gerund(base), act.type)
    return Clause(f"{{S}} {past(base)} {rest}", past(base), act.type)


def _turned(act: Act, chance: random.Random) -> Clause | None:
    """An act that is only promised, threatened, refused, asked, blamed for or ended, and what it is coded as then."""
    to_do = f"{act.verb} {act.rest}"
    doing = f"{gerund(act.verb)} {act.rest}"
    third = actor(chance)
    turns: list[tuple[str, str, str]] = []  # type, words before, the act as it stands after
    if act.type in COOPERATIVE:
        turns += [
            ("AGREE", f"{{S}} {chance.choice(words('WILLING'))}", to_do),
            ("REJECT", f"{{S}} {chance.choice(words('UNWILLING'))}", to_do),
        ]
    if act.type in YIELDING:
        turns += [
            ("CONCEDE", f"{{S}} {chance.choice(words('WILLING'))}", to_do),
            ("REJECT", f"{{S}} {chance.choice(words('UNWILLING'))}", to_do),
        ]
    if act.type in MATERIAL_CONFLICT:
        turns += [("THREATEN", f"{{S}} {chance.choice(words('HOSTILE'))}", to_do)]
    if act.type in {"ASSAULT", "COERCE"}:
        turns += [("RETREAT", f"{{S}} {chance.choice(words('ENDING'))}", doing)]
    if act.type in {"AID", "COOPERATE"}:
        turns += [("SANCTION", f"{{S}} {chance.choice(words('ENDING'))}", doing)]
    if act.type in COOPERATIVE | YIELDING:
        turns += [("REQUEST", f"{{S}} {chance.choice(words('ASKING'))} {{T}} to", to_do.replace("{T}", third))]
    if act.type in MATERIAL_CONFLICT | {"REJECT", "THREATEN"}:
        blame = chance.choice(words("BLAMING"))
        link = "for" if blame in {"condemned", "criticized", "denounced"} else "with" if blame == "charged" else "of"
        turns += [("ACCUSE", f"{{S}} {blame} {{T}} {link}", doing.replace("{T}", third))]
    if not turns:
        return None
    kind, before, after = chance.choice(turns)
    act_words = before.removeprefix("{S} ").split(" {T}")[0]
    return Clause(f"{before} {after}", act_words, kind)


if __name__ == "__main__":
    for row in sentences(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1):
        print(json.dumps(row, ensure_ascii=False))
