"""Code dependencies: A cannot have X without B; A relies on B; the only way leads through B."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from detente.reading.code.code_reliance import code_reliance
from detente.reading.code.dependency_drafts import dependency_drafts, is_share
from detente.reading.code.drafts import Draft, Sentence
from detente.reading.syntax.clauses import Clause
from detente.reading.syntax.words import word_set
from detente.records import ActorMention

ON = ("on", "upon")
RELYING = {**dict.fromkeys(word_set("depend rely hinge rest count lean hang turn bank"), ON)}
RELIANT = {
    **dict.fromkeys(word_set("dependent reliant contingent conditional"), ON),
    "beholden": ("to",),
    "hostage": ("to",),
}
OBJECTLESS = word_set("turn hang lean count bank rest")  # with an object they mean something else
DEPENDENCE = frozenset({"dependence", "reliance", "dependency"})
NEEDING = frozenset({"need", "require"})
HELP = word_set(
    """help support assistance cooperation co-operation backing consent approval permission aid blessing goodwill
    agreement involvement participation protection money gas oil supply assurance guarantee recognition mediation
    funding investment loan credit weapon arm troop airpower power wheat intelligence market port access transit trade
    airlift mercenary soldier force"""
)
WAYS = word_set("route way road path corridor passage exit access outlet lifeline gateway option channel link line")
THROUGH = ("through", "via", "across", "over")
OBTAINING = word_set("buy import get source receive obtain earn draw purchase derive")
ONLY = word_set("only sole main single principal")
IMPOSSIBLE = word_set("no not n't never cannot impossible nobody none little hardly")


def code_dependencies(sentence: Sentence) -> list[Draft]:
    """Dependencies that one sentence states; source depends on target, about what."""
    drafts: list[Draft] = []
    for clause in sentence.clauses.values():
        drafts.extend(_relying(sentence, clause))
        drafts.extend(_only_way(sentence, clause))
        drafts.extend(_supplied(sentence, clause))
        drafts.extend(code_reliance(sentence, clause))
    for token in sentence.span:
        if token.lower_ == "without" and token.dep_ == "prep":
            drafts.extend(_without(sentence, token))
        elif token.lemma_.lower() in DEPENDENCE and token.pos_ == "NOUN":
            drafts.extend(_dependence(sentence, token))
    return drafts


def _relying(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    prepositions: tuple[str, ...] = RELYING.get(clause.frame.head, ())
    if not prepositions:
        prepositions = next((RELIANT[c.lower_] for c in clause.head.children if c.lower_ in RELIANT), ())
    heads = [head for preposition in prepositions for head in clause.fillers(preposition)]
    if clause.frame.head in NEEDING and not clause.frame.passive:
        # "The US needs Pakistan", "needs Pakistan's help": not "needs to talk", not "needs money".
        heads = [head for head in clause.fillers("obj") if _helps(sentence, head)]
    if clause.frame.head in OBJECTLESS and clause.fillers("obj"):
        return  # "turned the page on the past"
    if heads:
        on = [subject for head in heads for subject in (_subjects_of(sentence, head) or [head])]
        needy = sentence.actors(clause.subjects)
        yield from dependency_drafts(
            sentence, clause.head, needy, sentence.actors(on), f"depends: {clause.frame.head}", anybody=True
        )


def _helps(sentence: Sentence, head: Token) -> bool:
    """Whether a noun is somebody, or something that only somebody can give."""
    return head.lemma_.lower() in HELP or bool(sentence.resolver.actors_of(head))


def _subjects_of(sentence: Sentence, head: Token) -> list[Token]:
    """As in "Depends on whether China resumes building": whose doing it hangs on."""
    clause = sentence.clauses.get(head.i)
    return clause.subjects if clause is not None else []


def _supplied(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """As in "Germany buys more than half of its gas from Russia", "Kyiv earns two billion a year from the transit"."""
    if clause.frame.head not in OBTAINING or clause.frame.passive:
        return
    objects, sources = clause.fillers("obj"), clause.fillers("from")
    if not sources:
        sources = [
            g for head in objects for t in head.subtree if t.lower_ == "from" and t.dep_ == "prep" for g in t.children
        ]
    measured = [token for head in objects for token in head.subtree] or list(clause.head.subtree)
    if sources and any(is_share(token) for token in measured):
        needy, helpers = sentence.actors(clause.subjects), sentence.actors(sources)
        yield from dependency_drafts(sentence, clause.head, needy, helpers, f"depends: {clause.frame.head} from")


def _dependence(sentence: Sentence, noun: Token) -> Iterator[Draft]:
    from_whom = [child for child in noun.children if child.dep_ in {"poss", "amod", "compound", "nmod"}]
    on = [
        g for child in noun.children if child.dep_ == "prep" and child.lower_ in {"on", "upon"} for g in child.children
    ]
    yield from dependency_drafts(
        sentence, noun, sentence.actors(from_whom), sentence.actors(on), f"depends: {noun.lemma_}"
    )


def _without(sentence: Sentence, preposition: Token) -> Iterator[Draft]:
    """As in "There can be no exit for the US from Afghanistan without Pakistani help", "X cannot leave without Y"."""
    objects = [child for child in preposition.children if child.dep_ == "pobj"]
    helpers = sentence.actors(objects)
    if not objects or (helpers and not any(_helps(sentence, head) for head in objects)):
        return
    if not helpers and not any(head.lemma_.lower() in HELP for head in objects):
        return
    if _is_impossible(preposition.head):
        needy = _needy(sentence, preposition.head)
        about = _others_named(sentence, (*helpers, *needy))
        yield from dependency_drafts(sentence, preposition.head, needy, helpers, "depends: without", about=about)


def _is_impossible(governor: Token) -> bool:
    """Whether the clause that goes "without" says that it cannot be."""
    verb = next((t for t in _up_to_speech(governor) if t.pos_ in {"VERB", "AUX"}), governor)
    near = [
        *verb.children,
        *(grand for child in verb.children for grand in child.children),
        verb.head,
        *verb.head.children,
    ]
    return any(token.lower_ in IMPOSSIBLE for token in near)


def _others_named(sentence: Sentence, ends: tuple[ActorMention, ...]) -> tuple[ActorMention, ...]:
    known = {actor.id for actor in ends}
    return tuple(a for a in sentence.resolver.named_in(sentence.span.start, sentence.span.end) if a.id not in known)


def _needy(sentence: Sentence, governor: Token) -> tuple[ActorMention, ...]:
    """Who would go without: the "for" phrase of the thing, its owner, or the subject."""
    for child in governor.children:
        if child.dep_ == "prep" and child.lower_ == "for":
            found = sentence.actors(g for g in child.children if g.dep_ == "pobj")
            if found:
                return found
    for token in _up_to_speech(governor):
        clause = sentence.clauses.get(token.i)
        if clause is not None:
            found = sentence.actors(clause.subjects)
            if found:
                return found
    return sentence.resolver.actors_in(governor)


def _up_to_speech(token: Token) -> Iterator[Token]:
    """A word and those above it, but not who only says so: "Zhang said that without a government ..."."""
    while True:
        yield token
        if token.dep_ == "ccomp" or token.head.i == token.i:
            return
        token = token.head


def _only_way(sentence: Sentence, clause: Clause) -> Iterator[Draft]:
    """As in "The only exit route through which the US can withdraw ... is through Pakistan"."""
    if clause.frame.head != "be":
        return
    for subject in clause.subjects:
        if subject.lemma_.lower() not in WAYS or not any(c.lower_ in ONLY for c in subject.children):
            continue
        through = [head for slot in THROUGH for head in clause.fillers(slot)]
        for attribute in clause.fillers("attr"):
            through += [h for c in attribute.children if c.lower_ in THROUGH for h in c.children]
        users = [s for c in subject.children if c.dep_ == "relcl" for s in _subjects_of(sentence, c)]
        users += [g for c in subject.children if c.dep_ == "prep" and c.lower_ == "for" for g in c.children]
        helpers, needy = sentence.actors([*through, *clause.fillers("attr")]), sentence.actors(users)
        about = _others_named(sentence, (*helpers, *needy))
        yield from dependency_drafts(sentence, clause.head, needy, helpers, "depends: only way", about=about)
