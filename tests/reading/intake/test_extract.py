from contextlib import suppress
from datetime import date

import pytest

from detente.errors import EmptyInputError, InputError, InputTooLargeError
from detente.reading.intake.extract import extract
from detente.reading.intake.inputs import Input

ARTICLE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="{charset}">
<title>Malawi sends troops to Mozambique - Zomba Herald</title>
<meta property="og:site_name" content="Zomba Herald">
<meta property="og:title" content="Malawi sends troops to Mozambique">
<meta name="author" content="Grace Banda">
<meta property="article:published_time" content="2021-07-28T09:30:00+02:00">
<style>p {{ color: red }}</style><script>var paywall = "Subscribe";</script></head>
<body>
<div id="cookie-banner"><p>We use cookies to improve our site.</p><button>Accept all</button></div>
<nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
<article><h1>Malawi sends troops to Mozambique</h1>
<p>By Grace Banda</p>
<p>Malawi’s army sent 300 soldiers to Mozambique’s province of Cabo Delgado on Tuesday,
the defence ministry said in Lilongwe.</p>
<h2>A regional force</h2>
<p>The soldiers join a force of the Southern African Development Community. “They will stay until the
towns are safe,” a spokesman said, and he added that Malawi would also send two doctors.</p>
<p>Rwanda, which isn’t a member of the community, already has 1,000 men there.
Its president has promised to keep them for as long as Maputo asks.</p>
</article>
<aside><h3>Related</h3><ul><li><a href="/x">Zambia votes in August</a></li></ul></aside>
<section id="comments"><h3>2 Comments</h3>
<div class="comment"><p>Joseph: They should have invaded Tanzania instead.</p></div></section>
<footer>© 2021 Zomba Herald. All rights reserved.</footer>
</body></html>"""


def html(text: str, charset: str = "utf-8") -> bytes:
    return text.replace("{charset}", charset).replace("{{", "{").replace("}}", "}").encode(charset)


@pytest.mark.parametrize(
    "given",
    [
        Input("page.html", html(ARTICLE)),
        Input("standard input", html(ARTICLE)),
        Input("saved.txt", html(ARTICLE, "windows-1252")),
        Input("https://example.org/a", html(ARTICLE), "text/html; charset=utf-8", "https://example.org/a"),
        Input("x.xhtml", b'<?xml version="1.0" encoding="UTF-8"?>\n' + html(ARTICLE)),
    ],
    ids=["suffix", "sniffed", "cp1252", "declared", "xhtml"],
)
def test_an_html_page_becomes_its_article(given: Input) -> None:
    page = extract(given)
    assert page.offsets_into == "text"
    assert page.text.startswith("Malawi sends troops to Mozambique\n\n")
    assert "Malawi’s army sent 300 soldiers" in page.text
    assert "isn’t a member" in page.text
    for stray in ("cookies", "Home", "Zambia votes", "Tanzania", "paywall", "color: red"):
        assert stray not in page.text
    assert (page.title, page.outlet, page.author) == (
        "Malawi sends troops to Mozambique",
        "Zomba Herald",
        "Grace Banda",
    )
    assert page.published == date(2021, 7, 28)
    assert page.published_why == "the page's article:published_time says '2021-07-28T09:30:00+02:00'"


def test_plain_text_stays_as_it_is() -> None:
    page = extract(Input("a.txt", b"Talks.\r\n\r\n3 < 4 and <b> is no page.\r\n"))
    assert page.text == "Talks.\n\n3 < 4 and <b> is no page.\n"
    assert (page.encoding, page.offsets_into, page.title) == ("utf-8", "file", None)


def test_a_page_without_article_is_refused() -> None:
    with pytest.raises(EmptyInputError, match=r"a\.html"):
        extract(Input("a.html", b"<html><body><nav><a href='/'></a></nav><script>var a;</script></body></html>"))


def test_a_tangled_page_is_refused_or_read_but_never_crashes() -> None:
    deep = b"<html><body>" + b"<div>" * 50_000 + b"The ministers met in Geneva on Monday and agreed to meet again." * 20
    with suppress(InputError):
        assert "Geneva" in extract(Input("deep.html", deep)).text


def test_a_page_of_countless_tags_is_refused() -> None:
    with pytest.raises(InputTooLargeError, match=r"100,000 HTML tags"):
        extract(Input("tags.html", b"<html><body>" + b"<i>x</i>" * 150_000))


def test_text_over_the_limit_is_refused() -> None:
    with pytest.raises(InputTooLargeError, match="at most 1,000,000"):
        extract(Input("long.txt", b"Talks go on. " * 80_000))


@pytest.mark.parametrize(
    "data",
    [b"<html>", b"<html><body>", b"<!doctype html><p>", b"<html>\x00", b"<html><body><p>&#0;&#xD800;</p>"],
)
def test_broken_pages_end_in_a_clear_error(data: bytes) -> None:
    with pytest.raises(InputError, match=r"a\.html"):
        extract(Input("a.html", data))
