"""One request to a server and its answer, within limits of time, redirects and hosts; connections are reused."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from typing import Any, Final
from urllib.parse import SplitResult, urljoin, urlsplit

from detente.errors import FetchError
from detente.feeds.fetch.limits import Limits

Origin = tuple[str, int]
"""A host name and a port."""

_CHUNK: Final = 1 << 16
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_STALE = (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError, ConnectionAbortedError)


class UnreachableError(FetchError):
    """No connection to the server: name, network, certificate."""


class RefusedError(FetchError):
    """The server will not give this file, and asking again would not help."""


class BrokenError(FetchError):
    """The exchange failed on the way; another attempt may do."""


class RangeRefusedError(BrokenError):
    """The server's file ends before the byte asked for."""


class BusyError(FetchError):
    """The server asks for patience; `retry_after` is its header, if any."""

    def __init__(self, message: str, retry_after: str | None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


def origin_of(url: str) -> Origin:
    """The host and port of an address.

    Raises:
        RefusedError: It is no http or https address, or holds a user name.
    """
    parts = _parts(url)
    return str(parts.hostname), _port(parts)


class Answer:
    """A server's answer, 200 or 206: its headers, and its body in pieces."""

    def __init__(self, url: str, connection: http.client.HTTPConnection, response: http.client.HTTPResponse) -> None:
        self.url = url
        self._connection, self._response = connection, response
        self.status = response.status
        length = response.getheader("Content-Length")
        self.length = int(length) if length is not None and length.isascii() and length.isdigit() else None
        """Bytes of the body as the server declares them; None where it does not."""
        self.content_range = response.getheader("Content-Range")
        self.coding = (response.getheader("Content-Encoding") or "identity").lower()
        tag = response.getheader("ETag")
        self.validator = tag if tag and not tag.startswith("W/") else response.getheader("Last-Modified")
        """What If-Range may be asked with."""

    def read(self, most: int) -> bytes:
        """The next piece of the body, of `most` bytes or fewer; empty at its end.

        Raises:
            BrokenError: The connection broke or is too slow.
        """
        try:
            return self._response.read1(min(most, _CHUNK))
        except (OSError, http.client.HTTPException) as error:
            raise BrokenError(f"{self.url}: {_reason(error)} in the middle of the file.") from error

    def close(self) -> None:
        """Free the connection for the next request where the body was read to its declared end; else drop it."""
        if self._response.length == 0 and not self._response.will_close:
            self._response.read()
        else:
            self._connection.close()


class Session:
    """Requests of one thread, one connection to a server at a time.

    Args:
        limits: Bounds on time and redirects.
        origins: The hosts and ports that may be asked; a redirect elsewhere is refused.
    """

    def __init__(self, limits: Limits, origins: Iterable[Origin]) -> None:
        self._limits = limits
        self._origins = frozenset(origins)
        self._connections: dict[tuple[str, Origin], _Connection] = {}
        self._aborted = False

    def get(self, url: str, *, start: int = 0, validator: str | None = None) -> Answer:
        """Ask for a file from its byte `start` on; if `validator` no longer holds, the server sends it whole.

        Raises:
            UnreachableError: No connection.
            RefusedError: The server does not have the file, or redirects where it may not.
            BusyError: 429, 503 and the other errors of servers.
            BrokenError: The connection broke, or no answer came in time.
        """
        headers = {"User-Agent": "detente", "Accept": "*/*", "Accept-Encoding": "identity"}
        if start:
            headers["Range"] = f"bytes={start}-"
            if validator:
                headers["If-Range"] = validator
        here = url
        for _ in range(self._limits.redirects + 1):
            answer = self._ask(here, headers)
            if isinstance(answer, Answer):
                return answer
            here = _next(here, answer)
        raise RefusedError(f"{url}: redirects more than {self._limits.redirects} times.")

    def close(self) -> None:
        """Close every connection."""
        for connection in self._connections.values():
            connection.close()

    def abort(self) -> None:
        """End the session, also the read that its thread may be waiting in; for another thread to call."""
        self._aborted = True
        for connection in list(self._connections.values()):
            with suppress(OSError):
                if connection.sock is not None:
                    connection.sock.shutdown(socket.SHUT_RDWR)

    def _ask(self, url: str, headers: dict[str, str]) -> Answer | str:
        """One request: the answer, or the address that the server redirects to."""
        parts = _parts(url)
        origin = (str(parts.hostname), _port(parts))
        if origin not in self._origins:
            raise RefusedError(
                f"{url}: is at another server than the mirrors in use. Name it with --mirror to allow it."
            )
        connection, response = self._respond(url, parts, origin, headers)
        location = response.getheader("Location")
        if response.status in _REDIRECTS and location:
            connection.close()
            return location
        if response.status in {200, 206}:
            return Answer(url, connection, response)
        connection.close()
        message = f"{url}: the server answered {response.status}."
        if response.status in {408, 425, 429} or response.status >= 500:
            raise BusyError(message, response.getheader("Retry-After"))
        if response.status == 416:
            raise RangeRefusedError(f"{url}: the server says that the file is shorter than what is here (416).")
        raise RefusedError(message)

    def _respond(
        self, url: str, parts: SplitResult, origin: Origin, headers: dict[str, str]
    ) -> tuple[_Connection, http.client.HTTPResponse]:
        connection = self._connections.setdefault(
            (parts.scheme, origin), _Connection(parts.scheme, origin, self._limits)
        )
        kept = connection.is_open
        try:
            return connection, connection.ask(parts, headers)
        except UnreachableError:
            connection.close()
            raise
        except (OSError, http.client.HTTPException) as error:
            connection.close()
            if (
                kept and not self._aborted and isinstance(error, _STALE)
            ):  # the server closed it while we kept it: not a failure
                return self._respond(url, parts, origin, headers)
            raise BrokenError(f"{url}: {_reason(error)} before an answer came.") from error


class _Connection(http.client.HTTPConnection):
    """A connection whose every read ends in time, however slowly a server sends."""

    def __init__(self, scheme: str, origin: Origin, limits: Limits) -> None:
        super().__init__(*origin, timeout=limits.connect_s)
        self.response_class = self._timed  # type: ignore[assignment]  # typed as a class; any callable does
        self.default_port = 443 if scheme == "https" else 80  # the Host header leaves it out
        self._scheme, self._limits = scheme, limits
        self._began, self._got = 0.0, 0

    @property
    def is_open(self) -> bool:
        return self.sock is not None

    def connect(self) -> None:
        try:
            super().connect()
            if self._scheme == "https":
                self.sock = _tls().wrap_socket(self.sock, server_hostname=self.host)
        except (OSError, UnicodeError) as error:
            raise UnreachableError(
                f"{self._scheme}://{self.host}:{self.port}: {_reason(error)} on connecting."
            ) from error

    def ask(self, parts: SplitResult, headers: dict[str, str]) -> http.client.HTTPResponse:
        self._began, self._got = time.monotonic(), 0
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if not target.isascii() or any(character <= " " for character in target):
            raise RefusedError(f"{parts.hostname}: the address {target[:200]!r} holds characters that none may.")
        if self.sock is not None:
            self.sock.settimeout(self._limits.stall_s)
        self.request("GET", target, headers=headers)
        return self.getresponse()

    def _timed(self, sock: socket.socket, *args: Any, **options: Any) -> http.client.HTTPResponse:
        response = http.client.HTTPResponse(sock, *args, **options)
        raw = response.fp.detach()
        response.fp = io.BufferedReader(_TimedReader(raw, lambda: sock.settimeout(self._left()), self._count))
        return response

    def _left(self) -> float:
        """Seconds that the next read may take."""
        deadline = self._began + self._limits.slack_s + self._got / self._limits.min_rate
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("too slow")
        return min(left, self._limits.stall_s)

    def _count(self, size: int) -> None:
        self._got += size


class _TimedReader(io.RawIOBase):
    """Reads of a socket, each after setting how long it may take."""

    def __init__(self, raw: io.RawIOBase, before: Callable[[], None], after: Callable[[int], None]) -> None:
        self._raw, self._before, self._after = raw, before, after

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self._before()
        size: int | None = self._raw.readinto(buffer)
        self._after(size or 0)
        return size

    def close(self) -> None:
        self._raw.close()
        super().close()


@cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise RefusedError(f"{url!r}: is no valid address ({error}). Expected http://host/path.") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise RefusedError(f"{url!r}: is no web address. Expected http://host/path or https://host/path.")
    if parts.username is not None or parts.password is not None:
        raise RefusedError(f"{host}: the address holds a user name or password, which are never sent.")
    return parts


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _next(here: str, location: str) -> str:
    try:
        there = urljoin(here, location)
    except ValueError as error:
        raise RefusedError(f"{here}: redirects to {location!r}, no valid address ({error}).") from error
    if here.startswith("https:") and there.startswith("http:"):
        raise RefusedError(f"{here}: redirects from https to {there}, which anybody on the way may change.")
    return there


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "the server was silent or too slow"
    return f"{type(error).__name__}{f' ({error})' if str(error) else ''}"
