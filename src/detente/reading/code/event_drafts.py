"""Drafts of events: who can stand at an event's ends, and which pairs of actors are worth a draft."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from spacy.tokens import Token

from detente.reading.code.drafts import Draft, core_range
from detente.reading.lexicon.frames import Coding
from detente.reading.says.eventual import is_eventual
from detente.records import ActorKind, ActorMention, StatementKind

# Acts that are news even when the text names nobody on the other end, or nobody who did it.
WITHOUT_TARGET = frozenset({"MOBILIZE", "PROTEST", "THREATEN", "RETREAT", "ASSAULT", "COERCE"})
WITHOUT_SOURCE = frozenset({"ASSAULT", "COERCE", "SANCTION", "ACCUSE"})
SURE_ALONE = 0.7  # confidence from which an act is coded though nobody is named at the other end
SURE = 0.8  # confidence from which a passive without an agent is coded
COURTS = (".JUD", "ICJ", "ICC", "court", "tribunal")
NOMINAL_SHARE = 0.85  # of a coding's confidence: a noun tells less surely than a verb that an act took place
# Acts within a state that are news of their own: repression, revolt, a minister's charge against another.
WITHIN_A_STATE = frozenset({"ASSAULT", "COERCE", "PROTEST", "ACCUSE"})
# Acts whose object is what is used, sent or withdrawn, not who it is done to: "sent troops", "recalled its diplomats".
WITH_INSTRUMENT = frozenset({"MOBILIZE", "RETREAT", "SANCTION", "AID"})
# Acts done with words: nobody speaks to a region, though "discussed the situation in Darfur" names one.
SPOKEN = frozenset({"CONSULT", "AGREE", "REQUEST", "REJECT", "ACCUSE"})
# What a state has of its own: an act abroad is not done to these.
OWN = frozenset({ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.MILITARY, ActorKind.COMPANY, ActorKind.REGION})
# Acts in which forces are what is moved, given or promised, not who it is done to.
WITH_FORCES = frozenset({"MOBILIZE", "AGREE", "AID", "CONSULT"})
GENERIC = frozenset({ActorKind.MILITARY, ActorKind.POPULATION, ActorKind.GOVERNMENT, ActorKind.MEDIA})
PRIVATE = frozenset({ActorKind.PERSON, ActorKind.COMPANY, ActorKind.REGION})
SETTLED = frozenset({"due", "scheduled", "slated", "set", "planned"})
WILL = frozenset({"will", "shall", "'ll", "’ll"})


def event_draft(
    head: Token, coding: Coding, ends: tuple[ActorMention | None, ActorMention | None], actors: Sequence[ActorMention]
) -> Draft:
    """The draft of one event, or of a prediction where its verb tells of what is to come.

    Args:
        head: The verb or event noun.
        coding: What the lexicon makes of it.
        ends: Source and target, None where nobody is named.
        actors: All who take part.
    """
    start, end = core_range(head)
    nominal = head.pos_ == "NOUN"
    eventual = not nominal and is_eventual(head) and not is_scheduled(head)
    return Draft(
        kind=StatementKind.PREDICTION if eventual else StatementKind.EVENT,
        head=head,
        start=start,
        end=end,
        source=ends[0],
        target=ends[1],
        actors=tuple(actors),
        type=coding.type,
        mode=coding.mode,
        cameo_code=coding.cameo_code,
        confidence=coding.confidence * (NOMINAL_SHARE if nominal else 1.0),
        rule=coding.rule,
        effect="scheduled" if not nominal and is_eventual(head) else coding.effect,
    )


def is_scheduled(verb: Token) -> bool:
    """Whether what is to come is told as settled, with its day: "will fly to Xiamen on Sunday"."""
    certain = any(child.tag_ == "MD" and child.lower_ in WILL for child in verb.children)
    settled = verb.dep_ == "xcomp" and (verb.head.lower_ in SETTLED or verb.head.lemma_ == "be")
    if not (certain or settled):
        return False
    top = verb.head.head if settled and verb.head.pos_ == "ADJ" else verb.head if settled else verb
    return any(token.ent_type_ in {"DATE", "TIME"} for token in top.subtree)


def is_political(actor: ActorMention) -> bool:
    """Whether an event is news for the actor's sake: somebody of a known state, or an organised one."""
    return actor.state is not None or actor.kind not in PRIVATE


def are_political(actors: Iterable[ActorMention]) -> bool:
    """Whether one of several actors is political."""
    return any(is_political(actor) for actor in actors)


def can_undergo(coding: Coding, sources: Sequence[ActorMention]) -> Callable[[ActorMention], bool]:
    """A test of who can be the target of an act by these sources: not the act's own instrument, nor its place."""
    homes = {source.state for source in sources if source.state is not None}

    def fits(target: ActorMention) -> bool:
        if target.kind is ActorKind.REGION and (coding.type in SPOKEN or target.state is None):
            return False
        if target.id.endswith(COURTS) and coding.type in SPOKEN - {"CONSULT"}:
            return False  # "took the case to the court"
        if target.state is None and target.text.islower() and not _may_be_addressed(target, coding):
            return False
        if coding.type in WITH_INSTRUMENT | {"AGREE", "COOPERATE"} and target.text.lower().endswith(
            ("fighter", "fighters")
        ):
            return False  # "sold it two fighters": aircraft
        if target.kind is ActorKind.MILITARY and coding.type in WITH_FORCES and _is_bare(target, coding):
            return False
        if coding.type in WITHIN_A_STATE:
            own_arm = target.state in homes and target.kind in {ActorKind.MILITARY, ActorKind.GOVERNMENT}
            return not (own_arm and any(source.kind is ActorKind.STATE for source in sources))
        if coding.type in WITH_INSTRUMENT and target.state is None:
            return target.kind not in {ActorKind.MILITARY, ActorKind.GOVERNMENT}
        return target.state not in homes or target.kind not in OWN

    return fits


def _may_be_addressed(target: ActorMention, coding: Coding) -> bool:
    """Whether somebody whom no name is given can be spoken or given to: rebels can, "his men" and "a court" cannot."""
    return coding.type not in SPOKEN or target.kind in {ActorKind.ARMED_GROUP, ActorKind.GOVERNMENT, ActorKind.MEDIA}


def _is_bare(forces: ActorMention, coding: Coding) -> bool:
    """Whether forces are named for what they do, not for whose they are: "pledged personnel", "sent British troops"."""
    return coding.type == "MOBILIZE" or forces.text.islower()


def is_worth_keeping(
    coding: Coding, sources: Sequence[ActorMention], targets: Sequence[ActorMention], *, passive: bool
) -> bool:
    """An event needs a political actor at one end, and both ends unless the act alone is news."""
    if not are_political((*sources, *targets)):
        return False
    if sources and targets:
        return True
    if sources:
        return coding.type in WITHOUT_TARGET or coding.confidence >= SURE_ALONE
    return passive and coding.type in WITHOUT_SOURCE and coding.confidence >= SURE
