"""Sentences that the project writes itself from the codebook: actors x acts x modality x voice x distractors, by a seed.

    python training/coder/generate.py COUNT [SEED] > OUT.jsonl

One line a sentence: {"text", "source": [start, end], "target": [start, end], "action": [start, end], "type"}. What an act
becomes when it is only promised, threatened, asked for, refused or ended follows the codebook's rules (chapter 3).
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from actors_and_things import NUMBERS, PLACES, TOPICS, actor, two_actors
from inflect import gerund, participle, past

PHRASES = Path(__file__).with_name("phrases.tsv")
MUTUAL = frozenset({"CONSULT", "COOPERATE", "AGREE"})
COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})
YIELDING = frozenset({"CONCEDE", "RETREAT"})
MATERIAL_CONFLICT = frozenset({"SANCTION", "COERCE", "ASSAULT", "PROTEST", "MOBILIZE"})
WILLING = "agreed to|offered to|pledged to|promised to|will|plans to|is ready to|said it would|has agreed to|is expected to".split(
    "|"
)
HOSTILE = "threatened to|vowed to|warned it would|said it would|threatens to|has vowed to|warned that it might".split(
    "|"
)
UNWILLING = "refused to|declined to|rejected calls to|ruled out moves to|will not|would not|has refused to".split("|")
ASKING = "urged|asked|called on|pressed|ordered|told|implored|appealed to".split("|")
BLAMING = "accused|suspected|condemned|criticized|denounced|charged".split("|")
ENDING = "stopped|suspended|ended|halted|ceased".split("|")
LEADS = (
    [
        "{City} (wire) - ",
        "On {day}, ",
        "Last week, ",
        "In {month}, ",
        "Meanwhile, ",
        "Earlier this year, ",
        "At the same time, ",
    ]
    + ["{City}, {month} {n} - ", "In a statement on {day}, ", "According to officials, ", "Despite the truce, "]
    + ["For the second time in {n} days, ", "In the wake of {topic}, "]
)
TAILS = (
    [
        " on {day}",
        ", officials said",
        ", a spokesman said on {day}",
        ", according to state media",
        " after {topic}",
        ", reports said",
    ]
    + [
        " in {month}",
        ", the ministry announced",
        " ahead of the elections",
        ", citing {topic}",
        " despite criticism at home",
    ]
    + [", sources told reporters", " for the first time since {month}", " over {topic}"]
)
LINKS = " a day after ; while ; weeks before ; even as ; shortly after ; and ; whereas ; as ".split(";")
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
MONTHS = "January February March April May June July August September October November December".split()
NOMINALS = (  # {S} {T}
    "CONSULT\ttalks between {S} and {T}|CONSULT\ta meeting of {S} with {T}|CONSULT\ta visit by {S} to {T}|ASSAULT\tan attack by {S} on {T}"
    "|ASSAULT\tair strikes by {S} on {T}|ASSAULT\tfighting between {S} and {T}|ASSAULT\tthe invasion of {T} by {S}|ACCUSE\tcriticism of {T} by {S}"
    "|COERCE\tthe arrest of {T} by {S}|SANCTION\tsanctions against {T} by {S}|AID\taid from {S} to {T}|COOPERATE\ttrade between {S} and {T}"
    "|COOPERATE\tjoint exercises of {S} and {T}|SUPPORT\tan agreement between {S} and {T}|SUPPORT\tsupport for {T} from {S}|PROTEST\tprotests by {S} against {T}"
    "|THREATEN\ta warning by {S} to {T}|REQUEST\ta request by {S} to {T}|REJECT\tthe refusal by {S} to talk to {T}|RETREAT\tthe release of {T} by {S}"
    "|RETREAT\tthe withdrawal of {S} from {T}|CONCEDE\tan apology by {S} to {T}|MOBILIZE\tthe deployment of {S} against {T}|AGREE\tan offer by {S} to {T}"
)
FOLLOWING = " drew comment abroad| followed in {month}| made headlines| surprised observers| came after {topic}| continued on {day}".split(
    "|"
)


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


@cache
def acts() -> tuple[Act, ...]:
    """The acts of phrases.tsv."""
    rows = (line.split("\t") for line in PHRASES.read_text(encoding="utf-8").splitlines() if line[:1] not in {"#", ""})
    return tuple(Act(kind, *phrase.split(" ", 1)) for kind, phrase in rows)


def sentences(count: int, seed: int) -> Iterator[dict[str, object]]:
    """Sentences with their spans and types; every type comes equally often as a starting point."""
    chance = random.Random(seed)
    by_type: dict[str, list[Act]] = {}
    for act in acts():
        by_type.setdefault(act.type, []).append(act)
    kinds = sorted(by_type)
    for _ in range(count):
        yield _sentence(chance.choice(by_type[chance.choice(kinds)]), chance)


def _sentence(act: Act, chance: random.Random) -> dict[str, object]:
    clause = _nominal(chance) if act.type != "NONE" and chance.random() < 0.06 else _clause(act, chance)
    source, target = two_actors(chance)
    kind = clause.type
    main = _filled(clause.words, source, target)
    wanted = (source, target)
    if chance.random() < 0.4:
        other = _clause(chance.choice(acts()), chance)
        one, two = two_actors(chance)
        if len({source, target, one, two}) == 4:
            distractor = _filled(other.words, one, two)
            main = (
                f"{main}{chance.choice(LINKS)}{distractor}" if chance.random() < 0.7 else f"After {distractor}, {main}"
            )
            if chance.random() < 0.15:
                wanted, kind = chance.choice([(source, two), (one, target), (target, one)]), "NONE"
    if kind != "NONE" and kind not in MUTUAL and chance.random() < 0.08:
        wanted, kind = (target, source), "NONE"  # who does it is not whom it is done to
    lead = chance.choice(LEADS) if chance.random() < 0.4 else ""
    tail = chance.choice(TAILS) if chance.random() < 0.5 else ""
    text = _things(f"{lead}{main}{tail}.", chance)
    text = text[0].upper() + text[1:]
    spans = [_at(text, each) for each in wanted]
    action = text.find(clause.action)
    return {
        "text": text,
        "source": spans[0],
        "target": spans[1],
        "action": [action, action + len(clause.action)] if action >= 0 else None,
        "type": kind,
    }


def _at(text: str, words: str) -> list[int]:
    start = text.find(words)
    if start < 0:  # the sentence's first letter was raised
        start = text.find(words[0].upper() + words[1:])
    assert start >= 0, (text, words)
    return [start, start + len(words)]


def _filled(words: str, source: str, target: str) -> str:
    return words.replace("{S}", source).replace("{T}", target)


def _things(text: str, chance: random.Random) -> str:
    while "{" in text:
        for slot, values in (
            ("{topic}", TOPICS), ("{place}", PLACES), ("{n}", NUMBERS), ("{day}", DAYS), ("{month}", MONTHS),
            ("{City}", [each.upper() for each in PLACES]),
        ):  # fmt: skip
            text = text.replace(slot, chance.choice(values), 1)
    return text


def _nominal(chance: random.Random) -> Clause:
    kind, words = chance.choice(NOMINALS.split("|")).split("\t")
    act = words.removeprefix("a ").removeprefix("an ").removeprefix("the ").split(" ")[0]
    return Clause(words + chance.choice(FOLLOWING), act, kind)


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
    """An act that is only promised, threatened, refused, asked for, blamed for or ended, and what it is coded as then."""
    to_do = f"{act.verb} {act.rest}"
    doing = f"{gerund(act.verb)} {act.rest}"
    third = actor(chance)
    turns: list[tuple[str, str, str]] = []  # type, words before, the act as it stands after
    if act.type in COOPERATIVE:
        turns += [
            ("AGREE", f"{{S}} {chance.choice(WILLING)}", to_do),
            ("REJECT", f"{{S}} {chance.choice(UNWILLING)}", to_do),
        ]
    if act.type in YIELDING:
        turns += [
            ("CONCEDE", f"{{S}} {chance.choice(WILLING)}", to_do),
            ("REJECT", f"{{S}} {chance.choice(UNWILLING)}", to_do),
        ]
    if act.type in MATERIAL_CONFLICT:
        turns += [("THREATEN", f"{{S}} {chance.choice(HOSTILE)}", to_do)]
    if act.type in {"ASSAULT", "COERCE"}:
        turns += [("RETREAT", f"{{S}} {chance.choice(ENDING)}", doing)]
    if act.type in {"AID", "COOPERATE"}:
        turns += [("SANCTION", f"{{S}} {chance.choice(ENDING)}", doing)]
    if act.type in COOPERATIVE | YIELDING:
        turns += [("REQUEST", f"{{S}} {chance.choice(ASKING)} {{T}} to", to_do.replace("{T}", third))]
    if act.type in MATERIAL_CONFLICT | {"REJECT", "THREATEN"}:
        blame = chance.choice(BLAMING)
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
