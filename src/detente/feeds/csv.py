"""Any CSV or Parquet file of events, or of yearly values, whose columns a mapping names."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from detente.errors import InputError
from detente.feeds.base import Feed, Layout, Repeats, Told, Update
from detente.feeds.csv_columns import event_columns, rules_of, series_columns
from detente.feeds.csv_lookups import lookups_of
from detente.feeds.csv_mapping import EVENT_FIELDS, CsvMapping, FieldSource, check_whole, csv_mapping
from detente.feeds.files import FeedFile, find_files, opened
from detente.feeds.mapping import nearest, read_mapping
from detente.feeds.parquet import is_parquet

SAMPLE_BYTES: Final = 1 << 20
_DELIMITERS: Final = (",", ";", "\t", "|")


def bind(paths: Sequence[Path], mapping: Path | None) -> Feed:
    """The feed that reads these files by a mapping; without one, files whose header has the fields' own names.

    Raises:
        InputError: The mapping is at fault, or names a column that the first file has not.
    """
    given = None if mapping is None else read_mapping(mapping)
    asked = None if given is None else csv_mapping(given)
    (first, *_) = find_files(paths, CSV)
    data = _sample(first)
    encoding = _encoding(data, first, asked)
    text = data.decode(encoding, "replace").removeprefix("\ufeff")
    delimiter = _delimiter(text, first, asked)
    header = next(iter(_records(text, delimiter, None if asked is None else asked.quote)), [])
    if asked is None:
        asked = _own_names(header, first)
    elif asked.header is None:
        _check_columns(asked, header, first, mapping)
    note = f"parted by {_spelt(delimiter)}, {encoding}"
    return feed_of(asked, delimiter, encoding, note, "" if given is None else given.edition)


def feed_of(mapping: CsvMapping, delimiter: str, encoding: str, note: str, edition: str) -> Feed:
    """The feed of a checked mapping; its raw columns are named c0, c1, ... in the order of `mapping.columns`."""
    raw = {column: f"c{number}" for number, column in enumerate(mapping.columns)}
    columns = event_columns(mapping, raw) if mapping.table == "events" else series_columns(mapping, raw)
    story = ("story", "stated_date", "cameo_code") if "story" in mapping.fields else ()
    return Feed(
        name="csv" if mapping.name == CSV.name else f"csv-{mapping.name}",
        title=f"{mapping.name}, by its mapping",
        licence=mapping.licence,
        table=mapping.table,
        patterns=CSV.patterns,
        layouts=(_layout(mapping, raw),),
        delimiter=delimiter,
        quote=mapping.quote,
        encodings=(encoding,),
        nulls=mapping.missing,
        rules=rules_of(mapping, raw),
        lookups=lookups_of(mapping, raw),
        columns=columns,
        repeats=Repeats(identity=("feed_reference",), story=story, window_days=None),
        update=Update("version") if "version" in mapping.fields else None,
        tell=lambda file: Told({}, note),
        edition=edition or "own names",
    )


def _layout(mapping: CsvMapping, raw: Mapping[str, str]) -> Layout:
    if mapping.header is None:
        return Layout("as the mapping says", tuple(raw.values()), header=True, aliases=raw)
    columns = tuple(raw.get(column, f"#{number}") for number, column in enumerate(mapping.header))
    return Layout("as the mapping says", columns)


def _sample(file: FeedFile) -> bytes:
    with opened(file) as stream:
        return stream.read(SAMPLE_BYTES)


def _encoding(data: bytes, file: FeedFile, mapping: CsvMapping | None) -> str:
    """As the mapping says; else by its mark, as UTF-8 where it is, or as its letters make it most likely."""
    if mapping is not None and mapping.encoding is not None:
        return mapping.encoding
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    foreign = [line for line in data.split(b"\n")[:-1] or [data] if not line.isascii()]
    if sum(_is_utf8(line) for line in foreign) * 2 >= len(foreign):
        return "utf-8"  # single broken lines are refused one by one
    import charset_normalizer

    best = charset_normalizer.from_bytes(b"\n".join(foreign)).best()
    if best is None:
        raise InputError(f"{file.name}: its encoding cannot be told. Say it in the mapping, as `encoding: cp1252`.")
    return str(best.encoding)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(text: str, file: FeedFile, mapping: CsvMapping | None) -> str:
    """As the mapping says; else the one under which the header has the columns asked for, or the lines most cells."""
    if mapping is not None and mapping.delimiter is not None:
        return mapping.delimiter
    if is_parquet(file.path):
        return ","
    quote = '"' if mapping is None else mapping.quote
    found = {delimiter: _records(text, delimiter, quote) for delimiter in _DELIMITERS}
    wanted = set(EVENT_FIELDS if mapping is None else mapping.columns)

    def fits(delimiter: str) -> tuple[int, int]:
        records = found[delimiter]
        if not records:
            return 0, 0
        if mapping is not None and mapping.header is not None:
            return sum(len(record) == len(mapping.header) for record in records), 0
        same = sum(len(record) == len(records[0]) for record in records)
        return len(wanted & {cell.strip() for cell in records[0]}), same * (len(records[0]) - 1)

    return max(_DELIMITERS, key=fits)


def _records(text: str, delimiter: str, quote: str | None, most: int = 100) -> list[list[str]]:
    """The first records of a sample, without the last line, which it may cut."""
    whole = (text[: text.rfind("\n") + 1] or text).replace("\r", "").replace("\0", "")
    form = {"delimiter": delimiter} | ({"quotechar": quote} if quote else {"quoting": csv.QUOTE_NONE})
    found: list[list[str]] = []
    try:
        for record in csv.reader(io.StringIO(whole), **form):
            found += [record] if record else []
            if len(found) == most:
                break
    except csv.Error:  # a cell beyond the reader's limit; what came before it tells enough
        pass
    return found


def _own_names(header: list[str], file: FeedFile) -> CsvMapping:
    """A file whose columns are called as the fields are needs no mapping."""
    named = [cell.strip() for cell in header]
    fields: dict[str, FieldSource] = {field: FieldSource(field) for field in EVENT_FIELDS if field in named}

    def fault(field: str, why: str) -> InputError:
        shown = ", ".join(named[:40]) or "none"
        return InputError(
            f"{file.name} has the columns {shown}; {field}: {why} Say which column is which field with --mapping "
            "FILE.yaml; docs/feeds.md has an example."
        )

    mapping = CsvMapping(CSV.name, "events", fields)
    check_whole(mapping, fault)
    return mapping


def _check_columns(mapping: CsvMapping, header: list[str], file: FeedFile, path: Path | None) -> None:
    named = [cell.strip() for cell in header]
    known = {" ".join(cell.casefold().replace("_", " ").split()) for cell in named}
    asked = {field.column: f"columns.{name}" for name, field in mapping.fields.items()}
    asked |= dict.fromkeys(mapping.extra, "extra")
    for column, field in asked.items():
        if column is not None and " ".join(column.casefold().replace("_", " ").split()) not in known:
            raise InputError(f"{path}, {field}: {file.name} has no column {column!r}.{nearest(column, named)}")


def _spelt(delimiter: str) -> str:
    return {"\t": "tabs", ",": "commas", ";": "semicolons", "|": "bars", " ": "spaces"}.get(delimiter, delimiter)


CSV = Feed(
    name="csv",
    title="any CSV or Parquet file of events or yearly values, with --mapping FILE.yaml",
    licence="not stated",
    patterns=("*.csv", "*.tsv", "*.txt", "*.parquet", "*.pq"),
    layouts=(Layout("fields' own names", ("date", "source", "target", "cameo"), header=True),),
    columns={"feed_reference": "concat_ws('/', date, source, target, cameo)"},
    repeats=Repeats(identity=("feed_reference",)),
    bind=bind,
)
