"""Puts event meanings together: "refuse" + "meet" is a rejection, "end" + "war" a retreat.

What each governing verb does to which event stands in effects.csv and transforms.csv; this module only applies them.
"""

from __future__ import annotations

from dataclasses import replace

from detente.reading.lexicon.frames import Coding, Frame
from detente.reading.lexicon.lexicon_match import SPECIFIC, all_words, is_light, match_effect, match_noun, match_verb
from detente.reading.lexicon.lexicon_rows import COOPERATIVE, NO_EVENT, EffectRow, NounRow, Outcome, Transform
from detente.reading.lexicon.lexicon_tables import contexts, lemma_repairs, transforms

VIOLATION = "128"  # CAMEO: defy norms, law
FUTURE = frozenset({"will", "shall", "would", "'ll", "’ll"})
MODALS = FUTURE | {"could", "should", "must", "may", "might", "can"}
DOER = frozenset({"from", "by", "at", "of", "under", "into", "with"})
DUTY = frozenset({"must", "should", "ought"})
# What these do is an act of its own, however vague what it is done about: to refuse, to demand, to praise.
OWN_ACTS = frozenset({"refuse", "demand", "promise", "threaten", "vow", "welcome", "condemn", "praise", "accuse"})
OWN_ACT_LEAST = 0.75  # confidence
# "Declared an end to the war", "agreed on a halt to fighting": nouns that do to an event what a verb does.
EVENT_ENDS = {**dict.fromkeys(("end", "halt", "stop", "close"), "stop"), "start": "aspect", "return": "aspect"}
COMPOSED = 0.95  # Each composition keeps this share of the confidence of what it is made of.
MAX_DEPTH = 4  # "said it would agree to stop bombing": deeper nesting than this is not read.


# "Said that X must ...", whatever it is that X must do.
_TOLD = Coding("REQUEST", None, "100", ("obj", "complement.subj"), False, "tell to", 0.75)
_DUTY_ALONE = Coding("REQUEST", None, "100", ("complement.subj", "complement.obj"), False, "say + must", 0.6)


def code(frame: Frame, depth: int = 0) -> Coding | None:
    """The coding of a frame, or None where it names no event. See `detente.reading.lexicon.lexicon.code_frame`."""
    coding = _code_noun(frame) if frame.pos == "noun" else _code_verb(frame, depth)
    if coding is None:
        return None
    coding = _in_context(coding, frame)
    return replace(coding, negated_type=_negated_type(coding)) if frame.negated else coding


def in_future(coding: Coding) -> Coding:
    """What the event amounts to when it is announced: "will meet" is an agreement, "will attack" a threat."""
    return _applied("future", coding, coding.slots) or coding


def when_negated(coding: Coding) -> Coding | None:
    """What the event's negation amounts to ("did not accept": a rejection); None where it amounts to nothing."""
    return _applied("not", coding, coding.slots)


def _code_noun(frame: Frame) -> Coding | None:
    row = match_noun((frame.head, *frame.modifiers), alone=True)
    return None if row is None else _coding(row.outcome, row.source_slots)


def _code_verb(frame: Frame, depth: int) -> Coding | None:
    if frame.head in lemma_repairs():
        frame = replace(frame, head=lemma_repairs()[frame.head])
    matched = match_verb(frame)
    specific = matched is not None and matched[1] >= SPECIFIC
    by_clause = _with_clause(frame, depth, purpose_only=specific)
    if matched is not None and specific and by_clause is None:
        return _plain(matched[0])
    composed = by_clause or _with_noun(frame)
    if composed is not None:
        return None if composed.type == NO_EVENT else composed
    return None if matched is None else _plain(matched[0])


def _plain(outcome: Outcome) -> Coding | None:
    return None if outcome.type == NO_EVENT else _coding(outcome)


def _coding(outcome: Outcome, source_slots: tuple[str, ...] = ()) -> Coding:
    return Coding(
        type=outcome.type,
        mode=outcome.mode,
        cameo_code=outcome.cameo_code,
        slots=outcome.slots,
        symmetric=outcome.symmetric,
        rule=outcome.rule,
        confidence=outcome.confidence,
        inverse=outcome.inverse,
        source_slots=source_slots,
    )


def _with_clause(frame: Frame, depth: int, *, purpose_only: bool) -> Coding | None:
    """A governing verb with the event of its complement: "agreed to lift sanctions"."""
    if frame.complement is None or depth >= MAX_DEPTH:
        return None
    matched = match_effect(frame, clause=True)
    if matched is None or (purpose_only and matched[0].effect != "purpose"):
        return None
    row = matched[0]
    if row.effect == "concur" and not MODALS.isdisjoint(frame.complement.modifiers):
        return None  # "agreed that Israel would attack" is only an agreement
    inner = code(frame.complement, depth + 1)
    if inner is None:
        if row.effect == "say" and frame.object and "to" in frame.complement.modifiers:
            return _TOLD  # "told Iran to ...", whatever it is to do
        return _DUTY_ALONE if row.effect == "say" and DUTY & set(frame.complement.modifiers) else None
    slots = (*row.slots, *(f"complement.{slot}" for slot in inner.slots))
    if row.effect == "say" and not (frame.object and "to" in frame.complement.modifiers):
        return _said(frame.complement, inner, slots)
    if frame.complement.negated:
        inner = _denied(inner)
    effect = "demand" if row.effect == "say" else row.effect  # "told Iran to stop"
    if effect == "command" and frame.complement.passive:  # "ordered the ban lifted"
        effect = "light"
    return _applied(effect, inner, slots, row.rule)


def _said(complement: Frame, inner: Coding, slots: tuple[str, ...]) -> Coding | None:
    """What a speaker does by saying it: announce ("will"), refuse ("will not"), demand ("must")."""
    words = set(complement.modifiers)
    if words & DUTY or inner.effect == "need":
        return _applied("demand", _denied(inner) if complement.negated else inner, ("complement.subj", *slots), "must")
    if inner.cameo_code == VIOLATION and not complement.negated:
        return _applied(
            "accuse", inner, ("complement.subj.poss", *slots), "breach"
        )  # "says the road violates the treaty"
    if words & FUTURE:
        return _applied("not" if complement.negated else "future", inner, slots, "will")
    return None


def _denied(inner: Coding) -> Coding:
    """A negated event under a governing verb: not to cooperate is to refuse, not to attack is to yield."""
    refused = when_negated(inner)
    return refused or replace(inner, type="CONCEDE", mode=None, cameo_code="080", rule=f"not ({inner.rule})")


def _with_noun(frame: Frame) -> Coding | None:
    """A governing verb with an event noun: "halted talks", "launched an attack", "called for sanctions"."""
    matched = match_effect(frame, clause=False)
    if matched is None:
        return _with_end_of(frame)
    row, governed = matched
    if row.effect == "undergo" and not _names_a_doer(frame):
        return None
    noun = match_noun(governed, frame.modifiers)
    if noun is None:  # match_effect has found it already
        return None
    inner = _coding(noun.outcome)
    slots = _noun_slots(row, noun)
    composed = _applied(row.effect, inner, slots, row.rule)
    if composed is not None and row.effect == "undergo":
        return replace(composed, inverse=True)
    return composed


def _with_end_of(frame: Frame) -> Coding | None:
    """The end of an event under a light verb: "declared an end to the war", "brought a halt to the talks"."""
    effect = EVENT_ENDS.get(frame.object[0]) if frame.object else None
    if effect is None or not is_light(frame.head):
        return None
    noun = match_noun(frame.preps.get("to", ()))
    if noun is None:
        return None
    slots = ("to.with", "to.against", "to.between", "to.of", "to.poss", "to.amod", "with")
    return _applied(effect, _coding(noun.outcome), slots, f"{frame.head} {frame.object[0]}")


def _names_a_doer(frame: Frame) -> bool:
    """Whether what the subject undergoes says from whom: "faces criticism from Iran", "received Russian aid"."""
    return len(frame.object) > 1 or not DOER.isdisjoint(frame.preps)


def _noun_slots(row: EffectRow, noun: NounRow) -> tuple[str, ...]:
    own = ("obj.of" if slot == "of" else slot for slot in noun.outcome.slots)
    return tuple(dict.fromkeys((*row.slots, *own, "obj.of", "obj.poss", "obj.amod")))


def _applied(effect: str, inner: Coding, slots: tuple[str, ...], rule: str = "") -> Coding | None:
    """The inner event as the effect leaves it; a coding of type NO_EVENT where the table says so for verbs."""
    transform = _transform(effect, inner)
    if transform is None:
        return None
    name = f"{rule or effect} + {inner.rule}"
    confidence = round(inner.confidence * COMPOSED, 3)
    if effect in OWN_ACTS:
        confidence = max(confidence, OWN_ACT_LEAST)
    if transform.type == "=":
        return replace(inner, slots=slots, rule=name, confidence=confidence, effect=transform.tag or inner.effect)
    if transform.type == NO_EVENT and effect == "not":
        return None
    return Coding(
        type=transform.type,
        mode=transform.mode,
        cameo_code=transform.cameo_code,
        slots=slots,
        symmetric=inner.symmetric and transform.type in COOPERATIVE,
        rule=name,
        confidence=confidence,
        effect=transform.tag,
    )


def _transform(effect: str, inner: Coding) -> Transform | None:
    table = transforms()
    side = "coop" if inner.type in COOPERATIVE else "conflict"
    for key in (f"{inner.type}:{inner.mode}", inner.type, side, "*"):
        found = table.get((effect, key))
        if found is not None:
            return _transform(found.type[1:], inner) if found.type.startswith("@") else found
    return None


def _negated_type(coding: Coding) -> str | None:
    negated = when_negated(coding)
    return None if negated is None else negated.type


def _in_context(coding: Coding, frame: Frame) -> Coding:
    """The context ("military"), and its own CAMEO code, that the clause's words show for a type without modes."""
    known = contexts().get(f"{coding.type}:{coding.mode}" if coding.mode else coding.type)
    if known is None:
        return coding
    words = {frame.head, *all_words(frame)}
    inner = frame.complement
    while inner is not None:
        words.update(all_words(inner))
        inner = inner.complement
    for context in known:
        if not context.lemmas.isdisjoint(words):
            mode = coding.mode or context.context
            return replace(coding, mode=mode, cameo_code=_narrower(coding.cameo_code, context.cameo_code))
    return coding


def _narrower(general: str, special: str) -> str:
    """The context's code where it refines the code found ("060" to "062", "162" to "1621"), else the code found."""
    refines = special.startswith(general) or (general.endswith("0") and special[:2] == general[:2])
    return special if special and refines else general
