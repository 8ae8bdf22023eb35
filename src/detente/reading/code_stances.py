"""Code stances: an actor for or against an issue, plan or project. Words: tables/stances.csv.

A stance needs somebody who holds it and something that can be at issue: a project, a bond between others, a plan, a
deal. "India attacked the plan" is a stance; "India attacked Pakistan" is an event.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from detente.reading.clauses import Clause, clause_of
from detente.reading.drafts import Draft, Sentence, core_range
from detente.reading.labels import is_negated
from detente.reading.noun_phrases import semantic_head
from detente.reading.word_tables import read_table
from detente.records import ActorKind, ActorMention, Polarity, Stance, StatementKind

OPPOSITE = {Stance.SUPPORT: Stance.OPPOSE, Stance.OPPOSE: Stance.SUPPORT}
# Nouns that name something one can be for or against.
ISSUE_NOUNS = frozenset(
    "plan project proposal initiative corridor pipeline deal agreement accord treaty pact resolution bill law policy move "
    "decision idea relationship relation tie alliance partnership cooperation rapprochement membership accession bid "
    "expansion enlargement intervention presence deployment base exercise sale programme program sanction embargo "
    "ceasefire truce talk negotiation peace war withdrawal exit election referendum independence autonomy annexation "
    "settlement construction dam port route strategy doctrine vision order reform budget tariff ban blockade "
    "nomination candidacy summit conference mission effort attempt influence role involvement interference "
    "sovereignty statehood status claim demand solution roadmap framework draft text package union bloc".split()
)
CARRIERS = frozenset({"show", "express", "voice", "declare", "have", "announce", "signal", "offer", "face", "meet", "encounter", "run", "draw", "provoke", "raise"})
SELF_STANDING = frozenset({"opposition", "objection", "resistance", "backing"})
FACES = frozenset({"face", "meet", "encounter", "run", "draw", "provoke", "attract", "spark", "trigger"})


SEEING = frozenset({"see", "view", "regard", "consider", "call", "describe", "treat", "brand", "deem", "denounce", "hail", "label"})
BAD = frozenset(
    "threat danger provocation stab mistake illegal unacceptable violation trap betrayal challenge red-line affront error "
    "aggression blackmail insult plot encroachment obstacle risk unfair illegitimate dangerous reckless failure".split()
)
GOOD = frozenset(
    "opportunity success priority necessity lifeline victory breakthrough step milestone model boon chance vital essential "
    "legitimate historic solution guarantee".split()
)
MOODS = {
    **dict.fromkeys("anger alarm worry upset irk infuriate enrage annoy rattle unnerve outrage irritate unsettle".split(), Stance.OPPOSE),
    **dict.fromkeys("please delight encourage hearten".split(), Stance.SUPPORT),
}


class StanceWord(NamedTuple):
    """One row of the table."""

    stance: Stance
    slots: tuple[str, ...]
    needs: str


@cache
def stance_words() -> dict[tuple[str, str], tuple[StanceWord, ...]]:
    """Stance words by (lemma, part of speech)."""
    found: dict[tuple[str, str], list[StanceWord]] = {}
    for row in read_table("stances.csv"):
        word = StanceWord(Stance(row["stance"]), tuple(row["slots"].split("|")), row["needs"])
        found.setdefault((row["word"], row["pos"]), []).append(word)
    return {key: tuple(words) for key, words in found.items()}


def code_stances(sentence: Sentence) -> list[Draft]:
    """Stances that one sentence states, one for each holder, issue and side."""
    drafts: dict[tuple[str, tuple[str, ...], Stance | None], Draft] = {}
    for clause in sentence.clauses.values():
        for draft in (
            *_verb_stances(sentence, clause),
            *_adjective_stances(sentence, clause),
            *_copular_stances(sentence, clause),
            *_moods(sentence, clause),
        ):
            drafts.setdefault(_key(draft), draft)
    for token in sentence.span:
        if token.pos_ == "NOUN" and (token.lemma_.lower(), "noun") in stance_words():
            for draft in _noun_stances(sentence, token):
                drafts.setdefault(_key(draft), draft)
    return list(drafts.values())


def _key(draft: Draft) -> tuple[str, tuple[str, ...], Stance | None]:
    return draft.source.id if draft.source else "", tuple(actor.id for actor in draft.about), draft.stance


def _verb_stances(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    words = stance_words().get((clause.frame.head, "verb"))
    if not words or clause.frame.passive and not clause.subjects:
        return
    for word in words:
        yield from _stance(sentence, clause, clause.head, sentence.actors(clause.subjects), word)


def _adjective_stances(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    for child in clause.head.children:
        if child.dep_ in {"acomp", "attr", "oprd"} or (child.dep_ == "ccomp" and child.pos_ == "ADJ"):
            words = stance_words().get((child.lower_, "adjective"), ())
            for word in words:
                yield from _stance(sentence, clause, clause.head, sentence.actors(clause.subjects), word)
    if clause.frame.passive:
        for word in stance_words().get((clause.head.lower_, "adjective"), ()):
            yield from _stance(sentence, clause, clause.head, sentence.actors(clause.fillers("obj")), word)


def _copular_stances(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """"Egypt is against the dam", "Kenya is in favour of the mission", "Moscow sees the plan as a threat"."""
    if clause.frame.head == "be":
        favour = [head for head in clause.fillers("in") if head.lemma_.lower() in {"favour", "favor", "support"}]
        heads = [h for one in favour for c in one.children if c.dep_ == "prep" for h in c.children if h.dep_ == "pobj"]
        against, behind = clause.fillers("against"), clause.fillers("behind")
        stance = Stance.OPPOSE if against else Stance.SUPPORT
        heads = against or behind or heads
        yield from _at_issue(sentence, clause.head, sentence.actors(clause.subjects), heads, StanceWord(stance, (), ""))
    elif clause.frame.head in SEEING:
        judged = {semantic_head(head).lemma_.lower() for slot in ("as", "oprd") for head in clause.fillers(slot)}
        stance = Stance.OPPOSE if judged & BAD else Stance.SUPPORT if judged & GOOD else None
        if stance is not None:
            holders = sentence.actors(clause.subjects)
            yield from _at_issue(sentence, clause.head, holders, clause.fillers("obj"), StanceWord(stance, (), ""))


def _moods(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """"The project has angered Poland": who is moved by an issue takes a side on it."""
    stance = MOODS.get(clause.frame.head)
    if stance is not None and not clause.frame.passive:
        holders = sentence.actors(clause.fillers("obj"))
        yield from _at_issue(sentence, clause.head, holders, clause.subjects, StanceWord(stance, (), ""))


def _noun_stances(sentence: Sentence, noun: Token) -> Iterator[Draft]:
    """"Opposition from India to the plan"; "X is running into opposition from India"; "shows interest in X"."""
    clause = clause_of(noun)
    holders = sentence.first(clause, ("from", "by", "poss", "amod", "among"))
    governor = _governor(sentence, noun)
    for word in stance_words()[noun.lemma_.lower(), "noun"]:
        heads = [head for slot in word.slots for head in clause.fillers(slot)]
        if governor is not None and not heads and governor.frame.head in FACES:
            heads = governor.subjects
        if governor is not None and not holders and governor.frame.head in CARRIERS:
            holders = sentence.actors(governor.subjects)
        yield from _at_issue(sentence, governor.head if governor is not None and heads else noun, holders, heads, word)


def _governor(sentence: Sentence, noun: Token) -> Clause | None:
    verb = noun.head if noun.dep_ in {"dobj", "attr"} else noun.head.head if noun.dep_ == "pobj" else None
    return sentence.clauses.get(verb.i) if verb is not None else None


def _stance(
    sentence: Sentence, clause: Clause, head: Token, holders: tuple[ActorMention, ...], word: StanceWord
) -> Iterator[Draft]:
    heads = [filler for slot in word.slots for filler in clause.fillers(slot)]
    yield from _at_issue(sentence, head, holders, heads, word)


def _at_issue(
    sentence: Sentence, head: Token, holders: tuple[ActorMention, ...], heads: list[Token], word: StanceWord
) -> Iterator[Draft]:
    heads = [_thing(filler) for filler in heads]
    about = tuple(a for a in sentence.actors(heads) if a.id not in {h.id for h in holders})
    issue = any(_is_issue(sentence, filler) for filler in heads)
    holders = tuple(holder for holder in holders if holder.kind not in {ActorKind.PROJECT, ActorKind.REGION})
    unnamed = not heads and head.lemma_.lower() in SELF_STANDING  # "despite opposition from the United States"
    if not (issue or unnamed) or not holders:
        return
    stance = OPPOSITE[word.stance] if is_negated(head) else word.stance
    start, end = core_range(head)
    for holder in holders[:3]:
        yield Draft(
            StatementKind.STANCE, head, start, end, source=holder, actors=(holder,), about=about, stance=stance,
            polarity=Polarity.POSITIVE, confidence=0.7, rule=f"stances.csv: {head.lemma_}",
        )  # fmt: skip


def _thing(filler: Token) -> Token:
    """The noun under a gerund: the issue of "interest in joining the corridor" is the corridor."""
    if filler.pos_ == "VERB":
        for child in filler.children:
            if child.dep_ in {"dobj", "pobj"}:
                return child
    return filler


def _is_issue(sentence: Sentence, filler: Token) -> bool:
    head = semantic_head(filler)
    actors = sentence.resolver.actors_of(head)
    if actors:
        return any(actor.kind in {ActorKind.PROJECT, ActorKind.BLOC} for actor in actors)
    return head.lemma_.lower() in ISSUE_NOUNS
