"""What a reader waits for in Chromium: first paint, the page standing, its weight; and a pasted text to its page.

Every page of `detente serve` is opened several times with an empty cache, beside a page of one sentence that a plain
file server of the same machine serves: what that takes is the browser's own. The result is last_painting.json.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests")]

from detente.reading.read import article_id  # noqa: E402
from views.web.browser.conftest import CHROMIUM  # noqa: E402
from views.web.worlds import TEXT, make_world  # noqa: E402

PAGES = {
    "overview": ("/?since=ever", "#main h2"),
    "pair": ("/pair?a=RUS&b=PAK", ".relation-chart svg"),
    "network": ("/network", "svg [tabindex]"),
    "read": ("/article", "textarea"),
    "article": (f"/article?id={article_id(TEXT)}", ".statement"),
    "corrections": ("/corrections", "#main form"),
    "api": ("/docs", "#main h2"),
}
"""Each page, and what stands on it when it stands."""

SEED = ROOT.parent / "shared" / "seed" / "article.txt"
LAST_RESULT = Path(__file__).with_name("last_painting.json")


def main() -> None:
    """Open, paste, and write what was measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    assert CHROMIUM is not None, "no Chromium: apt-get install chromium, or set CHROMIUM"
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        world = make_world(Path(folder))
        plain = Path(folder) / "plain"
        plain.mkdir()
        (plain / "index.html").write_text("<!doctype html><title>Plain</title><h1>One sentence.</h1>", "utf-8")
        with _files(plain) as site:
            baseline = _opened(browser, site, "/", "h1", options.times)
        busy = os.getloadavg()[0]
        begin = time.perf_counter()
        with _served(world) as site:
            cold = _pasted(browser, site)
            from_start = time.perf_counter() - begin
            _until_idle(site)
            pages = {name: _opened(browser, site, *each, options.times) for name, each in PAGES.items()}
            warm = [_pasted(browser, site) for _ in range(options.times)]
        browser.close()
    result = {
        "processors": len(os.sched_getaffinity(0)),
        "load_average_before": round(busy, 1),
        "plain_page": baseline,
        "pages": {
            name: told | {"first_paint_beside_plain": round(told["first_paint_ms"] / baseline["first_paint_ms"], 2)}
            for name, told in pages.items()
        },
        "pasted_text": {
            "characters": len(_text()),
            "from_the_servers_start_s": round(from_start, 2),
            "server_just_started_s": round(cold, 2),
            "server_ready_s": round(median(warm), 2),
            "server_ready_slowest_s": round(max(warm), 2),
        },
    }
    LAST_RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2))


def _text() -> str:
    """The article that is pasted: the project's seed where it is beside it, else the one that `detente demo` reads."""
    if SEED.exists():
        return SEED.read_text(encoding="utf-8")
    return files("detente.views.cli").joinpath("demo_article.txt").read_text(encoding="utf-8")


@contextmanager
def _files(folder: Path) -> Iterator[str]:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def _served(world: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "detente", "serve", "--world", str(world), "--port", "0"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield process.stdout.readline().split()[0].rstrip("/")
    finally:
        process.terminate()
        process.wait(30)


def _until_idle(site: str) -> None:
    """A while after which the small world's answers and the reader are ready."""
    import urllib.request

    urllib.request.urlopen(f"{site}/static/vega.js", timeout=120).read()
    urllib.request.urlopen(f"{site}/api/pair?a=RUS&b=PAK", timeout=120).read()
    time.sleep(15)


@contextmanager
def _page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        page.set_default_timeout(120_000)
        yield page
    finally:
        context.close()


def _opened(browser: Browser, site: str, path: str, stands: str, times: int) -> dict[str, Any]:
    painted, stood, weight = [], [], 0
    for _ in range(times):
        with _page(browser) as page:
            loaded: list[float] = []
            session = page.context.new_cdp_session(page)
            session.send("Network.enable")
            session.on("Network.loadingFinished", lambda told, loaded=loaded: loaded.append(told["encodedDataLength"]))
            begin = time.perf_counter()
            page.goto(site + path, wait_until="commit")
            page.locator(stands).first.wait_for()
            stood.append(time.perf_counter() - begin)
            page.wait_for_load_state("networkidle")
            painted.append(page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"))
            weight = max(weight, round(sum(loaded)))
    return {
        "first_paint_ms": round(median(painted), 1),
        "first_paint_slowest_ms": round(max(painted), 1),
        "stands_ms": round(1000 * median(stood), 1),
        "kilobytes": round(weight / 1000, 1),
    }


def _pasted(browser: Browser, site: str) -> float:
    """Seconds from the click on Read to the first statement beside the text."""
    with _page(browser) as page:
        page.goto(f"{site}/article")
        page.locator("textarea").fill(_text())
        begin = time.perf_counter()
        page.get_by_role("button", name="Read", exact=True).click()
        page.locator(".statement").first.wait_for()
        return time.perf_counter() - begin


if __name__ == "__main__":
    main()
