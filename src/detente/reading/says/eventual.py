"""Whether a predicate tells of what is to come or may come: then it is a prediction, not an event."""

from __future__ import annotations

from spacy.tokens import Token

from detente.reading.says.status import Modality, is_future, modality_of
from detente.reading.syntax.words import word_set

POTENTIAL = word_set(
    """potential chance possibility risk danger likelihood prospect opportunity capacity ability threat possible able
    capable liable prone apt poised"""
)
FORETELLING = frozenset({Modality.FUTURE, Modality.LIKELY, Modality.CERTAIN})


def is_eventual(head: Token) -> bool:
    """Whether a verb is qualified as future, likely or possible in its own clause.

    "Might be looking" and "may have met" weigh what is or was: possible events, not predictions. "To
    stop it" is a purpose. "Must leave" is a demand; "will need to leave" is foretold.
    """
    kind, cue = modality_of(head)
    if kind in FORETELLING:
        return True
    if kind is Modality.NECESSARY:
        return is_future(head)
    if kind is Modality.HYPOTHETICAL:  # "feared that it would lose": what was then to come
        return cue is not None and cue.lower_ in {"would", "'d", "’d"} and head.dep_ == "ccomp"
    if kind is not Modality.POSSIBLE or cue is None or cue == head:
        return False
    if cue.tag_ == "MD":
        return not _weighs_present(cue.head)
    return cue.lemma_.lower() in POTENTIAL


def _weighs_present(verb: Token) -> bool:
    """A progressive or perfect under a modal: "might be looking", "could have attacked"."""
    helpers = {child.lemma_ for child in verb.children if child.dep_ == "aux"}
    return (verb.tag_ == "VBG" and "be" in helpers) or (verb.tag_ == "VBN" and "have" in helpers)
