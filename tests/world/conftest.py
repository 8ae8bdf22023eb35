"""Other processes for the tests that need them, and worlds compared as wholes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from detente.records import Article, Statement
from detente.world import World

WRITER = Path(__file__).with_name("writer.py")

State = set[tuple[Article, str | None, tuple[Statement, ...], int, int]]


@pytest.fixture
def child() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start Python on a script (text or path) with arguments; whatever still runs at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def start(script: str | Path, *arguments: object) -> subprocess.Popen[str]:
        program = ["-c", script] if isinstance(script, str) else [str(script)]
        started.append(
            subprocess.Popen(
                [sys.executable, *program, *map(str, arguments)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
        )
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def writer(child: Callable[..., subprocess.Popen[str]]) -> Callable[..., subprocess.Popen[str]]:
    """Start writer.py and return when it stands ready to write."""

    def start(*arguments: object) -> subprocess.Popen[str]:
        process = child(WRITER, *arguments)
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    return start


@pytest.fixture
def state() -> Callable[[World], State]:
    """What a world holds, whatever the order: each article with its link, statements, and rows in the tables."""

    def look(world: World) -> State:
        rows = world.query(
            """
            SELECT id, copy_of,
                (SELECT count(*) FROM statements WHERE article_id = id AND is_copy = (copy_of IS NOT NULL)),
                (SELECT count(*) FROM events WHERE article_id = id AND is_copy = (copy_of IS NOT NULL))
            FROM articles
            """
        )
        about = {id_: rest for id_, *rest in zip(*(column.to_pylist() for column in rows.columns), strict=True)}
        said: dict[str, list[Statement]] = {}
        for statement in world.statements():
            said.setdefault(statement.evidence.article_id, []).append(statement)
        articles = list(world.articles())
        assert len(articles) == len(about) == rows.num_rows
        return {
            (article, about[article.id][0], tuple(said[article.id]), about[article.id][1], about[article.id][2])
            for article in articles
        }

    return look
