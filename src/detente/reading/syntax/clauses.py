"""Clauses: who is grammatically doing what to whom around one verb or event noun.

Turns a spaCy dependency parse into `Clause` objects whose slots ("subj", "obj", "with", "obj.poss",
"complement.obj" ...) hold the heads of noun phrases, with the arguments that English leaves unsaid
filled in (`detente.reading.syntax.unsaid`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from detente.reading.lexicon.frames import Frame
from detente.reading.lexicon.lexicon import takes_purpose
from detente.reading.syntax.labels import (
    COMPLEMENTS,
    MODIFIERS,
    NOMINAL,
    OBJECTS,
    PASSIVE_SUBJECTS,
    RELATIVE_TAGS,
    SUBJECTS,
    VERBAL,
    agents_of,
    antecedent_of,
    is_infinitive,
    is_negated,
    is_passive,
    objects_of,
)
from detente.reading.syntax.noun_phrases import content_lemmas, coordinated, modifiers_of, semantic_head
from detente.reading.syntax.unsaid import gap_object, implied_subjects, passive_object
from detente.reading.syntax.words import word_set

TIME_LABELS = frozenset({"DATE", "TIME"})
# "In addition", "in return": their phrase is no participant.
DISCOURSE = word_set("addition fact response turn return particular general case example part end")
MONTHS_AND_DAYS = word_set(
    """january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday"""
)
NOT_PREPOSITIONS = frozenset({"subj", "obj", "poss", "amod", "attr", "oprd"})
THWARTING = word_set("veto block reject defeat scuttle torpedo oppose withdraw shelve withhold quash")
HELPERS = frozenset({"aux", "auxpass"})
MAX_DEPTH = 3  # "agreed to begin to negotiate": deeper nesting is left to its own clause

Slots = dict[str, list[Token]]


@dataclass(slots=True)
class Clause:
    """A verb or event noun with its arguments; `slots` maps a slot name to NP heads."""

    head: Token
    frame: Frame
    slots: Slots = field(default_factory=dict)
    complement: Clause | None = None

    @property
    def subjects(self) -> list[Token]:
        """Heads of the phrases that act."""
        return self.slots.get("subj", [])

    def fillers(self, slot: str) -> list[Token]:
        """Heads of the noun phrases in a slot such as ``"with"``, ``"obj.of"`` or ``"complement.obj"``."""
        first, _, rest = slot.partition(".")
        if first == "complement":
            if self.complement is None:
                return []
            return self.complement.fillers("subj" if rest == "subject" else rest) if rest else [self.complement.head]
        heads = self.slots.get(first, [])
        return [filler for head in heads for filler in _inside(head, rest)] if rest else heads


def clause_of(head: Token) -> Clause:
    """The clause headed by a verb, or by a noun read as an event."""
    return _verb_clause(head, 0) if head.pos_ in VERBAL else _noun_clause(head)


def verbs_of(sentence: Span) -> Iterator[Token]:
    """The verbs of a sentence that can head a clause of their own (auxiliaries left out)."""
    for token in sentence:
        pos = token.pos_
        if pos not in VERBAL or token.dep_ in HELPERS or (pos == "VERB" and token.dep_ == "amod"):
            continue
        if not _is_thwarted(token):
            yield token


def _is_thwarted(verb: Token) -> bool:
    """Whether a paper was stopped before it could say so: "vetoed a resolution condemning the strikes"."""
    noun = verb.head
    if verb.dep_ != "acl" or verb.tag_ != "VBG" or noun.dep_ not in OBJECTS | PASSIVE_SUBJECTS:
        return False
    return noun.head.lemma_ in THWARTING


class _Arguments:
    """What stands around one verb, gathered child by child as the parser labels it."""

    def __init__(self, verb: Token) -> None:
        self.verb = verb
        self.passive = is_passive(verb)
        self.slots: Slots = {}
        self.given: list[Token] = []
        self.agent: list[Token] = []
        self.particle: str | None = None
        self.complement: Token | None = None
        self.purpose: Token | None = None
        self.extra: list[str] = []
        for child in verb.children:
            self._take(child, child.dep_)
        self._complete()

    def _take(self, child: Token, dep: str) -> None:
        if dep in SUBJECTS:
            _add(self.slots, "obj" if self.passive else "subj", child)
        elif dep in PASSIVE_SUBJECTS:
            _add(self.slots, "obj", child)
        elif dep in OBJECTS:
            small = _small_clause(self.verb, child)
            if small is not None:  # "ordered the ban lifted"
                self.complement = self.complement or small
                return
            if child.tag_ not in RELATIVE_TAGS and any(
                c.dep_ in OBJECTS | {"oprd"} and c.tag_ in RELATIVE_TAGS for c in self.verb.children
            ):
                self.extra.append("twofold")  # "which the Russians call Damansky"
            self.given.append(child)
            _add(self.slots, "obj", child)
        elif dep == "attr":
            _add(self.slots, "attr", child)
        elif dep == "dative":
            self.slots.setdefault("to", []).extend(objects_of(child) if child.pos_ == "ADP" else coordinated(child))
        elif dep == "agent":
            self.agent = agents_of(self.verb)
        elif dep == "prep" and child.pos_ == "ADP":
            _add_preposition(self.slots, child)
            if not any(grand.dep_ in {"pobj", "pcomp", "prep"} for grand in child.children):
                self.extra.append(child.lower_)  # "walked out of": the first preposition has no object of its own
        elif dep == "prt":
            self.particle = child.lower_
        elif dep in COMPLEMENTS or dep == "oprd":
            self._take_complement(child, dep)
        elif dep in {"advcl", "npadvmod"} and self.purpose is None and is_infinitive(child):
            self.purpose = child
        elif dep in {"acomp", "advmod"}:
            self._take_adjective(child, dep)

    def _take_complement(self, child: Token, dep: str) -> None:
        if dep == "oprd":  # "called the plan illegal"
            _add(self.slots, "oprd", child)
            self.extra.append(child.lemma_.lower())
            if child.pos_ in NOMINAL:
                self.extra.append("named")
        elif child.pos_ in VERBAL:
            self.complement = self.complement or child
        elif child.pos_ in NOMINAL and dep == "ccomp":  # "declared Russia an aggressor"
            for named in child.children:
                if named.dep_ == "nsubj":
                    _add(self.slots, "obj", named)
                    self.extra.extend((*content_lemmas(child), "named"))
        elif child.pos_ == "ADJ":
            self.complement = self.complement or _verb_below(child)
            self.extra.append(child.lemma_.lower())

    def _take_adjective(self, child: Token, dep: str) -> None:
        """As in "ready to protect", "close to Iran", "jointly with Iran"."""
        if dep == "acomp":
            self.complement = self.complement or _verb_below(child)
        for prep in child.children:
            if prep.dep_ == "prep":
                _add_preposition(self.slots, prep)

    def _complete(self) -> None:
        """Fill in what grammar leaves unsaid."""
        if self.passive:
            self._turn_round()
        else:
            if not self.slots.get("subj"):
                self.slots["subj"] = _behind_date(self.verb) or implied_subjects(self.verb)
            if not self.slots.get("obj"):
                self.slots["obj"] = gap_object(self.verb)
        _share_object_prepositions(self.slots)
        if self.complement is None and self.purpose is not None and takes_purpose(self.verb.lemma_.lower()):
            self.complement = self.purpose
        if is_infinitive(self.verb):
            self.extra.append("to")
        if len(self.slots["subj"]) > 1:
            self.extra.append("joint")

    def _turn_round(self) -> None:
        """A passive: the agent acts; with an object of its own ("were denied visas") the subject receives."""
        slots, given = self.slots, self.given
        slots["subj"] = self.agent
        if given:
            slots["to"] = [head for head in slots["obj"] if head not in given] + slots.get("to", [])
            slots["obj"] = [head for child in given for head in coordinated(child)]
        elif not slots.get("obj"):
            slots["obj"] = passive_object(self.verb)


def _verb_clause(verb: Token, depth: int) -> Clause:
    found = _Arguments(verb)
    slots, inner = found.slots, None
    if found.complement is not None and depth < MAX_DEPTH:
        inner = _verb_clause(found.complement, depth + 1)
    objects = slots["obj"]
    subjects = [] if found.passive else slots["subj"]
    frame = Frame(
        head=verb.lemma_.lower(),
        pos="verb",
        particle=found.particle,
        object=content_lemmas(objects[0]) if objects else (),
        preps=_prepositions(slots),
        complement=inner.frame if inner else None,
        modifiers=(*modifiers_of(verb), *found.extra),
        passive=found.passive,
        negated=is_negated(verb),
        subject=content_lemmas(subjects[0]) if subjects else (),
    )
    return Clause(verb, frame, slots, inner)


def _noun_clause(noun: Token) -> Clause:
    slots: Slots = {}
    for child in noun.children:
        if child.dep_ == "poss":
            _add(slots, "poss", child)
        elif child.dep_ in MODIFIERS:
            slots.setdefault("amod", []).append(child)
            slots["amod"].extend(c for c in child.children if c.dep_ in MODIFIERS)
        elif child.dep_ in {"prep", "agent"}:
            _add_preposition(slots, child)
        elif child.dep_ in {"acl", "relcl"} and child.tag_ == "VBN":
            slots.setdefault("by", []).extend(agents_of(child))
    frame = Frame(
        head=noun.lemma_.lower(),
        pos="noun",
        preps=_prepositions(slots),
        modifiers=modifiers_of(noun),
        negated=is_negated(noun),
    )
    return Clause(noun, frame, slots)


def _prepositions(slots: Slots) -> dict[str, tuple[str, ...]]:
    return {
        name: content_lemmas(_telling(heads)) for name, heads in slots.items() if heads and name not in NOT_PREPOSITIONS
    }


def _telling(heads: list[Token]) -> Token:
    """The phrase that tells most among several with one preposition: not a date, not "in addition"."""
    telling = (head for head in heads if head.ent_type_ not in TIME_LABELS and head.lower_ not in DISCOURSE)
    return next(telling, heads[0])


def _add(slots: Slots, slot: str, head: Token) -> None:
    slots.setdefault(slot, []).extend(coordinated(antecedent_of(head) or head))


def _add_preposition(slots: Slots, preposition: Token) -> None:
    heads = objects_of(preposition)
    if heads:
        slots.setdefault(preposition.lower_, []).extend(heads)
    for child in preposition.children:  # "from across", "because of", "along with"
        if child.dep_ == "prep":
            _add_preposition(slots, child)


def _share_object_prepositions(slots: Slots) -> None:
    """Copy prepositions hung on the object to the verb: the parser cannot tell "talks with Iran" apart."""
    for head in list(slots.get("obj", ())):
        for child in semantic_head(head).children:
            if child.dep_ == "prep" and child.lower_ != "of":
                known = slots.get(child.lower_, [])
                new = [token for token in objects_of(child) if token not in known]
                if new:
                    slots[child.lower_] = known + new


def _behind_date(verb: Token) -> list[Token]:
    """The subject that the parser has taken into a date before it: "On 16 March Niger revoked the accord"."""
    if verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return []
    for child in verb.children:
        noun = next((g for g in child.children if g.dep_ == "pobj"), None) if child.dep_ == "prep" else None
        if noun is None or noun.i > verb.i or noun.pos_ != "PROPN" or noun.lower_ in MONTHS_AND_DAYS:
            continue
        if any(g.dep_ == "compound" and g.lower_ in MONTHS_AND_DAYS for g in noun.children):
            return coordinated(noun)
    return []


def _small_clause(verb: Token, noun: Token) -> Token | None:
    """The participle of what is ordered done, which the parser hangs on its noun: "ordered the ban lifted"."""
    if verb.lemma_ not in {"order", "want"}:
        return None
    return next((c for c in noun.children if c.dep_ == "acl" and c.tag_ == "VBN" and c.i == noun.i + 1), None)


def _verb_below(adjective: Token) -> Token | None:
    """The verb under an adjective: "ready to protect", "likely to insist"."""
    for child in adjective.children:
        if child.dep_ in {"xcomp", "ccomp", "advcl"} and child.pos_ in VERBAL:
            return child
    return None


def _inside(head: Token, path: str) -> list[Token]:
    """Heads inside a noun phrase: its possessor, its state adjective, the object of one of its prepositions."""
    found: list[Token] = []
    for child in semantic_head(head).children:
        if path == "poss" and child.dep_ == "poss":
            found.extend(coordinated(child))
        elif path == "amod" and child.dep_ in MODIFIERS:
            found.append(child)
        elif child.dep_ in {"prep", "agent"} and child.lower_ == path:
            found.extend(objects_of(child))
        elif path in {"by", "agent"} and child.dep_ == "acl" and child.tag_ == "VBN":
            found.extend(agents_of(child))
    return found
