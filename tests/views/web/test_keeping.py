"""What a server keeps: one making for many who ask, no waiting for each other in a circle, no copy left behind."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from detente.errors import WorldError
from detente.views.web.keeping import Keeper, Kept
from detente.world.held import asked


def test_many_who_ask_at_once_get_one_making() -> None:
    kept, made, begin = Kept(), [], threading.Event()

    def make() -> int:
        begin.wait(10)
        made.append(1)
        return 7

    answers: list[int] = []
    threads = [threading.Thread(target=lambda: answers.append(kept.get("key", make))) for _ in range(6)]
    for thread in threads:
        thread.start()
    begin.set()
    for thread in threads:
        thread.join(10)
    assert (answers, made) == ([7] * 6, [1])


def test_a_making_that_failed_is_tried_again() -> None:
    kept = Kept()
    with pytest.raises(ZeroDivisionError):
        kept.get("key", lambda: 1 // 0)
    assert kept.get("key", lambda: 2) == 2


def test_makings_within_makings_do_not_wait_in_a_circle() -> None:
    outer, inner = Kept(), Kept()
    answers: list[int] = []

    def ask(number: int) -> None:
        answers.append(outer.get(number, lambda: inner.get("shared", lambda: 1) + number))

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(20)]
    threads += [threading.Thread(target=lambda: answers.append(inner.get("shared", lambda: 1))) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(answers) == sorted([*range(1, 21), *[1] * 5])


def test_the_least_lately_asked_goes_first() -> None:
    kept, made = Kept(most=2), []

    def ask(key: str) -> None:
        kept.get(key, lambda: made.append(key))

    for key in ("a", "b", "a", "c", "a", "b"):
        ask(key)
    assert made == ["a", "b", "c", "b"]


def test_a_keeper_holds_one_copy_and_removes_it(
    web_world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    keeper = Keeper(web_world)
    held = keeper.current()
    assert keeper.current() is held
    with asked(held), held.cursor() as cursor:
        assert cursor.execute("SELECT count(*) FROM articles").fetchone() == (3,)
    keeper.close()
    assert not list(tmp_path.iterdir())


def test_a_world_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "events" / "_delta_log").mkdir(parents=True)
    (tmp_path / "events" / "_delta_log" / "00000000000000000000.json").write_text("{nonsense")
    keeper = Keeper(tmp_path)
    with pytest.raises(WorldError, match="cannot be read"):
        keeper.current()
    keeper.close()
