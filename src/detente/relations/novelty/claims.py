"""A text's own claim of novelty ("for the first time in their history"), held against the record."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from detente.relations.acts import Act
from detente.relations.novelty.firsts import YEAR, earlier
from detente.relations.novelty.kinds import Likeness, kind_of
from detente.relations.novelty.record import Record, Scope

MOST: Final = 0.05
"""A kind may still make up this share of what happens between the two, unseen, when a claim counts as confirmed."""

_NUMBERS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WORDS: Final = {"a": 1, "an": 1, "fifteen": 15, "twenty": 20} | {word: 1 + n for n, word in enumerate(_NUMBERS)}
_DAYS: Final = {"day": 1.0, "week": 7.0, "month": YEAR / 12, "year": YEAR, "decade": 10 * YEAR, "century": 100 * YEAR}
_WITHIN: Final = re.compile(r"first-in-(\w+)-(day|week|month|year|decade|centur)(?:s|y|ies)?", re.IGNORECASE)
_SINCE: Final = re.compile(r"first-since-(?:\w+-)*?(\d{4})", re.IGNORECASE)


class Verdict(StrEnum):
    """What the record says of a claim."""

    CONFIRMED = "confirmed"
    CONTRADICTED = "contradicted"
    CANNOT_TELL = "the record cannot tell"


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim and what the record says of it.

    Attributes:
        act, claim: The event, and the claim in the words of `Act.novelty`.
        verdict: Confirmed and contradicted are meant for the event's kind (type and mode), not for its every detail.
        reason: Why, in words, with what the record covers.
        against: The events that contradict it, or that may; latest last.
        scope: What the record covers of the time that the claim is about; None where that is not understood.
    """

    act: Act
    claim: str
    verdict: Verdict
    reason: str
    against: tuple[Act, ...]
    scope: Scope | None


def check_claim(act: Act, record: Record, *, both_exist_since: date | None = None) -> Checked | None:
    """Hold the claim that a text makes of an event against the record.

    Args:
        act: The event, with its `novelty`.
        record: What the world holds of the two.
        both_exist_since: The day from which both actors exist, which a record must reach back to before it can confirm
            "first ever"; None where it is not known.

    Returns:
        None where the text makes no claim. Contradicted: the record holds an earlier event of the same type and mode
        in the time that the claim is about. Confirmed: it holds none, covers that time whole, and holds so many events
        of the two that one would hardly have been missed (`MOST`). Else the record cannot tell.
    """
    if act.novelty is None:
        return None
    understood, start = _start(act, both_exist_since)
    if not understood:
        reason = f"{act.novelty!r} names no time that can be counted"
        return Checked(act, act.novelty, Verdict.CANNOT_TELL, reason, (), None)
    scope = record.within(start, act.day)
    likeness = Likeness.MODE if kind_of(act, Likeness.MODE) else Likeness.TYPE
    against = tuple(other for other in earlier(act, record, likeness) if start is None or other.day >= start)
    verdict, why = _judge(act, likeness, against, scope)
    return Checked(act, act.novelty, verdict, f"{why}; {scope.words}", against, scope)


def _judge(act: Act, likeness: Likeness, against: tuple[Act, ...], scope: Scope) -> tuple[Verdict, str]:
    kind = kind_of(act, likeness)
    if kind is None:
        return Verdict.CANNOT_TELL, "the event has no code to compare by"
    if against and likeness is Likeness.MODE:
        last = against[-1]
        return Verdict.CONTRADICTED, f"{kind} also on {last.day} (event {last.id}), {len(against)} in all"
    if against:
        return (
            Verdict.CANNOT_TELL,
            f"{len(against)} earlier {kind}, but a type without mode is too wide to say the same",
        )
    if not scope.whole:
        return Verdict.CANNOT_TELL, f"no earlier {kind}, but not all of the time that is meant is covered"
    if scope.most > MOST:
        return Verdict.CANNOT_TELL, (
            f"no earlier {kind}, but among so few events even a kind that makes up {scope.most:.0%} could be missing"
        )
    return Verdict.CONFIRMED, f"no earlier {kind}"


def _start(act: Act, both_exist_since: date | None) -> tuple[bool, date | None]:
    """Whether the claim is understood, and the first day that it is about; None is all time."""
    claim = (act.novelty or "").lower()
    if claim == "first-ever":
        return True, both_exist_since
    if since := _SINCE.fullmatch(claim):
        # "Since 1971" allows for one in 1971.
        return True, date(int(since.group(1)) + 1, 1, 1) if 0 < int(since.group(1)) < act.day.year else act.day
    within = _WITHIN.fullmatch(claim)
    number = within and _number(within.group(1))
    if within is None or not number:
        return False, None
    unit = "century" if within.group(2) == "centur" else within.group(2)
    # Such numbers are round: what happened 11 years and 8 months ago does not belie "in 12 years".
    days = (number - 0.5 if number > 1 else number) * _DAYS[unit]
    return (True, act.day - timedelta(days=round(days))) if days < act.day.toordinal() else (False, None)


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() and len(word) < 7 else _WORDS.get(word)
