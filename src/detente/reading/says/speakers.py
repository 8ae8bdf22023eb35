"""Speakers: the noun phrase that says, thinks or claims what a cue word introduces."""

from __future__ import annotations

from spacy.tokens import Token

Range = tuple[int, int]
SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
# "issued a statement saying", "made the claim that": the subject of these verbs is the noun's speaker.
_SUPPORT_VERBS_WORDS = """
make issue express voice repeat raise have hold share give release file put lodge deliver send write publish
post offer take level air harbour harbor maintain renew reiterate bring launch form add announce set show reach
"""
SUPPORT_VERBS = frozenset(_SUPPORT_VERBS_WORDS.split())
EXPLETIVES = frozenset({"it", "there"})
FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP"})
CLIMB = 4  # "began trying to persuade reporters by saying": deeper chains are left alone


def speaker_of_verb(verb: Token) -> Token | None:
    """Head of the phrase that does what a verb of saying says; None when nobody is named."""
    passive = is_passive(verb)
    for child in verb.children:
        if child.dep_ == "agent" and passive:
            return next((grand for grand in child.children if grand.dep_ == "pobj"), None)
        if child.dep_ in SUBJECTS and not passive:
            return antecedent(child)
    if passive:
        return None
    if verb.tag_ in FINITE_TAGS and verb.dep_ not in {"conj", "relcl", "acl"}:
        return _noun_before(verb) or _unsaid_subject(verb)
    return _unsaid_subject(verb)


def speaker_of_noun(noun: Token) -> Token | None:
    """Who makes a claim, report or promise: its possessor, "by X", its state's adjective, or the subject of "make"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child if child.tag_ != "WP$" else antecedent(child)
    for child in noun.children:
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from", "among"}:
            return next((grand for grand in child.children if grand.dep_ == "pobj"), None)
    for child in noun.children:
        if (
            child.dep_ in {"amod", "compound", "nmod"}
            and child.i < noun.i
            and child.is_title
            and child.i != child.sent.start
        ):
            return child
    verb = noun.head
    if noun.dep_ == "pobj" and verb.head.pos_ == "VERB":  # "accompanied by claims", "responded with a warning"
        return speaker_of_verb(verb.head) if verb.lower_ == "with" else None
    if noun.dep_ in {"dobj", "attr"} and verb.pos_ in {"VERB", "AUX"} and verb.lemma_ in SUPPORT_VERBS:
        return speaker_of_verb(verb)
    return None


def antecedent(token: Token) -> Token | None:
    """The noun that a relative pronoun stands for; the token itself when it is none; None for "it", "there"."""
    if token.dep_ == "expl":
        return None
    if token.tag_ in RELATIVE_TAGS or (token.lower_ == "that" and token.tag_ != "DT"):
        for step, ancestor in enumerate(token.ancestors):
            if ancestor.dep_ == "relcl":
                return ancestor.head
            if step == CLIMB:
                break
        return None if token.lower_ in {"what", "who", "whatever", "whoever"} else token
    return token


def is_passive(verb: Token) -> bool:
    """Whether a verb form is passive: "was accused", "accused of", "asked by"."""
    children = list(verb.children)
    if any(child.dep_ in PASSIVE_SUBJECTS or child.dep_ == "auxpass" for child in children):
        return True
    if verb.tag_ != "VBN" or any(child.dep_ in {"aux", "nsubj", "dobj"} for child in children):
        return False
    if verb.dep_ == "conj":
        return (
            verb.head.pos_ == "VERB"
            and verb.head.tag_ == "VBN"
            and any(c.dep_ == "auxpass" for c in verb.head.children)
        )
    return verb.dep_ in {"acl", "advcl", "relcl", "amod", "xcomp"} or any(child.dep_ == "agent" for child in children)


def source_phrase(head: Token, cue: Token, low: int, high: int) -> Range:
    """Token range of a speaker: cut before its relative clause when the cue stands there ("X, who said")."""
    if head.left_edge.i <= cue.i <= head.right_edge.i:
        current = cue
        for _ in range(CLIMB):
            if current.head.i == head.i or current.head == current:
                break
            current = current.head
        if current.i > head.i:
            high = min(high, max(head.i + 1, min(current.left_edge.i, cue.i)))
        else:
            low = max(low, min(head.i, cue.i + 1))
    return phrase(head, low, high)


def after_dateline(head: Token, start: int) -> Token:
    """The noun meant when a parser takes a dateline for the subject: "NEW YORK -- St. Joe Corp. said"."""
    if head.i >= start:
        return head
    return next(
        (child for child in head.children if child.i >= start and child.pos_ in {"NOUN", "PROPN", "PRON"}), head
    )


def phrase(head: Token, low: int, high: int) -> Range:
    """Token range of a noun phrase with its modifiers, kept inside ``[low, high)`` and free of outer punctuation."""
    doc = head.doc
    left = head.left_edge.i
    if head.dep_ == "pobj":  # a subject hung under a preposition: its modifiers may be the real object
        left = min(
            (c.left_edge.i for c in head.children if c.dep_ in {"det", "poss", "compound", "amod"}), default=head.i
        )
    start, end = max(low, min(left, head.i)), min(high, head.right_edge.i + 1)
    if not start <= head.i < end:
        return head.i, head.i + 1
    while start < head.i and (
        doc[start].is_punct or doc[start].is_space or doc[start].dep_ in {"cc", "mark", "preconj"}
    ):
        start += 1
    while end - 1 > head.i and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].tag_ == "POS"):
        end -= 1
    return start, end


def _noun_before(verb: Token) -> Token | None:
    """The noun right before a finite verb whose subject the parser hung elsewhere ("In response X said")."""
    i = verb.i - 1
    while i >= 0 and verb.doc[i].pos_ in {"ADV", "AUX"}:
        i -= 1
    if i >= 0 and verb.doc[i].pos_ in {"NOUN", "PROPN", "PRON"} and verb.doc[i].dep_ not in {"dobj", "npadvmod"}:
        return antecedent(verb.doc[i])
    return None


def _unsaid_subject(verb: Token) -> Token | None:
    """The subject that English leaves out: "and added", "adding that", "started to think", "a statement saying"."""
    current = verb
    for _ in range(CLIMB):
        head, dep = current.head, current.dep_
        if head == current:
            return None
        if dep in {"acl", "relcl"}:
            return speaker_of_noun(head) or head if head.pos_ == "NOUN" else head
        if dep not in {"conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep", "parataxis", "acomp"}:
            return None
        if dep == "ccomp" and current.tag_ not in {"VB", "VBG"}:
            return None
        if head.pos_ in {"VERB", "AUX"}:
            for child in head.children:
                if child.dep_ in SUBJECTS | PASSIVE_SUBJECTS:
                    return antecedent(child)
        current = head
    return None
