"""Code stances: an actor for or against an issue, plan or project. Words: tables/stances.csv.

A stance needs somebody who holds it and something that can be at issue: a project, a bond between others, a plan, a
deal. "India attacked the plan" is a stance; "India attacked Pakistan" is an event.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from detente.reading.code.drafts import Draft, Sentence, core_range
from detente.reading.code.stance_words import ISSUE_NOUNS, StanceWord, judged_stance, mood_stance, stance_words
from detente.reading.syntax.clauses import Clause, clause_of
from detente.reading.syntax.labels import is_negated
from detente.reading.syntax.noun_phrases import semantic_head
from detente.reading.syntax.words import word_set
from detente.reading.who.person_nouns import is_person_noun
from detente.records import ActorKind, ActorMention, Polarity, Stance, StatementKind

OPPOSITE = {Stance.SUPPORT: Stance.OPPOSE, Stance.OPPOSE: Stance.SUPPORT}
SIDING = word_set("be come speak stand argue")
COMING_OUT = word_set("be come vote speak argue campaign remain stand")
SAYING = word_set("say argue insist maintain declare think believe warn complain add state claim")
SEEING = word_set("see view regard consider call describe treat brand deem denounce hail label")
# Verbs whose subject holds what their object names ("showed interest in"), and those whose subject meets with it.
CARRIERS = word_set(
    """show express voice declare have announce signal offer face meet encounter run draw provoke raise
    throw put lend give"""
)
FACES = word_set("face meet encounter run draw provoke attract spark trigger")
SELF_STANDING = word_set("opposition objection resistance backing")
# Verbs that say a stance and nothing else; with others only a noun that names an issue makes one.
STRONG = word_set(
    "reject protest support back endorse favour favor oppose veto resist advocate champion object prefer welcome"
)
CLAIMS = word_set("allegation accusation claim charge report suggestion rumour rumor notion")
ENTERING = word_set("join leave quit exit enter rejoin")
WANTING = word_set("want like see")
UNDOING = word_set("lift end remove scrap abolish cancel drop repeal suspend revoke halt stop block")
ENDING = word_set("end halt stop lifting removal abolition cancellation suspension cessation repeal")
REFUSING = word_set("refuse decline hesitate fail neglect")
DEMANDING = word_set("demand urge ask call want order tell press force compel require request beg invite insist")
# After "that", these take a subjunctive, which looks like a present where the subject looks like a plural.
MANDATIVE = word_set("demand urge ask order require request beg")
NOT_HOLDERS = frozenset({ActorKind.PROJECT, ActorKind.REGION})
MOST_HOLDERS = 3

Actors = tuple[ActorMention, ...]


def code_stances(sentence: Sentence) -> list[Draft]:
    """Stances that one sentence states, one for each holder, issue and side."""
    found: dict[tuple[str, tuple[str, ...], Stance | None], Draft] = {}
    for draft in _all(sentence):
        key = (draft.source.id if draft.source else "", tuple(actor.id for actor in draft.about), draft.stance)
        found.setdefault(key, draft)
    return list(found.values())


def _all(sentence: Sentence) -> Iterator[Draft]:
    for clause in sentence.clauses.values():
        yield from _verb_stances(sentence, clause)
        yield from _adjective_stances(sentence, clause)
        if clause.frame.head in COMING_OUT:
            yield from _copular_stances(sentence, clause)
        if clause.frame.head in SEEING:
            yield from _judgements(sentence, clause)
        yield from _said_to_be(sentence, clause)
        yield from _moods(sentence, clause)
    for token in sentence.span:
        if token.pos_ == "NOUN" and (token.lemma_.lower(), "noun") in stance_words() and not is_party(sentence, token):
            yield from _noun_stances(sentence, token)


def is_party(sentence: Sentence, noun: Token) -> bool:
    """Whether "the opposition" is those who sit in parliament, and no stance."""
    if any(child.dep_ == "prep" and child.lower_ in {"from", "to", "against"} for child in noun.children):
        return False
    return noun.dep_ in {"nsubj", "poss"} and any(
        actor.id.endswith(".OPP") for actor in sentence.resolver.actors_of(noun)
    )


def _verb_stances(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    words = stance_words().get((clause.frame.head, "verb"), ())
    if words and (clause.subjects or not clause.frame.passive):
        holders = sentence.actors(clause.subjects)
        if clause.frame.head == "fight" and clause.frame.object and clause.frame.object[0] in {"war", "battle"}:
            return
        gerund = clause.complement.head if clause.complement is not None else None
        for word in words:
            heads = _fillers(clause, word)
            if not heads and "obj" in word.slots and gerund is not None and gerund.tag_ == "VBG":
                heads = [gerund]  # "favours lifting the ban"
            yield from _at_issue(sentence, clause.head, holders, heads, word.stance)
        done = clause.complement
        if clause.frame.head in WANTING and done is not None and done.head.tag_ == "VBN":
            stance = Stance.OPPOSE if done.frame.head in UNDOING else Stance.SUPPORT
            yield from _at_issue(sentence, clause.head, holders, done.fillers("obj"), stance)


def _adjective_stances(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """As in "India is wary of the deal", "Poland is opposed to the pipeline"."""
    for child in clause.head.children:
        if child.dep_ in {"acomp", "attr", "oprd"} or (child.dep_ == "ccomp" and child.pos_ == "ADJ"):
            for word in stance_words().get((child.lower_, "adjective"), ()):
                holders = sentence.actors(clause.subjects)
                yield from _at_issue(sentence, clause.head, holders, _fillers(clause, word), word.stance)
    if clause.frame.passive:
        for word in stance_words().get((clause.head.lower_, "adjective"), ()):
            holders = sentence.actors(clause.fillers("obj"))
            yield from _at_issue(sentence, clause.head, holders, _fillers(clause, word), word.stance)


def _copular_stances(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """As in "Egypt is against the dam", "Kenya is in favour of the mission"."""
    against = clause.fillers("against") if clause.frame.head in SIDING else []
    favour = [head for head in clause.fillers("in") if head.lemma_.lower() in {"favour", "favor", "support"}]
    favoured = [h for one in favour for c in one.children if c.dep_ == "prep" for h in c.children if h.dep_ == "pobj"]
    heads = against or (clause.fillers("behind") if clause.frame.head in {"be", "stand"} else []) or favoured
    stance = Stance.OPPOSE if against else Stance.SUPPORT
    yield from _at_issue(sentence, clause.head, sentence.actors(clause.subjects), heads, stance)


def _judgements(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """As in "Moscow sees the plan as a threat", "Beijing called the ruling illegal"."""
    stance = judged_stance({semantic_head(h).lemma_.lower() for slot in ("as", "oprd") for h in clause.fillers(slot)})
    if stance is not None:
        holders = sentence.actors(clause.subjects)
        yield from _at_issue(sentence, clause.head, holders, clause.fillers("obj"), stance)


def _said_to_be(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """As in "New Zealand said the deal was unwelcome": who calls an issue so takes a side on it."""
    inner = clause.complement
    if clause.frame.head not in SAYING or inner is None or inner.frame.head != "be" or is_negated(inner.head):
        return
    words = {head.lemma_.lower() for head in inner.fillers("attr")}
    for child in inner.head.children:
        if child.dep_ == "acomp":
            words |= {child.lower_, *(grand.lower_ for grand in child.children if grand.dep_ == "conj")}
    stance = judged_stance(words)
    if stance is not None and not any(child.tag_ == "MD" for child in inner.head.children):
        yield from _at_issue(sentence, clause.head, sentence.actors(clause.subjects), inner.subjects, stance)


def _moods(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """As in "the project has angered Poland": who is moved by an issue takes a side on it."""
    stance = mood_stance(clause.frame.head)
    if stance is not None and not clause.frame.passive:
        yield from _at_issue(sentence, clause.head, sentence.actors(clause.fillers("obj")), clause.subjects, stance)


def _noun_stances(sentence: Sentence, noun: Token) -> Iterator[Draft]:
    """As in "opposition from India to the plan"; "X is running into opposition from India"; "shows interest in X"."""
    clause = clause_of(noun)
    holders = sentence.first(clause, ("from", "by", "poss", "amod", "among"))
    verb = noun.head if noun.dep_ in {"dobj", "attr"} else noun.head.head if noun.dep_ == "pobj" else None
    governor = sentence.clauses.get(verb.i) if verb is not None else None
    if governor is not None and not holders and governor.frame.head in CARRIERS:
        holders = sentence.actors(governor.subjects)
    for word in stance_words()[noun.lemma_.lower(), "noun"]:
        heads = _fillers(clause, word)
        if governor is not None and not heads and governor.frame.head in CARRIERS:
            heads = _fillers(governor, word)  # "threw its weight behind the plan"
        if governor is not None and not heads and governor.frame.head in FACES:
            heads = governor.subjects
        head = governor.head if governor is not None and heads else noun
        yield from _at_issue(sentence, head, holders, heads, word.stance)


def _fillers(clause: Clause, word: StanceWord) -> list[Token]:
    return [head for slot in word.slots for head in clause.fillers(slot)]


def _at_issue(sentence: Sentence, head: Token, holders: Actors, heads: list[Token], stance: Stance) -> Iterator[Draft]:
    """Drafts for those who hold a stance, if what the heads name can be at issue."""
    things = [_ended(filler) or filler for filler in heads]
    if any(_ended(filler) is not None for filler in heads):  # "called for an end to the embargo"
        stance = OPPOSITE[stance]
    strong = head.lemma_.lower() in STRONG or any(filler.pos_ == "VERB" for filler in things)
    heads = [_thing(filler) for filler in things]
    unnamed = not heads and head.lemma_.lower() in SELF_STANDING  # "despite opposition from the United States"
    if (
        _is_demanded(head)
        or not holders
        or not (unnamed or any(_is_issue(sentence, filler, strong=strong) for filler in heads))
    ):
        return
    about = tuple(actor for actor in sentence.actors(heads) if actor.id not in {holder.id for holder in holders})
    start, end = core_range(head)
    for holder in [holder for holder in holders if holder.kind not in NOT_HOLDERS][:MOST_HOLDERS]:
        yield Draft(
            StatementKind.STANCE,
            head,
            start,
            end,
            source=holder,
            actors=(holder,),
            about=about,
            stance=OPPOSITE[stance] if is_negated(head) != _is_refused(head) else stance,
            polarity=Polarity.POSITIVE,
            confidence=0.7,
            rule=f"stances.csv: {head.lemma_}",
        )


def _is_refused(head: Token) -> bool:
    """Whether the holder will not: "refused to join the sanctions"."""
    return head.dep_ == "xcomp" and head.head.lemma_ in REFUSING


def _is_demanded(head: Token) -> bool:
    """Whether somebody else asks it of the holder, who may think otherwise: "urged India to join"."""
    above = head.head
    if head.dep_ == "pcomp" and above.lower_ == "against":
        return True  # "warned Finland against joining"
    if head.dep_ not in {"ccomp", "xcomp"} or above.lemma_ not in DEMANDING:
        return False
    if head.tag_ != "VB" and (head.tag_ != "VBP" or above.lemma_ not in MANDATIVE):
        return False
    return any(child.dep_ in {"nsubj", "nsubjpass"} for child in head.children)


def _thing(filler: Token) -> Token:
    """The noun under a gerund: the issue of "interest in joining the corridor" is the corridor."""
    if filler.pos_ == "VERB":
        for child in filler.children:
            if child.dep_ in {"dobj", "pobj"}:
                return child
    return filler


def _is_issue(sentence: Sentence, filler: Token, *, strong: bool = False) -> bool:
    """Whether a noun names something one can be for or against.

    After a verb that says nothing else ("opposes", "favours") any noun does that names nobody and no mere claim.
    """
    head = semantic_head(filler)
    actors = sentence.resolver.actors_of(head)
    if any(actor.kind in {ActorKind.PROJECT, ActorKind.BLOC} for actor in actors):
        return True
    if actors:
        return head.head.lemma_ in ENTERING and any(actor.kind is ActorKind.ORGANISATION for actor in actors)
    if head.lemma_.lower() in ISSUE_NOUNS and not (strong and head.lemma_.lower() in CLAIMS):
        return True
    return strong and head.pos_ == "NOUN" and head.lemma_.lower() not in CLAIMS and not is_person_noun(head)


def _ended(filler: Token) -> Token | None:
    """What somebody wants ended: "the embargo" of "an end to the embargo", "the lifting of sanctions"."""
    if filler.pos_ == "VERB" and filler.lemma_ in UNDOING:
        return next((child for child in filler.children if child.dep_ == "dobj"), None)
    if filler.lemma_.lower() not in ENDING:
        return None
    found = (g for c in filler.children if c.dep_ == "prep" and c.lower_ in {"to", "of"} for g in c.children)
    return next((grand for grand in found if grand.dep_ == "pobj"), None)
