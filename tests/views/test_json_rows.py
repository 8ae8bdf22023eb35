from __future__ import annotations

import io
import json

from hypothesis import given
from hypothesis import strategies as st

from detente.views.json_rows import article_row, json_line, print_rows, statement_row
from factories import article, mention, reading, statement


@given(st.dictionaries(st.text(), st.text() | st.floats(allow_nan=False, allow_infinity=False) | st.none()))
def test_a_line_is_the_row_and_safe_to_print(row: dict[str, object]) -> None:
    line = json_line(row)
    assert json.loads(line) == row
    assert len(line.splitlines()) == 1
    assert not any(char < " " or "\x7f" <= char <= "\x9f" or char in "\u202e\u2066" for char in line)


def test_letters_of_all_scripts_stay() -> None:
    assert json_line({"name": "Владимир “Путин” 习近平"}) == '{"name": "Владимир “Путин” 习近平"}'


def test_article_comes_first_then_a_line_for_each_statement() -> None:
    out = io.StringIO()
    print_rows(reading(), out)
    rows = [json.loads(line) for line in out.getvalue().splitlines()]
    assert [row["kind"] for row in rows] == ["article", "event"]
    assert rows[0]["published"] == {"start": "2016-10-01", "end": "2016-10-07", "why": "the latest date in the text"}
    assert rows[1]["evidence"]["article_id"] == rows[0]["id"]
    assert rows[1]["event_date"] == {"start": "2016-10-03", "end": "2016-10-03", "precision": "day"}


def test_text_is_given_where_offsets_count_it() -> None:
    assert "text" not in article_row(article())
    assert article_row(article("Iran left.", offsets_into="text"))["text"] == "Iran left."


def test_implied_speaker_has_no_place_in_the_text() -> None:
    row = statement_row(statement())
    assert row["speaker"]["start"] is None
    assert row["source"] == {
        "id": "USA", "name": "USA", "kind": "state", "state": "USA", "text": "USA", "start": 0, "end": 3,
    }  # fmt: skip
    assert statement_row(statement(speaker=mention("IND")))["speaker"]["end"] == 3
