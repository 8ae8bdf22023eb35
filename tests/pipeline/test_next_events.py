"""What an actor does next: nothing published later counts, and what is told is what the record holds."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from detente.errors import DetenteError, UnknownActorError, UnknownCodeError
from detente.feeds.gdelt import GDELT
from detente.pipeline import open_world
from detente.world.importing import import_files
from feed_lines import line_between, write
from forecast_worlds import FIRST, lines_of_talks

AS_OF = date(2019, 6, 24)
DAYS = (AS_OF - FIRST).days + 1
CLASHES = [FIRST + timedelta(days=since) for since in range(DAYS) if (since * since) % 61 < since // 60]
"""The days on which RUS and UKR clash, as `lines_of_talks` has it."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("next")
    lines = lines_of_talks(FIRST, AS_OF)
    import_files(folder / "world", GDELT, [write(folder / "20170101000000.export.CSV", *lines)])
    return folder / "world"


def test_what_is_published_later_changes_nothing(world: Path, tmp_path: Path) -> None:
    before = open_world(world).next_events("Russia", as_of=AS_OF)
    lines = lines_of_talks(FIRST, AS_OF)
    import_files(tmp_path / "world", GDELT, [write(tmp_path / "20170101000000.export.CSV", *lines)])
    later = lines_of_talks(AS_OF + timedelta(days=1), AS_OF + timedelta(days=90), 10_000)
    # Fell before, published after, so that somebody else would be ranked first; new actors; and one known already.
    added = {"DATEADDED": "20190625000000"}
    later += [line_between(20_000 + n, AS_OF - timedelta(days=n), "RUS", "FRA", "190", **added) for n in range(40)]
    later += [line_between(30_000, date(2019, 7, 2), "BRA", "ARG", "042"), lines[0]]
    import_files(tmp_path / "world", GDELT, [write(tmp_path / "20190625000000.export.CSV", *later)])
    after = open_world(tmp_path / "world").next_events("Russia", as_of=AS_OF)
    assert before == after
    assert open_world(tmp_path / "world").next_events("Russia").types != before.types


def test_each_type_has_its_rate_and_who_is_next(world: Path) -> None:
    found = open_world(world).next_events("Russia", as_of=AS_OF)
    assert [kind.type for kind in found.types] == ["ASSAULT", "CONSULT"]
    assault = found.of("ASSAULT")
    assert (assault.events, assault.last) == (len(CLASHES), CLASHES[-1])
    assert assault.rate is not None
    assert assault.rate.until == date(2019, 7, 24)
    best = assault.ranked[0]
    assert (best.actor.id, best.rank) == ("UKR", 1)
    assert best.before is not None
    assert (best.before.days, best.before.last) == (len(CLASHES), tuple(CLASHES[:-4:-1]))
    assert found.of("CONSULT").events == 4  # with PAK, on days 0, 301, 602 and 903
    assert [(act.target.id, act.days) for act in found.of("CONSULT").met] == [("PAK", 4)]
    # As many facts as lines up to the day: each line is of its own day, type and pair.
    assert found.facts == found.used == found.total == len(lines_of_talks(FIRST, AS_OF))
    assert (found.since, found.until, found.actors, found.late) == (FIRST, AS_OF, 7, 0.0)


def test_the_record_is_of_the_last_days(world: Path) -> None:
    held = open_world(world).next_events("Russia", as_of=AS_OF).held_out
    assert held is not None
    tried = round(0.05 * DAYS)  # USA and CHN talk on every day
    assert (held.first, held.last, held.days) == (AS_OF - timedelta(days=tried - 1), AS_OF, tried)
    assert held.all_actors.scores.queries == len(lines_of_talks(held.first, AS_OF))
    assert held.own is not None
    assert held.peers == held.all_actors  # all of them are states
    clashes = [day for day in CLASHES if day >= held.first]
    assert held.own.scores.queries == len(clashes) + 1  # and talks with PAK on day 903, 23 June 2019
    assert held.all_actors.scores.mrr == pytest.approx(1.0, abs=0.05)


def test_who_acts_on_an_actor(world: Path) -> None:
    found = open_world(world).next_events("Ukraine", as_target=True, kind="assault", as_of=AS_OF)
    (kind,) = found.types
    assert (found.role, kind.type, kind.ranked[0].actor.id) == ("target", "ASSAULT", "RUS")
    assert kind.record is not None
    assert kind.record.scores.hits[1] == 1.0
    assert open_world(world).next_events("Ukraine", as_of=AS_OF).types == ()


def test_nobody_is_ranked_as_its_own_partner(world: Path) -> None:
    (kind,) = open_world(world).next_events("Ukraine", as_target=True, as_of=AS_OF, most=7).types
    told = [each.actor.id for each in kind.ranked]
    assert "UKR" not in told
    assert len(told) == len(set(told)) > 1


def test_past_acts_lead_to_their_events(world: Path) -> None:
    opened = open_world(world)
    (assault,) = opened.next_events("Russia", kind="ASSAULT", as_of=AS_OF, most=1).types
    (best,) = assault.ranked
    for act in [best.before, *(act for reason in best.reasons for act in reason.acts)]:
        assert act is not None
        told = opened.evidence(*act.events)
        assert {each.event.event_date for each in told.values() if each.event} == set(act.last)


def test_a_short_past_is_told_without_ranks(world: Path, tmp_path: Path) -> None:
    found = open_world(world).next_events("Russia", as_of=date(2017, 2, 10))
    assert "are needed" in (found.why_not_ranked or "")
    assert found.held_out is None
    assert [(kind.type, kind.events, kind.ranked) for kind in found.types] == [("CONSULT", 1, ())]
    assert [act.target.id for act in found.types[0].met] == ["PAK"]
    (tmp_path / "a.txt").write_text("Russia attacked Ukraine on 3 May 2018.", encoding="utf-8")
    texts = open_world(tmp_path / "texts")
    texts.read(tmp_path / "a.txt", published=date(2018, 5, 4))
    told = texts.next_events("Russia")
    assert told.as_of == date(2018, 5, 4)
    assert "silence says nothing" in (told.why_not_rated or "")
    assert [(kind.type, kind.rate) for kind in told.types] == [("ASSAULT", None)]


def test_who_and_what_is_not_known_is_refused(world: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownActorError):
        open_world(world).next_events("Rusia")
    with pytest.raises(UnknownCodeError, match="SANCTION"):
        open_world(world).next_events("Russia", kind="SANKTION")
    (tmp_path / "a.txt").write_text("The weather was fine.", encoding="utf-8")
    texts = open_world(tmp_path / "texts")
    texts.read(tmp_path / "a.txt", published=date(2018, 5, 4))
    with pytest.raises(DetenteError, match="no dated event"):
        texts.next_events("Russia")
