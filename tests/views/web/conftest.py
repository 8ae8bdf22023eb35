"""A world behind a server, as the tests of the browser's view share them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from detente.views.web.app import create_app
from detente.views.web.settings import WebSettings
from views.web.worlds import make_world


@pytest.fixture(scope="session")
def web_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world of worlds.py; nobody changes it. Tests that write make their own."""
    return make_world(tmp_path_factory.mktemp("web"))


@pytest.fixture(scope="session")
def client(web_world: Path) -> Iterator[TestClient]:
    """Asks the guarded application without a socket."""
    with TestClient(create_app(WebSettings(web_world)), base_url="http://127.0.0.1") as asking:
        yield asking


@pytest.fixture
def own_world(web_world: Path, tmp_path: Path) -> Callable[[], Path]:
    """Makes a copy of the world that a test may change."""

    def copy() -> Path:
        return Path(shutil.copytree(web_world, tmp_path / "world"))

    return copy
