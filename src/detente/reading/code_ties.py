"""Code ties: how a text says that two actors stand (ally, enemy, rival) or are moving (closer, apart).

The words are in tables/ties.csv; this file knows the constructions they come in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from spacy.tokens import Token

from detente.reading.clauses import Clause, clause_of
from detente.reading.drafts import Draft, Sentence, core_range, trimmed, unique
from detente.reading.noun_phrases import modifiers_of, phrase_span, semantic_head
from detente.reading.word_tables import read_table
from detente.records import ActorKind, ActorMention, Polarity, StatementKind, Tie

BECOMING = frozenset({"become", "turn", "grow", "get", "remain"})
COPULAS = frozenset({"be", "become", "remain", "stay"})
FORMER = frozenset({"former", "erstwhile", "ex", "one-time", "onetime", "old-time"})
DASHES = frozenset({"-", "–", "—", ",", "("})
BOND_ENDS = ("between", "with", "to", "of", "poss", "amod")
UNPOLITICAL = frozenset({ActorKind.PROJECT, ActorKind.COMPANY, ActorKind.REGION, ActorKind.MEDIA})


class Approach(NamedTuple):
    """One way of moving: the tie it makes, where the other end stands, and the word it needs beside it."""

    tie: Tie
    slots: tuple[str, ...]
    needs: str


class TieWords(NamedTuple):
    """The tie table by role."""

    by_role: dict[str, dict[str, Tie | None]]
    approaches: dict[str, list[Approach]]
    needs: dict[tuple[str, str], str]


@cache
def tie_words() -> TieWords:
    """The table of tie words, checked against the records' ties."""
    by_role: dict[str, dict[str, Tie | None]] = {}
    approaches: dict[str, list[Approach]] = {}
    needs: dict[tuple[str, str], str] = {}
    for row in read_table("ties.csv"):
        tie = Tie(row["tie"]) if row["tie"] else None
        if row["role"] == "approach" and tie is not None:
            approaches.setdefault(row["word"], []).append(Approach(tie, tuple(row["prepositions"].split("|")), row["needs"]))
        else:
            by_role.setdefault(row["role"], {})[row["word"]] = tie
            if row["needs"]:
                needs[row["role"], row["word"]] = row["needs"]
    return TieWords(by_role, approaches, needs)


def code_ties(sentence: Sentence) -> list[Draft]:
    """Ties that the words of ties.csv tell in one sentence; `once` leaves out what is told twice."""
    drafts: list[Draft] = []
    for clause in sentence.clauses.values():
        drafts.extend(_approaches(sentence, clause))
        drafts.extend(_copulas(sentence, clause))
        drafts.extend(_joint_changes(sentence, clause))
        drafts.extend(_predicates(sentence, clause))
    words = tie_words().by_role
    for token in sentence.span:
        if token.pos_ not in {"NOUN", "PROPN", "ADJ", "VERB"}:
            continue
        lemma = token.lemma_.lower()
        if token.pos_ in {"NOUN", "PROPN"} and lemma in words["partner"]:
            drafts.extend(_partners(sentence, token))
        elif token.pos_ == "NOUN" and (lemma in words["bond"] or lemma in words["strain"]):
            drafts.extend(_bonds(sentence, token))
        elif lemma in words["backing"]:
            drafts.extend(_backings(sentence, token))
        elif lemma in words["prefix"] and token.pos_ == "ADJ":
            drafts.extend(_prefixes(sentence, token))
    return drafts


def once(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts without those of the same actors and tie as an earlier one."""
    found: dict[tuple[frozenset[str], Tie | None], Draft] = {}
    for draft in drafts:
        found.setdefault((frozenset(actor.id for actor in draft.actors), draft.tie), draft)
    return list(found.values())


def _approaches(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """"India moves closer to the US", "X distances itself from Y", "embrace each other"."""
    rows = tie_words().approaches.get(clause.frame.head)
    if not rows:
        return
    beside = {clause.frame.particle or "", *clause.frame.modifiers, *(c.lower_ for c in clause.head.children)}
    sources = political(sentence.actors(clause.subjects))
    for row in rows:
        if row.needs and row.needs not in beside and not (row.needs == "closer" and "close" in beside):
            continue
        heads = [head for slot in row.slots for head in clause.fillers(slot)]
        targets = political(a for a in sentence.actors(heads) if a.id not in {s.id for s in sources})
        together = len(sources) >= 2 and (_reciprocal(heads) or (row.needs == "closer" and not targets))
        if together:
            yield tie_draft(sentence, clause.head, sources[0], sources[1], row.tie, clause=clause, rule=f"ties.csv: {clause.frame.head}")
            return
        if sources and targets and not clause.frame.passive:
            for target in targets[:2]:
                yield tie_draft(sentence, clause.head, sources[0], target, row.tie, clause=clause, rule=f"ties.csv: {clause.frame.head}")
            return


def _joint_changes(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """"Interests of A, B and C coincide", "pulling them together": parties whose interests change as one."""
    change = tie_words().by_role["change"].get(clause.frame.head)
    if change is not None and clause.frame.head in {"converge", "coincide", "align", "diverge"}:
        parties = political(sentence.actors(clause.subjects))
        yield from _pairs(sentence, clause.head, parties, change)
    elif clause.frame.head in {"pull", "bring", "draw", "push"} and "together" in {c.lower_ for c in clause.head.children}:
        yield from _pairs(sentence, clause.head, political(sentence.actors(clause.fillers("obj"))), Tie.STRENGTHENING)


def _pairs(sentence: Sentence, head: Token, parties: tuple[ActorMention, ...], tie: Tie) -> Iterator[Draft]:
    for index, first in enumerate(parties[:4]):
        for second in parties[index + 1 : 4]:
            yield tie_draft(sentence, head, first, second, tie, rule="ties.csv: joint change")


def _copulas(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """"Russia and Pakistan were enemies", "the Chinese are one of the biggest investors in X"."""
    if clause.frame.head not in COPULAS:
        return
    subjects = political(sentence.actors(clause.subjects))
    for attribute in clause.fillers("attr"):
        head = semantic_head(attribute)
        tie = tie_words().by_role["partner"].get(head.lemma_.lower())
        if tie is None:
            yield from _reversed_copula(sentence, clause, attribute)
            continue
        if not subjects:
            continue
        others = political(_partner_ends(sentence, head, avoid=subjects))
        if others:
            yield tie_draft(sentence, clause.head, subjects[0], others[0], tie, clause=clause, former=_is_former(head), rule=f"ties.csv: be {head.lemma_}")
        elif len(subjects) >= 2:
            yield tie_draft(sentence, clause.head, subjects[0], subjects[1], tie, clause=clause, former=_is_former(head), rule=f"ties.csv: be {head.lemma_}")


def _reversed_copula(sentence: Sentence, clause: Clause, attribute: Token) -> Iterator[Draft]:
    """"Egypt's main backer is Saudi Arabia": the noun is the subject, the name what it is."""
    named = political(sentence.resolver.actors_of(attribute))
    for subject in clause.slots.get("subj", ()):
        tie = tie_words().by_role["partner"].get(semantic_head(subject).lemma_.lower())
        owners = political(_partner_ends(sentence, subject, avoid=named)) if tie is not None else ()
        if tie is not None and named and owners:
            yield tie_draft(sentence, clause.head, named[0], owners[0], tie, clause=clause, rule=f"ties.csv: {subject.lemma_} be")


def _predicates(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """"Uganda is neutral", "Oman stays close to Iran", "X is at war with Y", "X and Y are hostile to each other"."""
    if clause.frame.head not in COPULAS:
        return
    subjects = political(sentence.actors(clause.subjects))
    states = tie_words().by_role["state"]
    for child in clause.head.children:
        words = [child.lower_, *(grand.lower_ for grand in child.children if grand.dep_ == "pobj")]
        tie = next((states[word] for word in words if word in states), None) if child.dep_ in {"acomp", "prep", "attr"} else None
        if tie is None or not subjects:
            continue
        others = sentence.first(clause, ("with", "to", "towards", "toward", "against"), avoid=subjects)
        second = political(others) or subjects[1:]
        if second:
            yield tie_draft(sentence, clause.head, subjects[0], second[0], tie, clause=clause, rule=f"ties.csv: be {child.lower_}")
        elif tie is Tie.NEUTRAL:
            start, end = core_range(clause.head)
            yield Draft(
                StatementKind.TIE, clause.head, start, end, source=subjects[0], actors=subjects[:1], tie=tie,
                confidence=0.7, rule="ties.csv: be neutral",
            )  # fmt: skip


def _partners(sentence: Sentence, noun: Token) -> Iterator[Draft]:
    """"China – Pakistan's longtime ally –", "Pakistan's former ally, the US", "its ally China"."""
    tie = tie_words().by_role["partner"][noun.lemma_.lower()]
    owners = political(_partner_ends(sentence, noun, avoid=()))
    if tie is None or not owners:
        return
    unwanted = {owner.id for owner in owners}
    named = [a for a in political(_named_beside(sentence, noun)) if a.id not in unwanted]
    if named:
        start, end = phrase_span(noun)
        yield Draft(
            StatementKind.TIE, noun, *_widened(sentence, start, end, named[0]), source=named[0], target=owners[0],
            actors=(named[0], owners[0]), tie=tie, symmetric=True, past=_is_former(noun), confidence=0.75, rule=f"ties.csv: {noun.lemma_}",
            polarity=Polarity.NEGATIVE if _is_former(noun) else None,
        )  # fmt: skip


def _widened(sentence: Sentence, start: int, end: int, actor: ActorMention) -> tuple[int, int]:
    span = sentence.doc.char_span(actor.start, actor.end, alignment_mode="expand")
    return trimmed(sentence.doc, min(start, span.start), max(end, span.end)) if span is not None else (start, end)


def _partner_ends(sentence: Sentence, noun: Token, avoid: tuple[ActorMention, ...]) -> tuple[ActorMention, ...]:
    """Whose ally: the possessor, or the object of "of", "to", "in", "for"."""
    clause = clause_of(noun)
    return sentence.first(clause, ("poss", "of", "to", "in", "for", "with", "amod"), avoid=avoid)


def _named_beside(sentence: Sentence, noun: Token) -> tuple[ActorMention, ...]:
    """The actor that the noun stands beside: in apposition, as its compound, or across a dash or comma."""
    for child in noun.children:
        if child.dep_ == "appos":
            found = sentence.resolver.actors_of(child)
            if found:
                return found
    if noun.dep_ == "appos":
        return sentence.resolver.actors_of(noun.head)
    own = sentence.resolver.mention_at(noun.i + 1) if noun.i + 1 < sentence.span.end else None
    if own is not None and own.names:
        return sentence.resolver.named_in(own.start, own.end)
    left = noun.left_edge.i
    if left - 2 >= sentence.span.start and sentence.doc[left - 1].text in DASHES:
        before = sentence.resolver.mention_at(left - 2)
        if before is not None:
            return sentence.resolver.named_in(before.start, before.end)
    return ()


def _bonds(sentence: Sentence, noun: Token) -> Iterator[Draft]:
    """"The Russian-Indian alliance has cooled", "the crisis in relations between A and B", "close ties with"."""
    words = tie_words().by_role
    lemma = noun.lemma_.lower()
    parties = bond_parties(sentence, noun)
    if len(parties) < 2:
        return
    own = words["bond"].get(lemma)
    moving = own if own in {Tie.STRENGTHENING, Tie.WEAKENING} else None
    strain = words["strain"].get(lemma)
    tie = strain or _change_of(noun) or _predicated(noun) or moving or _quality_of(noun) or own
    head = noun.head if noun.dep_ in {"nsubj", "nsubjpass", "dobj"} and noun.head.pos_ == "VERB" else noun
    found = [(tie, head)] if tie is not None else []
    found += [(later, verb) for verb in noun.children if verb.dep_ == "relcl" and (later := _verb_change(verb)) and later is not tie]
    for each, where in found:
        for other in parties[1:3]:
            yield tie_draft(sentence, where, parties[0], other, each, former=_is_former(noun), rule=f"ties.csv: {lemma}")


def bond_parties(sentence: Sentence, noun: Token) -> tuple[ActorMention, ...]:
    clause = clause_of(noun)
    found: list[ActorMention] = []
    for slot in BOND_ENDS:
        found.extend(sentence.actors(clause.fillers(slot)))
    parties = political(unique(found))
    if len(parties) >= 2:
        return parties
    for slot in ("in", "of", "over"):  # "the crisis in relations between A and B"
        for inner in clause.fillers(slot):
            if inner.lemma_.lower() in tie_words().by_role["bond"]:
                return bond_parties(sentence, inner)
    if noun.dep_ in {"nsubj", "nsubjpass"} and noun.head.i in sentence.clauses:  # "a rift has opened between A and B"
        between = sentence.actors(sentence.clauses[noun.head.i].fillers("between"))
        if len(between) >= 2:
            return political(between)
    if noun.lemma_.lower() in tie_words().by_role["strain"]:
        return parties  # "solve the crisis in Syria with Russia": a trouble is theirs only whom its own phrase names
    governor = sentence.clauses.get(noun.head.i) if noun.dep_ in {"dobj", "nsubjpass"} else None
    if governor is not None:  # "India is forging a relationship with the US"; "Moscow mended ties with Ankara"
        ends = (*sentence.actors(governor.subjects), *parties, *sentence.actors(governor.fillers("with")))
        return political(unique(ends))
    if any(child.dep_ == "relcl" for child in noun.children):  # "the new relationship India is forging with the US"
        inner_clause = next((sentence.clauses.get(c.i) for c in noun.children if c.dep_ == "relcl"), None)
        if inner_clause is not None:
            ends = (*sentence.actors(inner_clause.subjects), *sentence.actors(inner_clause.fillers("with")))
            return political(unique(ends))
    return parties


def _change_of(noun: Token) -> Tie | None:
    """What the governing verb says of the bond: as its subject ("has cooled") or object ("mended ties")."""
    verb = noun.head
    return _verb_change(verb) if verb.pos_ == "VERB" and noun.dep_ in {"nsubj", "nsubjpass", "dobj"} else None


def _verb_change(verb: Token) -> Tie | None:
    needed = tie_words().needs.get(("change", verb.lemma_.lower()))
    if needed and needed not in {child.lower_ for child in verb.children}:
        return None
    return tie_words().by_role["change"].get(verb.lemma_.lower())


def _predicated(noun: Token) -> Tie | None:
    """What an adjective is said to be of the bond: "ties have gone sour", "relations are tense"."""
    if noun.dep_ != "nsubj":
        return None
    qualities = tie_words().by_role["quality"]
    return next((qualities.get(c.lemma_.lower()) for c in noun.head.children if c.dep_ in {"acomp", "oprd"}), None)


def _quality_of(noun: Token) -> Tie | None:
    """What an adjective before the bond says: "close ties", "strained relations"."""
    qualities = tie_words().by_role["quality"]
    for word in (*(child.lower_ for child in noun.children), *modifiers_of(noun)):
        if word in qualities:
            return qualities[word]
    return None


def _backings(sentence: Sentence, participle: Token) -> Iterator[Draft]:
    """"The US-backed regime", "Iranian-backed militias"."""
    if participle.tag_ != "VBN" or participle.dep_ != "amod" or participle.i == sentence.span.start:
        return
    backers = political(a for child in participle.children if child.i < participle.i for a in sentence.resolver.actors_of(child))
    backed = [a for a in sentence.resolver.actors_of(participle.head) if a.id not in {b.id for b in backers}]
    if backers and backed:
        start, end = phrase_span(participle.head)
        yield Draft(
            StatementKind.TIE, participle.head, start, end, source=backers[0], target=backed[0], actors=(backers[0], backed[0]),
            tie=Tie.ALLY, confidence=0.75, rule=f"ties.csv: -{participle.lower_}",
        )  # fmt: skip


def _prefixes(sentence: Sentence, prefix: Token) -> Iterator[Draft]:
    """"The regime is becoming pro-Indian", "a pro-Pakistani government"."""
    doc = sentence.doc
    if prefix.i + 2 >= sentence.span.end or doc[prefix.i + 1].text not in {"-", "–"}:
        return
    adjective = doc[prefix.i + 2]
    towards = political(sentence.resolver.actors_of(adjective))
    verb = prefix.head
    if towards and prefix.dep_ == "amod" and verb.pos_ in {"NOUN", "PROPN"}:  # "the pro-Russian government of Serbia"
        holders = [a for a in political(sentence.resolver.actors_of(verb)) if a.id != towards[0].id and a.state != towards[0].id]
        tie = tie_words().by_role["prefix"][prefix.lower_]
        if holders and tie is not None:
            start, end = phrase_span(verb)
            yield Draft(
                StatementKind.TIE, verb, start, end, source=holders[0], target=towards[0], actors=(holders[0], towards[0]),
                tie=tie, confidence=0.65, rule=f"ties.csv: {prefix.lower_}- before a noun",
            )  # fmt: skip
        return
    if not towards or prefix.dep_ not in {"acomp", "attr"} or verb.lemma_ not in COPULAS | BECOMING:
        return
    clause = sentence.clauses.get(verb.i)
    holders = political(sentence.actors(clause.subjects)) if clause is not None else ()
    tie = tie_words().by_role["prefix"][prefix.lower_]
    if verb.lemma_ in {"become", "turn", "grow", "get"}:
        tie = Tie.STRENGTHENING if tie is Tie.ALLY else Tie.WEAKENING
    if holders and tie is not None and holders[0].id != towards[0].id:
        yield tie_draft(sentence, verb, holders[0], towards[0], tie, rule=f"ties.csv: {prefix.lower_}-")


def _reciprocal(heads: list[Token]) -> bool:
    return any(head.lower_ in {"other", "another"} for head in heads)


def _is_former(noun: Token) -> bool:
    return any(child.lower_ in FORMER for child in noun.children)


def political(actors: object) -> tuple[ActorMention, ...]:
    """Those between whom a political tie can hold: no places, no projects, no companies."""
    found = unique(actors)  # type: ignore[arg-type]  # any iterable of mentions
    return tuple(a for a in found if a.kind not in UNPOLITICAL or (a.state and a.id.startswith(a.state + ".")))


def tie_draft(
    sentence: Sentence,
    head: Token,
    first: ActorMention,
    second: ActorMention,
    tie: Tie,
    *,
    clause: Clause | None = None,
    former: bool = False,
    rule: str,
) -> Draft:
    start, end = core_range(clause.head if clause is not None else head)
    polarity = Polarity.NEGATIVE if former else None
    return Draft(
        StatementKind.TIE, head, start, end, source=first, target=second, actors=(first, second), tie=tie,
        symmetric=True, past=former, polarity=polarity, confidence=0.7, rule=rule,
    )  # fmt: skip
