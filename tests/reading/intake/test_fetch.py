"""Fetching from a server on this machine that ends with the test."""

import gzip
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest

from detente.errors import FetchError, InputTooLargeError
from detente.reading.intake import fetch as fetching
from detente.reading.intake.fetch import _is_public, fetch

ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/a": (200, {"Content-Type": "text/html; charset=utf-8"}, b"<p>Talks.</p>"),
    "/caf%C3%A9?q=%C3%A9": (200, {"Content-Type": "text/plain"}, b"quoted"),
    "/moved": (302, {"Location": "/a"}, b""),
    "/loop": (302, {"Location": "/loop"}, b""),
    "/to-file": (302, {"Location": "file:///etc/hosts"}, b""),
    "/missing": (404, {"Content-Type": "text/html"}, b"no"),
    "/photo": (200, {"Content-Type": "image/png"}, b"\x89PNG"),
    "/big": (200, {"Content-Type": "text/plain"}, b"x" * 5000),
    "/zip": (200, {"Content-Type": "text/plain", "Content-Encoding": "gzip"}, gzip.compress(b"Talks.")),
    "/bomb": (200, {"Content-Type": "text/plain", "Content-Encoding": "gzip"}, gzip.compress(b"x" * 100_000)),
    "/brotli": (200, {"Content-Type": "text/plain", "Content-Encoding": "br"}, b"?"),
}


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, headers, body = ANSWERS.get(self.path, (500, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (as http.server has it)
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def get(url: str, *, allow_private: bool = True, max_bytes: int = 1000) -> fetching.FetchedPage:
    return fetch(url, allow_private=allow_private, max_bytes=max_bytes, timeout_s=5.0)


def test_a_page_is_fetched_with_its_type(site: str) -> None:
    page = get(f"{site}/a")
    assert (page.data, page.media_type) == (b"<p>Talks.</p>", "text/html; charset=utf-8")


def test_redirects_are_followed_to_where_the_page_is(site: str) -> None:
    assert get(f"{site}/moved").url == f"{site}/a"


def test_letters_outside_ascii_are_quoted(site: str) -> None:
    assert get(f"{site}/café?q=é").data == b"quoted"


def test_a_compressed_page_is_unpacked(site: str) -> None:
    assert get(f"{site}/zip").data == b"Talks."


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/loop", "redirects more than 5 times"),
        ("/to-file", "file:///etc/hosts: is no web address"),
        ("/missing", "answered 404"),
        ("/photo", "'image/png', expected a page"),
        ("/brotli", "coding 'br'"),
    ],
)
def test_what_is_no_page_is_refused(site: str, path: str, message: str) -> None:
    with pytest.raises(FetchError, match=message):
        get(f"{site}{path}")


@pytest.mark.parametrize("path", ["/big", "/bomb"])
def test_a_page_over_the_limit_is_refused(site: str, path: str) -> None:
    with pytest.raises(InputTooLargeError, match="over 1,000 bytes"):
        get(f"{site}{path}")


@pytest.mark.parametrize(
    "url", ["ftp://example.org/a", "file:///etc/hosts", "http://", "http://[::1", "http://a:b@example.org/"]
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(FetchError):
        get(url)


def test_a_private_address_is_refused_unless_allowed(site: str) -> None:
    with pytest.raises(FetchError, match="private or local address"):
        get(f"{site}/a", allow_private=False)
    with pytest.raises(FetchError, match="private or local address"):
        get(site.replace("127.0.0.1", "localhost") + "/a", allow_private=False)


def test_a_redirect_from_a_public_to_a_private_address_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # The first host passes for public; what it redirects to is this machine.
    port = int(site.rpartition(":")[2])
    real = socket.getaddrinfo
    monkeypatch.setattr(fetching, "_is_public", lambda address: str(address) == "127.0.0.2")
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda host, *a, **k: real("127.0.0.2" if host == "news.test" else host, *a, **k)
    )
    monkeypatch.setitem(ANSWERS, "/away", (302, {"Location": f"{site}/a"}, b""))
    connect = socket.create_connection
    monkeypatch.setattr(socket, "create_connection", lambda address, **k: connect(("127.0.0.1", address[1]), **k))
    with pytest.raises(FetchError, match="private or local address"):
        get(f"http://news.test:{port}/away")


def test_a_silent_server_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(FetchError, match="took over"):
        fetch(f"http://127.0.0.1:{silent.getsockname()[1]}/", allow_private=True, max_bytes=10, timeout_s=0.3)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:220:1::1", True),
        ("10.0.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::5db8:d70e", True),
        ("2002:7f00:1::", False),
        ("fe80::1", False),
        ("fc00::1", False),
    ],
)
def test_public_addresses_are_told(address: str, public: bool) -> None:
    assert _is_public(ip_address(address)) is public
