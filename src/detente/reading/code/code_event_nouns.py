"""Code events that a noun tells: "Russian shelling of the town", "talks between A and B", "by means of the pact"."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import product

from spacy.tokens import Token

from detente.actors.model import NameSort
from detente.reading.code.code_stances import is_party
from detente.reading.code.drafts import Draft, Sentence, unique
from detente.reading.code.event_drafts import are_political, can_undergo, event_draft
from detente.reading.code.tie_words import tie_words
from detente.reading.lexicon.frames import Coding
from detente.reading.lexicon.lexicon import code_frame, event_nouns, is_light
from detente.reading.syntax.clauses import Clause, clause_of
from detente.records import ActorKind, ActorMention

MAX_PER_NOUN = 6  # "attacks by A, B and C on D, E and F": a longer list is not a set of events
SOURCES = ("by", "poss", "from", "of", "amod", "between", "agent")
TARGETS = ("on", "against", "with", "to", "toward", "towards", "into", "for", "over", "of", "in", "between", "among")
MEANS = frozenset({"through", "via", "with", "by", "under", "including"})
NEWS_ALONE = frozenset({"ASSAULT"})  # "heavy Russian shelling": news without its target
DEEDS = frozenset({"REJECT", "RETREAT", "PROTEST", "MOBILIZE"})  # news as subjects: "a Russian veto sank it"
# Sorts of names that say whose an act is ("Russian shelling"); "the Paris attacks" says only where.
WHOSE = frozenset({NameSort.ADJECTIVE, NameSort.DEMONYM, NameSort.ACRONYM})

Ends = tuple[tuple[ActorMention, ...], tuple[ActorMention, ...]]


def code_event_nouns(sentence: Sentence, used: Collection[int]) -> Iterator[Draft]:
    """Events of the nouns of one sentence, besides those that a verb has taken in (`used`)."""
    nouns = event_nouns()
    words = tie_words().by_role
    for token in sentence.span:
        if token.pos_ != "NOUN" or token.i in used or token.dep_ in {"compound", "nmod"}:
            continue
        lemma = token.lemma_.lower()
        if lemma not in nouns or lemma in words["bond"] or lemma in words["strain"]:
            continue  # "frictions between A and B" is how they stand, not what one did
        clause = clause_of(token)
        coding = code_frame(clause.frame)
        if coding is not None and not is_party(sentence, token):
            yield from _drafts(sentence, clause, coding)


def _drafts(sentence: Sentence, clause: Clause, coding: Coding) -> Iterator[Draft]:
    pair = sentence.actors(clause.fillers("between"))
    if len(pair) >= 2:
        yield event_draft(clause.head, coding, (pair[0], pair[1]), pair)
        return
    sources, targets = _ends(sentence, clause, coding)
    if not are_political((*sources, *targets)):
        return
    alone = coding.type in NEWS_ALONE or (coding.type in DEEDS and clause.head.dep_ == "nsubj")
    if sources and not targets and alone and are_political(sources):
        yield event_draft(clause.head, coding, (sources[0], None), sources[:1])
    for source, target in list(product(sources, targets))[:MAX_PER_NOUN]:
        if source.id != target.id:
            yield event_draft(clause.head, coding, (source, target), unique((source, target)))


def _ends(sentence: Sentence, clause: Clause, coding: Coding) -> Ends:
    """Who does what the noun says, and to whom."""
    if coding.type in NEWS_ALONE:
        _move_places(sentence, clause)
    slots = coding.source_slots or tuple(slot for slot in SOURCES if slot not in coding.slots)
    if "of" in clause.slots and "of" in coding.slots and "poss" not in slots:
        slots = (*slots, "poss")  # "the kingdom's execution of X", but "X's execution"
    sources = sentence.first(clause, slots)
    slots = coding.slots or TARGETS
    targets = sentence.first(clause, slots, avoid=sources, fits=can_undergo(coding, sources))
    if not sources and not targets:
        return _by_means_of(sentence, clause.head)
    if len(sources) >= 2 and not targets and coding.symmetric:
        return sources[:1], sources[1:2]
    if targets and not sources:
        return _performer(sentence, clause.head, avoid=targets), targets
    return sources, targets


def _move_places(sentence: Sentence, clause: Clause) -> None:
    """Take a place before the noun ("the Paris attacks") for where it was done, not for who did it."""
    before = clause.slots.get("amod", [])
    places = [token for token in before if token.pos_ == "PROPN" and not _says_whose(sentence, token)]
    if places:
        clause.slots["amod"] = [token for token in before if token not in places]
        clause.slots["in"] = clause.slots.get("in", []) + places


def _says_whose(sentence: Sentence, token: Token) -> bool:
    mention = sentence.resolver.mention_at(token.i)
    if mention is None or not mention.names:
        return mention is None or mention.label not in {"GPE", "LOC", "FAC"}
    return any(name.sort in WHOSE for name in mention.names) or not _is_place(sentence, token)


def _is_place(sentence: Sentence, token: Token) -> bool:
    return any(actor.kind in {ActorKind.STATE, ActorKind.REGION} for actor in sentence.resolver.actors_of(token))


def _by_means_of(sentence: Sentence, noun: Token) -> Ends:
    """As in "India through the new agreements moves closer to the US": the ends are those of the clause."""
    preposition = noun
    while preposition.dep_ in {"conj", "pobj"} and preposition.pos_ != "ADP":
        preposition = preposition.head
    if preposition.pos_ != "ADP" or preposition.lower_ not in MEANS:
        return (), ()
    for ancestor in preposition.ancestors:
        clause = sentence.clauses.get(ancestor.i)
        if clause is not None:
            sources = sentence.actors(clause.subjects)
            slots = ("obj", "to", "with", "toward", "towards", "from")
            found = sentence.first(clause, slots, avoid=sources)
            own = {source.state for source in sources}
            return sources[:1], tuple(actor for actor in found if actor.state not in own)
    return (), ()


def _performer(sentence: Sentence, noun: Token, avoid: tuple[ActorMention, ...]) -> tuple[ActorMention, ...]:
    """Who carries out a nominal act whose own phrase does not say: the subject of the verb it depends on."""
    governor = noun.head if noun.dep_ in {"dobj", "attr"} else noun.head.head if noun.dep_ == "pobj" else None
    clause = sentence.clauses.get(governor.i) if governor is not None else None
    if clause is None or clause.frame.passive or not is_light(clause.frame.head):
        return ()
    return sentence.first(clause, ("subj",), avoid=avoid)[:1]
