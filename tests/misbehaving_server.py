"""A server on this machine that misbehaves as told, and a clock that takes no time."""

import hashlib
import random
import re
import socket
import struct
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from detente.feeds.fetch.limits import Clock

Behaviour = Callable[["Handler", bytes], None]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: "Server"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("Range")))
        plan = self.server.behaviours[self.path]
        behave = (plan.pop(0) if len(plan) > 1 else plan[0]) if plan else good
        body = self.server.files.get(self.path)
        if body is None and behave is good:
            behave = status(404)
        behave(self, body or b"")

    def start(self, code: int, **headers: object) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (as http.server has it)
        pass


def good(handler: Handler, body: bytes) -> None:
    """The file, from where it was asked for."""
    tag = f'"{hashlib.md5(body).hexdigest()}"'
    asked = re.fullmatch(r"bytes=(\d+)-", handler.headers.get("Range") or "")
    if asked and handler.headers.get("If-Range", tag) == tag:
        start = int(asked[1])
        if start >= len(body):
            handler.start(416, Content_Length=0)
            return
        where = f"bytes {start}-{len(body) - 1}/{len(body)}"
        handler.start(206, Content_Range=where, Content_Length=len(body) - start, ETag=tag)
        handler.wfile.write(body[start:])
    else:
        handler.start(200, Content_Length=len(body), ETag=tag)
        handler.wfile.write(body)


def ignores_range(handler: Handler, body: bytes) -> None:
    handler.start(200, Content_Length=len(body))
    handler.wfile.write(body)


def other_bytes(handler: Handler, body: bytes) -> None:
    """As long as the file, but not the file."""
    del handler.headers["Range"]
    ignores_range(handler, bytes(byte ^ 1 for byte in body))


def half(handler: Handler, body: bytes) -> None:
    """The first half of what was asked for, then the end."""
    asked = re.fullmatch(r"bytes=(\d+)-", handler.headers.get("Range") or "")
    start = int(asked[1]) if asked else 0
    left = body[start:]
    where = {"Content_Range": f"bytes {start}-{len(body) - 1}/{len(body)}"} if asked else {}
    handler.start(206 if asked else 200, Content_Length=len(left), ETag='"1"', **where)
    handler.wfile.write(left[: (len(left) + 1) // 2])
    handler.close_connection = True


def reset(handler: Handler, body: bytes) -> None:
    """A part of the file, then a reset connection."""
    handler.start(200, Content_Length=len(body))
    handler.wfile.write(body[:10])
    handler.wfile.flush()
    time.sleep(0.05)  # let the ten bytes arrive: a reset throws away what was not read
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()
    handler.close_connection = True


def endless(handler: Handler, body: bytes) -> None:
    """The file and then more and more, without a declared length."""
    handler.start(200, Connection="close")
    handler.close_connection = True
    try:
        handler.wfile.write(body)
        while not handler.server.over.is_set():
            handler.wfile.write(b"x" * 4096)
    except OSError:
        pass


def drip(handler: Handler, body: bytes) -> None:
    """A byte every now and then: never silent, never done."""
    handler.start(200, Content_Length=len(body))
    handler.close_connection = True
    try:
        for byte in body:
            if handler.server.over.wait(0.02):
                return
            handler.wfile.write(bytes([byte]))
    except OSError:
        pass


def drips_headers(handler: Handler, body: bytes) -> None:
    handler.close_connection = True
    try:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not handler.server.over.wait(0.02):
            handler.wfile.write(b"x")
    except OSError:
        pass


def silent(handler: Handler, body: bytes) -> None:
    handler.close_connection = True
    handler.server.over.wait(60)


def hangs_up_after(handler: Handler, body: bytes) -> None:
    """The file, and then the connection is closed without having said so."""
    handler.start(200, Content_Length=len(body))
    handler.wfile.write(body)
    handler.close_connection = True


def status(code: int, **headers: object) -> Behaviour:
    return lambda handler, body: handler.start(code, Content_Length=0, **headers)


def redirect(to: str) -> Behaviour:
    return status(302, Location=to)


def wrong_length(by: int) -> Behaviour:
    def behave(handler: Handler, body: bytes) -> None:
        handler.start(200, Content_Length=len(body) + by)
        handler.wfile.write(body[: max(0, len(body) + by)])
        handler.close_connection = True

    return behave


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.files: dict[str, bytes] = {}
        self.behaviours: dict[str, list[Behaviour]] = defaultdict(list)
        self.asked: list[tuple[str, str | None]] = []
        self.over = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def put(self, path: str, body: bytes, *behaviours: Behaviour) -> bytes:
        self.files[path] = body
        self.behaviours[path] = list(behaviours)
        return body

    def put_gdelt2(self, stamps: list[str], size: int = 500, *, table: str = "export.CSV") -> dict[str, bytes]:
        """Files for the stamps, and the master list that names them."""
        lines, made = [], {}
        for stamp in stamps:
            name = f"{stamp}.{table}.zip"
            body = random.Random(name).randbytes(size)
            made[name] = self.put(f"/gdeltv2/{name}", body)
            lines.append(f"{size} {hashlib.md5(body).hexdigest()} http://data.gdeltproject.org/gdeltv2/{name}\n")
        translated = "-translation" if "translation" in table else ""
        self.put(f"/gdeltv2/masterfilelist{translated}.txt", "".join(lines).encode())
        return made

    def times_asked(self, path: str) -> int:
        return sum(asked == path for asked, _ in self.asked)

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # broken pipes are what these tests are about


@contextmanager
def serving() -> Iterator[Server]:
    """A server that ends with the block."""
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.over.set()
            server.shutdown()
            thread.join()


@dataclass
class FakeTime:
    """Time that passes by sleeping only."""

    seconds: float = 1_000_000_000.0  # 2001-09-09 01:46:40 UTC
    slept: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def sleep(self, seconds: float) -> None:
        with self.lock:
            self.slept.append(seconds)
            self.seconds += seconds

    def clock(self) -> Clock:
        return Clock(lambda: self.seconds, lambda: self.seconds, self.sleep, lambda: 1.0)
