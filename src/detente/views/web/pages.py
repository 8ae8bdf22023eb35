"""The pages of the browser view. This tuple is the registry: navigation, routes and tests are made from it.

A page is added with

1. one line in `PAGES` below: its name, its path, its title, and whether the navigation lists it;
2. one ES module `static/js/pages/NAME.js` that exports `async function show(page)`. It gets `page.root` (an empty
   element to fill), `page.params` (the URL's query, from which it restores its state), `page.signal` (aborted when
   the reader leaves; hand it to every request), `page.go(params, {replace})` (puts a new state into the URL and shows
   it), `page.keep(params)` (writes the state into the URL without showing it anew) and `page.title(text)`;
3. where it needs looks of its own, `static/css/pages/NAME.css` (it is linked where the file is there);
4. its data under /api: see `api/__init__.py`;
5. its tests in `tests/views/web/browser/test_NAME_page.py`, with the fixture `open_page`.

In a module, build elements with `el` of `dom.js`, which knows no way to set HTML: words of a text reach the page
as text only. Names of actors go through `bdi`, so that a right-to-left name does not turn its line around; what a text
says is always shown with who says so (`says`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import jinja2


@dataclass(frozen=True, slots=True)
class Page:
    """A page: the module `static/js/pages/NAME.js` shows it at `path`."""

    name: str
    path: str
    title: str
    in_navigation: bool = True


PAGES: Final = (
    Page("overview", "/", "Overview"),
    Page("pair", "/pair", "Pair"),
    Page("network", "/network", "Network"),
    Page("scenario", "/scenario", "What if"),
    Page("ledger", "/ledger", "Predictions"),
    Page("article", "/article", "Read"),
    Page("corrections", "/corrections", "Corrections"),
    Page("api", "/docs", "API"),
)


@cache
def render_shell(page: Page) -> str:
    """The HTML of a page before its module fills it: head, navigation, an empty main part."""
    source = files("detente.views.web").joinpath("shell.html.j2").read_text(encoding="utf-8")
    return jinja2.Environment(autoescape=True).from_string(source).render(page=page, pages=PAGES)
