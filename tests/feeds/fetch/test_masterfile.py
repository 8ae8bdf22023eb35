"""Reading GDELT's lists, also bad ones."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.feeds.fetch.masterfile import MAX_LINE, Lines, Listed, MasterList, SizeList, join_lists
from detente.feeds.fetch.names import Series, Stream, What, Window

FEEDS = Path(__file__).parents[4] / "shared" / "data" / "feeds"
NOW = datetime(2020, 1, 1, tzinfo=UTC)
FIRST_DAY = Window.of_days(date(2015, 2, 18), date(2015, 2, 18))
# The first lines of GDELT's own list (DATA.md, section 3.1, and the notebook it cites).
FIRST = b"150383 297a16b493de7cf6ca809a7cc31d0b93 http://data.gdeltproject.org/gdeltv2/20150218230000.export.CSV.zip"
MENTIONS = (
    b"318084 bb27f78ba45f69a17ea6ed7755e9f8ff http://data.gdeltproject.org/gdeltv2/20150218230000.mentions.CSV.zip"
)
GKG = b"10768507 ea8dde0beb0ba98810a92db068c0ce99 http://data.gdeltproject.org/gdeltv2/20150218230000.gkg.csv.zip"


def read(*lines: bytes, series: Series | None = None, window: Window = FIRST_DAY) -> MasterList:
    master = MasterList(series or Series(2), window, now=NOW)
    for line in lines:
        master.read(line)
    return master


def test_only_the_table_asked_for_is_kept() -> None:
    master = read(FIRST, MENTIONS, GKG)
    start = datetime(2015, 2, 18, 23, tzinfo=UTC)
    name = "20150218230000.export.CSV.zip"
    assert master.files == {name: Listed(name, 150383, "297a16b493de7cf6ca809a7cc31d0b93", start)}
    assert (master.report.wanted, master.report.other, master.report.malformed) == (1, 2, 0)
    mentions = read(FIRST, MENTIONS, GKG, series=Series(2, what=What.MENTIONS))
    assert list(mentions.files) == ["20150218230000.mentions.CSV.zip"]


def test_the_streams_are_told_apart_by_name() -> None:
    translated = FIRST.replace(b".export", b".translation.export")
    assert list(read(FIRST, translated, series=Series(2, Stream.TRANSLATION)).files) == [
        "20150218230000.translation.export.CSV.zip"
    ]
    assert list(read(FIRST, translated).files) == ["20150218230000.export.CSV.zip"]


def test_the_window_is_kept_and_the_last_file_remembered() -> None:
    later = FIRST.replace(b"20150218230000", b"20150219000000")
    master = read(FIRST, later)
    assert list(master.files) == ["20150218230000.export.CSV.zip"]
    assert master.last == datetime(2015, 2, 19, tzinfo=UTC)


def test_of_a_repeated_name_the_last_entry_counts() -> None:
    master = read(FIRST, FIRST.replace(b"150383", b"150384"))
    assert [entry.size for entry in master.files.values()] == [150384]
    assert master.report.repeated == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"", "an empty line"),
        (b"150383 297a16b493de7cf6ca809a7cc31d0b93", "2 fields"),
        (b"150383 297a http://data.gdeltproject.org/gdeltv2/20150218230000.export.CSV.zip", "3 fields"),
        (b"<html><body>503</body></html>", "1 fields"),
        (FIRST.replace(b"150383", b"-1"), "3 fields"),
        (FIRST.replace(b"150383", b"0"), "a size of 0 bytes"),
        (FIRST.replace(b"20150218230000", b"20150218236000"), "no possible time"),
        (FIRST.replace(b"20150218230000", b"20350218230000"), "lies in the future"),
        (b"x" * (MAX_LINE + 1), "over 1000 bytes"),
    ],
)
def test_malformed_lines_are_counted_with_their_reason(line: bytes, reason: str) -> None:
    report = read(FIRST, line).report
    assert (report.lines, report.wanted, report.malformed) == (2, 1, 1)
    assert (report.shown[0].line, reason in report.shown[0].reason) == (2, True)


@pytest.mark.parametrize("name", [b"../../etc/passwd", b"20150218230000.export.CSV.zip/..", b"x/20150218230000.exe"])
def test_names_that_are_not_of_gdelts_form_are_never_planned(name: bytes) -> None:
    master = read(FIRST.rpartition(b"/")[0] + b"/" + name)
    assert (master.files, master.report.other) == ({}, 1)


def test_terminal_escapes_in_a_bad_line_are_shown_as_text() -> None:
    assert read(b"\x1b[2J\xff bad").report.shown[0].raw == r"\x1b[2J\\xff bad"


ANY_LINE = st.one_of(
    st.binary(max_size=120),
    st.sampled_from([FIRST, MENTIONS, GKG]),
    st.builds(lambda at, byte: FIRST[:at] + byte + FIRST[at + 1 :], st.integers(0, len(FIRST)), st.binary(max_size=2)),
)


@given(st.lists(ANY_LINE, max_size=20))
def test_every_line_is_counted_once_and_every_name_is_safe(lines: list[bytes]) -> None:
    master = read(*lines)
    report = master.report
    assert report.lines == len(lines) == report.wanted + report.other + report.malformed
    for name, entry in master.files.items():
        assert name == entry.name
        assert entry.start.strftime("%Y%m%d%H%M%S.export.CSV.zip") == name
        assert entry.size > 0
        assert FIRST_DAY.start <= entry.start < FIRST_DAY.end


@given(st.lists(st.binary(max_size=30), max_size=8), st.data())
def test_lines_are_the_same_however_the_stream_is_cut(lines: list[bytes], data: st.DataObject) -> None:
    whole = b"\n".join(lines)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=6)))
    cutter = Lines()
    found: list[bytes] = []
    for start, end in zip([0, *cuts], [*cuts, len(whole)], strict=True):
        found += cutter.feed(whole[start:end])
    found += cutter.end()
    expected = [line.removesuffix(b"\r") for line in whole.split(b"\n")]
    assert found == (expected[:-1] if whole.endswith(b"\n") or not whole else expected)


def test_a_line_without_end_is_never_held_whole() -> None:
    cutter = Lines()
    found = [len(line) for _ in range(100) for line in cutter.feed(b"x" * 1000)]
    found += [len(line) for line in cutter.feed(b"x\nshort\n")]
    assert found == [MAX_LINE + 1, 5]


def sizes_and_sums(sizes: list[bytes], sums: list[bytes], window: Window) -> tuple[SizeList, SizeList]:
    both = SizeList("filesizes", window), SizeList("md5sums", window)
    for each, lines in zip(both, (sizes, sums), strict=True):
        for line in lines:
            each.read(line)
    return both


def test_gdelt1_needs_both_size_and_sum() -> None:
    # The first lines are GDELT's own (shared/data/feeds/gdelt1_indexes).
    window = Window.of_days(date(1979, 1, 1), date(1981, 12, 31))
    files, alone = join_lists(
        *sizes_and_sums(
            [b"1088704384 GDELT.MASTERREDUCEDV2.1979-2013.zip", b"14276482 1979.zip", b"18619859 1980.zip"],
            [b"7fb1b6ff781aea3d441abf512dc5e0f9  1979.zip", b"28254bf0ca546d16433b65002b524758  1981.zip"],
            window,
        )
    )
    start = datetime(1979, 1, 1, tzinfo=UTC)
    assert files == {"1979.zip": Listed("1979.zip", 14276482, "7fb1b6ff781aea3d441abf512dc5e0f9", start)}
    assert alone == {
        datetime(1980, 1, 1, tzinfo=UTC): "listed in filesizes but not in md5sums, so it cannot be checked",
        datetime(1981, 1, 1, tzinfo=UTC): "listed in md5sums but not in filesizes, so it cannot be checked",
    }


@pytest.mark.shared
@pytest.mark.skipif(not FEEDS.exists(), reason="needs the feeds' samples in ../shared")
def test_gdelt1s_real_lists_are_read_whole() -> None:
    indexes = FEEDS / "gdelt1_indexes"
    window = Window.of_days(date(1979, 1, 1), date(2020, 12, 28))
    lists = sizes_and_sums(
        (indexes / "filesizes").read_bytes().splitlines(), (indexes / "md5sums").read_bytes().splitlines(), window
    )
    files, alone = join_lists(*lists)
    # 2,940 lines, one of them the reduced table; 27 years, 87 months, and the days from 2013-04-01 but for four.
    assert (len(files), alone) == (2939, {})
    assert len(files) == 27 + 87 + (date(2020, 12, 28) - date(2013, 4, 1)).days + 1 - 4
    assert [each.report.malformed for each in lists] == [0, 0]
