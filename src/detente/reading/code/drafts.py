"""Drafts: statements on their way, still tied to tokens; and the context that all coders share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from spacy.tokens import Doc, Span, Token

from detente.reading.says.attributions import Attributions
from detente.reading.syntax.clauses import Clause, clause_of, verbs_of
from detente.reading.who.resolve import Resolver
from detente.records import ActorMention, Polarity, Stance, StatementKind, Status, Tie

# Labels of what hangs on a predicate without being one of its arguments.
SUBORDINATE = frozenset({"advcl", "ccomp", "conj", "parataxis", "relcl", "acl", "csubj", "cc", "mark", "punct"})


@dataclass(slots=True)
class Draft:
    """A statement before its evidence, time, place and speaker are filled in.

    `head` is the predicate: status, polarity, speaker, time and place are read off it. `start` and `end` are
    tokens of the evidence.
    """

    kind: StatementKind
    head: Token
    start: int
    end: int
    source: ActorMention | None = None
    target: ActorMention | None = None
    actors: tuple[ActorMention, ...] = ()
    about: tuple[ActorMention, ...] = ()
    type: str | None = None
    mode: str | None = None
    cameo_code: str | None = None
    tie: Tie | None = None
    stance: Stance | None = None
    status: Status | None = None
    polarity: Polarity | None = None
    past: bool = False
    effect: str | None = None
    confidence: float = 0.5
    rule: str = ""


@dataclass(slots=True)
class Sentence:
    """One sentence with its clauses, made once and shared by every coder."""

    span: Span
    resolver: Resolver
    attributions: Attributions
    clauses: dict[int, Clause] = field(default_factory=dict)

    @classmethod
    def of(cls, span: Span, resolver: Resolver, attributions: Attributions) -> Sentence:
        """The sentence with the clauses of all its verbs; `attributions` are those of the whole text."""
        return cls(span, resolver, attributions, {verb.i: clause_of(verb) for verb in verbs_of(span)})

    @property
    def doc(self) -> Doc:
        return self.span.doc

    def actors(self, heads: Iterable[Token]) -> tuple[ActorMention, ...]:
        """Actors of several noun phrases, each once, in order."""
        found: dict[str, ActorMention] = {}
        for head in heads:
            for actor in self.resolver.actors_in(head):
                found.setdefault(actor.id, actor)
        return tuple(found.values())

    def first(
        self,
        clause: Clause,
        slots: Iterable[str],
        avoid: Iterable[ActorMention] = (),
        fits: Callable[[ActorMention], bool] | None = None,
    ) -> tuple[ActorMention, ...]:
        """Actors of the first slot that has any besides those to avoid and those that do not fit."""
        unwanted = {actor.id for actor in avoid}
        for slot in slots:
            found = self.actors(clause.fillers(slot))
            found = tuple(a for a in found if a.id not in unwanted and (fits is None or fits(a)))
            if found:
                return found
        return ()


def unique(actors: Iterable[ActorMention | None]) -> tuple[ActorMention, ...]:
    """Actors without repeats or gaps, in order."""
    found: dict[str, ActorMention] = {}
    for actor in actors:
        if actor is not None:
            found.setdefault(actor.id, actor)
    return tuple(found.values())


def core_range(head: Token, *, with_complement: bool = True) -> tuple[int, int]:
    """Token range of a predicate with its arguments but without its side clauses.

    Everything between the outermost kept words belongs to the range, so that it is one stretch of text.
    """
    start = end = head.i
    if head.dep_ in {"acl", "relcl"} and head.head.i < head.i:  # the noun it tells of stands before it
        start = head.head.i
        for child in head.head.children:
            if child.i < head.head.i and child.dep_ not in SUBORDINATE:
                start = min(start, child.left_edge.i)
    for child in head.children:
        if child.dep_ in SUBORDINATE and not (with_complement and child.dep_ == "ccomp"):
            if child.dep_ in {"acl", "relcl"} and head.pos_ in {"NOUN", "PROPN"} and child.i < head.i + 2:
                end = max(end, child.right_edge.i)
            continue
        start = min(start, child.left_edge.i)
        end = max(end, child.right_edge.i)
    return trimmed(head.doc, start, end + 1)


def trimmed(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The range without punctuation and space at its edges; quotation marks stay."""
    while start < end - 1 and _is_edge(doc[start]):
        start += 1
    while end > start + 1 and _is_edge(doc[end - 1]):
        end -= 1
    return start, end


def _is_edge(token: Token) -> bool:
    return token.is_space or (token.pos_ == "PUNCT" and not token.is_quote)
