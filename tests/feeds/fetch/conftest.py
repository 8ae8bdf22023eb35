"""A server that misbehaves as told, a clock that takes no time, and little patience."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.feeds.fetch.limits import Limits
from misbehaving_server import FakeTime, Server, serving


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as server:
        yield server


@pytest.fixture
def fake_time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def limits() -> Limits:
    """As in life, but soon out of patience with a server that is silent or slow."""
    return Limits(connect_s=5.0, stall_s=1.0, slack_s=1.0, min_rate=100_000.0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "gdelt"
