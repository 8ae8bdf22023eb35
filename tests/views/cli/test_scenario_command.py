from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from detente.pipeline.scenarios import EXAMPLES

ROOT = Path(__file__).parents[3]
SEED = ROOT.parent / "shared" / "seed" / "article.txt"


def test_the_shipped_example_answers_both_questions_and_says_what_is_assumed(cli: Callable[..., Any]) -> None:
    ran = cli("scenario", "examples/afghan-exit.yaml", "--draws", "64")
    assert ran.code == 0
    for words in (
        "How far will it go?",
        "How close Russia and Pakistan become: to ",
        "How much will each gain?",
        "Which number moves the answer most?",
        "Of 93 numbers 86 assumed, 7 from tables",
        "EU legislation (DEU III)",
        "does not say that anybody will mediate",
    ):
        assert words in " ".join(ran.out.split())
    assert len(ran.out.splitlines()) < 110


def test_json_is_what_the_schema_says_and_every_number_tells_its_origin(cli: Callable[..., Any]) -> None:
    ran = cli("scenario", str(EXAMPLES / "afghan-exit.yaml"), "--json", "--draws", "64")
    row = json.loads(ran.out)
    schema = json.loads((ROOT / "docs/schema/scenario.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(row)
    assert all(number["why"] or number["quote"] for number in row["numbers"])
    fields = {number["field"] for number in row["numbers"]}
    for setting in row["settings"].values():
        assert set(setting["sizes"].values()) | {field for _, _, field in setting["ties"]} <= fields


def test_numbers_lists_each_with_its_origin(cli: Callable[..., Any]) -> None:
    ran = cli("scenario", "examples/afghan-exit.yaml", "--numbers", "--draws", "16")
    told = " ".join(ran.out.split())
    assert "actors.USA.size = 13.325 (fixed), table: Correlates of War" in told
    assert "ties.AFG & taliban = -2 (-2 to -1.5), assumption: at war" in told


def test_a_broken_file_is_one_message_without_a_traceback(cli: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text("scenario: x\nas_of: 2016-13-01\nactrs: {}\n", encoding="utf-8")
    ran = cli("scenario", file)
    assert ran.code == 2
    assert "Traceback" not in ran.err
    assert "line 3, actrs: is no field here" in ran.err
    assert "Did you mean 'actors'?" in ran.err
    assert len(ran.err.splitlines()) == len(ran.err.split("detente: ")) - 1 == 3  # as_of, actors, actrs
    missing = cli("scenario", tmp_path / "none.yaml")
    assert missing.code == 2
    assert "examples/afghan-exit.yaml" in missing.err


def test_the_page_stands_alone_and_holds_what_files_say_as_text(cli: Callable[..., Any], tmp_path: Path) -> None:
    hostile = (EXAMPLES / "afghan-exit.yaml").read_text(encoding="utf-8")
    hostile = hostile.replace("US exit through Pakistan", "<script>alert(1)</script>")
    file, page = tmp_path / "x.yaml", tmp_path / "x.html"
    file.write_text(hostile, encoding="utf-8")
    assert cli("scenario", file, "--html", page, "--draws", "16").code == 0
    html = page.read_text(encoding="utf-8")
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert 'src="http' not in html
    assert "How much will each gain" in html
    assert html.count("<svg") >= 3


@pytest.mark.shared
@pytest.mark.skipif(not SEED.exists(), reason="../shared is not there")
def test_a_draft_of_the_seed_runs_and_tells_its_sentences(cli: Callable[..., Any], tmp_path: Path) -> None:
    draft = tmp_path / "out.yaml"
    assert cli("read", SEED, "--scenario-draft", draft).code == 0
    text = draft.read_text(encoding="utf-8")
    article = " ".join(SEED.read_text(encoding="utf-8").split())
    ran = cli("scenario", draft, "--json", "--draws", "32")
    assert ran.code == 0
    row = json.loads(ran.out)
    assert set(row["pair"]) == {"RUS", "PAK"}
    assert {"RUS", "PAK", "USA", "IND", "CHN", "IRN"} <= set(row["actors"])
    assert "cpec" in {issue["id"] for issue in row["issues"]}
    assert set(row["deal"]["between"]) == {"USA", "PAK"}
    assert [broker["broker"] for broker in row["brokers"]] == ["RUS"]
    assert [route["of"] for route in row["routes"]] == ["AFG"]
    assert row["said"]
    for number in row["numbers"]:
        assert number["origin"] in ("assumption", "table")
        if number["quote"]:
            assert number["quote"].rstrip("…") in article
    again = cli("read", SEED, "--scenario-draft", draft)
    assert again.code == 2
    assert draft.read_text(encoding="utf-8") == text
