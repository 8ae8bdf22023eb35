"""The rows of the event lexicon's tables, as typed records; what their cells mean stands in each table's header."""

from __future__ import annotations

from dataclasses import dataclass

COOPERATIVE = frozenset({"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"})
CONFLICTUAL = frozenset(
    {"REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}
)
TYPES = COOPERATIVE | CONFLICTUAL
NO_EVENT = "-"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a row says: the codes and where the target stands. `type` is NO_EVENT for a use that is none."""

    type: str
    mode: str | None
    cameo_code: str
    slots: tuple[str, ...]
    symmetric: bool
    inverse: bool
    confidence: float
    rule: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """A requirement on a noun phrase: some word of it is one of `lemmas`.

    `absent` wants no phrase at all, `anywhere` takes any word of the clause, `head_only` only the phrase's head.
    """

    lemmas: frozenset[str]
    absent: bool = False
    anywhere: bool = False
    head_only: bool = False


@dataclass(frozen=True, slots=True)
class VerbRow:
    """One verbs.csv row for one lemma; None stands for "no requirement"."""

    object: Wanted | None
    preps: tuple[str, ...]
    prep_object: Wanted | None
    subject: Wanted | None
    active_only: bool
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class NounRow:
    """One nouns.csv row for one noun; `alone` is False for nouns that need a verb to be an event."""

    outcome: Outcome
    source_slots: tuple[str, ...]
    alone: bool


@dataclass(frozen=True, slots=True)
class EffectRow:
    """One effects.csv row for one lemma."""

    noun: bool
    clause: bool
    preps: tuple[str, ...]
    effect: str
    slots: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Transform:
    """One transforms.csv row: `type` may also be "=" (unchanged), NO_EVENT or "@effect"."""

    type: str
    mode: str | None
    cameo_code: str
    tag: str | None


@dataclass(frozen=True, slots=True)
class Context:
    """One contexts.csv row: the words that show a context, and its CAMEO code (empty: keep the code)."""

    context: str
    cameo_code: str
    lemmas: frozenset[str]
