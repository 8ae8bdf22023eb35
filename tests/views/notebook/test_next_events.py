"""What is next of an actor, in a notebook: escaped HTML, lines, tables whose evidence is known to the world."""

from datetime import date

import pytest
from lxml import html

import detente
from detente.feeds.gdelt import GDELT
from detente.forecast.next_events import NextEvents
from detente.world.importing import import_files
from feed_lines import write
from forecast_worlds import FIRST, lines_of_talks

AS_OF = date(2019, 6, 24)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> detente.World:
    folder = tmp_path_factory.mktemp("shown")
    lines = lines_of_talks(FIRST, AS_OF)
    import_files(folder / "world", GDELT, [write(folder / "20170101000000.export.CSV", *lines)])
    return detente.open(folder / "world")


@pytest.fixture(scope="module")
def told(world: detente.World) -> NextEvents:
    return world.next_events("Russia")


def test_it_shows_itself(told: NextEvents) -> None:
    bundle = told._repr_mimebundle_()
    words = html.fragment_fromstring(bundle["text/html"], create_parent=True).text_content()
    assert "Russia: what is next, and to whom" in words
    assert "it is no probability that the event comes" in words
    assert "ASSAULT so far" in words
    assert any(line.startswith("ASSAULT: ") and "1. Ukraine" in line for line in bundle["text/plain"].splitlines())


def test_its_tables(world: detente.World, told: NextEvents) -> None:
    types = told.to_arrow().to_pylist()
    assert [(row["type"], row["until"]) for row in types] == [("ASSAULT", "2019-07-24"), ("CONSULT", "2019-07-24")]
    first = told.to_arrow("ranked").to_pylist()[0]
    assert (first["type"], first["rank"], first["actor"]) == ("ASSAULT", 1, "UKR")
    assert set(world.evidence(*first["evidence"])) == set(first["evidence"]) != set()
    reasons = told.to_arrow("reasons").to_pylist()
    assert {row["about"] for row in reasons} >= {"rule", "pair"}


def test_a_short_past_is_listed(world: detente.World) -> None:
    short = world.next_events("Russia", as_of=date(2017, 2, 10))
    assert "Pakistan on 1 Jan 2017" in short._repr_mimebundle_()["text/plain"]
    assert "Pakistan on 1 Jan 2017" in short._repr_html_()
    assert short.to_arrow("ranked").num_rows == 0
