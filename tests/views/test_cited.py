"""A claim stays somebody's claim, in words that fit the speaker."""

from datetime import date

import pytest

from detente.records import ActorKind, Status, Tie
from detente.relations.told import Told
from detente.views.cited import cite, says_words
from factories import article, mention, statement

TEXT = "Kerry came. Pakistan’s army said that India armed the rebels. He left."


def test_each_status_has_its_verb() -> None:
    kerry = mention("john-kerry", name="John Kerry", kind=ActorKind.PERSON)
    said = {status: says_words(statement(status=status, speaker=kerry), article()) for status in Status}
    assert said[Status.ALLEGED] == "John Kerry alleges"
    assert said[Status.POSSIBLE] == "John Kerry says it may be so"
    assert len(said) == len(Status)


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("Some economic analysts", Status.REPORTED, "Some economic analysts say"),
        ("Some analysts", Status.CONDITIONAL, "Some analysts say, on a condition"),
        ("Russian officials", Status.DENIED, "Russian officials deny"),
        ("the United States", Status.ALLEGED, "the United States alleges"),
        ("the press", Status.ASSERTED, "the press says"),
    ],
)
def test_many_speak_in_the_plural(name: str, status: Status, words: str) -> None:
    assert says_words(statement(status=status, speaker=mention("x", name=name)), article()) == words


def test_the_author_is_named_where_known() -> None:
    author = mention("author", name="the author", kind=ActorKind.PERSON, state=None, start=-1, end=-1)
    assert says_words(statement(speaker=author), article(author="A. Writer")) == "A. Writer, the author, says"
    assert says_words(statement(speaker=mention("unnamed"), status=Status.ASKED), article()) == "nobody named asks"


def test_a_statement_comes_with_its_sentence_and_source() -> None:
    of = article(TEXT, outlet="The Paper", title="Arms", origin="/home/me/arms.txt")
    said = statement("tie", of=of, quote="India armed the rebels", tie=Tie.ENEMY, event_date=None)
    cited = cite(Told("article:1:2", None, said, of))
    assert cited.said is not None
    assert (cited.said.before, cited.said.quote, cited.said.after) == (
        "Pakistan’s army said that ", "India armed the rebels", ".",
    )  # fmt: skip
    assert (cited.what, cited.source) == ("USA ↔ PAK: enemy", "The Paper, “Arms”, 1 Oct – 7 Oct 2016")
    assert (cited.link, cited.day) == (None, date(2016, 10, 7))
