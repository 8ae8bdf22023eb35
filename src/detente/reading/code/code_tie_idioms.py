"""Ties told by a turn of phrase: "mends fences with", "stand shoulder to shoulder", "counts X among its friends".

The phrases stand in tables/tie_idioms.csv; the words for partners and backers in tables/ties.csv.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from detente.reading.code.code_tie_nouns import bond_parties
from detente.reading.code.drafts import Draft, Sentence
from detente.reading.code.tie_drafts import tie_draft
from detente.reading.code.tie_words import political, tie_words
from detente.reading.code.word_tables import read_table
from detente.reading.syntax.clauses import Clause
from detente.reading.syntax.noun_phrases import semantic_head
from detente.reading.syntax.words import word_set
from detente.records import Tie

SEEING = word_set("consider see regard view count call treat deem brand describe think name look perceive")
LOWS = word_set(
    """low bottom nadir ebb point worst bad lowest freeze crisis decline tailspin spiral nosedive trough rut doldrums
    turmoil disarray tatter ruin shred"""
)
HIGHS = word_set("high height peak best good strongest warmest closest zenith")
REACHING = word_set("be hit reach sink fall plunge touch go enter slide slip descend tumble lie run")
DANGERS = word_set("threat danger menace aggressor occupier")


@cache
def _idioms() -> dict[str, tuple[tuple[str, Tie, tuple[str, ...]], ...]]:
    """Idioms by verb: the word that must stand with it, the tie, the slots of the other end."""
    found: dict[str, list[tuple[str, Tie, tuple[str, ...]]]] = {}
    for row in read_table("tie_idioms.csv"):
        found.setdefault(row["verb"], []).append((row["word"], Tie(row["tie"]), tuple(row["slots"].split("|"))))
    return {verb: tuple(rows) for verb, rows in found.items()}


def code_tie_idioms(sentence: Sentence) -> Iterator[Draft]:
    """Ties of one sentence that a turn of phrase tells."""
    for clause in sentence.clauses.values():
        yield from _idiom(sentence, clause)
        yield from _seen_as(sentence, clause)
        yield from _backed_by(sentence, clause)
        yield from _lows_and_highs(sentence, clause)


def _idiom(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    rows = _idioms().get(clause.frame.head)
    if not rows:
        return
    beside = _words_beside(clause)
    parties = sentence.actors(clause.fillers("obj") if clause.frame.passive else clause.subjects)
    sources = political(parties)
    told: str | None = None
    for word, tie, slots in rows:
        if (word and word not in beside) or not sources or (told is not None and word != told):
            continue
        targets = political(sentence.first(clause, slots, avoid=sources))
        other = targets[:1] or (sources[1:2] if told is None else ())
        if other:
            told = word  # "switched recognition from X to Y": the other rows of the same word
            yield tie_draft(clause.head, (sources[0], other[0]), tie, f"tie_idioms.csv: {clause.frame.head} {word}")


def _words_beside(clause: Clause) -> set[str]:
    """Lemmas that may complete an idiom: particle, adverbs, object, and the objects of prepositions."""
    beside = {clause.frame.particle or "", *clause.frame.modifiers, *clause.frame.object}
    beside.update(lemma for lemmas in clause.frame.preps.values() for lemma in lemmas)
    beside.update(clause.frame.preps)
    return beside | {child.lower_ for child in clause.head.children}


def _seen_as(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """As in "Brazil considers Argentina its closest partner", "counts Russia among its friends"."""
    if clause.frame.head not in SEEING or clause.frame.passive:
        return
    partners = tie_words().by_role["partner"]
    subjects = political(sentence.actors(clause.subjects))
    objects = political(sentence.actors(clause.fillers("to" if clause.frame.head == "look" else "obj")))
    for slot in ("oprd", "as", "among", "attr"):
        for head in clause.fillers(slot):
            noun = semantic_head(head).lemma_.lower()
            tie = Tie.RIVAL if noun in DANGERS else partners.get(noun)
            if tie is not None and subjects and objects and subjects[0].id != objects[0].id:
                yield tie_draft(clause.head, (subjects[0], objects[0]), tie, f"ties.csv: seen as {head.lemma_}")
                return


def _backed_by(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """As in "Hezbollah, which is backed by Iran"; "the junta, armed by Russia"."""
    tie = tie_words().by_role["backing"].get(clause.frame.head)
    if tie is None or not clause.frame.passive:
        return
    if clause.frame.head == "lead":
        return  # "a delegation led by X" is X's own
    backers, backed = political(sentence.actors(clause.subjects)), political(sentence.actors(clause.fillers("obj")))
    if backers and backed and backers[0].id != backed[0].id:
        yield tie_draft(clause.head, (backers[0], backed[0]), tie, f"ties.csv: {clause.frame.head} by")


def _lows_and_highs(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """As in "Ties between Poland and Hungary are at their lowest point", "relations reached a new high"."""
    if clause.frame.head not in REACHING:
        return
    reached = [head for slot in ("at", "obj", "to", "into", "in", "attr") for head in clause.fillers(slot)]
    words = {semantic_head(head).lemma_.lower() for head in reached}
    tie = Tie.WEAKENING if words & LOWS else Tie.STRENGTHENING if words & HIGHS else None
    bonds = tie_words().by_role["bond"]
    for subject in clause.subjects:
        if tie is not None and subject.lemma_.lower() in bonds:
            parties = bond_parties(sentence, subject)
            if len(parties) >= 2:
                yield tie_draft(clause.head, (parties[0], parties[1]), tie, "ties.csv: at a low or high")
