"""A statement as the report prints it: every cell in words, and its sentence in three parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from detente.errors import UnknownCodeError
from detente.ontology.cameo import cameo_entry
from detente.ontology.quad_class import QuadClass
from detente.records import ActorMention, Article, Evidence, Statement
from detente.views.charts.palette import SHAPES
from detente.views.report.marked_text import anchor
from detente.views.said import Said, said_around
from detente.views.wording import (
    NOBODY,
    actor_words,
    clean,
    date_words,
    is_symmetric,
    quantity_words,
    speaker_words,
    what_words,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One statement in words. `number` counts from 1; `places` are the anchors of its words in the full text."""

    number: int
    kind: str
    status: str
    shape: str
    who: str
    arrow: str
    whom: str
    actors: tuple[str, ...]
    about: tuple[str, ...]
    what: str
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
    confidence: str
    said: Said
    places: tuple[str, ...]


def report_row(
    number: int, statement: Statement, article: Article, shown: Callable[[Evidence], bool], edges: Sequence[int] = ()
) -> Row:
    """The row of a statement.

    Args:
        number: Its number in the report, from 1.
        statement: The statement.
        article: The article it is from.
        shown: Whether the full text at the end of the report reaches as far as some evidence.
        edges: Places of the article that no sentence goes across (`wording.sentence_edges`).
    """
    evidence = (statement.evidence, *statement.also)
    return Row(
        number=number,
        kind=str(statement.kind),
        status=str(statement.status),
        shape=SHAPES[statement.status].character,
        who=actor_words(statement.source),
        arrow="↔" if is_symmetric(statement) else "→",
        whom=actor_words(statement.target),
        actors=_names(statement.actors),
        about=_names(statement.about),
        what=clean(what_words(statement)),
        cameo=clean(statement.cameo_code or ""),
        cameo_name=_cameo_name(statement.cameo_code),
        quad_class=statement.quad_class or 0,
        quad_label=QuadClass(statement.quad_class).label if statement.quad_class else "",
        goldstein="" if statement.goldstein is None else signed(statement.goldstein),
        when=date_words(statement.event_date),
        where=clean(statement.place.name) if statement.place else "",
        how_many=quantity_words(statement.quantities),
        says=speaker_words(statement),
        named=statement.speaker.id != NOBODY,
        cue=clean(statement.cue or ""),
        novelty=clean(statement.novelty or ""),
        confidence=f"{statement.confidence:.2f}",
        said=said_around(statement.evidence, article.text, edges),
        places=tuple(anchor(number, index) for index, each in enumerate(evidence) if shown(each)),
    )


def signed(value: float) -> str:
    """A number with its sign: "+7.4", "−10.0", "0.0".

    >>> signed(-10), signed(0.0), signed(3.5)
    ('−10.0', '0.0', '+3.5')
    """
    return f"{value:+.1f}".replace("-", "−") if round(value, 1) else "0.0"


def _names(actors: tuple[ActorMention, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actor_words(actor) for actor in actors))


def _cameo_name(code: str | None) -> str:
    """The code's name; a code that is in no table stands by itself."""
    try:
        return cameo_entry(code).name if code else ""
    except UnknownCodeError:
        return ""
