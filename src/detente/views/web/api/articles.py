"""GET /api/articles/ID, GET and POST /api/read: what an article says, of the world or of a text that is brought."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from fastapi import APIRouter
from pydantic import AfterValidator, Base64Bytes, BaseModel, Field, StringConstraints, model_validator
from starlette.responses import Response

from detente.errors import FetchError
from detente.pipeline.corrections import rejected_in
from detente.pipeline.novelty_claims import check_claims
from detente.reading.intake.inputs import MAX_BYTES, MAX_CHARS, Input
from detente.records import Reading
from detente.views.json_rows import Row
from detente.views.web.answers import Answers, Asked
from detente.views.web.article_page import article_page_row
from detente.views.web.problems import ForbiddenError, NotFoundError
from detente.views.web.security import BODY_LIMITS
from detente.views.wording import clean
from detente.world.reading_back import connected

router = APIRouter(tags=["articles"])

MOST_POSTED: Final = 4 * MAX_BYTES // 3 + 65_536
"""Bytes of a request with a file in it: base64 writes three bytes as four letters."""

BODY_LIMITS["/api/read"] = MOST_POSTED


class Fact(BaseModel):
    """What is known of an article: "Genre", "opinion (first person ...)"."""

    label: str
    words: str


class PieceRow(BaseModel):
    """Words under the same statements, whose numbers they are; `notes` are those of the statements that end here."""

    text: str
    numbers: list[int]
    claim: bool
    not_article: bool
    notes: list[int]


class PlaceRow(BaseModel):
    """Where a statement's words stand in the text: characters from 0, the end not included."""

    start: int
    end: int
    quote: str


class SaidRow(BaseModel):
    """A sentence: before the evidence, the evidence, after it."""

    before: str
    quote: str
    after: str


class VerdictRow(BaseModel):
    """What the world says of a claim to be a first: confirmed, contradicted, or that it cannot tell; and why."""

    words: str
    reason: str


class StatementRow(BaseModel):
    """A statement in words. A claim of who `says` it, never a fact; `event` is its id for corrections."""

    number: int
    id: str
    event: str | None
    kind: str
    status: str
    shape: str
    who: str
    arrow: str
    whom: str
    actors: list[str]
    about: list[str]
    what: str
    type: str | None
    mode: str | None
    cameo: str
    cameo_name: str
    quad_class: int
    quad_label: str
    goldstein: str
    when: str
    where: str
    how_many: str
    says: str
    named: bool
    cue: str
    novelty: str
    verdict: VerdictRow | None
    confidence: str
    said: SaidRow
    places: list[PlaceRow]
    pair: list[str] | None


class ArticlePage(BaseModel):
    """An article with all that it says. `rejected` counts statements that users rejected; they are not listed."""

    id: str
    title: str | None
    facts: list[Fact]
    origin: str
    author: str | None
    is_opinion: bool
    genre_why: str
    is_stored: bool
    copy_of: str | None
    rejected: int
    length: int
    shown: int
    paragraphs: list[list[PieceRow]]
    statements: list[StatementRow]
    statements_in_all: int
    meanings: dict[str, str]


class ReadPage(ArticlePage):
    """A text that was read; `outcome` is what became of it where it was to be kept, null where it was not."""

    outcome: Literal["added", "repeated", "copy"] | None


class ReaderState(BaseModel):
    """Whether a text is read at once, or the language pipeline is still being loaded; and what is taken."""

    is_ready: bool
    most_bytes: int
    most_characters: int
    allows_urls: bool


def _whole(text: str) -> str:
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise ValueError("holds half a character (a lone surrogate); encode the text again")
    return text


class File(BaseModel):
    """A file: its name, which may tell that it is HTML, and its bytes in base64."""

    name: Annotated[str, StringConstraints(max_length=300), AfterValidator(_whole)] = "file"
    data: Base64Bytes


class ToRead(BaseModel):
    """A text to be read: exactly one of `text`, `file`, `url`. Nothing of it is stored unless `keep` is true."""

    text: Annotated[str, AfterValidator(_whole)] | None = None
    file: File | None = None
    url: Annotated[str, StringConstraints(max_length=2000), AfterValidator(_whole)] | None = None
    published: Annotated[date | None, Field(description="The day it appeared on, where that is known.")] = None
    keep: Annotated[bool, Field(description="Store it in the world.")] = False

    @model_validator(mode="after")
    def _one(self) -> ToRead:
        if sum(each is not None for each in (self.text, self.file, self.url)) != 1:
            raise ValueError("give exactly one of text, file, url")
        return self


Id = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{1,64}$")]


@router.get("/articles/{article_id}", response_model=ArticlePage)
def article(of: Asked, article_id: Id) -> Response:
    """A stored article with all that it says, as users corrected it."""
    try:
        return of.json(ArticlePage, (article_id,), lambda: _stored_row(of, article_id), waits_its_turn=False)
    except NotFoundError:
        if not of.world.known([article_id]):  # it may have come since the copy was made
            raise
    return Response(
        ArticlePage.model_validate(_stored_row(of, article_id)).model_dump_json(), media_type="application/json"
    )


@router.get("/read")
def reader(of: Asked) -> ReaderState:
    """How the reader stands; asking begins to load it."""
    of.reader.begin()
    return ReaderState(
        is_ready=of.reader.is_ready,
        most_bytes=MAX_BYTES,
        most_characters=MAX_CHARS,
        allows_urls=of.settings.allow_urls,
    )


@router.post("/read", response_model=ReadPage)
def read(of: Asked, to_read: ToRead) -> Row:
    """Read a text that is brought."""
    reading = of.reader.read(_input(of, to_read), published=to_read.published)
    outcome = None
    if to_read.keep:
        (added,) = of.world.add([reading])
        outcome = added.outcome
    with of.current():
        claims = check_claims(of.world.path, reading.statements, of.settings.user_actors)
    is_stored = outcome is not None or bool(of.world.known([reading.article.id]))
    return article_page_row(reading, claims, is_stored=is_stored) | {"outcome": outcome}


def _input(of: Answers, to_read: ToRead) -> Input:
    if to_read.text is not None:
        return Input("pasted text", to_read.text.encode())
    if to_read.file is not None:
        name = clean(to_read.file.name).replace("\\", "/").rpartition("/")[2]
        return Input(name or "file", to_read.file.data)
    if not of.settings.allow_urls:
        raise ForbiddenError(
            "Web addresses are not read for visitors. Paste the text, or start `detente serve` with --allow-urls."
        )
    from detente.reading.intake.fetch import fetch

    address = to_read.url or ""
    if not address.lower().startswith(("http://", "https://")):
        raise FetchError(f"{clean(address)[:100]}: is no web address; expected one that begins with https://.")
    page = fetch(address, allow_private=False, max_bytes=MAX_BYTES)
    return Input(address, page.data, page.media_type, page.url)


def _stored_row(of: Answers, article_id: str) -> Row:
    root = of.world.path
    with connected(root) as connection:
        found = connection.execute("SELECT copy_of FROM articles WHERE id = $1", [article_id]).fetchone()
    if found is None:
        raise NotFoundError(f"The world holds no article {article_id!r}.")
    reading = Reading(of.world.article(article_id), tuple(of.world.statements(article_id)))
    claims = check_claims(root, reading.statements, of.settings.user_actors)
    return article_page_row(reading, claims, is_stored=True, copy_of=found[0], rejected=rejected_in(root, article_id))
