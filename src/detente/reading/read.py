"""Read articles: the steps of this folder in their order, from bytes to evidenced statements."""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from detente.actors.registry import Registry
from detente.errors import DetenteError, EmptyInputError, InputError
from detente.reading.intake.extract import Page, extract
from detente.reading.intake.inputs import Input
from detente.reading.intake.language import require_english
from detente.reading.page.genre import judge_genre
from detente.reading.page.outlet import outlet_names
from detente.reading.page.split import Layout, lay_out
from detente.reading.syntax.body_text import BodyText, body_text
from detente.records import Article, DateSpan, Precision, Published, Reading, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from detente.reading.dates.when import TimeMention
    from detente.reading.who.find import Gazetteer

KnownIds = Callable[[Sequence[str]], set[str]]
"""Tells which of some article ids need not be read, because a world holds them."""

CHUNK = 32  # articles parsed together: enough to fill the parser's batches, few enough to keep memory flat


@dataclass(frozen=True, slots=True)
class Extracted:
    """An input's text, which tells its article's id."""

    name: str
    page: Page
    article_id: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """An input laid out and ready to be parsed."""

    name: str
    page: Page
    layout: Layout
    body: BodyText
    article_id: str
    override: date | None


@dataclass(frozen=True, slots=True)
class Failed:
    """An input that could not be read, and why."""

    name: str
    error: DetenteError


@dataclass(frozen=True, slots=True)
class Known:
    """An input whose article is known already, and was therefore not read."""

    name: str
    article_id: str


class Reader:
    """Reads articles one after another; loading the language pipeline is put off to the first one.

    Args:
        user_actors: YAML files with actors of the user's own (docs/actors.md).
    """

    def __init__(self, user_actors: Sequence[Path] = ()) -> None:
        self.registry = Registry.load(tuple(user_actors))

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        from detente.reading.who.find import Gazetteer

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
        assert isinstance(result, Reading), "nothing is known already"
        return result

    def read_all(
        self, inputs: Iterable[Input], *, published: date | None = None, known: KnownIds | None = None
    ) -> Iterator[Reading | Known | Failed]:
        """Read inputs in order, a few at a time; what cannot be read comes out as `Failed`, the rest goes on.

        Args:
            inputs: What to read.
            published: The day that all of them appeared on, when the user knows it.
            known: Asked with the article ids of a few inputs at a time; those it returns come out as `Known`, unread.
        """
        stream = iter(inputs)
        while chunk := list(islice(stream, CHUNK)):
            yield from self._read_chunk(chunk, published, known)

    def _read_chunk(
        self, chunk: Sequence[Input], published: date | None, known: KnownIds | None
    ) -> list[Reading | Known | Failed]:
        from detente.reading.syntax.parse import load_pipeline

        prepared = [self._prepare(item, published) for item in _leave_known(chunk, known)]
        texts = [item.body.text for item in prepared if isinstance(item, Prepared)]
        if not texts:
            return [item for item in prepared if not isinstance(item, Prepared)]
        nlp = load_pipeline()
        with nlp.memory_zone():  # the words of these articles are forgotten with them
            docs = nlp.pipe(texts)
            return [self._read_prepared(item, next(docs)) if isinstance(item, Prepared) else item for item in prepared]

    def _prepare(self, item: Extracted | Known | Failed, published: date | None) -> Prepared | Known | Failed:
        if not isinstance(item, Extracted):
            return item
        name, page = item.name, item.page
        try:
            require_english(page.text, name)
            layout = lay_out(page, self._outlets)  # type: ignore[arg-type]  # cached_property hides the callable
            if not layout.body:
                raise EmptyInputError(
                    f"{name}: holds a headline or what stands around an article, but no text of one. "
                    "Give the page of the article itself."
                )
            return Prepared(name, page, layout, body_text(page.text, layout.body), item.article_id, published)
        except DetenteError as error:
            return Failed(name, error)

    def _read_prepared(self, item: Prepared, doc: Doc) -> Reading | Failed:
        """One article's reading; a fault of ours in one article is told, and must not stop a folder."""
        try:
            return self._finish(item, doc)
        except DetenteError as error:  # a coder behind an address that gives no answer, or an invented quote
            return Failed(item.name, error)
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            return Failed(
                item.name,
                InputError(
                    f"{item.name}: could not be read for a fault in Detente ({type(error).__name__} in "
                    f"{Path(where.filename).name}, line {where.lineno}: {error}). Please report it with the text."
                ),
            )

    def _finish(self, item: Prepared, doc: Doc) -> Reading:
        from detente.reading.coder.choice import chosen_coder
        from detente.reading.dates.when import find_times
        from detente.reading.statements import read_statements

        times = find_times(doc.text)
        published = self._published(item, doc, times)
        genre, why = judge_genre(item.page, item.layout, item.page.text)
        article = Article(
            id=item.article_id,
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
        statements = read_statements(article, item.body, doc, times, self.registry, self._gazetteer, chosen_coder())
        return Reading(article, statements)

    def _published(self, item: Prepared, doc: Doc, times: Sequence[TimeMention]) -> Published:
        from detente.reading.dates.published import infer_published
        from detente.reading.dates.tenses import tense_at

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


def _leave_known(chunk: Sequence[Input], known: KnownIds | None) -> list[Extracted | Known | Failed]:
    """The texts of a few inputs, without those whose articles are known."""
    items = [_extracted(given) for given in chunk]
    ids = [item.article_id for item in items if isinstance(item, Extracted)]
    there = known(ids) if known and ids else set()
    return [
        Known(item.name, item.article_id) if isinstance(item, Extracted) and item.article_id in there else item
        for item in items
    ]


def _extracted(given: Input) -> Extracted | Failed:
    try:
        page = extract(given)
        return Extracted(given.name, page, article_id(page.text))
    except DetenteError as error:
        return Failed(given.name, error)


def article_id(text: str) -> str:
    """The id of an article: the first 16 hexadecimal digits of its text's sha256, spacing evened out."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]
