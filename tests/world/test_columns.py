"""Records go through Arrow and come back equal, whatever they hold."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.records import (
    ActorMention,
    Article,
    DateSpan,
    Evidence,
    Place,
    Precision,
    Published,
    Quantity,
    Span,
    Stance,
    Statement,
    Tie,
)
from detente.world.columns import arrow_fields, from_row, to_row
from factories import article, mention, statement

TEXTS = st.text(max_size=12)
OFFSETS = st.integers(-1, 2**40)
FLOATS = st.floats(allow_nan=False)
QUANTITIES = st.builds(Quantity, value=FLOATS, unit=TEXTS)
MENTIONS = st.builds(
    ActorMention, id=TEXTS, name=TEXTS, state=st.none() | TEXTS, text=TEXTS, start=OFFSETS, end=OFFSETS
)
EVIDENCE = st.builds(Evidence, article_id=TEXTS, start=OFFSETS, end=OFFSETS, quote=TEXTS)


@st.composite
def date_spans(draw: st.DrawFn) -> DateSpan:
    start, end = sorted(draw(st.tuples(st.dates(), st.dates())))
    return DateSpan(
        draw(st.sampled_from([start, None])), draw(st.sampled_from([end, None])), draw(st.sampled_from(Precision))
    )


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start, end = sorted(draw(st.tuples(st.integers(0, 99), st.integers(0, 99))))
    return Span(start, end)


STATEMENTS = st.builds(
    Statement,
    speaker=MENTIONS,
    source=st.none() | MENTIONS,
    target=st.none() | MENTIONS,
    actors=st.lists(MENTIONS, max_size=3).map(tuple),
    about=st.lists(MENTIONS, max_size=2).map(tuple),
    goldstein=st.none() | FLOATS,
    quad_class=st.none() | st.integers(1, 4),
    tie=st.none() | st.sampled_from(Tie),
    stance=st.none() | st.sampled_from(Stance),
    event_date=st.none() | date_spans(),
    place=st.none() | st.builds(Place, start=OFFSETS, end=OFFSETS),
    quantities=st.lists(QUANTITIES, max_size=2).map(tuple),
    evidence=EVIDENCE,
    also=st.lists(EVIDENCE, max_size=2).map(tuple),
    confidence=FLOATS,
)
ARTICLES = st.builds(
    Article,
    text=st.text(),
    published=st.builds(Published, start=st.none() | st.dates(), end=st.none() | st.dates(), why=TEXTS),
    not_article=st.lists(spans(), max_size=3).map(tuple),
)


def through_arrow(record: Any) -> Any:
    table = pa.Table.from_pylist([to_row(record)], pa.schema(arrow_fields(type(record))))
    return from_row(type(record), table.to_pylist()[0])


@settings(max_examples=60, deadline=None)
@given(record=STATEMENTS | ARTICLES)
def test_a_record_comes_back_equal(record: Any) -> None:
    assert through_arrow(record) == record


@pytest.mark.parametrize(
    ("field", "value"),
    [("source", None), ("event_date", None), ("event_date", DateSpan(None, None, Precision.VAGUE_PAST)), ("about", ())],
)
def test_missing_and_empty_stay_apart(field: str, value: Any) -> None:
    assert getattr(through_arrow(statement(**{field: value})), field) == value


def test_a_struct_column_has_the_records_fields() -> None:
    schema = pa.schema(arrow_fields(Statement))

    assert schema.field("evidence").type == pa.struct(
        [("article_id", pa.string()), ("start", pa.int64()), ("end", pa.int64()), ("quote", pa.string())]
    )
    assert schema.field("cameo_code").type == pa.string()
    assert pa.types.is_list(schema.field("quantities").type)


def test_enums_are_stored_as_their_text() -> None:
    assert to_row(mention())["kind"] == "state"
    assert type(to_row(mention())["kind"]) is str


def test_columns_that_are_no_fields_are_passed_over() -> None:
    assert from_row(Article, to_row(article()) | {"batch_id": "b"}) == article()
