"""What the pages are made of: whole, our own, and without a way for HTML to come in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from detente.views.web.pages import PAGES, render_shell
from detente.views.web.static_files import static_files

HTML_SINKS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser|srcdoc"
    r"|createContextualFragment"
)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_of_the_registry_has_its_module(client: TestClient, page: object) -> None:
    name, path = page.name, page.path  # type: ignore[attr-defined]
    assert f"js/pages/{name}.js" in static_files()
    assert f"css/pages/{name}.css" in static_files()
    assert client.get(path).headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("name", sorted(static_files()))
def test_files_set_no_html_and_lead_nowhere_else(name: str) -> None:
    text = static_files()[name].body.decode()
    assert not HTML_SINKS.search(text)
    assert set(re.findall(r"https?://[^\s\"'`)]+", text)) <= {"http://www.w3.org/2000/svg"}


def test_the_shell_has_nothing_inline() -> None:
    for page in PAGES:
        shell = render_shell(page)
        assert not re.search(r"<script(?![^>]*\bsrc=)", shell)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", shell)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/%2e%2e/settings.py",
        "/static//etc/passwd",
        "/static/js/%00",
        "/static/js",
        "/static/",
        "/world.json",
    ],
)
def test_no_other_file_is_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_browser_keeps_what_has_not_changed(client: TestClient) -> None:
    first = client.get("/static/js/main.js")
    again = client.get("/static/js/main.js", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_vega_comes_from_the_wheel(client: TestClient) -> None:
    import vl_convert

    answer = client.get("/static/vega.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert re.search(r"export\s*\{[^}]*\bas embed\b[^}]*\}\s*;?\s*$", answer.text)
    assert vl_convert.get_vega_version() in answer.text
    assert len(answer.content) < 1_000_000


def test_no_file_of_the_page_is_missing_from_the_package() -> None:
    import detente.views.web

    folder = Path(detente.views.web.__file__).parent / "static"
    assert {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()} == set(static_files())
