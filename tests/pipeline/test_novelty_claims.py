"""Claims of a text to be a first, stored or not, held against what the world records of the two."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from detente.feeds.gdelt import GDELT
from detente.pipeline.novelty_claims import check_claims
from detente.records import DateSpan, Statement
from detente.relations.novelty.claims import Verdict
from detente.world.importing import import_files
from factories import statement
from feed_lines import gdelt_line, write


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Russia consults Pakistan (CAMEO 036) on every 7th of a month from 2010 to 2019; it visits (042) once, in 2012."""
    days = [date(year, month, 7) for year in range(2010, 2020) for month in range(1, 13)]
    lines = [
        gdelt_line(
            GLOBALEVENTID=str(number),
            SQLDATE=f"{day:%Y%m%d}",
            DATEADDED=f"{day:%Y%m%d}000000",
            Actor2Code="PAK",
            EventCode="042" if day == date(2012, 3, 7) else "112",
            SOURCEURL=f"https://example.org/{number}",
            ActionGeo_FullName=f"Place {number}",
        )
        for number, day in enumerate(days, 1)
    ]
    import_files(tmp_path / "world", GDELT, [write(tmp_path / "20100107000000.export.CSV", *lines)])
    return tmp_path / "world"


def claim(words: str, mode: str, day: date | None = date(2019, 12, 1)) -> Statement:
    made = statement(source="RUS", target="PAK", type="CONSULT", mode=mode, novelty=words)
    return replace(made, event_date=None if day is None else DateSpan(day, day))


@pytest.mark.parametrize(
    ("words", "mode", "verdict", "reason"),
    [
        ("first-in-six-years", "visit", Verdict.CONFIRMED, "no earlier CONSULT visit"),
        ("first-in-9-years", "visit", Verdict.CONTRADICTED, "also on 2012-03-07"),
        ("first-ever", "third-party", Verdict.CANNOT_TELL, "not all of the time that is meant is covered"),
    ],
)
def test_the_record_confirms_or_does_not(root: Path, words: str, mode: str, verdict: Verdict, reason: str) -> None:
    (told,) = check_claims(root, [claim(words, mode)])
    assert told.verdict is verdict
    assert reason in told.reason
    assert told.pair == ("PAK", "RUS")


def test_what_cannot_be_looked_up_says_why(root: Path) -> None:
    undated, alone = claim("first-ever", "visit", None), replace(claim("first-ever", "visit"), target=None)
    told = check_claims(root, [undated, alone, replace(undated, novelty=None)])
    assert [each.reason for each in told] == ["it is not dated", "it is not about two known parties"]
