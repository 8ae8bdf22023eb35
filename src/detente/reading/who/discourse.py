"""What has been spoken of so far: the noun phrases of a text in order, with the actors that they name.

Phrases are read strictly in text order and once, so that a pronoun finds every earlier one resolved, at a cost
in proportion to the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from detente.reading.says.quotations import Paragraphs
from detente.reading.syntax.noun_phrases import coordinated
from detente.records import ActorMention

if TYPE_CHECKING:
    from detente.reading.who.resolve import Resolver

SUBJECT_DEPS = frozenset({"nsubj", "nsubjpass"})
HEAD_DEPS = SUBJECT_DEPS | {"dobj", "pobj", "poss", "attr", "appos", "conj", "dative", "ROOT", "npadvmod", "ccomp"}
HEAD_POS = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM"})
PLURAL_TAGS = frozenset({"NNS", "NNPS"})
PLURAL_PRONOUNS = frozenset({"they", "them", "their", "theirs", "both", "we", "us", "our", "some", "many", "others"})
FARTHEST = 400  # told phrases looked through at most


@dataclass(frozen=True, slots=True)
class Told:
    """A noun phrase spoken of; a coordination has one of its own at its first member."""

    head: Token
    actors: tuple[ActorMention, ...]
    sentence: int
    paragraph: int
    subject: bool
    plural: bool
    member: bool
    """Whether it stands inside a coordination, after its first member."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """A title and the state it was last borne for: "president", UKR."""

    title: str
    state: str
    at: int
    subject: bool


class Discourse:
    """The phrases told before any token."""

    def __init__(self, doc: Doc, resolver: Resolver) -> None:
        self._doc = doc
        self._resolver = resolver
        self._paragraphs = Paragraphs(doc)
        self._sentence: list[int] = []
        for number, sentence in enumerate(doc.sents):
            self._sentence.extend([number] * len(sentence))
        self._told: list[Told] = []
        self._bearers: list[Bearer] = []
        self._upto = 0
        self._paragraph_end = 0
        self._text_start = 0

    def sentence_of(self, token: Token) -> int:
        """The running number of a token's sentence."""
        return self._sentence[token.i]

    def paragraph_of(self, token: Token) -> int:
        """The running number of a token's paragraph."""
        return self._paragraphs.number(token.i)

    def before(self, token: Token, sentences: int | None = None) -> Iterator[Told]:
        """Phrases that begin before a token, nearest first, from so many sentences (its own counts) or from all."""
        self._advance(token.i)
        first = 0 if sentences is None else self._sentence[token.i] - sentences + 1
        for told in self._told[: -FARTHEST - 1 : -1]:
            if told.sentence < first:
                return
            if told.head.i < token.i:
                yield told

    def bearer(self, title: str, before: Token) -> str | None:
        """The state for which a title was borne last, by somebody who acted rather than somebody met.

        "Minister" is also the end of "foreign minister".
        """
        self._advance(before.i)
        other: str | None = None
        for bearer in self._bearers[: -FARTHEST - 1 : -1]:
            if bearer.at < before.i and (bearer.title == title or bearer.title.endswith(" " + title)):
                if bearer.subject:
                    return bearer.state
                other = other or bearer.state
        return other

    def _advance(self, upto: int) -> None:
        while self._upto < upto:
            token = self._doc[self._upto]
            self._upto += 1
            if self._in_dateline(token.i):
                continue
            if token.pos_ in HEAD_POS and token.dep_ in HEAD_DEPS and token.ent_type_ not in {"DATE", "TIME"}:
                self._tell(token)

    def _in_dateline(self, index: int) -> bool:
        """Whether a token belongs to "KABUL (Reuters) - " at the start of a paragraph, which names nobody."""
        if index >= self._paragraph_end:
            start, self._paragraph_end = self._paragraphs.range(index)
            self._text_start = self._paragraphs.text_start(start)
        return index < self._text_start

    def _tell(self, token: Token) -> None:
        member = token.dep_ == "conj"
        heads = [token] if member else coordinated(token)
        found: dict[str, ActorMention] = {}
        for head in heads:
            for actor in self._resolver.actors_of(head):
                found.setdefault(actor.id, actor)
        subject = _role_holder(token).dep_ in SUBJECT_DEPS
        if not found and not (subject and token.pos_ == "NOUN"):
            return
        plural = len(found) > 1 or self._is_plural(token)
        actors = tuple(found.values())
        number, paragraph = self._sentence[token.i], self._paragraphs.number(token.i)
        self._told.append(Told(token, actors, number, paragraph, subject, plural, member))
        if len(actors) == 1 and actors[0].state and not plural:
            titles = self._resolver.titles_at(token)
            self._bearers.extend(Bearer(title, actors[0].state, token.i, subject) for title in titles)

    def _is_plural(self, token: Token) -> bool:
        if token.pos_ == "PRON":
            return token.lower_ in PLURAL_PRONOUNS
        if token.tag_ in PLURAL_TAGS and token.pos_ == "NOUN" and not token.text.isupper():
            return True
        return self._resolver.is_people(token)


def _role_holder(token: Token) -> Token:
    """The first member of a coordination, whose place in the clause all its members share."""
    for _ in range(8):
        if token.dep_ != "conj":
            break
        token = token.head
    return token
