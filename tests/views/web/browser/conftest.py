"""Real headless Chromium before a real server on a free port of the loopback."""

from __future__ import annotations

import os
import shutil
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Dialog, Page, Request, expect, sync_playwright

from views.web.running import serving

expect.set_options(timeout=20_000)

CHROMIUM = next(
    (
        found
        for name in (os.environ.get("CHROMIUM", ""), "chromium-headless-shell", "chromium", "chromium-browser")
        if name and (found := shutil.which(name))
    ),
    None,
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here is of the browser; without one it is left out, and says so."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.web)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium: apt-get install chromium, or set CHROMIUM"))


@pytest.fixture(scope="session")
def site(web_world: Path) -> Iterator[str]:
    """The address of a server for the world that nobody changes."""
    with serving(web_world) as address:
        urllib.request.urlopen(f"{address}/api/shifts", timeout=60).close()  # the search begins when it is first asked
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without its sandbox where it runs as root, which it would refuse."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"] if root else [])
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Opens a path of the site and waits until its page stands: `open_page("/pair?a=RUS&b=PAK")`.

    At the end of the test every page must have had no error, no message of the console, no refusal by the policy,
    and no request to anywhere but the site.
    """
    faults: list[str] = []
    contexts = []

    def open_(path: str, *, address: str = site, allow: tuple[str, ...] = (), **options: object) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(60_000)

        def fault(words: str) -> None:
            if not any(each in words for each in allow):
                faults.append(f"{path}: {words}")

        def dialog(opened: Dialog) -> None:
            fault(f"dialog {opened.message}")
            opened.dismiss()

        def requested(asked: Request) -> None:
            if not asked.url.startswith(address):
                fault(f"request to {asked.url[:200]}")

        page.on("pageerror", lambda error: fault(f"error {error}"))
        page.on("console", lambda said: fault(f"console {said.type} {said.text}"))
        page.on("dialog", dialog)
        page.on("request", requested)
        page.goto(address + path)
        page.wait_for_selector("main:not([aria-busy]) h1")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not faults, "\n".join(faults)
