"""What a cue word introduces: the content of verbs, nouns and adjectives of saying, read off the parse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Token

from detente.reading.says.cues import AttributionCue, attribution_cues
from detente.reading.says.speakers import PASSIVE_SUBJECTS, is_passive

WH_WORDS = frozenset({"what", "how", "why", "who", "whom", "whose", "when", "where", "which"})
# Frames from the surest sign of attribution to the weakest.
ORDER = ("that", "wh", "object_inf", "inf", "having", "ing", "oprd", "as", "of", "about", "with", "over", "against")
LAST = ("object_pred", "object")
CLEAR = frozenset({"clear", "plain", "known", "public", "certain"})


@dataclass(slots=True)
class Complements:
    """The phrases that could be a cue's content, by frame; `parts` are the cue's own words."""

    parts: list[Token]
    frames: dict[str, list[Token]] = field(default_factory=dict)
    whether: bool = False

    def add(self, frame: str, *heads: Token) -> None:
        self.frames.setdefault(frame, []).extend(heads)


def readings_of_verb(verb: Token) -> tuple[tuple[AttributionCue, ...], list[Token]]:
    """The table's readings of a verb, with its particle where the pair has readings of its own, and the cue's words."""
    cues: Mapping[tuple[str, str], tuple[AttributionCue, ...]] = attribution_cues()
    lemma = verb.lemma_.lower()
    for child in verb.children:
        if child.dep_ in {"prt", "prep", "acomp", "oprd", "ccomp", "advmod"} and child.i > verb.i:
            found = cues.get(("verb", f"{lemma} {child.lower_}"))
            if found:
                return found, [verb, child]
        if lemma == "put" and child.dep_ == "dobj" and child.lower_ == "it":
            return cues["verb", "put it"], [verb, child]
    if lemma == "make":
        for child in verb.children:
            if child.lower_ in CLEAR and child.i > verb.i:
                return cues["verb", "make clear"], [verb, child]
    return cues.get(("verb", lemma), ()), [verb]


def complements_of_verb(verb: Token, parts: list[Token]) -> Complements:
    """Everything below a verb that could be what it says."""
    found = Complements(parts)
    passive = is_passive(verb)
    objects: list[Token] = []
    for part in parts:
        for child in part.children:
            if child in parts:
                continue
            dep = child.dep_
            if dep == "dobj" or (dep in PASSIVE_SUBJECTS and passive):
                objects.append(child)
            elif dep == "pobj" and part != verb:
                found.add("object", child)
            elif dep in {"ccomp", "xcomp"}:
                _add_clause(found, child, objects)
            elif dep == "oprd":
                found.add("oprd", *objects, child)
            elif dep == "prep":
                _add_preposition(found, child, objects)
            elif dep == "advcl" and child.i > verb.i and _mark(child) in {"if", "whether"} and _asks(verb):
                found.add("wh", child)
                found.whether = True
            elif dep == "advcl" and child.i > verb.i and _mark(child) == "that":
                found.add("that", child)
    if objects and not (len(objects) == 1 and objects[0].lower_ == "it" and objects[0].dep_ in PASSIVE_SUBJECTS):
        found.add("object", *objects)
    return found


def complements_of_noun(noun: Token) -> Complements:
    """Everything below a noun that could be what it claims: "that ...", "of ...", "to ..."."""
    found = Complements([noun])
    for child in noun.children:
        if child.i < noun.i:
            continue
        if child.dep_ in {"acl", "ccomp", "relcl", "appos"} and child.pos_ in {"VERB", "AUX"}:
            mark = _mark(child)
            if mark == "that" or (child.dep_ == "ccomp" and mark is None and child.tag_ != "VB"):
                found.add("that", child)
            elif mark in {"whether", "if"}:
                found.add("wh", child)
                found.whether = True
            elif child.dep_ in {"acl", "ccomp"} and _is_infinitive(child):
                found.add("inf", child)
        elif child.dep_ == "prep":
            _add_preposition(found, child, [])
    head = noun.head
    if noun.dep_ == "nsubj" and head.lemma_ == "be":  # "the fear is that ..."
        for child in head.children:
            if child.dep_ in {"ccomp", "attr"} and _mark(child) == "that":
                found.add("that", child)
    return found


def complements_of_adjective(adjective: Token) -> Complements:
    """Everything below "confident", "afraid" and the like, when said of somebody."""
    found = Complements([adjective])
    for child in adjective.children:
        if child.i < adjective.i:
            continue
        if child.dep_ in {"ccomp", "xcomp", "advcl"}:
            _add_clause(found, child, [])
        elif child.dep_ == "prep":
            _add_preposition(found, child, [])
    return found


def choose(
    readings: tuple[AttributionCue, ...], found: Complements
) -> Iterator[tuple[AttributionCue, str, list[Token]]]:
    """Readings whose frame stands in the text, the surest first, with the heads of the content."""
    ordered = (*ORDER, *sorted(set(found.frames) - set(ORDER) - set(LAST)), *LAST)
    for frame in ordered:
        heads = found.frames.get(frame)
        if heads:
            for reading in readings:
                if frame in reading.frames:
                    yield reading, frame, heads


def _add_clause(found: Complements, clause: Token, objects: list[Token]) -> None:
    mark = _mark(clause)
    if mark in {"whether", "if"}:
        found.whether = True
        found.add("wh", clause)
    elif clause.pos_ in {"ADJ", "NOUN", "PROPN"} and not any(
        child.dep_ in {"mark", "cop"} for child in clause.children
    ):
        found.add("oprd", *objects, clause)
    elif _is_infinitive(clause):
        own = any(child.dep_ == "nsubj" for child in clause.children)
        found.add("object_inf" if own or objects else "inf", *objects, clause)
        if objects and all(each.dep_ in PASSIVE_SUBJECTS for each in objects):  # "is expected to"
            found.add("inf", *objects, clause)
    elif clause.tag_ == "VBG" and not any(child.dep_ == "aux" for child in clause.children):
        own = any(child.dep_ in {"nsubj", "poss"} for child in clause.children)
        found.add("object_inf" if own else "ing", clause)
    elif clause.doc[clause.left_edge.i].lower_ in WH_WORDS and clause.left_edge.tag_ != "WDT":
        found.add("wh", clause)
    else:
        found.add("that", clause)


def _add_preposition(found: Complements, preposition: Token, objects: list[Token]) -> None:
    name = preposition.lower_
    for child in preposition.children:
        if child.dep_ in {"pobj", "pcomp"}:
            named = objects if name in {"of", "as", "with", "for", "on"} else []
            asked = child.dep_ == "pcomp" and (_mark(child) in {"whether", "if"} or child.left_edge.lower_ in WH_WORDS)
            found.whether = found.whether or (asked and _mark(child) is not None)
            found.add("wh" if asked and name in {"of", "about", "on", "over"} else name, *named, child)


def _mark(clause: Token) -> str | None:
    for child in clause.children:
        if child.dep_ == "mark" or (child.i < clause.i and child.lower_ in {"whether", "if"}):
            return child.lower_
    return None


def _is_infinitive(clause: Token) -> bool:
    return any(child.tag_ == "TO" for child in clause.children)


def _asks(verb: Token) -> bool:
    return any("wh" in cue.frames for cue in attribution_cues().get(("verb", verb.lemma_.lower()), ()))
