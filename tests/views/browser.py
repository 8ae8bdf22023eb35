"""A real headless Chromium for tests, cut off from all networks; tests that need one skip where none is installed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Opened:
    """A page, what it asked the network for, and what it wrote to the console."""

    page: Any
    asked: list[str]
    logged: list[str]


@contextmanager
def opened(path: Path, *, width: int = 1280, dark: bool = False) -> Iterator[Opened]:
    """Open a file in Chromium without a network."""
    found = next((where for name in NAMES if (where := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium here (apt-get install chromium)")
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (dev group)")
    with api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=["--no-sandbox"])
        scheme = "dark" if dark else "light"
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True)
        told = Opened(context.new_page(), [], [])
        told.page.on("request", lambda request: told.asked.append(request.url))
        told.page.on("console", lambda message: told.logged.append(message.text))
        told.page.on("dialog", lambda dialog: told.logged.append(f"dialog: {dialog.message}"))
        told.page.goto(path.as_uri())
        yield told
        browser.close()
