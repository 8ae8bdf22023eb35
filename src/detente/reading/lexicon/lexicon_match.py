"""Finds the table row that fits a frame: the most specific of a verb's rows, or an event noun's row."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from detente.reading.lexicon.frames import Frame
from detente.reading.lexicon.lexicon_rows import NO_EVENT, EffectRow, NounRow, Outcome, VerbRow, Wanted
from detente.reading.lexicon.lexicon_tables import effect_rows, noun_rows, verb_rows, word_classes

# Words that the parser calls an adverb or a preposition where they belong to the verb ("pulled its troops out").
PARTICLES = frozenset(
    {
        "up",
        "out",
        "off",
        "down",
        "away",
        "back",
        "in",
        "over",
        "on",
        "aside",
        "apart",
        "together",
        "through",
        "along",
        "home",
    }
)
# Those that are hardly ever plain prepositions, so that their noun phrase is the verb's object ("walked off the job").
PREPOSED = frozenset({"up", "out", "off", "down", "away"})
JOINTLY = frozenset({"joint", "jointly", "together", "bilateral", "trilateral", "multinational", "bilaterally"})
# How much each fulfilled requirement counts; the row with the highest sum wins, the first of equals.
HEAD_FITS, WORD_FITS, CLAUSE_FITS, ABSENT_FITS, PREP_FITS, PREP_OBJECT_FITS, SUBJECT_FITS = 6, 4, 8, 1, 2, 5, 9
SPECIFIC = 4  # From this sum on a row is a phrase of its own, and no governing verb changes it.


def verb_keys(frame: Frame) -> list[str]:
    """The table keys of a verb, most specific first: "pull out", then "pull"."""
    words = [frame.particle] if frame.particle else []
    words += [word for word in frame.modifiers if word in PARTICLES and word != frame.particle]
    words += [word for word in frame.preps if word in PREPOSED and word not in words]
    return [*(f"{frame.head} {word}" for word in words), frame.head]


def match_verb(frame: Frame) -> tuple[Outcome, int] | None:
    """The best row of a verb and how specific it is (at least SPECIFIC: a phrase), or None.

    A verb with a particle that the table does not know falls back to the bare verb, unless that is a light one
    ("take off" says nothing of "take").
    """
    rows = verb_rows()
    keys = verb_keys(frame)
    for position, key in enumerate(keys):
        if position and frame.particle and is_light(frame.head):
            return None
        best: tuple[Outcome, int] | None = None
        found = rows.get(key, ())
        governed = _with_preposed(frame, key) if found and position < len(keys) - 1 else frame
        for row in found:
            score = _score(row, governed)
            if score is not None and (best is None or score > best[1]):
                best = (row.outcome, score)
        if best is not None:
            return best
    return None


def _with_preposed(frame: Frame, key: str) -> Frame:
    """The frame with the object that the parser hung on the particle: "walked off the job"."""
    particle = key.partition(" ")[2]
    if frame.object or particle == frame.particle or particle not in frame.preps:
        return frame
    return replace(frame, object=frame.preps[particle])


def match_noun(lemmas: tuple[str, ...], modifiers: tuple[str, ...] = (), *, alone: bool = False) -> NounRow | None:
    """The row of an event noun phrase, given its lemmas with the head first.

    Args:
        lemmas: The phrase's lemmas.
        modifiers: Further words that describe the event ("jointly").
        alone: Whether the noun must be an event without any verb's help.
    """
    if not lemmas:
        return None
    rows = noun_rows()
    head, rest = lemmas[0], (*lemmas[1:], *modifiers)
    if not JOINTLY.isdisjoint(rest):
        rest = ("joint", *rest)
    found = next((rows[key] for word in rest if (key := f"{word} {head}") in rows), None) or rows.get(head)
    if found is None and head in word_classes()["container"]:
        found = next((rows[word] for word in lemmas[1:] if word in rows), None)
    if found is None or found.outcome.type == NO_EVENT:
        return None
    return found if found.alone or not alone else None


def match_effect(frame: Frame, *, clause: bool) -> tuple[EffectRow, tuple[str, ...]] | None:
    """How the verb governs its complement (`clause`) or an event noun, with the noun phrase it governs."""
    rows = effect_rows()
    for key in [*verb_keys(frame), *(f"{frame.head} {word}" for word in frame.modifiers)]:
        for row in rows.get(key, ()):
            if clause and row.clause and (not row.preps or any(_has_prep(prep, frame) for prep in row.preps)):
                return row, ()
            if clause or not row.noun:
                continue
            governed = _governed(row, frame)
            if governed and match_noun(governed, frame.modifiers) is not None:
                return row, governed
    return None


@cache
def is_light(lemma: str) -> bool:
    """Whether a verb may carry an event noun without meaning of its own ("conduct", "pay", "launch")."""
    return any(row.effect == "light" for row in effect_rows().get(lemma, ()))


@cache
def takes_purpose(lemma: str) -> bool:
    """Whether the verb's purpose clause can say what the event is ("summoned the envoy to complain")."""
    return any(row.effect == "purpose" for row in effect_rows().get(lemma, ()))


def _governed(row: EffectRow, frame: Frame) -> tuple[str, ...]:
    if not row.preps:
        return frame.object
    return next((frame.preps[prep] for prep in row.preps if prep in frame.preps), ())


def _score(row: VerbRow, frame: Frame) -> int | None:
    """How well a row's requirements fit; None when one is not met."""
    if row.active_only and frame.passive:
        return None
    total = 0
    if row.object is not None:
        found = _object_score(row.object, frame)
        if found is None:
            return None
        total += found
    if row.preps:
        found = _prep_score(row, frame)
        if found is None:
            return None
        total += found
    if row.subject is not None:
        if row.subject.lemmas.isdisjoint(frame.subject):
            return None
        total += SUBJECT_FITS
    return total


def _object_score(want: Wanted, frame: Frame) -> int | None:
    if want.absent:
        return None if frame.object else ABSENT_FITS
    if want.anywhere:
        return CLAUSE_FITS if any(word in want.lemmas for word in all_words(frame)) else None
    if not frame.object:
        return None
    if frame.object[0] in want.lemmas:
        return HEAD_FITS
    return None if want.head_only or want.lemmas.isdisjoint(frame.object) else WORD_FITS


def _prep_score(row: VerbRow, frame: Frame) -> int | None:
    for prep in row.preps:
        if row.prep_object is not None:
            if prep in frame.preps and not row.prep_object.lemmas.isdisjoint(frame.preps[prep]):
                return PREP_OBJECT_FITS
        elif _has_prep(prep, frame) or (prep in frame.modifiers and prep != "to") or prep == frame.particle:
            return PREP_FITS
    return None


def _has_prep(prep: str, frame: Frame) -> bool:
    """Whether the preposition brings a participant, not a time ("on Monday")."""
    return prep in frame.preps and frame.preps[prep][0] not in word_classes()["time"]


def all_words(frame: Frame) -> tuple[str, ...]:
    """Every lemma of a frame's noun phrases and modifiers."""
    words = (*frame.object, *frame.modifiers)
    for phrase in frame.preps.values():
        words += phrase
    return words
