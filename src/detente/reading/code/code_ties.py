"""Code ties that a verb tells: how two actors stand (ally, enemy, rival) or are moving (closer, apart).

The words are in tables/ties.csv; this file knows the clauses they come in, `code_tie_nouns` the noun phrases.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from detente.reading.code.code_tie_nouns import code_tie_nouns, partner_ends, prefixed_actors
from detente.reading.code.drafts import Draft, Sentence, core_range
from detente.reading.code.tie_drafts import CONFIDENCE, tie_draft
from detente.reading.code.tie_words import Approach, is_former, political, tie_words
from detente.reading.syntax.clauses import Clause
from detente.reading.syntax.noun_phrases import semantic_head
from detente.records import ActorMention, StatementKind, Tie

BECOMING = frozenset({"become", "turn", "grow", "get"})
COPULAS = frozenset({"be", "become", "remain", "stay"})
CONVERGING = frozenset({"converge", "coincide", "align", "diverge"})
BACKING = frozenset({"back", "support"})
MOST_MOVING = 3  # "A, B and C turned away from D"
SELVES = frozenset({"itself", "themselves", "himself", "herself", "other", "another"})
DRAWING = frozenset({"pull", "bring", "draw", "push"})  # with "together"
TOWARDS = ("with", "to", "towards", "toward", "against", "at.with", "on.with", "in.with", "of", "of.poss")
JOINING = frozenset({"ally", "align"})  # told in the passive too: "is allied with Tehran"


def code_ties(sentence: Sentence) -> list[Draft]:
    """Ties that the words of ties.csv tell in one sentence; the same tie may be told twice."""
    drafts: list[Draft] = []
    for clause in sentence.clauses.values():
        drafts.extend(_approaches(sentence, clause))
        drafts.extend(_joint_changes(sentence, clause))
        if clause.frame.head in COPULAS:
            drafts.extend(_copulas(sentence, clause))
            drafts.extend(_predicates(sentence, clause))
        if clause.frame.head in COPULAS | BECOMING:
            drafts.extend(_prefixes(sentence, clause))
    drafts.extend(code_tie_nouns(sentence))
    return drafts


def _approaches(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """As in "India moves closer to the US", "X distances itself from Y", "embrace each other"."""
    rows = tie_words().approaches.get(clause.frame.head)
    if not rows:
        return
    beside = {clause.frame.particle or "", *clause.frame.modifiers, *(c.lower_ for c in clause.head.children)}
    if "close" in beside:
        beside.add("closer")
    joined = clause.frame.passive and clause.frame.head in JOINING
    sources = political(sentence.actors(clause.fillers("obj") if joined else clause.subjects))
    rule = f"ties.csv: {clause.frame.head}"
    for row in rows:
        if row.needs and row.needs not in beside:
            continue
        if "obj" not in row.slots and clause.frame.object and clause.frame.object[0] not in SELVES:
            continue  # "broke its agreement with X" is no break with X
        ends = _approached(sentence, clause, row, sources)
        for end in ends:
            yield tie_draft(clause.head, end, row.tie, rule)
        if ends:
            return


def _approached(
    sentence: Sentence, clause: Clause, row: Approach, sources: tuple[ActorMention, ...]
) -> list[tuple[ActorMention, ActorMention]]:
    """Who moves towards, or away from, whom."""
    heads = [head for slot in row.slots for head in clause.fillers(slot)]
    known = {source.id for source in sources}
    targets = political(actor for actor in sentence.actors(heads) if actor.id not in known)
    each_other = any(head.lower_ in {"other", "another"} for head in heads)
    together = row.needs == "closer" or "with" in row.slots  # "A and B have been feuding"
    if len(sources) >= 2 and (each_other or (together and not targets)):
        return [(sources[0], sources[1])]
    if not sources or (clause.frame.passive and "obj" not in row.slots and clause.frame.head not in JOINING):
        return []
    if clause.frame.head in BACKING and not any(
        target.id in {actor.id for actor in sentence.resolver.actors_of(head)} for target in targets for head in heads
    ):
        return []  # "supports Kenya's bid" is a stance
    return [(source, target) for source in sources[:MOST_MOVING] for target in targets[:2] if source.id != target.id]


def _joint_changes(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """As in "interests of A, B and C coincide", "pulling them together": parties that change as one."""
    verb = clause.frame.head
    if verb in CONVERGING:
        tie, slot = tie_words().by_role["change"].get(verb), "subj"
    elif verb in DRAWING and any(child.lower_ == "together" for child in clause.head.children):
        tie, slot = Tie.STRENGTHENING, "obj"
    else:
        return
    parties = political(sentence.actors(clause.fillers(slot)))[:4]
    for index, first in enumerate(parties if tie is not None else ()):
        for second in parties[index + 1 :]:
            yield tie_draft(clause.head, (first, second), tie or Tie.STRENGTHENING, "ties.csv: joint change")


def _copulas(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """As in "Russia and Pakistan were enemies", "the Chinese are one of the biggest investors in X"."""
    subjects = political(sentence.actors(clause.subjects))
    for attribute in clause.fillers("attr"):
        head = semantic_head(attribute)
        tie = tie_words().by_role["partner"].get(head.lemma_.lower())
        if tie is None:
            yield from _reversed_copula(sentence, clause, attribute)
        elif subjects:
            others = partner_ends(sentence, head, avoid=subjects) or subjects[1:]
            for other in others[:1]:
                rule = f"ties.csv: be {head.lemma_}"
                yield tie_draft(clause.head, (subjects[0], other), tie, rule, former=is_former(head))


def _reversed_copula(sentence: Sentence, clause: Clause, attribute: Token) -> Iterator[Draft]:
    """As in "Egypt's main backer is Saudi Arabia": the noun is the subject, the name what it is."""
    named = political(sentence.resolver.actors_of(attribute))
    for subject in clause.subjects if named else ():
        tie = tie_words().by_role["partner"].get(semantic_head(subject).lemma_.lower())
        owners = partner_ends(sentence, subject, avoid=named) if tie is not None else ()
        if tie is not None and owners:
            yield tie_draft(clause.head, (named[0], owners[0]), tie, f"ties.csv: {subject.lemma_} be")


def _predicates(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """As in "Uganda is neutral", "Oman stays close to Iran", "X is at war with Y"."""
    subjects = political(sentence.actors(clause.subjects))
    for child in clause.head.children if subjects else ():
        tie = _state_told(child)
        if tie is None:
            continue
        others = political(sentence.first(clause, TOWARDS, avoid=subjects)) or subjects[1:]
        if others:
            yield tie_draft(clause.head, (subjects[0], others[0]), tie, f"ties.csv: be {child.lower_}")
        elif tie is Tie.NEUTRAL:
            yield _neutral(clause.head, subjects[0])


def _state_told(child: Token) -> Tie | None:
    if child.dep_ not in {"acomp", "prep", "attr"}:
        return None
    states = tie_words().by_role["state"]
    words = (child.lower_, *(grand.lower_ for grand in child.children if grand.dep_ == "pobj"))
    return next((states[word] for word in words if word in states), None)


def _neutral(head: Token, actor: ActorMention) -> Draft:
    """The one tie that needs nobody at the other end."""
    return Draft(
        StatementKind.TIE,
        head,
        *core_range(head),
        source=actor,
        actors=(actor,),
        tie=Tie.NEUTRAL,
        confidence=CONFIDENCE,
        rule="ties.csv: be neutral",
    )


def _prefixes(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """As in "the regime is becoming pro-Indian"."""
    prefixes = tie_words().by_role["prefix"]
    holders = political(sentence.actors(clause.subjects))
    for child in clause.head.children if holders else ():
        tie = prefixes.get(child.lower_) if child.dep_ in {"acomp", "attr"} and child.pos_ == "ADJ" else None
        towards = prefixed_actors(sentence, child) if tie is not None else ()
        if tie is None or not towards or towards[0].id == holders[0].id:
            continue
        if clause.frame.head in BECOMING:
            tie = Tie.STRENGTHENING if tie is Tie.ALLY else Tie.WEAKENING
        yield tie_draft(clause.head, (holders[0], towards[0]), tie, f"ties.csv: {child.lower_}-")
