"""The two records between the parse and the event lexicon: a frame goes in, a coding comes out.

Both are made of lemmas and codes only, so that the lexicon never sees a parser.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

NO_PREPOSITIONS: Mapping[str, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Frame:
    """A verb or event noun with its arguments, as lemmas.

    Attributes:
        head: Lemma of the verb, or of the event noun ("exercise").
        pos: "verb" or "noun".
        particle: Verb particle ("up" in "step up"), or None.
        object: Lemmas of the direct object's noun phrase (in a passive: of the grammatical subject's), head
            first; empty without one.
        preps: Preposition to the lemmas of its noun phrase, head first.
        complement: Open or clausal complement ("agree to lift sanctions": the frame of "lift").
        modifiers: Lemmas of adverbs, adjectives, compounds and modal auxiliaries of the head ("joint", "will").
        passive: Whether a verb stands in the passive.
        negated: Whether the head is negated.
        subject: Lemmas of the grammatical subject of an active verb, head first; empty when unknown.
    """

    head: str
    pos: str
    particle: str | None = None
    object: tuple[str, ...] = ()
    preps: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NO_PREPOSITIONS)
    complement: Frame | None = None
    modifiers: tuple[str, ...] = ()
    passive: bool = False
    negated: bool = False
    subject: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """What a frame says in PLOVER's and CAMEO's terms.

    Attributes:
        type: PLOVER event type ("CONSULT").
        mode: PLOVER mode, or the context ("military") of a type that has no modes; None when unknown.
        cameo_code: CAMEO code as text ("042").
        slots: Where the target is looked for, in order: "obj", "with", "obj.of", "complement.obj" ...
        symmetric: Whether several subjects act on each other ("meet", "agree").
        rule: The table row or composition that made it, readable ("verbs.csv:12 attack").
        confidence: 0 to 1; lower for ambiguous lemmas.
        effect: What a governing verb does to the event: "intend", "begin", "fail" ...; None for the event itself.
        negated_type: PLOVER type that the negated clause amounts to ("refused"); None where it amounts to nothing.
        inverse: Whether the grammatical subject undergoes the event ("receive aid from"): the subject is the
            target, and the source is looked for in `slots`.
        source_slots: For an event noun: where its source is looked for ("by", "from", "poss"); empty for verbs.
    """

    type: str
    mode: str | None
    cameo_code: str
    slots: tuple[str, ...]
    symmetric: bool
    rule: str
    confidence: float
    effect: str | None = None
    negated_type: str | None = None
    inverse: bool = False
    source_slots: tuple[str, ...] = ()
