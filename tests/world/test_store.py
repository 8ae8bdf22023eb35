"""What goes into a world comes out again; what is there already is not added twice."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from detente.errors import EvidenceError, WorldError
from detente.records import (
    ActorKind,
    Article,
    DateSpan,
    Evidence,
    Genre,
    Place,
    Polarity,
    Precision,
    Published,
    Quantity,
    Reading,
    Span,
    Stance,
    Status,
    Tie,
)
from detente.world import Added, Counts, World
from factories import article, corpus, long_text, mention, reading, statement


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World.open(tmp_path / "world")


def full_reading() -> Reading:
    """A reading in which every field says something."""
    text = "“Ça suffit”, said the Kremlin 🙂.\n\x00 Donate! Some 200 troops came to Peshawar in 1996."
    read = article(
        text,
        origin="dir/a b.html",
        encoding="cp1252",
        title="Ça suffit",
        outlet="The Outlet",
        author="A. Author",
        genre=Genre.OPINION,
        genre_why="first person",
        published=Published(date(1, 1, 1), None, "oldest"),
        not_article=(Span(36, 44),),
        offsets_into="text",
    )
    quote = "Some 200 troops came to Peshawar in 1996."
    everything = statement(
        of=read,
        id="all",
        quote=quote,
        status=Status.DENIED,
        polarity=Polarity.NEGATIVE,
        speaker=mention("RUS.GOV", kind=ActorKind.GOVERNMENT, state="RUS", text="the Kremlin", start=18, end=29),
        cue="said",
        about=(mention("cpec", kind=ActorKind.PROJECT, state=None),),
        mode="military",
        tie=Tie.WEAKENING,
        stance=Stance.OPPOSE,
        goldstein=0.1 + 0.2,
        event_date=DateSpan(None, date(9999, 12, 31), Precision.VAGUE_PAST),
        place=Place("Peshawar", "PAK", text.index("Peshawar"), text.index(" in 1996")),
        quantities=(Quantity(200.0, "troops", approximate=True), Quantity(1e300, "")),
        novelty="first ever",
        also=(Evidence(read.id, 0, 1, "“"), Evidence(read.id, text.index("🙂"), text.index("🙂") + 1, "🙂")),
        confidence=1 / 3,
    )
    bare = statement(
        "question", source=None, target=None, of=read, id="bare", quote="", cue="", status=Status.ASKED, place=None
    )
    return Reading(read, (everything, bare), datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=5))))


def test_a_reading_comes_back_equal(world: World) -> None:
    read = full_reading()

    assert list(world.add([read])) == [Added(read.article.id, "added", None, 2)]

    again = World.open(world.path, create=False)
    assert list(again.articles()) == [read.article]
    assert again.article(read.article.id) == read.article
    assert tuple(again.statements()) == tuple(again.statements(read.article.id)) == read.statements
    assert again.query("SELECT epoch(read_at) AS read_at FROM articles").to_pylist() == [
        {"read_at": read.read_at.timestamp()}
    ]


def test_stored_order_is_the_order_of_adding(world: World) -> None:
    readings = corpus(9)
    list(world.add(readings[:5], batch_size=2))
    list(world.add(readings[5:]))

    assert list(world.articles()) == [read.article for read in readings]
    assert list(world.statements()) == [said for read in readings for said in read.statements]


def test_an_article_without_statements(world: World) -> None:
    assert list(world.add([reading(statements=[])])) == [Added(article().id, "added", None, 0)]
    assert world.counts() == Counts(1, 0, 0, 0, 0, 0)
    assert list(world.statements()) == []
    assert world.events().num_rows == 0


def test_an_unknown_article(world: World) -> None:
    with pytest.raises(WorldError, match="no article with id 'x'"):
        world.article("x")
    assert list(world.statements("x")) == []


def test_the_same_article_adds_nothing(world: World) -> None:
    read = reading()
    more = replace(read, statements=(*read.statements, statement("tie")))

    outcomes = [added.outcome for added in world.add([read, more])]
    outcomes += [added.outcome for added in world.add([more])]

    assert outcomes == ["added", "repeated", "repeated"]
    assert tuple(world.statements()) == read.statements
    assert world.known([read.article.id, "x"]) == {read.article.id}


@pytest.mark.parametrize("together", [True, False])
def test_a_copy_is_linked_and_marked(together: bool, world: World) -> None:
    text = long_text("w")
    first, copy = reading(text), reading(text.replace("w60 ", "changed "))
    copy_of_copy = reading(text.replace("w60 ", "changed ").replace("w30 ", "too "))
    other = reading(long_text("other"))

    told = list(world.add([first, copy, copy_of_copy, other], batch_size=4 if together else 1))

    original = first.article.id
    assert [(added.outcome, added.copy_of) for added in told] == [
        ("added", None),
        ("copy", original),
        ("copy", original),
        ("added", None),
    ]
    assert world.counts() == Counts(articles=4, copies=2, statements=4, copied_statements=2, events=4, copied_events=2)
    assert tuple(world.statements(copies=False)) == first.statements + other.statements
    assert tuple(world.statements(copy.article.id)) == copy.statements
    assert list(world.statements(copy.article.id, copies=False)) == []
    assert sorted(world.events()["is_copy"].to_pylist()) == [False, False, True, True]


def test_events_are_typed_columns(world: World) -> None:
    list(world.add([full_reading()]))

    (row,) = world.events().to_pylist()

    assert (row["cameo_code"], row["event_date"], row["published_at"]) == ("057", None, None)
    assert abs(row["ingested_at"] - datetime.now(UTC)) < timedelta(minutes=1)


def test_nothing_is_on_disk_before_the_first_write(tmp_path: Path) -> None:
    world = World.open(tmp_path / "a" / "world")

    assert world.counts() == Counts(0, 0, 0, 0, 0, 0)
    assert list(world.articles()) == []
    assert list(world.add([])) == []
    assert not (tmp_path / "a").exists()


def test_a_world_that_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(WorldError, match="There is no world at"):
        World.open(tmp_path / "world", create=False)


def test_a_world_made_newer_meanwhile_is_not_written(world: World) -> None:
    list(world.add([reading("one")]))
    manifest = world.path / "world.json"
    manifest.write_text(manifest.read_text().replace('"schema_version": 1', '"schema_version": 2'))

    with pytest.raises(WorldError, match="Upgrade"):
        list(world.add([reading("two")]))


@pytest.mark.parametrize(
    "wrong",
    [
        {"evidence": Evidence(article().id, 0, 3, "the")},
        {"evidence": Evidence("another", 0, 3, "The")},
        {"also": (Evidence(article().id, 1, 4, "The"),)},
        {"evidence": Evidence(article().id, 78, 99, ". And more")},
    ],
)
def test_a_false_quote_is_refused_and_the_rest_kept(wrong: dict[str, Any], world: World) -> None:
    told: list[Added] = []
    with pytest.raises(EvidenceError, match="where the text says"):
        told.extend(world.add([reading("First."), reading(statements=[statement(**wrong)]), reading("Third.")]))

    assert [added.outcome for added in told] == ["added"]
    assert [read.text for read in world.articles()] == ["First."]


def test_half_a_character_is_refused(world: World) -> None:
    broken = Article(**{**_fields(article()), "text": "caf\udce9"})

    with pytest.raises(WorldError, match="lone surrogate"):
        list(world.add([Reading(broken, ())]))
    assert not world.path.exists()


def test_when_reading_fails_what_was_read_is_stored_and_told(world: World) -> None:
    def interrupted() -> Iterator[Reading]:
        yield reading("one")
        yield reading("two")
        raise KeyboardInterrupt

    told: list[Added] = []
    with pytest.raises(KeyboardInterrupt):
        told.extend(world.add(interrupted()))

    assert [added.outcome for added in told] == ["added", "added"]
    assert world.counts().articles == 2


def test_leaving_the_loop_keeps_what_was_told(world: World) -> None:
    told = []
    for added in world.add(corpus(6), batch_size=2):
        told.append(added.article_id)
        if len(told) == 3:
            break

    assert set(told) <= world.known(told)
    assert world.counts().articles == 4


def test_one_batch_of_readings_is_alive_at_a_time(world: World) -> None:
    alive = []

    def made() -> Iterator[Reading]:
        for number in range(30):
            yield reading(f"text {number}")

    for at, _ in enumerate(world.add(made(), batch_size=5)):
        if at % 5 == 0:
            gc.collect()
            alive.append(sum(isinstance(thing, Article) for thing in gc.get_objects()))

    assert max(alive) <= 5 + 2


def test_readers_go_on_with_what_they_opened(world: World) -> None:
    readings = corpus(6)
    list(world.add(readings[:4], batch_size=2))
    articles = world.articles()
    first = next(articles)
    list(world.add(readings[4:]))

    assert [first, *articles] == [read.article for read in readings[:4]]


def test_importing_the_world_is_light(child: Callable[..., Any]) -> None:
    script = "import detente.world, sys; print(*sys.modules)"

    loaded = set(child(script).communicate()[0].split())

    assert not loaded & {"pyarrow", "deltalake", "duckdb", "datasketch", "numpy", "filelock", "scipy"}


def _fields(record: Article) -> dict[str, Any]:
    return {name: getattr(record, name) for name in Article.__slots__}
