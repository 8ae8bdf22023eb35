"""Clauses: who is grammatically doing what to whom around one verb or event noun.

Turns a spaCy dependency parse into `Clause` objects whose slots ("subj", "obj", "with", "obj.poss",
"complement.obj" ...) hold the heads of noun phrases, with the arguments that English leaves unsaid
filled in: control ("agreed to lift"), relative clauses, participles, passives, coordination. The labels are
those of the English spaCy pipelines (ClearNLP scheme).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Span, Token

from detente.reading.frames import Frame
from detente.reading.lexicon import takes_purpose
from detente.reading.noun_phrases import content_lemmas, coordinated, modifiers_of, semantic_head

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
OBJECTS = frozenset({"dobj", "obj"})
COMPLEMENTS = frozenset({"xcomp", "ccomp"})
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
# Verbs whose object, not subject, does what the complement says: "urged Iran to stop".
OBJECT_CONTROL = frozenset(
    "ask urge order tell force compel press persuade convince invite allow permit enable authorise authorize "
    "encourage instruct command direct require request advise warn help lead cause push pressure drive oblige "
    "prompt induce call beg implore forbid want expect entice lure coerce get see watch accuse blame prevent stop "
    "bar ban prohibit dissuade deter criticise criticize condemn praise thank charge suspect convict".split()
)
TIME_LABELS = frozenset({"DATE", "TIME"})
DISCOURSE = frozenset({"addition", "fact", "response", "turn", "return", "particular", "general", "case", "example", "part", "end"})
MAX_DEPTH = 3  # "agreed to begin to negotiate": deeper nesting is left to its own clause


@dataclass(slots=True)
class Clause:
    """A verb or event noun with its arguments; `slots` maps a slot name to NP heads."""

    head: Token
    frame: Frame
    slots: dict[str, list[Token]] = field(default_factory=dict)
    complement: Clause | None = None

    @property
    def subjects(self) -> list[Token]:
        return self.slots.get("subj", [])

    def fillers(self, slot: str) -> list[Token]:
        """Heads of the noun phrases in a slot such as ``"with"``, ``"obj.of"`` or ``"complement.obj"``."""
        first, _, rest = slot.partition(".")
        if first == "complement":
            if self.complement is None:
                return []
            return self.complement.fillers("subj" if rest == "subject" else rest) if rest else [self.complement.head]
        heads = self.slots.get(first, [])
        return [filler for head in heads for filler in _inner(head, rest)] if rest else heads


def clause_of(head: Token, depth: int = 0) -> Clause:
    """The clause headed by a verb (or by a noun read as an event)."""
    return _verb_clause(head, depth) if head.pos_ in {"VERB", "AUX"} else _noun_clause(head)


def verbs_of(sentence: Span) -> Iterator[Token]:
    """The verbs of a sentence that can head a clause of their own (auxiliaries left out)."""
    for token in sentence:
        if (token.pos_ == "VERB" and token.dep_ not in {"aux", "auxpass", "amod"}) or (
            token.pos_ == "AUX" and token.dep_ not in {"aux", "auxpass"}
        ):
            yield token


def is_passive(verb: Token) -> bool:
    """Whether the verb's grammatical subject undergoes the action."""
    if any(child.dep_ in PASSIVE_SUBJECTS or child.dep_ == "auxpass" for child in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not any(c.dep_ in SUBJECTS or c.dep_ == "aux" for c in verb.children):
        return verb.head.pos_ == "VERB" and is_passive(verb.head)
    if verb.tag_ != "VBN" or any(child.dep_ in OBJECTS or child.dep_ == "aux" for child in verb.children):
        return False
    return verb.dep_ in {"acl", "advcl", "relcl"} or any(child.dep_ == "agent" for child in verb.children)


def is_negated(token: Token) -> bool:
    """Whether a negation sits on the word: not, never, no, hardly, without."""
    for child in token.children:
        if child.dep_ == "neg" or (child.dep_ == "advmod" and child.lower_ in {"hardly", "scarcely", "barely", "neither"}):
            return True
    if token.dep_ == "pcomp" and token.head.lower_ == "without":
        return True
    return token.pos_ == "NOUN" and any(c.dep_ == "det" and c.lower_ in {"no", "neither"} for c in token.children)


def _verb_clause(verb: Token, depth: int) -> Clause:
    passive = is_passive(verb)
    slots: dict[str, list[Token]] = {}
    particle: str | None = None
    complement: Token | None = None
    agent: list[Token] = []
    extra: list[str] = []
    purpose: Token | None = None
    for child in verb.children:
        dep = child.dep_
        if dep in PASSIVE_SUBJECTS or (dep in SUBJECTS and passive):
            _add(slots, "obj", child)
        elif dep in SUBJECTS:
            _add(slots, "subj", child)
        elif dep in OBJECTS or dep in {"attr", "oprd"}:
            _add(slots, "obj" if dep in OBJECTS else dep, child)
            if dep == "oprd":  # "called the plan illegal"
                extra.append(child.lemma_.lower())
        elif dep == "dative":
            for head in coordinated(child) if child.pos_ != "ADP" else _objects_of(child):
                slots.setdefault("to", []).append(head)
        elif dep == "agent":
            agent = _agents_of(verb)
        elif dep in {"prep", "prt"} and child.pos_ == "ADP" and child.dep_ == "prep":
            _add_preposition(slots, child)
            if not any(grand.dep_ in {"pobj", "pcomp", "prep"} for grand in child.children):
                extra.append(child.lower_)  # "walked out of": the first preposition has no object of its own
        elif dep == "prt":
            particle = child.lower_
        elif dep in COMPLEMENTS and child.pos_ in {"VERB", "AUX"} and complement is None:
            complement = child
        elif dep in COMPLEMENTS and child.pos_ == "ADJ":
            complement = complement or _verb_below(child)
            extra.append(child.lemma_.lower())
        elif dep in {"advcl", "npadvmod"} and child.tag_ == "VB" and purpose is None and _is_infinitive(child):
            purpose = child
        elif dep == "acomp":
            complement = complement or _verb_below(child)
            for prep in child.children:
                if prep.dep_ == "prep":
                    _add_preposition(slots, prep)
        elif dep == "advmod":
            for prep in child.children:
                if prep.dep_ == "prep":
                    _add_preposition(slots, prep)
    if passive:
        slots["subj"] = agent
        given = [child for child in verb.children if child.dep_ in OBJECTS]
        if given and slots.get("obj"):  # "members were denied visas": the subject receives
            slots["to"] = [head for head in slots["obj"] if head not in given] + slots.get("to", [])
            slots["obj"] = [head for child in given for head in coordinated(child)]
        if not slots.get("obj"):
            slots["obj"] = _passive_object(verb)
    if not slots.get("subj") and not passive:
        slots["subj"] = implied_subjects(verb)
    if not passive and not slots.get("obj"):
        slots["obj"] = _gap_object(verb)
    _share_object_prepositions(slots)
    if complement is None and purpose is not None and takes_purpose(verb.lemma_.lower()):
        complement = purpose
    inner = _verb_clause(complement, depth + 1) if complement is not None and depth < MAX_DEPTH else None
    if _is_infinitive(verb):
        extra.append("to")
    if len(slots.get("subj", ())) > 1:
        extra.append("joint")
    return Clause(verb, _frame(verb, "verb", slots, particle, passive, inner, tuple(extra)), slots, inner)


def _is_infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children)


def _noun_clause(noun: Token) -> Clause:
    slots: dict[str, list[Token]] = {}
    for child in noun.children:
        if child.dep_ == "poss":
            _add(slots, "poss", child)
        elif child.dep_ in {"amod", "compound", "nmod", "npadvmod"}:
            slots.setdefault("amod", []).append(child)
            slots["amod"].extend(c for c in child.children if c.dep_ in {"amod", "npadvmod", "compound", "nmod"})
        elif child.dep_ in {"prep", "agent"}:
            _add_preposition(slots, child)
        elif child.dep_ in {"acl", "relcl"} and child.tag_ == "VBN":
            slots.setdefault("by", []).extend(_agents_of(child))
    return Clause(noun, _frame(noun, "noun", slots, None, False, None), slots, None)


def _frame(
    head: Token,
    pos: str,
    slots: dict[str, list[Token]],
    particle: str | None,
    passive: bool,
    inner: Clause | None,
    extra: tuple[str, ...] = (),
) -> Frame:
    reserved = {"subj", "obj", "poss", "amod", "attr", "oprd"}
    objects = slots.get("obj") or []
    subjects = [] if passive else slots.get("subj") or []
    return Frame(
        head=head.lemma_.lower(),
        pos=pos,
        particle=particle,
        object=content_lemmas(objects[0]) if objects else (),
        preps={prep: content_lemmas(_telling(heads)) for prep, heads in slots.items() if prep not in reserved and heads},
        complement=inner.frame if inner else None,
        modifiers=(*modifiers_of(head), *extra),
        passive=passive,
        negated=is_negated(head),
        subject=content_lemmas(subjects[0]) if subjects else (),
    )


def _telling(heads: list[Token]) -> Token:
    """The phrase that tells most among several with one preposition: not a date, not "in addition"."""
    return next((head for head in heads if head.ent_type_ not in TIME_LABELS and head.lower_ not in DISCOURSE), heads[0])


def _add(slots: dict[str, list[Token]], slot: str, head: Token) -> None:
    antecedent = _antecedent(head)
    slots.setdefault(slot, []).extend(coordinated(antecedent or head))


def _antecedent(token: Token) -> Token | None:
    """The noun that a relative pronoun stands for."""
    if token.tag_ not in RELATIVE_TAGS and token.lower_ != "that":
        return None
    for ancestor in token.ancestors:
        if ancestor.dep_ == "relcl":
            return ancestor.head
    return None


def _objects_of(preposition: Token) -> list[Token]:
    found: list[Token] = []
    for child in preposition.children:
        if child.dep_ == "pobj":
            found.extend(coordinated(_antecedent(child) or child))
        elif child.dep_ == "pcomp":
            found.append(child)
    return found


def _add_preposition(slots: dict[str, list[Token]], preposition: Token) -> None:
    name = preposition.lower_
    heads = _objects_of(preposition)
    if heads:
        slots.setdefault(name, []).extend(heads)
    for child in preposition.children:  # "from across", "because of", "along with"
        if child.dep_ == "prep":
            _add_preposition(slots, child)


def _share_object_prepositions(slots: dict[str, list[Token]]) -> None:
    """Copy prepositions hung on the object to the verb: the parser cannot tell "talks with Iran" apart."""
    for head in list(slots.get("obj", ())):
        for child in semantic_head(head).children:
            if child.dep_ == "prep" and child.lower_ not in {"of"}:
                name = child.lower_
                heads = _objects_of(child)
                known = slots.setdefault(name, [])
                known.extend(token for token in heads if token not in known)
                if not known:
                    del slots[name]


def implied_subjects(verb: Token) -> list[Token]:
    """The subject that English leaves unsaid: control, coordination, relative clauses, participles."""
    head, dep = verb.head, verb.dep_
    if dep == "conj" and head.pos_ in {"VERB", "AUX"}:
        return _subjects_or_agents(head)
    if dep == "xcomp" and head.pos_ in {"VERB", "AUX"}:
        return _controller(head)
    if dep == "xcomp" and head.pos_ == "ADJ" and head.head.pos_ in {"VERB", "AUX"}:
        return _subjects_or_agents(head.head, passive_counts=True)
    if dep in {"ccomp"} and head.pos_ == "VERB" and verb.tag_ in {"VB", "VBG"}:
        return _controller(head)
    if dep == "advcl" and head.pos_ in {"VERB", "AUX"} and verb.tag_ in {"VBG", "VBN", "VB"}:
        return _subjects_or_agents(head, passive_counts=True)
    if dep == "relcl" and not _is_infinitive(verb):
        return coordinated(head)
    if dep in {"acl", "relcl"}:
        return _acl_subjects(verb)
    if dep == "pcomp":
        return _pcomp_subjects(head)
    return []


def _acl_subjects(verb: Token) -> list[Token]:
    """"forces attacking X": the noun; "efforts to isolate X": whoever has, or makes, the efforts."""
    noun = verb.head
    if verb.tag_ == "VBG":
        return coordinated(noun)
    if verb.tag_ != "VB":
        return []
    owners = [child for child in noun.children if child.dep_ == "poss"]
    if owners:
        return [head for owner in owners for head in coordinated(owner)]
    governor = noun.head if noun.dep_ in OBJECTS | {"attr"} else noun.head.head if noun.dep_ == "pobj" else None
    return _subjects_or_agents(governor) if governor is not None and governor.pos_ in {"VERB", "AUX"} else []


def _pcomp_subjects(preposition: Token) -> list[Token]:
    """"accused X of killing": X; "praised for helping": the praised; "after meeting": the main subject."""
    governor = preposition.head
    if governor.pos_ in {"VERB", "AUX"}:
        if governor.lemma_ in OBJECT_CONTROL and preposition.lower_ in {"of", "from", "for", "into", "over", "against"}:
            return _objects(governor)
        return _subjects_or_agents(governor, passive_counts=True)
    if governor.pos_ in {"NOUN", "PROPN"}:
        owners = [child for child in governor.children if child.dep_ == "poss"]
        if owners:
            return coordinated(owners[0])
        if governor.head.pos_ in {"VERB", "AUX"}:
            return _subjects_or_agents(governor.head, passive_counts=True)
    return []


def _controller(governor: Token) -> list[Token]:
    if governor.lemma_ in OBJECT_CONTROL:
        objects = _objects(governor)
        if objects:
            return objects
    return _subjects_or_agents(governor, passive_counts=True)


def _objects(verb: Token) -> list[Token]:
    wanted = OBJECTS | PASSIVE_SUBJECTS | {"dative"}
    found = [child for child in verb.children if child.dep_ in wanted]
    return [head for child in found for head in coordinated(_antecedent(child) or child)]


def _subjects_or_agents(verb: Token, passive_counts: bool = False) -> list[Token]:
    """Subjects of a verb, agents of a passive one; climbs when the verb itself has none."""
    found: list[Token] = []
    for child in verb.children:
        if child.dep_ in SUBJECTS or (child.dep_ in PASSIVE_SUBJECTS and passive_counts):
            found.extend(coordinated(_antecedent(child) or child))
        elif child.dep_ == "agent" and not passive_counts:
            found.extend(_objects_of(child))
    if found or verb.dep_ == "ROOT" or is_passive(verb):
        return found
    return implied_subjects(verb)


def _passive_object(verb: Token) -> list[Token]:
    if verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in {"NOUN", "PROPN", "PRON"}:
        return coordinated(verb.head)
    if verb.dep_ == "conj":
        return [t for child in verb.head.children if child.dep_ in PASSIVE_SUBJECTS for t in coordinated(child)]
    if verb.dep_ in {"advcl", "xcomp"}:
        return _subjects_or_agents(verb.head, passive_counts=True)
    return []


def _has_object_gap(verb: Token) -> bool:
    """Whether a relative clause lacks an object that its head noun could be ("the deal the US reached")."""
    has_subject = any(child.dep_ in SUBJECTS for child in verb.children)
    return has_subject and not any(child.dep_ in OBJECTS | {"acomp", "attr", "ccomp", "xcomp"} for child in verb.children)


def _gap_object(verb: Token) -> list[Token]:
    if verb.dep_ == "relcl" and _has_object_gap(verb):
        relative_elsewhere = any(
            grandchild.tag_ in RELATIVE_TAGS for child in verb.children if child.dep_ == "prep" for grandchild in child.children
        )
        if not relative_elsewhere and not any(child.tag_ == "WRB" for child in verb.children):
            return coordinated(verb.head)
    return []


def _verb_below(adjective: Token) -> Token | None:
    """The verb under an adjective: "ready to protect", "likely to insist"."""
    for child in adjective.children:
        if child.dep_ in {"xcomp", "ccomp", "advcl"} and child.pos_ in {"VERB", "AUX"}:
            return child
    return None


def _inner(head: Token, path: str) -> list[Token]:
    """Heads inside a noun phrase: its possessor, its state adjective, the object of one of its prepositions."""
    head = semantic_head(head)
    found: list[Token] = []
    for child in head.children:
        if path == "poss" and child.dep_ == "poss":
            found.extend(coordinated(child))
        elif path == "amod" and child.dep_ in {"amod", "compound", "nmod", "npadvmod"}:
            found.append(child)
        elif child.dep_ in {"prep", "agent"} and child.lower_ == path:
            found.extend(_objects_of(child))
        elif path in {"by", "agent"} and child.dep_ == "acl" and child.tag_ == "VBN":
            found.extend(_agents_of(child))
    return found


def _agents_of(participle: Token) -> list[Token]:
    """Who did it, in a passive: the object of "by"; of the next preposition where "by" has lost its own."""
    found: list[Token] = []
    orphaned = False
    for child in participle.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and orphaned):
            heads = _objects_of(child)
            found.extend(heads)
            orphaned = child.dep_ == "agent" and not heads
    return found
