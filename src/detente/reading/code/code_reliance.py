"""Code dependencies told by what one is, or gives, to another.

"X is Y's main supplier", "most of Y's exports go to X", "loans from X keep Y afloat", "Y owes half of its debt to X".
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from detente.reading.code.dependency_drafts import dependency_drafts, is_share
from detente.reading.code.drafts import Draft, Sentence
from detente.reading.syntax.clauses import Clause, clause_of
from detente.reading.syntax.noun_phrases import semantic_head
from detente.reading.syntax.words import word_set
from detente.records import ActorMention

PROVIDERS = word_set(
    """supplier provider creditor lender donor customer buyer market importer guarantor lifeline gateway outlet
    mainstay backbone paymaster financier source benefactor protector"""
)
FOREMOST = word_set(
    "main best biggest largest only chief top primary sole principal leading most big large vital important key major"
)
LIFELINES = word_set("lifeline mainstay backbone")  # these need no word that says how much
FLOWING = {"go": ("to",), "come": ("from",), "flow": ("to", "from"), "originate": ("from", "in"), "head": ("to",)}
MAKING_UP = word_set("account make provide cover contribute generate supply constitute represent bring")
UPHOLDING = word_set("prop sustain shore bankroll underwrite")
LIVING = word_set("survive live subsist cling exist")
CARRYING = word_set("export import ship send route pipe transport sell")
OWNERS = ("poss", "of", "for", "to", "in", "amod")


def code_reliance(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """Dependencies of one clause, whoever depends as source."""
    verb = clause.frame.head
    if verb in {"be", "remain", "become"}:
        yield from _providers(sentence, clause)
    elif verb in FLOWING:
        yield from _flows(sentence, clause)
    elif verb in CARRYING and not clause.frame.passive:
        yield from _carried_through(sentence, clause)
    if verb in MAKING_UP:
        yield from _shares_made_up(sentence, clause)
    if verb in UPHOLDING or (verb == "keep" and _is_kept_up(clause)):
        helpers, needy = sentence.actors(clause.subjects), sentence.actors(clause.fillers("obj"))
        if helpers or clause.subjects:
            yield from dependency_drafts(sentence, clause.head, needy, helpers, f"depends: {verb} up")
    if verb in LIVING:
        helpers = sentence.actors([*clause.fillers("on"), *_thanks(clause.head)])
        if helpers:
            yield from dependency_drafts(
                sentence, clause.head, sentence.actors(clause.subjects), helpers, "depends: live"
            )
    if (
        verb == "owe"
        and not clause.frame.passive
        and any(is_share(t) for h in clause.fillers("obj") for t in h.subtree)
    ):
        needy, helpers = sentence.actors(clause.subjects), sentence.actors(clause.fillers("to"))
        if helpers:
            yield from dependency_drafts(sentence, clause.head, needy, helpers, "depends: owe")
    if (
        verb == "afford"
        and clause.complement is not None
        and clause.complement.frame.head in {"lose", "forgo", "alienate"}
    ):
        helpers = sentence.actors(clause.complement.fillers("obj"))
        if helpers:
            yield from dependency_drafts(
                sentence, clause.head, sentence.actors(clause.subjects), helpers, "depends: afford"
            )


def _providers(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """As in "Russia is Armenia's main supplier of weapons", "the port of Djibouti is Ethiopia's lifeline"."""
    for attribute in clause.fillers("attr"):
        noun = semantic_head(attribute)
        lemma = noun.lemma_.lower()
        words = {child.lower_ for child in (*noun.children, *attribute.children)}
        if lemma not in PROVIDERS or (words.isdisjoint(FOREMOST) and lemma not in LIFELINES):
            continue
        helpers = sentence.actors(clause.subjects)
        needy = sentence.first(clause_of(noun), OWNERS, avoid=helpers)
        if helpers and needy:
            yield from dependency_drafts(sentence, clause.head, needy, helpers, f"depends: {lemma}")


def _flows(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """As in "more than 80 percent of Chile's copper goes to China", "half of its gas comes from Iran"."""
    helpers = sentence.actors(head for slot in FLOWING[clause.frame.head] for head in clause.fillers(slot))
    for subject in clause.subjects:
        if helpers and any(is_share(token) for token in subject.subtree):
            needy = tuple(actor for actor in _owners(sentence, subject) if actor.id not in {one.id for one in helpers})
            yield from dependency_drafts(sentence, clause.head, needy, helpers, f"depends: {clause.frame.head}")


def _shares_made_up(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """As in "remittances from Russia account for a third of Tajikistan's economy"."""
    helpers = sentence.actors(clause.subjects)
    for head in (*clause.fillers("for"), *clause.fillers("obj")):
        if helpers and any(is_share(token) for token in head.subtree):
            needy = tuple(actor for actor in _owners(sentence, head) if actor.id not in {one.id for one in helpers})
            if needy:
                yield from dependency_drafts(sentence, clause.head, needy, helpers, f"depends: {clause.frame.head}")
                return


def _carried_through(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """As in "Ethiopia ships more than 90 percent of its imports through Djibouti"."""
    needy = sentence.actors(clause.subjects)
    own = {actor.state for actor in needy}
    through = sentence.actors(head for slot in ("through", "via") for head in clause.fillers(slot))
    for head in clause.fillers("obj") if not through else ():
        inner = (g for t in head.subtree if t.dep_ == "prep" and t.lower_ in {"through", "via"} for g in t.children)
        through = sentence.actors(inner)
    helpers = tuple(actor for actor in through if actor.state and actor.state not in own)
    if helpers and clause.fillers("obj"):
        yield from dependency_drafts(sentence, clause.head, needy, helpers, f"depends: {clause.frame.head} through")


def _owners(sentence: Sentence, head: Token) -> tuple[ActorMention, ...]:
    """Whose a thing is: of the phrase itself, or of what it is a part of."""
    return sentence.resolver.actors_in(semantic_head(head)) or sentence.first(clause_of(head), OWNERS)


def _is_kept_up(clause: Clause) -> bool:
    beside = {child.lower_ for child in clause.head.children} | set(clause.frame.modifiers)
    beside |= {child.lower_ for head in clause.fillers("obj") for child in head.children}
    return not beside.isdisjoint({"afloat", "alive", "going", "solvent"})


def _thanks(verb: Token) -> list[Token]:
    """The helpers of "survives thanks to Russian mercenaries"."""
    found: list[Token] = []
    for token in verb.subtree:
        if token.lower_ == "thanks":
            found.extend(g for child in token.children if child.dep_ == "prep" for g in child.children)
    return found
