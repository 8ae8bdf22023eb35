"""With what status a text says something, and whether it says that it is so or not so.

Order of precedence: asked, denied, conditional, predicted, possible, alleged, reported, asserted. Everything above a
predicate counts: the claims it stands in, nested ones too, and the modals and governors it shares
its clause with. What is presupposed inside a claim ("denied a role in the attack") keeps the speaker's
word for it, reported, but not the claim's denial or doubt. A claim is never taken for a fact.
"""

from __future__ import annotations

from spacy.tokens import Token

from detente.reading.says.attributions import ATTITUDES, Attribution, holding
from detente.reading.says.cues import Modality, ModalityCue, attribution_cues, modality_cues
from detente.reading.says.scope import (
    Scope,
    Step,
    asks_whether,
    children_of,
    condition_mark,
    condition_of,
    is_infinitive,
    scope_of,
)
from detente.records import Polarity, Status

__all__ = ["Modality", "is_future", "is_question", "modality_of", "polarity_of", "status_of"]

PRECEDENCE = (
    Status.ASKED,
    Status.DENIED,
    Status.CONDITIONAL,
    Status.PREDICTED,
    Status.POSSIBLE,
    Status.ALLEGED,
    Status.REPORTED,
    Status.ASSERTED,
)
WEAKEST_FIRST = (
    Modality.HYPOTHETICAL,
    Modality.POSSIBLE,
    Modality.LIKELY,
    Modality.FUTURE,
    Modality.CERTAIN,
    Modality.NECESSARY,
)
STATUS_OF_MODALITY = {
    Modality.HYPOTHETICAL: Status.CONDITIONAL,
    Modality.POSSIBLE: Status.POSSIBLE,
    Modality.LIKELY: Status.PREDICTED,
    Modality.FUTURE: Status.PREDICTED,
    Modality.CERTAIN: Status.PREDICTED,
    Modality.NECESSARY: Status.POSSIBLE,
}
IRREALIS = frozenset({Status.ASKED, Status.DENIED, Status.PREDICTED, Status.POSSIBLE})
# "I do not think that it will": the negation belongs to what is thought.
NEGATION_RAISERS = frozenset({"think", "believe", "expect", "suppose", "imagine", "appear", "seem", "want"})
JUDGING = frozenset({"be", "seem", "look", "remain", "appear"})
NO_WORDS = frozenset({"no", "neither"})
NOBODY = frozenset({"nobody", "none", "nothing", "neither"})
# "would regard an attack as ...": a rule for a case, not a forecast.
RULE_VERBS = frozenset(
    {"regard", "consider", "view", "see", "treat", "deem", "interpret", "welcome", "constitute", "mean"}
)
WISHES = frozenset({"like", "love", "prefer", "want", "hate", "rather"})
QUESTION_REACH = 120  # tokens looked ahead for a question mark


def status_of(
    token: Token, attributions: tuple[Attribution, ...] = (), *, text_is_question: bool | None = None
) -> tuple[Status, Polarity]:
    """Status and polarity of what a predicate says.

    Args:
        token: The predicate: a verb or an event noun.
        attributions: What `find_attributions` gave for the token's doc.
        text_is_question: Whether it stands in a question; None looks for the question mark.

    Returns:
        The first status in the order of precedence that anything above the predicate gives it, and NEGATIVE under an
        odd number of negations ("failed to", "no", "without", "hardly").
    """
    scope = scope_of(token)
    found = {_status_in_claim(scope, each) for each in holding(token.i, attributions)}
    if is_question(token) if text_is_question is None else text_is_question:
        found.add(Status.ASKED)
    if any(asks_whether(node) for node in scope.nodes[:4]):
        found.add(Status.ASKED)
    if _condition(scope) is not None:
        found.add(Status.CONDITIONAL)
    kind, _ = _modality(scope, reported=bool(found & {Status.REPORTED, Status.ALLEGED}))
    if kind is not Modality.NONE:
        found.add(STATUS_OF_MODALITY[kind])
    status = next((status for status in PRECEDENCE if status in found), Status.ASSERTED)
    return status, polarity_of(token)


def modality_of(token: Token) -> tuple[Modality, Token | None]:
    """How a predicate is qualified, and the word that does it; (NONE, None) for a plain fact.

    Of several qualifications the weakest counts: "may be set to" is possible. "If" makes hypothetical.
    """
    scope = scope_of(token)
    mark = _condition(scope)
    if mark is not None:
        return Modality.HYPOTHETICAL, mark
    return _modality(scope, reported=False)


def is_future(token: Token) -> bool:
    """Whether the predicate is said of the time to come: will, going to, set to, likely to, will need to.

    Mere possibility is not: "could" and "has the potential to" are not, "may be set to" is.
    """
    scope = scope_of(token)
    return any(
        kind in {Modality.FUTURE, Modality.LIKELY, Modality.CERTAIN}
        for kind, _ in _qualifications(scope, reported=False)
    )


def is_question(token: Token) -> bool:
    """Whether the next mark that ends a sentence, inside the token's own one, is a question mark."""
    doc = token.doc
    for i in range(token.i + 1, min(len(doc), token.i + QUESTION_REACH)):
        word = doc[i]
        if word.text == "?":
            return True
        if word.text in {".", "!"} or (word.is_space and "\n" in word.text):
            return False
    return False


def polarity_of(token: Token) -> Polarity:
    """NEGATIVE when an odd number of negations holds over the predicate: "did not", "failed to", "without"."""
    scope = scope_of(token)
    count = 0
    for number, node in enumerate(scope.nodes):
        count += _negations(node, own=number == 0)
        if number == len(scope.steps):
            break
        head, step = scope.nodes[number + 1], scope.steps[number]
        if step is Step.FINITE:
            raised = head.lemma_ in NEGATION_RAISERS and node.dep_ == "ccomp"
            count += raised and _negations(head, own=False)
            break
        if step is not Step.SHARED:
            break
        cue = _governor(node, head)
        count += cue is not None and cue.negative
        if node.dep_ in {"conj"} and head.pos_ in {"VERB", "AUX"}:  # "did not attack or bomb"
            continue
        if (
            node.pos_ in {"NOUN", "PROPN"}
            and head.pos_ in {"VERB", "AUX"}
            and node.dep_ not in {"dobj", "nsubjpass", "nsubj", "attr"}
        ):
            break
    return Polarity.NEGATIVE if count % 2 else Polarity.POSITIVE


def _status_in_claim(scope: Scope, claim: Attribution) -> Status:
    if claim.sort in ATTITUDES:
        return Status.ASSERTED
    if claim.strength in IRREALIS:
        presupposed = scope.steps and scope.steps[-1] is Step.PRESUPPOSED and claim.holds(scope.nodes[-1].i)
        if presupposed:
            return Status.REPORTED
    return claim.strength


def _condition(scope: Scope) -> Token | None:
    """The mark of the condition that a predicate stands in or depends on."""
    crossed = 0
    for number, node in enumerate(scope.nodes):
        if number and scope.steps[number - 1] is Step.PRESUPPOSED:
            return None
        mark = condition_of(node)
        if mark is not None:
            return mark
        if number < len(scope.steps):
            step = scope.steps[number]
            if step is Step.CONDITION:
                return condition_mark(node)
            crossed += step is Step.FINITE
            if crossed > 1:
                return None
    return None


def _modality(scope: Scope, *, reported: bool) -> tuple[Modality, Token | None]:
    found = dict(reversed(_qualifications(scope, reported=reported)))
    for kind in WEAKEST_FIRST:
        if kind in found:
            return kind, found[kind]
    return Modality.NONE, None


def _qualifications(scope: Scope, *, reported: bool) -> list[tuple[Modality, Token]]:
    """Every qualification over a predicate with its word, the nearest first."""
    found: list[tuple[Modality, Token]] = []
    for number, node in enumerate(scope.nodes):
        found.extend(_own(node, reported))
        if number == len(scope.steps):
            break
        head, step = scope.nodes[number + 1], scope.steps[number]
        if step is Step.PURPOSE:
            found.append((Modality.POSSIBLE, node))
            break
        cue = _governor(node, head) if step in {Step.SHARED, Step.FINITE} else None
        if cue is not None and cue.kind is not Modality.NONE and not _came_true(head):
            found.append((cue.kind, head))
        elif cue is None and step is Step.SHARED and _is_aim(node, head):  # "are to last"; "used troops to stop it"
            found.append((Modality.FUTURE if head.lemma_ == "be" else Modality.POSSIBLE, head))
        elif node.dep_ == "advcl":  # "has the potential to mediate, bringing them together"
            found.extend(_of_object(head))
        if step is not Step.SHARED:
            break
    return found


def _is_aim(node: Token, head: Token) -> bool:
    """An infinitive that nothing says to have come true; "the first to attack" did."""
    if not is_infinitive(node) or node.dep_ not in {"xcomp", "acl", "relcl"}:
        return False
    if head.lower_ == "used" and node.dep_ == "xcomp" and not any(c.dep_ == "dobj" for c in children_of(head)):
        return False  # "used to favour the dam": it did
    if ("verb", head.lemma_.lower()) in attribution_cues() and any(c.dep_ == "auxpass" for c in children_of(head)):
        return False  # "is believed to have": the attribution says with what status
    return head.pos_ in {"VERB", "AUX"} or (
        head.pos_ == "NOUN" and not any(c.lower_ in {"first", "last", "only", "latest"} for c in children_of(head))
    )


def _of_object(verb: Token) -> list[tuple[Modality, Token]]:
    found: list[tuple[Modality, Token]] = []
    for child in children_of(verb):
        if child.dep_ == "dobj" and any(grand.dep_ == "acl" and is_infinitive(grand) for grand in children_of(child)):
            cue = modality_cues().get(("noun", child.lemma_.lower()))
            if cue is not None and cue.kind is not Modality.NONE:
                found.append((cue.kind, child))
    return found


def _own(node: Token, reported: bool) -> list[tuple[Modality, Token]]:
    """Modals, adverbs and adjectives on the word itself."""
    cues = modality_cues()
    found: list[tuple[Modality, Token]] = []
    for child in children_of(node):
        if child.dep_ == "aux":
            cue = cues.get(("aux", child.lower_)) or cues.get(("aux", child.lemma_.lower()))
            if cue is not None and not (cue.kind is Modality.HYPOTHETICAL and node.lemma_ in WISHES):
                found.append((_would(node, cue.kind, reported), child))
        elif child.dep_ in {"advmod", "npadvmod"}:
            cue = cues.get(("adverb", child.lower_))
            if cue is not None and cue.kind is not Modality.NONE:
                found.append((Modality.POSSIBLE if _is_past(node) else cue.kind, child))
        elif child.dep_ == "amod" and node.pos_ == "NOUN":
            cue = cues.get(("adj", child.lower_))
            if cue is not None and cue.kind is not Modality.NONE:
                found.append((cue.kind, child))
    return found


def _is_past(verb: Token) -> bool:
    """What is likely to have been is a guess, no forecast: "have probably been stolen"."""
    return verb.tag_ == "VBD" or any(
        child.dep_ in {"aux", "auxpass"} and child.lower_ in {"have", "has", "had", "was", "were"}
        for child in children_of(verb)
    )


def _would(node: Token, kind: Modality, reported: bool) -> Modality:
    """ "would" of reported speech is a future seen from the past, unless it states a rule or a missed chance."""
    if kind is not Modality.HYPOTHETICAL or not reported or node.lemma_ in RULE_VERBS:
        return kind
    perfect = any(child.dep_ == "aux" and child.lemma_ == "have" for child in children_of(node))
    return kind if perfect else Modality.FUTURE


def _governor(node: Token, head: Token) -> ModalityCue | None:
    """The cue that `head` is for the word right under it: "try to", "likely to", "risk of", "without"."""
    cues = modality_cues()
    pos, dep = head.pos_, node.dep_
    if dep in {"pobj", "pcomp"} and head.pos_ in {"ADP", "SCONJ"}:
        own = cues.get(("prep", head.lower_))
        if own is not None:
            return own
        above = head.head
        if head.lower_ in {"of", "for", "from", "to", "in", "at"} and head.dep_ == "prep":
            return _governor_by_pos(above, above.pos_, head.lower_)
        return None
    if dep == "ccomp" and pos in {"VERB", "AUX"} and not is_infinitive(node):
        return None  # "claims that": the attribution says with what status
    if dep in {"xcomp", "ccomp", "acl", "relcl"} and pos in {"VERB", "AUX", "ADJ", "NOUN"}:
        if head.lemma_ == "have" and not (dep == "xcomp" and is_infinitive(node)):
            return None
        return _governor_by_pos(head, pos, "that" if dep == "ccomp" and not is_infinitive(node) else "to")
    if dep in {"nsubj", "csubj"} and head.lemma_ in JUDGING:  # "normalisation is unlikely"
        judged = (cues.get(("adj", child.lower_)) for child in children_of(head) if child.dep_ == "acomp")
        return next((cue for cue in judged if cue is not None), None)
    if dep in {"dobj", "nsubjpass"} and pos == "VERB" and node.pos_ == "NOUN" and not is_infinitive(node):
        return cues.get(("verb", head.lemma_.lower())) if head.lemma_ not in {"have", "see", "like", "tell"} else None
    return None


def _governor_by_pos(word: Token, pos: str, link: str) -> ModalityCue | None:
    cues = modality_cues()
    lemma = word.lemma_.lower()
    if pos in {"VERB", "AUX"}:
        if link == "at" and lemma != "aim":
            return None
        if lemma == "go" and word.tag_ != "VBG":
            return None
        return cues.get(("verb", lemma)) or (cues.get(("adj", word.lower_)) if word.tag_ in {"VBN", "VBD"} else None)
    if pos in {"ADJ", "ADV"}:
        return cues.get(("adj", word.lower_))
    if pos == "NOUN" and link in {"to", "of", "for", "in", "that"}:
        return cues.get(("noun", lemma))
    return None


def _came_true(governor: Token) -> bool:
    """Past necessity and ability imply the deed: "had to withdraw", "was able to take the town"."""
    if governor.lemma_ == "have":
        return governor.tag_ == "VBD"
    if governor.lower_ == "able":
        return governor.head.lemma_ == "be" and governor.head.tag_ == "VBD"
    return False


def _negations(node: Token, *, own: bool) -> int:
    """Negations that sit on a word: "not", "never", "no longer", "hardly", "no troops were ..."."""
    return sum(_negates(child, node, own=own) for child in children_of(node))


def _negates(child: Token, node: Token, *, own: bool) -> bool:
    lower, dep = child.lower_, child.dep_
    cue = modality_cues().get(("adverb", lower))
    if dep == "neg" or (dep in {"advmod", "preconj"} and cue is not None and cue.negative):
        return not (child.i + 1 < len(node.doc) and node.doc[child.i + 1].lower_ == "only")
    if dep == "advmod" and lower == "longer":
        return any(grand.lower_ == "no" for grand in children_of(child))
    if node.pos_ in {"NOUN", "PROPN"}:
        return dep == "det" and lower in NO_WORDS
    if dep in {"nsubj", "nsubjpass", "dobj", "attr"}:
        return lower in NOBODY or (own and any(g.dep_ == "det" and g.lower_ in NO_WORDS for g in children_of(child)))
    return dep == "cc" and lower == "nor"
