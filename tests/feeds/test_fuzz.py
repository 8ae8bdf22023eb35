"""Broken lines of every format: none is lost, none counted twice, nothing raises."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.feeds.base import Feed
from detente.feeds.gdelt import GDELT
from detente.feeds.gdelt_mentions import GDELT_MENTIONS
from detente.feeds.icews import ICEWS
from detente.feeds.polecat import POLECAT
from detente.world import World
from detente.world.importing import import_files
from feed_lines import COLUMNS_57, COLUMNS_58, COLUMNS_61, gdelt_line
from icews_lines import header as icews_header
from icews_lines import icews_line
from polecat_lines import header as polecat_header
from polecat_lines import polecat_line

MENTION = "1\t20150218230000\t20150219001500\t1\ta.org\thttps://a.org\t1\t-1\t2\t3\t1\t50\t6\t-4.5\t\t"

SEEDS: dict[str, tuple[Feed, bytes, list[bytes]]] = {
    "gdelt": (GDELT, b"", [gdelt_line(columns).encode() for columns in (COLUMNS_57, COLUMNS_58, COLUMNS_61)]),
    "gdelt-mentions": (GDELT_MENTIONS, b"", [MENTION.encode()]),
    "icews": (ICEWS, icews_header().encode() + b"\n", [icews_line().encode(), icews_line(missing="NA").encode()]),
    "polecat": (
        POLECAT,
        polecat_header().encode() + b"\n",
        [polecat_line(Placename='"Bogotá; ""D.C."""').encode(), polecat_line(Actor_Name="A; B; C").encode()],
    ),
}

PIECES = (
    *(b"\t", b"\n", b"\r", b'"', b"'", b"\0", b"\xff", b"\xc3", b"\xe1", b" ", b"; ", b"NA", b"None", b"NULL", b"nan"),
    *(b"-", b"1e400", b"0000-00-00", b"99999999999999999999", "́‮𝒳".encode(), b"()", b"((", b"%s", b"\\", b"$1"),
)


def edits(seeds: list[bytes]) -> st.SearchStrategy[bytes]:
    """Lines with bytes cut out, put in, or cells swapped."""

    @st.composite
    def edited(draw: st.DrawFn) -> bytes:
        line = draw(st.sampled_from(seeds))
        for _ in range(draw(st.integers(0, 3))):
            at = draw(st.integers(0, len(line)))
            match draw(st.sampled_from(("in", "out", "cell", "end"))):
                case "in":
                    line = line[:at] + draw(st.sampled_from(PIECES) | st.binary(max_size=4)) + line[at:]
                case "out":
                    line = line[:at] + line[at + draw(st.integers(1, 9)) :]
                case "end":
                    line = line[:at]
                case "cell":
                    cells = line.split(b"\t")
                    one, other = draw(st.integers(0, len(cells) - 1)), draw(st.integers(0, len(cells) - 1))
                    cells[one], cells[other] = cells[other], draw(st.sampled_from([cells[one], *PIECES]))
                    line = b"\t".join(cells)
        return line

    return edited()


def records(data: bytes, quote: bytes | None) -> int:
    """Records, counted one after another: a line break inside a quote is no end, but of a quote that nothing closes."""
    count = start = 0
    while start < len(data):
        start = _end(data, start, quote) + 1
        count += 1
    return count


def _end(data: bytes, start: int, quote: bytes | None) -> int:
    inside = False
    for at in range(start, len(data)):
        inside ^= quote is not None and data[at] == quote[0]
        if data[at] == ord("\n") and not inside:
            return at
    line_end = data.find(b"\n", start)
    return line_end if inside and line_end >= 0 else len(data)


@pytest.mark.parametrize("name", SEEDS)
def test_every_line_is_counted_once_whatever_it_is(name: str) -> None:
    feed, head, seeds = SEEDS[name]

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(edits(seeds), max_size=12), st.sampled_from([b"\n", b"\r\n"]), st.booleans())
    def check(lines: list[bytes], end: bytes, closed: bool) -> None:
        body = end.join(lines) + (end if closed and lines else b"")
        with tempfile.TemporaryDirectory() as folder:
            count_and_compare(
                Path(folder), feed, head + body, records(body, feed.quote.encode() if feed.quote else None)
            )

    run: Callable[[], None] = check
    run()


def count_and_compare(folder: Path, feed: Feed, data: bytes, expected: int) -> None:
    path = folder / "file.txt"
    path.write_bytes(data)
    world = World.open(folder / "world")
    (done,) = import_files(world.path, feed, [path])
    if done.fault is not None:  # an empty file of a feed with headers has none
        assert not data
        return
    counts = done.counts
    assert counts.rows == expected == counts.added + counts.repeated + counts.mirrored + counts.rejected
    held = world.query(
        f"SELECT (SELECT count(*) FROM {feed.table}) AS rows, (SELECT count(*) FROM rejects) AS rejects, "
        f"(SELECT count(*) FROM {feed.table} WHERE repeat_kind IS NULL) AS added, "
        "(SELECT sum(stored) FROM imports) AS stored, "
        "(SELECT count(*) FROM rejects WHERE reason IS NULL OR raw IS NULL OR line IS NULL) AS untold"
    ).to_pylist()[0]
    assert held["rejects"] == counts.rejected
    assert held["added"] == counts.added
    assert held["rows"] == held["stored"] <= counts.rows - counts.rejected
    assert held["untold"] == 0
