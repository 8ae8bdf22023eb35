"""Read articles: the steps of this folder in their order, from bytes to evidenced statements."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from detente.actors.registry import Registry
from detente.errors import DetenteError
from detente.reading.body_text import BodyText, body_text
from detente.reading.extract import Page, extract
from detente.reading.genre import judge_genre
from detente.reading.inputs import Input
from detente.reading.language import require_english
from detente.reading.outlet import outlet_names
from detente.reading.split import Layout, lay_out
from detente.records import Article, DateSpan, Precision, Published, Reading, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from detente.reading.find import Gazetteer
    from detente.reading.when import TimeMention

CHUNK = 32  # articles parsed together: enough to fill the parser's batches, few enough to keep memory flat


@dataclass(frozen=True, slots=True)
class Prepared:
    """An input laid out and ready to be parsed."""

    name: str
    page: Page
    layout: Layout
    body: BodyText
    override: date | None


@dataclass(frozen=True, slots=True)
class Failed:
    """An input that could not be read, and why."""

    name: str
    error: DetenteError


class Reader:
    """Reads articles one after another; loading the language pipeline is put off to the first one.

    Args:
        user_actors: YAML files with actors of the user's own (docs/actors.md).
    """

    def __init__(self, user_actors: Sequence[Path] = ()) -> None:
        self.registry = Registry.load(tuple(user_actors))

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        from detente.reading.find import Gazetteer

        return Gazetteer(self.registry)

    @cached_property
    def _outlets(self) -> object:
        return outlet_names(self.registry)

    def read(self, given: Input, *, published: date | None = None) -> Reading:
        """Read one input.

        Raises:
            InputError: The input is empty, binary, too large, or not English; the message names it.
        """
        (result,) = self.read_all([given], published=published)
        if isinstance(result, Failed):
            raise result.error
        return result

    def read_all(self, inputs: Iterable[Input], *, published: date | None = None) -> Iterator[Reading | Failed]:
        """Read inputs in order, a few at a time; what cannot be read comes out as `Failed`, the rest goes on."""
        stream = iter(inputs)
        while chunk := list(islice(stream, CHUNK)):
            yield from self._read_chunk(chunk, published)

    def _read_chunk(self, chunk: Sequence[Input], published: date | None) -> list[Reading | Failed]:
        from detente.reading.parse import load_pipeline

        prepared = [self._prepare(given, published) for given in chunk]
        nlp = load_pipeline()
        with nlp.memory_zone():  # the words of these articles are forgotten with them
            docs = iter(nlp.pipe([item.body.text for item in prepared if isinstance(item, Prepared)]))
            return [self._finish(item, next(docs)) if isinstance(item, Prepared) else item for item in prepared]

    def _prepare(self, given: Input, published: date | None) -> Prepared | Failed:
        try:
            page = extract(given)
            require_english(page.text, given.name)
            layout = lay_out(page, self._outlets)  # type: ignore[arg-type]  # cached_property hides the callable
            return Prepared(given.name, page, layout, body_text(page.text, layout.body), published)
        except DetenteError as error:
            return Failed(given.name, error)

    def _finish(self, item: Prepared, doc: Doc) -> Reading:
        from detente.reading.statements import read_statements
        from detente.reading.when import find_times

        times = find_times(doc.text)
        published = self._published(item, doc, times)
        genre, why = judge_genre(item.page, item.layout, item.page.text)
        article = Article(
            id=article_id(item.page.text),
            text=item.page.text,
            origin=item.page.url or item.name,
            encoding=item.page.encoding,
            title=item.layout.title,
            outlet=item.layout.outlet,
            author=item.layout.author,
            genre=genre,
            genre_why=why,
            published=published,
            not_article=item.layout.not_article,
            offsets_into=item.page.offsets_into,
        )
        return Reading(article, read_statements(article, item.body, doc, times, self.registry, self._gazetteer))

    def _published(self, item: Prepared, doc: Doc, times: Sequence[TimeMention]) -> Published:
        from detente.reading.published import infer_published
        from detente.reading.tenses import tense_at

        return infer_published(
            doc.text,
            (Span(0, len(doc.text)),),
            times,
            stated=item.layout.published_stated,
            stated_why=item.layout.published_why,
            override=item.override,
            tense_at=lambda offset: tense_at(doc, offset),
            holders=self._term_of,
        )

    def _term_of(self, name: str) -> DateSpan | None:
        """The days on which somebody of that name was in office; None when unknown or more than one term apart."""
        for actor in self.registry.lookup(name):
            terms = self.registry.terms(actor.id)
            if terms:
                return DateSpan(terms[0].start, terms[-1].end, Precision.DAY)
        return None


def article_id(text: str) -> str:
    """The id of an article: the first 16 hexadecimal digits of its text's sha256, spacing evened out."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
