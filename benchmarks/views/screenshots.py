"""Pictures of every page, at 1280 and 390 px, light and dark, to be looked at: `make screenshots`.

Without --world they show the world that the tests of the browser's view are made with. A page that runs over the
window's edge or says something on the console is named, and the exit code is 1.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from detente.reading.read import article_id  # noqa: E402
from views.web.browser.conftest import CHROMIUM  # noqa: E402  # the tests' own browser, server and world
from views.web.running import serving  # noqa: E402
from views.web.worlds import HOSTILE, TEXT, make_world  # noqa: E402

PATHS = {
    "overview": "/?since=ever",
    "pair": "/pair?a=RUS&b=PAK&shift=2018-07",
    "pair_month": "/pair?a=FRA&b=DEU&month=2019-10&measure=conflict_share",
    "pair_choose": "/pair",
    "network": "/network",
    "network_actor": "/network?actor=PAK",
    "scenario": "/scenario?example=examples/afghan-exit.yaml",
    "scenario_pair": "/scenario?a=IND&b=PAK",
    "scenario_choose": "/scenario",
    "read": "/article",
    "article": f"/article?id={article_id(TEXT)}&at={TEXT.index('Russia and Pakistan held')}",
    "article_hostile": f"/article?id={article_id(HOSTILE)}",
    "corrections": "/corrections?do=split&actor=PAK",
    "corrections_event": "/corrections?do=recode&event=gdelt:1000000",
    "ledger": "/ledger",
    "api": "/docs",
    "error": "/pair?a=Pakistn&b=RUS",
}
"""Every page in the states worth looking at; a new page is one line more."""


def main() -> int:
    """Take the pictures; returns 1 where one has a fault."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "build" / "screenshots")
    parser.add_argument("--world", type=Path, help="a world of your own")
    options = parser.parse_args()
    if CHROMIUM is None:
        print("No Chromium: apt-get install chromium, or set CHROMIUM.", file=sys.stderr)
        return 1
    options.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        world = options.world or make_world(Path(folder))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with serving(world) as site:
            _wait_for_shifts(site)
            faults = [
                fault
                for name, path in PATHS.items()
                for width in (1280, 390)
                for scheme in ("light", "dark")
                for fault in take(browser, site + path, options.output / f"{name}-{width}-{scheme}.png", width, scheme)
            ]
        browser.close()
    print(f"{len(list(options.output.glob('*.png')))} pictures in {options.output}")
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def _wait_for_shifts(site: str) -> None:
    """Until every pair was searched: a picture of a list that is still empty shows nothing."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        with urllib.request.urlopen(f"{site}/api/shifts", timeout=60) as answer:
            if json.load(answer)["state"] != "searching":
                return
        time.sleep(1)


def take(browser: Browser, address: str, picture: Path, width: int, scheme: str) -> list[str]:
    """One picture of a whole page; returns what is wrong with it."""
    faults: list[str] = []
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(f"{picture.name}: {error}"))
    page.goto(address)
    page.wait_for_selector("main:not([aria-busy]) h1", timeout=60_000)
    page.wait_for_load_state("networkidle", timeout=60_000)
    page.wait_for_timeout(500)  # charts are drawn after their data came
    over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if over > 0:
        faults.append(f"{picture.name}: runs {over} px over the edge")
    page.screenshot(path=picture, full_page=True)
    context.close()
    return faults


if __name__ == "__main__":
    raise SystemExit(main())
