"""Fetch one web page, within limits, from an address that was checked before connecting to it."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
import zlib
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from detente.errors import FetchError, InputTooLargeError

MAX_REDIRECTS = 5
TIMEOUT_S = 20.0
"""Seconds for the whole fetch of one page, redirects included."""

MEDIA_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", "text/markdown"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; detente)",
    "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9",
    "Accept-Encoding": "identity",
    "Connection": "close",
}

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """A page as the server sent it: where it was in the end found, its bytes, and its declared media type."""

    url: str
    data: bytes
    media_type: str | None


def fetch(url: str, *, allow_private: bool, max_bytes: int, timeout_s: float = TIMEOUT_S) -> FetchedPage:
    """Fetch a page over http or https; proxies set in the environment are not used.

    Every address is resolved once, checked, and that address connected to, so that a name cannot lead elsewhere
    between check and use. A redirect is checked like a first request; one from a public to a private address is
    refused always.

    Args:
        url: An http or https address without user name or password.
        allow_private: Whether the address may be private, loopback, link-local or otherwise not public.
        max_bytes: The most bytes read of a page.
        timeout_s: Seconds for the whole fetch.

    Raises:
        FetchError: The address may not be fetched, does not answer, or is not a page of text.
        InputTooLargeError: The page is over `max_bytes`.
    """
    deadline = time.monotonic() + timeout_s
    here = url
    for _ in range(MAX_REDIRECTS + 1):
        parts = _checked_parts(here)
        address = _resolve(here, parts, allow_private)
        allow_private = allow_private and not _is_public(address)
        answer = _request(here, parts, address, deadline, max_bytes)
        if isinstance(answer, FetchedPage):
            return answer
        here = urljoin(here, answer)
    raise FetchError(f"{url}: redirects more than {MAX_REDIRECTS} times. Give the page's final address.")


def open_connection(url: str, *, allow_private: bool, deadline: float) -> tuple[http.client.HTTPConnection, str]:
    """A connection to an address that was resolved once and checked, and what to ask it for.

    Args:
        url: An http or https address without user name or password.
        allow_private: Whether the address may be private, loopback, link-local or otherwise not public.
        deadline: Until when to try, on the monotonic clock.

    Raises:
        FetchError: The address may not be connected to, or cannot be resolved.
        OSError: It does not answer.
    """
    parts = _checked_parts(url)
    return _connect(parts, _resolve(url, parts, allow_private), deadline), _target(parts)


def _target(parts: SplitResult) -> str:
    target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return target + ("?" + quote(parts.query, safe="/%:@!$&'()*+,;=~-._?") if parts.query else "")


def _checked_parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError(
            f"{url}: is no valid address ({error}). Expected http://host/path or https://host/path."
        ) from error
    if parts.scheme not in {"http", "https"} or not host:
        raise FetchError(f"{url}: is no web address that is read. Expected http://host/path or https://host/path.")
    if parts.username is not None or parts.password is not None:
        raise FetchError(
            f"{parts.hostname}: the address holds a user name or password. Save the page and read the file."
        )
    return parts


def _resolve(url: str, parts: SplitResult, allow_private: bool) -> IPAddress:
    host = str(parts.hostname)
    try:
        found = socket.getaddrinfo(host, _port(parts), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"{url}: host {host!r} cannot be resolved. Check the address and the network.") from error
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if not allow_private and not all(_is_public(address) for address in addresses):
        raise FetchError(f"{url}: host {host!r} is at a private or local address, which may not be fetched from here.")
    return addresses[0]


def _is_public(address: IPAddress) -> bool:
    """Whether an address is of the public internet, also the IPv4 address that an IPv6 one carries."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return _is_public(inner)
    return address.is_global and not address.is_multicast


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _connect(parts: SplitResult, address: IPAddress, deadline: float) -> http.client.HTTPConnection:
    """A connection to the checked address that still names, and verifies, the host asked for."""
    host = str(parts.hostname)
    connection = http.client.HTTPConnection(host, _port(parts))
    raw = socket.create_connection((str(address), _port(parts)), timeout=_left(deadline))
    try:
        connection.sock = (
            ssl.create_default_context().wrap_socket(raw, server_hostname=host) if parts.scheme == "https" else raw
        )
    except BaseException:
        raw.close()
        raise
    return connection


def _request(url: str, parts: SplitResult, address: IPAddress, deadline: float, max_bytes: int) -> FetchedPage | str:
    """One request: the page, or the address that the server redirects to."""
    try:
        connection = _connect(parts, address, deadline)
        try:
            connection.request("GET", _target(parts), headers=_HEADERS)
            response = connection.getresponse()
            location = response.getheader("Location")
            if response.status in _REDIRECTS and location:
                return location
            return _page(url, connection, response, deadline, max_bytes)
        finally:
            connection.close()
    except TimeoutError as error:
        raise FetchError(
            f"{url}: took over its {TIMEOUT_S:.0f} seconds. Try again, or save the page and read the file."
        ) from error
    except (OSError, http.client.HTTPException) as error:
        raise FetchError(
            f"{url}: cannot be fetched ({type(error).__name__}). Check the address and the network."
        ) from error


def _page(
    url: str,
    connection: http.client.HTTPConnection,
    response: http.client.HTTPResponse,
    deadline: float,
    max_bytes: int,
) -> FetchedPage:
    if response.status != 200:
        raise FetchError(
            f"{url}: the server answered {response.status}, expected 200. Save the page and read the file."
        )
    media_type = response.getheader("Content-Type")
    essence = (media_type or "").partition(";")[0].strip().lower()
    if essence and essence not in MEDIA_TYPES:
        raise FetchError(f"{url}: is {essence[:60]!r}, expected a page of HTML or plain text.")
    body = bytearray()
    while len(body) <= max_bytes:
        if connection.sock is not None:  # http.client lets go of the socket when the server closes it
            connection.sock.settimeout(_left(deadline))
        chunk = response.read1(65_536)
        if not chunk:
            break
        body += chunk
        _left(deadline)
    return FetchedPage(url, _unpacked(url, bytes(body), response.getheader("Content-Encoding"), max_bytes), media_type)


def _unpacked(url: str, body: bytes, coding: str | None, max_bytes: int) -> bytes:
    """The body itself; some servers compress it though asked not to."""
    if coding and coding.lower() in {"gzip", "x-gzip", "deflate"} and len(body) <= max_bytes:
        try:
            body = zlib.decompressobj(wbits=47).decompress(body, max_bytes + 1)
        except zlib.error as error:
            raise FetchError(
                f"{url}: the server's {coding.lower()} data is broken. Save the page and read the file."
            ) from error
    elif coding and coding.lower() != "identity" and len(body) <= max_bytes:
        raise FetchError(f"{url}: is sent in the coding {coding[:20]!r}. Save the page and read the file.")
    if len(body) > max_bytes:
        raise InputTooLargeError(f"{url}: is over {max_bytes:,} bytes, the most that is read as one article.")
    return body


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
