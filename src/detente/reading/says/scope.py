"""Scope: the words above a predicate whose modality, negation or condition it shares.

"The army will have to try to retake the town": *retake* shares what *try*, *have* and *will* do to it.
The climb ends at a presupposition (a relative clause, "after attacking", "the attack"), which stays a fact
whatever is said of it, and at finite clauses, which stand for themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from spacy.tokens import Token

REACH = 24  # steps up; real sentences need fewer than ten, hostile ones must stay linear
CONDITIONAL_MARKS = frozenset({"if", "unless", "provided", "providing", "assuming", "supposing", "lest"})
# What these bring about is itself: "may launch the attack" doubts the attack, "may condemn the attack" does not.
_LIGHT_VERBS_WORDS = """
launch conduct carry make hold begin start stage mount undertake perform do have take give commit execute wage
sign reach conclude impose lift seal offer provide deliver pay grant extend put plan consider order authorise
authorize approve announce avoid avert prevent stop halt resume organise organize arrange schedule expect happen
occur follow come erupt break deploy send declare issue seek want demand fear risk threaten propose cause
trigger provoke prompt spark lead end
"""
LIGHT_VERBS = frozenset(_LIGHT_VERBS_WORDS.split())
OWN_LIGHT = frozenset(
    {"happen", "occur", "take", "begin", "start", "erupt", "break", "come"}
)  # with the event as subject
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
FACTIVE_PREPOSITIONS = frozenset(
    {"after", "since", "because", "following", "despite", "over", "during", "amid", "before"}
)
PURPOSE_HEADS = frozenset({"be", "have"})


WH_WORDS = frozenset({"who", "whom", "what", "why", "how", "when", "where", "which", "whose"})


WIDEST = 300  # tokens below a word; wider parses are looked at only near the word
NEAR = 60


class Step(Enum):
    """How a word hangs on the one above it, for what it shares with that word."""

    SHARED = "shared"  # the same clause, or an infinitive under its governor
    FINITE = "finite"  # a clause of its own: "said that ..."
    CONDITION = "condition"  # "if ...": the word stands in the condition
    PURPOSE = "purpose"  # "in order to ..."
    PRESUPPOSED = "presupposed"  # a fact whatever is said above it


@dataclass(frozen=True, slots=True)
class Scope:
    """The climb from a predicate: `nodes[0]` is the predicate, `steps[i]` leads from `nodes[i]` to `nodes[i + 1]`."""

    nodes: tuple[Token, ...]
    steps: tuple[Step, ...]

    def shared(self) -> tuple[Token, ...]:
        """The predicate and the words above it that it shares its modality with."""
        for number, step in enumerate(self.steps):
            if step is not Step.SHARED:
                return self.nodes[: number + 1]
        return self.nodes


def scope_of(predicate: Token) -> Scope:
    """The climb from a verb or event noun to the top of its sentence, or to a presupposition."""
    nodes, steps = [predicate], []
    current = predicate
    for _ in range(REACH):
        head = current.head
        if head == current or head.i == current.i:
            break
        step = _step(current, head)
        nodes.append(head)
        steps.append(step)
        if step is Step.PRESUPPOSED:
            break
        current = head
    return Scope(tuple(nodes), tuple(steps))


def children_of(word: Token) -> list[Token]:
    """The words right under a word; near ones only where a hostile text hangs thousands on it."""
    if word.right_edge.i - word.left_edge.i <= WIDEST:
        return list(word.children)
    return [token for token in word.doc[max(0, word.i - NEAR) : word.i + NEAR] if token.head.i == word.i != token.i]


def condition_mark(clause: Token) -> Token | None:
    """The word that makes a clause a condition: "if", "unless", or the inverted "should", "had", "were"."""
    subject = None
    for child in children_of(clause):
        if child.i < clause.i:
            if child.dep_ in {"mark", "advmod"} and child.lower_ in CONDITIONAL_MARKS:
                return child
            if child.dep_ in {"nsubj", "nsubjpass"}:
                subject = child
        if child.dep_ in {"mark", "advmod"} and child.lower_ in {"as", "so", "case"}:
            text = clause.doc[max(0, child.i - 2) : child.i + 3].text.lower()
            if "as long as" in text or "so long as" in text or "in case" in text:
                return child
    if clause.lower_ in {"provided", "assuming", "supposing"} and clause.tag_ in {"VBN", "VBG", "VBD"}:
        return clause
    if subject is not None and (clause.dep_ in {"advcl", "ccomp"} or _opens_inverted(clause)):  # "Had it left, ..."
        for child in children_of(clause):
            if child.dep_ in {"aux", "auxpass"} and child.i < subject.i and child.lower_ in {"should", "had", "were"}:
                return child
        if clause.lower_ == "were" and clause.i < subject.i:
            return clause
    return None


def _opens_inverted(clause: Token) -> bool:
    """Whether a main clause, so the parser says, opens with "had", "should" or "were" and asks nothing."""
    sentence = clause.sent
    first = sentence[0]
    return first.lower_ in {"had", "should", "were"} and first.head.i == clause.i and "?" not in sentence.text[-3:]


def asks_whether(clause: Token) -> bool:
    """Whether a clause stands under "whether", whoever asks."""
    return any(child.lower_ == "whether" and child.i < clause.i for child in children_of(clause))


def condition_of(node: Token) -> Token | None:
    """The condition hanging on a clause ("..., if it is attacked"): its mark, or None."""
    for child in children_of(node):
        if child.dep_ in {"advcl", "ccomp", "dep"}:
            mark = condition_mark(child)
            if mark is not None and (child.dep_ != "ccomp" or child.i < node.i):
                return mark
        if child.dep_ == "prep" and child.lower_ == "in":  # "in case of war"
            following = node.doc[child.i + 1 : child.i + 4].text.lower()
            if following.startswith(("case of", "the event of", "event of")):
                return child
    return None


def is_infinitive(clause: Token) -> bool:
    """Whether a verb stands with "to"."""
    return any(child.tag_ == "TO" for child in children_of(clause))


def _step(current: Token, head: Token) -> Step:
    dep = current.dep_
    if current.pos_ in {"VERB", "AUX"}:
        return _verb_step(current, head, dep)
    if dep in {"pobj", "pcomp"}:
        return Step.PRESUPPOSED if head.lower_ in FACTIVE_PREPOSITIONS or _is_definite(current) else Step.SHARED
    if dep in {"dobj", "nsubj", "nsubjpass", "attr", "dative", "oprd"} and head.pos_ in {"VERB", "AUX"}:
        light = head.lemma_ in LIGHT_VERBS if dep != "nsubj" else head.lemma_ in OWN_LIGHT
        bound = _is_definite(current) and not light and head.lemma_ != "be"
        return Step.PRESUPPOSED if bound else Step.SHARED
    if dep in {"poss", "appos", "nmod"}:
        return Step.PRESUPPOSED
    return Step.SHARED


def _verb_step(current: Token, head: Token, dep: str) -> Step:
    if dep in {"pcomp", "ccomp"} and current.left_edge.lower_ in WH_WORDS:
        return Step.FINITE
    if dep == "relcl":
        return Step.SHARED if is_infinitive(current) else Step.PRESUPPOSED
    if dep == "acl":
        if is_infinitive(current):
            return Step.SHARED
        finite = any(child.dep_ == "mark" for child in children_of(current))
        return Step.FINITE if finite else Step.PRESUPPOSED
    if dep == "advcl":
        return _adverbial_step(current)
    if dep == "ccomp" and not is_infinitive(current) and head.pos_ in {"VERB", "AUX"} and current.tag_ != "VB":
        return Step.FINITE
    if dep in {"parataxis", "dep", "appos"}:
        return Step.FINITE
    if dep == "conj":
        own = any(
            child.dep_ in {"nsubj", "nsubjpass", "aux", "auxpass", "expl"} and child.tag_ != "TO"
            for child in children_of(current)
        )
        finite = current.tag_ in {"VBD", "VBZ", "VBP"} and head.tag_ in {"VB", "VBN", "VBG"}
        return Step.FINITE if own or finite else Step.SHARED
    if dep == "pcomp" and head.lower_ in FACTIVE_PREPOSITIONS:
        return Step.PRESUPPOSED
    return Step.SHARED


def _adverbial_step(current: Token) -> Step:
    if condition_mark(current) is not None:
        return Step.CONDITION
    if is_infinitive(current):
        return Step.PURPOSE
    if current.tag_ in {"VBG", "VBN"} and not any(
        child.dep_ in {"mark", "advmod", "nsubj"} and child.i < current.i for child in children_of(current)
    ):
        return Step.SHARED
    return Step.PRESUPPOSED


def _is_definite(noun: Token) -> bool:
    return any(
        (child.dep_ == "det" and child.lower_ in DEFINITE) or child.dep_ == "poss" for child in children_of(noun)
    )
