"""Code ties that a noun phrase tells: "Russia's ally Serbia", "ties between A and B", "the US-backed regime"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from detente.reading.code.drafts import Draft, Sentence, trimmed, unique
from detente.reading.code.tie_drafts import tie_draft
from detente.reading.code.tie_words import is_former, political, tie_words
from detente.reading.syntax.clauses import Clause, clause_of
from detente.reading.syntax.labels import NOMINAL
from detente.reading.syntax.noun_phrases import coordinated, modifiers_of, phrase_span
from detente.reading.syntax.words import word_set
from detente.records import ActorMention, Tie

DASHES = frozenset({"-", "–", "—", ",", "("})
BOND_ENDS = ("between", "with", "to", "of", "toward", "towards", "against", "poss", "amod")
PARTNER_ENDS = ("poss", "of", "to", "in", "for", "with", "amod")
LED_GROUPS = word_set("delegation team mission coalition alliance bloc group organization organisation treaty force")
MENDING = word_set(
    """patch resolve settle end bury heal mend overcome defuse bridge ease solve reconcile narrow iron smooth calm
    reduce lower forget"""
)
EASING = word_set("ease subside abate thaw fade calm lessen diminish recede end")
LOCKING = word_set("lock embroil entangle mire involve engage trap")
HOLDING = word_set("have enjoy maintain keep forge build develop cultivate establish seek want share")
BEGINNING = frozenset({"begin", "start", "continue", "seem", "appear"})
# Who does these to a bond stands outside it: "Oman brokered the thaw", "Iran fears their rapprochement".
FOR_OTHERS = word_set(
    """broker mediate facilitate arrange midwife oversee host welcome hail applaud praise fear dread resent oppose
    criticise criticize denounce condemn support back encourage urge watch monitor exploit"""
)
GOVERNED = frozenset({"nsubj", "nsubjpass", "dobj"})
MOST_PARTIES = 4  # "A, B, C and D severed ties with E": a longer list is cut

Parties = tuple[ActorMention, ...]


def code_tie_nouns(sentence: Sentence) -> Iterator[Draft]:
    """Ties of one sentence that its nouns and their modifiers tell."""
    words = tie_words().by_role
    for token in sentence.span:
        pos = token.pos_
        if pos not in {"NOUN", "PROPN", "ADJ", "VERB"}:
            continue
        lemma = token.lemma_.lower()
        if pos in NOMINAL and lemma in words["partner"]:
            yield from _partners(sentence, token)
        elif pos == "NOUN" and (lemma in words["bond"] or lemma in words["strain"]):
            yield from _bonds(sentence, token)
        elif lemma in words["backing"]:
            yield from _backings(sentence, token)
        elif pos == "ADJ" and lemma in words["prefix"]:
            yield from _prefixed(sentence, token)


def partner_ends(sentence: Sentence, noun: Token, avoid: Parties = ()) -> Parties:
    """Whose ally: the possessor, or the object of "of", "to", "in", "for"."""
    return political(sentence.first(clause_of(noun), PARTNER_ENDS, avoid=avoid))


def bond_parties(sentence: Sentence, noun: Token) -> Parties:
    """All between whom a bond or strain stands."""
    return unique(party for side in _sides(sentence, noun) for party in side)


def _partners(sentence: Sentence, noun: Token) -> Iterator[Draft]:
    """As in "China – Pakistan's longtime ally –", "Pakistan's former ally, the US", "its ally China"."""
    tie = tie_words().by_role["partner"][noun.lemma_.lower()]
    owners = partner_ends(sentence, noun)
    if tie is not None and not owners and noun.dep_ == "appos" and noun.tag_ == "NNS":
        pair = political(sentence.actors(coordinated(noun.head)))  # "Ecuador and Peru, old adversaries"
        if len(pair) == 2:
            yield tie_draft(noun, (pair[0], pair[1]), tie, f"ties.csv: {noun.lemma_}", former=is_former(noun))
        return
    if tie is None or not owners:
        return
    unwanted = {owner.id for owner in owners}
    named = next((a for a in political(_named_beside(sentence, noun)) if a.id not in unwanted), None)
    if named is not None:
        within = _widened(sentence, phrase_span(noun), named)
        rule = f"ties.csv: {noun.lemma_}"
        yield tie_draft(noun, (named, owners[0]), tie, rule, former=is_former(noun), within=within)


def _widened(sentence: Sentence, phrase: tuple[int, int], actor: ActorMention) -> tuple[int, int]:
    span = sentence.doc.char_span(actor.start, actor.end, alignment_mode="expand")
    if span is None:
        return phrase
    return trimmed(sentence.doc, min(phrase[0], span.start), max(phrase[1], span.end))


def _named_beside(sentence: Sentence, noun: Token) -> Parties:
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
    """As in "the Russian-Indian alliance has cooled", "the crisis in relations between A and B", "close ties with"."""
    ones, others = _sides(sentence, noun)
    if not ones or not others:
        ones, others = _in_mind(sentence, noun)
    if not ones or not others:
        return
    rule = f"ties.csv: {noun.lemma_.lower()}"
    for tie, head in _told_of(noun):
        for one in ones:
            for other in others:
                yield tie_draft(head, (one, other), tie, rule, former=is_former(noun))


def _told_of(noun: Token) -> Iterator[tuple[Tie, Token]]:
    """What a text says of a bond, with the word that says it: the bond itself, then its relative clauses."""
    words = tie_words().by_role
    lemma = noun.lemma_.lower()
    own = words["bond"].get(lemma)
    moving = own if own in {Tie.STRENGTHENING, Tie.WEAKENING} else None
    strain = words["strain"].get(lemma)
    if strain is not None and _is_mended(noun):
        strain = Tie.STRENGTHENING
    tie = strain or _change_of(noun) or _predicated(noun) or moving or _quality_of(noun) or own
    if tie is not None:
        yield tie, noun.head if noun.dep_ in GOVERNED and noun.head.pos_ == "VERB" else noun
    for verb in noun.children:
        later = _verb_change(verb) if verb.dep_ == "relcl" else None
        if later is not None and later is not tie:
            yield later, verb


def _is_mended(noun: Token) -> bool:
    """Whether a trouble is said to be over or less: "patched up their quarrel", "tensions have eased"."""
    verb = noun.head
    if noun.dep_ in {"dobj", "nsubjpass"}:
        return verb.lemma_ in MENDING
    return noun.dep_ == "nsubj" and verb.lemma_ in EASING


def _sides(sentence: Sentence, noun: Token) -> tuple[Parties, Parties]:
    """Who stands on either side of a bond; empty sides where the text does not say.

    A trouble is theirs only whom its own phrase names: not in "solve the crisis in Syria with Russia".
    """
    words = tie_words().by_role
    clause = clause_of(noun)
    parties = political(actor for slot in BOND_ENDS for actor in sentence.actors(clause.fillers(slot)))
    holder = sentence.clauses.get(noun.head.i) if noun.dep_ == "dobj" else None
    if holder is not None and len(parties) >= 2 and not clause.fillers("between") and noun.head.lemma_ in HOLDING:
        return _sides_of_verb(sentence, holder, parties)  # "China has close ties with both"
    if len(parties) >= 2:
        return parties[:1], parties[1:3]
    for slot in ("in", "of", "over"):  # "the crisis in relations between A and B"
        for inner in clause.fillers(slot):
            if inner.lemma_.lower() in words["bond"]:
                return _sides(sentence, inner)
    verb = sentence.clauses.get(noun.head.i)
    if verb is not None and noun.dep_ in {"nsubj", "nsubjpass"}:  # "a rift has opened between A and B"
        between = political(sentence.actors(verb.fillers("between")))
        if len(between) >= 2:
            return between[:1], between[1:3]
    if noun.lemma_.lower() in words["strain"]:
        return _locked_in(sentence, noun)
    if verb is not None and noun.dep_ in {"dobj", "nsubjpass"}:  # "India is forging a relationship with the US"
        return _sides_of_verb(sentence, verb, parties)
    for child in noun.children:  # "the new relationship India is forging with the US"
        if child.dep_ == "relcl" and child.i in sentence.clauses:
            return _sides_of_verb(sentence, sentence.clauses[child.i], ())
    return (), ()


def _locked_in(sentence: Sentence, noun: Token) -> tuple[Parties, Parties]:
    """As in "A and B are locked in a dispute over X"."""
    verb = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ != "in" or verb.lemma_ not in LOCKING or verb.i not in sentence.clauses:
        return (), ()
    clause = sentence.clauses[verb.i]
    ones = political(sentence.actors(clause.fillers("obj") or clause.subjects))
    others = ones[1:3] or political(sentence.first(clause, ("with", "in.with"), avoid=ones))
    return ones[:1], others


def _in_mind(sentence: Sentence, noun: Token) -> tuple[Parties, Parties]:
    """As in "But the friendship began to fray": the two states just spoken of, where the bond is said to change."""
    verb = noun.head
    while verb.dep_ == "xcomp":
        verb = verb.head
    inner = next((child for child in verb.children if child.dep_ == "xcomp"), verb)
    changes = noun.dep_ == "nsubj" and (_verb_change(inner) or _predicated(noun))
    if not changes or any(child.dep_ in {"prep", "poss", "amod", "compound"} for child in noun.children):
        return (), ()
    pair = sentence.resolver.pair_before(noun)
    return pair[:1], pair[1:2]


def _sides_of_verb(sentence: Sentence, verb: Clause, own: Parties) -> tuple[Parties, Parties]:
    """The verb's subjects on one side, on the other whom the noun or the verb's "with" names; else one another."""
    if verb.frame.head in FOR_OTHERS:
        return (), ()
    ones = political(sentence.actors(verb.subjects))
    known = {one.id for one in ones}
    others = tuple(a for a in political((*own, *sentence.actors(verb.fillers("with")))) if a.id not in known)
    if others and ones:
        return ones[:MOST_PARTIES], others[:2]
    joined = ones or others
    return joined[:1], joined[1:3]


def _change_of(noun: Token) -> Tie | None:
    """What the governing verb says of the bond: as its subject ("has cooled") or object ("mended ties")."""
    verb = noun.head
    if verb.pos_ != "VERB" or noun.dep_ not in GOVERNED:
        return None
    inner = next((child for child in verb.children if child.dep_ == "xcomp"), None)  # "began to fray"
    return _verb_change(verb) or (_verb_change(inner) if inner is not None and verb.lemma_ in BEGINNING else None)


def _verb_change(verb: Token) -> Tie | None:
    lemma = verb.lemma_.lower()
    needed = tie_words().needs.get(("change", lemma))
    if needed and needed not in {child.lower_ for child in verb.children}:
        return None
    return tie_words().by_role["change"].get(lemma)


def _predicated(noun: Token) -> Tie | None:
    """What an adjective is said to be of the bond: "ties have gone sour", "relations are tense"."""
    if noun.dep_ != "nsubj":
        return None
    qualities = tie_words().by_role["quality"]
    said = (child for child in noun.head.children if child.dep_ in {"acomp", "oprd"})
    return next((qualities.get(child.lemma_.lower()) for child in said), None)


def _quality_of(noun: Token) -> Tie | None:
    """What an adjective before the bond says: "close ties", "strained relations"."""
    qualities = tie_words().by_role["quality"]
    words = (*(child.lower_ for child in noun.children), *modifiers_of(noun))
    return next((qualities[word] for word in words if word in qualities), None)


def _backings(sentence: Sentence, participle: Token) -> Iterator[Draft]:
    """As in "the US-backed regime", "Iranian-backed militias"."""
    if participle.lower_ == "led" and participle.head.lemma_.lower() in LED_GROUPS:
        return  # "a delegation led by X", "the US-led coalition": it is X's own
    if participle.tag_ != "VBN" or participle.dep_ != "amod" or participle.i == sentence.span.start:
        return
    resolver = sentence.resolver
    before = (child for child in participle.children if child.i < participle.i)
    backers = political(actor for child in before for actor in resolver.actors_of(child))
    unwanted = {backer.id for backer in backers}
    backed = next((actor for actor in resolver.actors_of(participle.head) if actor.id not in unwanted), None)
    if backers and backed is not None:
        rule = f"ties.csv: -{participle.lower_}"
        yield tie_draft(participle.head, (backers[0], backed), Tie.ALLY, rule, within=phrase_span(participle.head))


def _prefixed(sentence: Sentence, prefix: Token) -> Iterator[Draft]:
    """As in "the pro-Russian government of Serbia"."""
    noun, towards = prefix.head, prefixed_actors(sentence, prefix)
    tie = tie_words().by_role["prefix"][prefix.lower_]
    if prefix.dep_ != "amod" or noun.pos_ not in NOMINAL or not towards or tie is None:
        return
    holders = political(sentence.resolver.actors_of(noun))
    holder = next((a for a in holders if towards[0].id not in {a.id, a.state}), None)
    if holder is not None:
        rule = f"ties.csv: {prefix.lower_}- before a noun"
        yield tie_draft(noun, (holder, towards[0]), tie, rule, within=phrase_span(noun))


def prefixed_actors(sentence: Sentence, prefix: Token) -> Parties:
    """Whom "pro-Indian" and "anti-Russian" name."""
    doc, after = sentence.doc, prefix.i + 2
    if after >= sentence.span.end or doc[prefix.i + 1].text not in {"-", "–"}:
        return ()
    return political(sentence.resolver.actors_of(doc[after]))
