from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from detente.errors import EmptyInputError, InputError
from detente.pipeline import Added, Failed, Known, open_world, read, read_inputs
from detente.records import Reading

PACT = "Iran condemned Oman in Muscat on Monday."


def test_read_returns_one_reading(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PACT)
    found = read(tmp_path / "a.txt", published=date(2020, 5, 6))
    assert found.article.published.start == date(2020, 5, 6)
    assert [statement.type for statement in found.statements] == ["ACCUSE"]


def test_read_refuses_a_folder_of_several(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / f"{name}.txt").write_text(PACT)
    with pytest.raises(InputError, match="holds 2 texts, expected one"):
        read(tmp_path)


def test_what_fails_is_named(tmp_path: Path) -> None:
    (tmp_path / "no: texts").mkdir()
    results = list(read_inputs([str(tmp_path / "no: texts"), "http://127.0.0.1:9/a", "missing.txt"]))
    assert all(isinstance(result, Failed) for result in results)
    assert str(results[0].error).startswith(f"{tmp_path}/no: texts: ")  # type: ignore[union-attr]
    assert [result.name for result in results if isinstance(result, Failed)][1:] == [
        "http://127.0.0.1:9/a",
        "missing.txt",
    ]


def test_a_page_with_nothing_but_a_headline_holds_no_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Share this\n\nLeave a Reply\n\nNotify of\n")
    with pytest.raises(EmptyInputError, match="no text of one"):
        read(tmp_path / "a.txt")


def test_a_fault_in_one_article_does_not_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from detente.reading import statements

    real = statements.read_statements

    def faulty(article: object, *rest: object) -> object:
        if "Cuba" in article.text:  # type: ignore[attr-defined]
            raise IndexError("a fault")
        return real(article, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(statements, "read_statements", faulty)
    for name, text in (("a", PACT), ("b", "Cuba left."), ("c", "Chad left Mali alone.")):
        (tmp_path / f"{name}.txt").write_text(text)
    first, second, third = read_inputs([str(tmp_path)])
    assert isinstance(first, Reading)
    assert isinstance(third, Reading)
    assert isinstance(second, Failed)
    assert f"{tmp_path / 'b.txt'}: could not be read for a fault in Detente (IndexError" in str(second.error)


def test_what_a_world_holds_is_not_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(PACT)
    (tmp_path / "same.txt").write_text(PACT.replace(" ", "\n"))
    world = open_world(tmp_path / "world")
    [added] = world.read(tmp_path / "a.txt")
    assert isinstance(added, Added)

    def never(*_: object) -> object:
        raise AssertionError("parsed again")

    monkeypatch.setattr("detente.reading.syntax.parse.load_pipeline", never)
    results = list(read_inputs([str(tmp_path / "a.txt"), str(tmp_path / "same.txt")], world=world))
    assert results == [
        Known(str(tmp_path / "a.txt"), added.article_id),
        Known(str(tmp_path / "same.txt"), added.article_id),
    ]
    assert world.read(tmp_path / "a.txt") == [Added(added.article_id, "repeated", None, 0)]
    assert world.reading(added.article_id).article.text == PACT


@pytest.mark.slow
def test_several_processes_give_the_same_in_order(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number:02}.txt").write_text(f"Iran condemned Iraq {number} times." if number != 33 else "")
    one, two = (list(read_inputs([str(tmp_path)], jobs=jobs)) for jobs in (1, 2))
    assert [each.statements for each in one if isinstance(each, Reading)] == [
        each.statements for each in two if isinstance(each, Reading)
    ]
    assert sum(isinstance(each, Failed) for each in two) == 1
