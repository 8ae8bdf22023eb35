"""`detente backtest events`: its object, its table, its explanations with dates, its refusals."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forecast.folders import Row, write_folder
from views.test_schema import validator

ACTORS = ["China", "Japan", "Police_(India)", "India"]
TYPES = ["Consult", "Make_a_visit"]


def rows(first: int, last: int) -> list[Row]:
    """China consults Japan daily, and visits India when Japan does not host it."""
    return [
        row for day in range(first, last) for row in ((0, 0, 1, day), ((0, 1, 3, day) if day % 2 else (1, 1, 2, day)))
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path, rows(0, 20), rows(20, 22), rows(22, 24), ACTORS, TYPES)


def test_prints_one_object_as_described(cli: Callable[..., Any], folder: Path) -> None:
    ran = cli("backtest", "events", "--data", folder, "--json", "--explain", "2", "--first-day", "2016-01-01")
    assert ran.code == 0
    row = json.loads(ran.out)
    validator("backtest.events").validate(row)
    assert (row["setting"], row["ties"], row["comparable"]) == ("single-step", "average rank", True)
    assert row["queries"] == row["baseline"]["queries"] == 8
    assert row["published"] == {"data": "", "mrr": {}}
    first = row["explained"][0]
    assert (first["given"], first["type"], first["when"], first["answer"]) == (
        "China",
        "Consult",
        "2016-01-23",
        "Japan",
    )
    assert first["best"][0]["actor"] == "Japan"
    dates = [day for reason in first["best"][0]["reasons"] for events in reason["events"] for day in events["dates"]]
    assert max(dates) == "2016-01-22"  # the day before, and nothing of the day itself


def test_prints_a_table_and_names_what_carried(cli: Callable[..., Any], folder: Path) -> None:
    ran = cli("backtest", "events", "--data", folder, "--setting", "multi-step", "--explain", "1")
    assert ran.code == 0
    assert "recurrency baseline" in ran.out
    assert "dyad seen" in ran.out
    assert "time 22  China: Consult → ?" in ran.out
    assert "China - Consult - Japan (22 x, last time 21, time 20, time 19)" in " ".join(ran.out.split())


def test_marks_what_is_not_comparable(cli: Callable[..., Any], folder: Path) -> None:
    ran = cli("backtest", "events", "--data", folder, "--day-queries-known")
    assert "not comparable" in ran.out
    row = json.loads(cli("backtest", "events", "--data", folder, "--day-queries-known", "--json").out)
    assert row["comparable"] is False


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--setting", "two-step"), "expected single-step or multi-step"),
        (("--first-day", "June"), "expected a day as 2014-01-01"),
    ],
)
def test_refuses_in_words(cli: Callable[..., Any], folder: Path, words: tuple[str, ...], told: str) -> None:
    ran = cli("backtest", "events", "--data", folder, *words)
    assert ran.code == 2
    assert told in ran.err


def test_a_folder_without_facts_is_refused(cli: Callable[..., Any], tmp_path: Path) -> None:
    ran = cli("backtest", "events", "--data", tmp_path)
    assert ran.code == 2
    assert "train.txt, valid.txt, test.txt missing" in ran.err
