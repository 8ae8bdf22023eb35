from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from detente.records import DateSpan, Evidence, Place, Quantity, Reading, Statement
from detente.views.cli.brief import print_brief
from factories import article, mention, reading, statement

TEXT = (
    "Iran sent about 200 troops to Oman and praised it. Chad is an ally of Mali. Cuba opposes the canal. "
    "If Peru leaves, Fiji will stay. How far will Laos go?"
)


def at(quote: str, kind: str, source: str | None, target: str | None, **changes: Any) -> Statement:
    read = article(TEXT)
    start = TEXT.index(quote)
    evidence = Evidence(read.id, start, start + len(quote), quote)
    return statement(kind, source, target, of=read, evidence=evidence, **changes)


def whole_reading() -> Reading:
    said = [
        at("praised it", "event", "IRN", "OMN", type="SUPPORT", quad_class=1, event_date=None),
        at(
            "Iran sent about 200 troops to Oman",
            "event",
            "IRN",
            "OMN",
            type="MOBILIZE",
            quad_class=4,
            event_date=DateSpan(date(2016, 5, 1), date(2016, 5, 31)),
            place=Place("Muscat", "OMN", 0, 1),
            quantities=(Quantity(200, "troops", approximate=True),),
            speaker=mention("IND", name="India"),
        ),
        at("Chad is an ally of Mali", "tie", "TCD", "MLI", tie="ally", also=(Evidence("x", 0, 1, "I"),)),
        at("Cuba opposes the canal", "stance", "CUB", None, stance="oppose", about=(mention("PRJ", name="the canal"),)),
        at("If Peru leaves, Fiji will stay", "condition", "PER", "FJI", novelty="first-ever"),
        at("How far will Laos go", "question", "LAO", None, status="asked"),
    ]
    return reading(
        TEXT, [replace(each, status=each.status) for each in said], title="A \x1b[31mtitle", outlet="The Paper"
    )


def shown(width: int, **options: bool) -> str:
    out = io.StringIO()
    print_brief(whole_reading(), Console(file=out, width=width, highlight=False, **options))  # type: ignore[arg-type]
    return out.getvalue()


def test_brief_tells_everything_with_its_sentence() -> None:
    text = shown(150)
    order = [
        "A [31mtitle",
        "The Paper",
        "1 Oct – 7 Oct 2016 (the latest date in the text)",
        "report (no first person)",
        "Events (2)",
        "Ties (1)",
        "Stances, by issue (1)",
        "Conditions (1)",
        "Open questions (1)",
    ]
    assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)
    rows = [line.split("  ") for line in text.splitlines() if "MOBILIZE" in line]
    assert [cell.strip() for cell in rows[0] if cell.strip()] == [
        "May 2016", "IRN", "MOBILIZE", "→ OMN", "Muscat", "about 200 troops", "reported", "India",
    ]  # fmt: skip
    assert text.count("    Iran sent about 200 troops to Oman and praised it.\n") == 1  # the two rows share it
    assert "TCD ↔ MLI · ally" in text
    assert "    Chad is an ally of Mali.  (+1 more place in the text)" in text
    assert "the canal\n  CUB against" in text
    assert "    If Peru leaves, Fiji will stay.  [first-ever, says the text]" in text
    assert "    How far will Laos go?" in text


def test_dated_events_come_before_undated() -> None:
    text = shown(150)
    assert text.index("MOBILIZE") < text.index("SUPPORT")


@pytest.mark.parametrize("width", [40, 80, 120, 160])
def test_no_line_is_wider_than_the_terminal_and_nothing_is_cut(width: int) -> None:
    text = shown(width)
    assert all(cell_len(line) <= width and line == line.rstrip() for line in text.splitlines())
    assert "…" not in text
    assert "about 200 troops" in " ".join(text.split())


def test_colours_only_for_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b" not in shown(100)
    assert "\x1b[" in shown(100, force_terminal=True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in shown(100, force_terminal=True)


def test_a_text_that_says_nothing_of_actors() -> None:
    out = io.StringIO()
    print_brief(reading("The weather was fine.", []), Console(file=out, width=80))
    assert "No statement about political actors was found." in out.getvalue()
