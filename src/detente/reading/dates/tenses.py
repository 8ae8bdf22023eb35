"""The tense of a clause: whether it tells of what was, is, or is to come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Tense = Literal["past", "present", "future"]

FUTURE_AUXILIARIES = frozenset(("will", "shall", "'ll", "’ll", "wo"))
REPORTED_FUTURE = frozenset(("would",))
PLANNED = frozenset(("plan", "intend", "expect", "schedule", "set", "due", "slate", "poise", "aim", "hope", "prepare"))
"""What comes after these with "to" is still to come: "is scheduled to visit", "plans to withdraw"."""
PROSPECTIVE = PLANNED | frozenset(
    ("agree", "promise", "vow", "pledge", "decide", "want", "threaten", "seek", "offer", "ask", "urge", "call")
)
PROSPECTIVE |= {"order", "propose", "commit", "invite", "wish"}
"""What comes after these with "to" was still to come when they happened: "agreed to leave by 2014"."""
CLAUSE_HEADS = frozenset(("VERB", "AUX"))
BEARERS = frozenset(("aux", "auxpass"))


def clause_tense(token: Token) -> Tense | None:
    """The tense of the clause that a token stands in.

    "Said", "was built" and "has deployed" are past; "are conducting" and "is" present; "will visit", "are to
    last", "is going to attend" and "plans to leave" future. "Would" is future where a verb of the past reports
    it ("said it would leave"), otherwise none: it may never come about. A clause without a finite verb takes the
    tense of the clause it hangs on.

    Args:
        token: Any token of a parsed document.

    Returns:
        The tense, or None where no finite verb tells.
    """
    verb: Token | None = _clause_head(token)
    for _ in range(6):
        if verb is None:
            return None
        tense, told = _own_tense(verb)
        if told:
            return tense
        verb = _clause_head(verb.head) if verb.head != verb else None
    return None


def tense_at(doc: Doc, offset: int) -> Tense | None:
    """The tense of the clause at a character of the document; None between its tokens.

    The document must begin at character 0 of the text that the offset counts in.
    """
    span = doc.char_span(offset, offset + 1, alignment_mode="expand")
    return clause_tense(span[0]) if span is not None and len(span) else None


def _clause_head(token: Token) -> Token:
    """The nearest verb at or above a token."""
    while token.pos_ not in CLAUSE_HEADS or token.dep_ in BEARERS:
        if token.head == token:
            break
        token = token.head
    return token


def _own_tense(verb: Token) -> tuple[Tense | None, bool]:
    """The tense that a verb and its auxiliaries show, and whether they show any."""
    bearers = [child for child in verb.children if child.dep_ in BEARERS and child.i < verb.i]
    words = {bearer.lower_ for bearer in bearers}
    if words & FUTURE_AUXILIARIES:
        return "future", True
    if words & REPORTED_FUTURE:
        reported = verb.dep_ in ("ccomp", "conj") and verb.head.tag_ in ("VBD", "VBN")
        return ("future" if reported else None), True
    if words & {"could", "might", "may", "should", "must", "can"}:
        return ("past" if "have" in words else None), True
    if any(bearer.lower_ == "to" for bearer in bearers):
        return _infinitive(verb)
    if verb.lemma_ == "go" and verb.tag_ == "VBG" and _has_infinitive(verb) and bearers:
        return "future", True
    finite = bearers[0] if bearers else verb
    if verb.lemma_ in PLANNED and verb.tag_ == "VBN" and finite.tag_ in ("VBP", "VBZ"):
        return "future", True  # "is scheduled for 5 May"
    if finite.lemma_ == "have" and finite.tag_ in ("VBP", "VBZ") and bearers:
        return "past", True  # "has deployed": done before now, as a date in the clause must be
    if finite.tag_ == "VBD":
        return "past", True
    if finite.tag_ in ("VBP", "VBZ"):
        return ("future" if _is_to(verb) else "present"), True
    if finite.tag_ == "VBN" and finite == verb and verb.dep_ in ("acl", "advcl", "relcl"):
        return "past", True  # "the deal signed in 2015"
    return None, False


def _infinitive(verb: Token) -> tuple[Tense | None, bool]:
    """Future in "are to last" and "plans to leave"; other infinitives take their governor's tense."""
    head = verb.head
    if head == verb or (head.head == head and head.pos_ in ("NOUN", "PROPN")):
        return "future", True  # a headline: "Leaders to meet on Friday"
    finite = head.head if head.lemma_ in PLANNED and head.pos_ == "ADJ" else head
    present = finite.tag_ in ("VBP", "VBZ") or any(
        child.tag_ in ("VBP", "VBZ") for child in finite.children if child.dep_ in BEARERS
    )
    if head.lower_ in PLANNED and head.pos_ == "ADJ":  # "are due to meet"
        return ("future" if present else "past"), True
    if head.lemma_ == "be" and verb.dep_ in ("xcomp", "acl", "advcl", "ccomp"):
        return ("future" if present else "past"), True
    planned = head.lemma_ in PLANNED or (head.lemma_ == "go" and head.tag_ == "VBG")
    return ("future", True) if (planned and present) or head.lemma_ in PROSPECTIVE else (None, False)


def _is_to(verb: Token) -> bool:
    """Whether "is" or "are" only carries an infinitive: "they are to last until Friday"."""
    if verb.lemma_ == "be" and any(
        c.dep_ == "acomp" and c.lower_ in PLANNED and _has_infinitive(c) for c in verb.children
    ):
        return True  # "are due to meet on Thursday"
    if verb.lemma_ != "be" or any(child.dep_ in ("attr", "acomp") for child in verb.children):
        return False
    infinitives = (child for child in verb.children if child.dep_ == "xcomp")
    return any(grand.lower_ == "to" for child in infinitives for grand in child.children)


def _has_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "xcomp" for child in verb.children)
