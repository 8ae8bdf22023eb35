"""The words for ties: loads tables/ties.csv, and says between whom a tie can hold."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from detente.reading.code.drafts import unique
from detente.reading.code.word_tables import read_table
from detente.records import ActorKind, ActorMention, Tie

FORMER = frozenset({"former", "erstwhile", "ex", "one-time", "onetime", "old-time"})
UNPOLITICAL = frozenset({ActorKind.PROJECT, ActorKind.COMPANY, ActorKind.REGION, ActorKind.MEDIA})


class Approach(NamedTuple):
    """One way of moving: the tie it makes, where the other end stands, and the word it needs beside it."""

    tie: Tie
    slots: tuple[str, ...]
    needs: str


class TieWords(NamedTuple):
    """The tie table by role."""

    by_role: dict[str, dict[str, Tie | None]]
    approaches: dict[str, list[Approach]]
    needs: dict[tuple[str, str], str]


@cache
def tie_words() -> TieWords:
    """The table of tie words, checked against the records' ties."""
    by_role: dict[str, dict[str, Tie | None]] = {}
    approaches: dict[str, list[Approach]] = {}
    needs: dict[tuple[str, str], str] = {}
    for row in read_table("ties.csv"):
        tie = Tie(row["tie"]) if row["tie"] else None
        if row["role"] == "approach" and tie is not None:
            approach = Approach(tie, tuple(row["prepositions"].split("|")), row["needs"])
            approaches.setdefault(row["word"], []).append(approach)
        else:
            by_role.setdefault(row["role"], {})[row["word"]] = tie
            if row["needs"]:
                needs[row["role"], row["word"]] = row["needs"]
    return TieWords(by_role, approaches, needs)


def political(actors: Iterable[ActorMention]) -> tuple[ActorMention, ...]:
    """Those between whom a political tie can hold, each once: no places, no projects, no companies."""
    found = unique(actors)
    return tuple(a for a in found if not _is_nobody(a) and (a.kind not in UNPOLITICAL or _is_organ(a)))


def _is_organ(actor: ActorMention) -> bool:
    return actor.state is not None and actor.id.startswith(actor.state + ".")


def _is_nobody(actor: ActorMention) -> bool:
    """Whether a common noun of no state is all that is said: "rivals for the leadership"."""
    return actor.state is None and actor.text.islower() and actor.id == actor.text.replace(" ", "-")


def is_former(noun: Token) -> bool:
    """Whether a noun tells of what is no more: "former ally", "erstwhile foe"."""
    return any(child.lower_ in FORMER for child in noun.children)
