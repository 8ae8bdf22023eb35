"""The page of two actors: its numbers are those of the world, every reference resolves, nothing hostile acts."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from detente.errors import DetenteError
from detente.pipeline import open_world
from detente.pipeline.dossier import Dossier
from detente.views.cli.names import actor_names
from detente.views.report.pair_report import MAX_BYTES, render_pair_report
from views.browser import opened

MADE = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def found(told_world: Path) -> Dossier:
    return open_world(told_world).dossier("Russia", "Pakistan", day=date(2019, 12, 31))


@pytest.fixture(scope="module")
def page(found: Dossier) -> str:
    return render_pair_report(found, name=actor_names(), made_at=MADE)


@pytest.fixture(scope="module")
def tree(page: str) -> Any:
    return html.document_fromstring(page)


def words(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())


def test_it_is_small_and_asks_nothing_of_the_network(page: str, tree: Any) -> None:
    assert len(page.encode()) < MAX_BYTES
    assert tree.xpath("//link | //img | //iframe | //object | //base | //form | //script") == []
    assert not re.findall(r"url\(|@import", page)
    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert tree.xpath("//@style") == []


def test_every_reference_resolves_and_leads_back(tree: Any) -> None:
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    targets = [href[1:] for href in tree.xpath("//*[local-name()='a']/@href")]
    assert set(targets) <= set(ids)
    refs = tree.xpath("//sup[@class='refs']/a")
    assert len(refs) > 20
    for ref in refs:
        note = tree.get_element_by_id(ref.get("href")[1:])
        assert f"#{ref.get('id')}" in note.xpath(".//a[@class='back']/@href")


def test_numbers_are_the_worlds_own(tree: Any, found: Dossier) -> None:
    stand, shifts = (words(tree.get_element_by_id(part)) for part in ("stand", "shifts"))
    # Half a year of daily consultations: 31 in the last December, all under the level's year.
    assert "Level on the peace scale in December 2019" in stand
    assert "verbal cooperation 31" in stand
    assert "July 2018: ▲ towards cooperation" in shifts
    assert "events 546 5" in shifts  # 1 January 2017 to 30 June 2018
    (shift,) = found.relation.shifts
    notes = words(tree.get_element_by_id("notes"))
    for event in (*shift.before, *shift.after):
        assert event.id.removeprefix("gdelt:") in notes


def test_each_month_of_the_curve_names_its_events(tree: Any) -> None:
    (row,) = tree.xpath("//tr[th='Feb 2017']")
    cells = [words(cell) for cell in row]
    assert cells[3] == "28"
    first, last = (int(number) for number in row.xpath(".//a/text()"))
    assert last - first == 27
    assert "1 Feb 2017" in words(tree.get_element_by_id(f"n{first}"))


def test_claims_are_attributed(tree: Any) -> None:
    notes = [words(note) for note in tree.xpath("//ol[@class='notes']/li")]
    (analysts,) = [note for note in notes if "Some analysts" in note.partition("“")[0]]
    assert re.search(r"Russia ↔ Pakistan: ally .* Some analysts say : “", analysts)
    assert "the feed gdelt codes it so; it brings no sentence" in notes[0]
    assert "“first-ever”, says the text the record cannot tell" in words(tree.get_element_by_id("firsts"))


def test_third_parties_and_licences_are_told(tree: Any) -> None:
    why = words(tree.get_element_by_id("why"))
    assert "Pull them together (1)" in why
    assert re.search(r"China \+ \(1\) \d+ \+ \(1\) \d+", why)
    record = words(tree.get_element_by_id("record"))
    assert "01 Jan 2017 – 31 Dec 2019" in record
    assert "The GDELT Project: free for any use, with the project named and linked" in record


def test_issues_are_told_with_both_stances(told_world: Path) -> None:
    found = open_world(told_world).dossier("India", "Pakistan", day=date(2019, 12, 31))
    tree = html.document_fromstring(render_pair_report(found, name=actor_names(), made_at=MADE))
    assert re.search(
        r"China-Pakistan Economic Corridor differ against \d+ for \d+", words(tree.get_element_by_id("why"))
    )


def test_a_pair_without_a_record_says_so(told_world: Path) -> None:
    found = open_world(told_world).dossier("Fiji", "Malta")
    tree = html.document_fromstring(render_pair_report(found, name=actor_names(), made_at=MADE))
    assert "knows no event between the two" in words(tree.get_element_by_id("stand"))
    assert words(tree.get_element_by_id("notes")).startswith("Notes 0")


def test_a_busy_pair_keeps_to_the_size_and_says_what_it_leaves_out(
    found: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("detente.views.report.pair_report.MAX_BYTES", 320_000)
    page = render_pair_report(found, name=actor_names(), made_at=MADE)
    assert len(page.encode()) < 320_000
    tree = html.document_fromstring(page)
    left = len(found.relation.events) - len(
        [li for li in tree.xpath("//ol[@class='notes']/li") if "gdelt 1" in words(li)]
    )
    assert re.search(r"[\d,]+ further events of the two have no note here", words(tree.get_element_by_id("notes")))
    assert left > 500
    test_every_reference_resolves_and_leads_back(tree)


def test_an_unknown_measure_is_refused(found: Dossier) -> None:
    with pytest.raises(DetenteError, match=r"'love' is not known for these two\. Known: verbal_cooperation"):
        render_pair_report(found, name=actor_names(), measure="love")


def test_nothing_hostile_acts_in_a_real_browser(told_world: Path, cli: Callable[..., Any], tmp_path: Path) -> None:
    ran = cli("report", "Russia", "Pakistan", "--world", told_world, "-o", tmp_path / "r.html")
    assert ran.code == 0, ran.err
    for width in (390, 1280):
        with opened(tmp_path / "r.html", width=width) as told:
            assert told.page.title() == "Russia – Pakistan"
            assert told.page.evaluate("document.documentElement.scrollWidth") <= width
            assert told.page.locator("ol.notes > li").count() > 1000
            assert "document.title='owned'" in told.page.locator("#notes").inner_text()
            assert "\u202e" not in told.page.content()
            assert [url for url in told.asked if not url.startswith("file:")] == []
            assert told.logged == []


def test_unknown_actors_and_folders_are_refused(told_world: Path, cli: Callable[..., Any], tmp_path: Path) -> None:
    ran = cli("report", "Rusia", "Pakistan", "--world", told_world, "-o", tmp_path / "r.html")
    assert (ran.code, "Russia (RUS)" in ran.err, list(tmp_path.iterdir())) == (2, True, [])
    assert "is a folder" in cli("report", "Russia", "Pakistan", "--world", told_world, "-o", tmp_path).err
