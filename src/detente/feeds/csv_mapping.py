"""What a user's mapping says of a CSV or Parquet file: which column is which field of an event or a yearly value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, cast

from detente.feeds.mapping import FaultOf, MappingFile, check_names, nearest

ACTORS: Final = ("source", "target")
DATES: Final = ("date", "date_end", "published")
SCHEMES: Final = ("name", "iso3", "iso2", "cow", "gw", "fips", "cameo", "id")
EVENT_TYPES: Final = ("cameo", "plover", "label", "quad_class", "goldstein")
"""Of these an event must have one."""

NUMBERS: Final[Mapping[str, tuple[float, float]]] = {
    "goldstein": (-10, 10),
    "quad_class": (1, 4),
    "latitude": (-90, 90),
    "longitude": (-180, 180),
    "mentions": (0, 1e12),
    "outlets": (0, 1e12),
    "articles": (0, 1e12),
    "sentence": (0, 1e9),
    "tone": (-100, 100),
    "year": (1, 9999),
    "value": (-1e300, 1e300),
    "low": (-1e300, 1e300),
    "high": (-1e300, 1e300),
}
WHOLE: Final = ("quad_class", "mentions", "outlets", "articles", "sentence", "year")

EVENT_FIELDS: Final = (
    *("id", "date", "date_end", "source", "target", "cameo", "plover", "mode", "label", "quad_class", "goldstein"),
    *("story", "sentence", "outlet", "place", "country", "latitude", "longitude"),
    *("mentions", "outlets", "articles", "tone", "published", "version"),
)
SERIES_FIELDS: Final = ("id", "measure", "source", "target", "year", "value", "low", "high", "published")

_SETTINGS: Final = (
    *("name", "licence", "table", "delimiter", "quote", "encoding", "header", "missing", "columns", "extra"),
)
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_DIRECTIVES: Final = frozenset("YymdbBjHMSfIpTFAa%")
_DELIMITERS: Final = {"tab": "\t", "comma": ",", "semicolon": ";", "space": " "}

ISO: Final = "ISO"
"""The format of a date that no format is given for: 2024-01-31, also with a time of day after it."""


@dataclass(frozen=True, slots=True)
class FieldSource:
    """Where a field comes from: a column of the file, or one value for all rows."""

    column: str | None
    value: str | None = None
    format: str = ISO
    scheme: str = "name"


@dataclass(frozen=True, slots=True)
class CsvMapping:
    """A checked mapping; `delimiter` and `encoding` are None where they are found out, `header` where it is read."""

    name: str
    table: Literal["events", "series"]
    fields: Mapping[str, FieldSource]
    extra: tuple[str, ...] = ()
    licence: str = "not stated"
    delimiter: str | None = None
    quote: str | None = '"'
    encoding: str | None = None
    header: tuple[str, ...] | None = None
    missing: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column of the file that is asked for, once."""
        asked = [field.column for field in self.fields.values() if field.column is not None]
        return tuple(dict.fromkeys([*asked, *self.extra]))


def csv_mapping(given: MappingFile) -> CsvMapping:
    """Check a mapping file.

    Raises:
        InputError: A field is unknown, missing or ill-formed; the message names file, field and what is allowed.
    """
    given.allow(_SETTINGS)
    name = given.text("name")
    if name is None or not _NAME.fullmatch(name):
        raise given.fault("name", f"{name!r}; expected a short name of a-z, 0-9, - and _, as `name: border-incidents`.")
    table = cast("Literal['events', 'series']", given.one_of("table", ("events", "series"), "events"))
    mapping = CsvMapping(
        name=name,
        table=table,
        fields=_fields(given, EVENT_FIELDS if table == "events" else SERIES_FIELDS),
        extra=_texts(given, "extra") or (),
        licence=given.text("licence") or "not stated",
        delimiter=_delimiter(given),
        quote=_quote(given),
        encoding=_encoding(given),
        header=_texts(given, "header"),
        missing=_texts(given, "missing") or (),
    )
    check_whole(mapping, given.fault)
    return mapping


def check_whole(mapping: CsvMapping, fault: FaultOf) -> None:
    """Raise the fault of the first field that the table cannot do without."""
    needed = ("date", "source") if mapping.table == "events" else ("source", "year", "value", "measure")
    for field in needed:
        if field not in mapping.fields:
            raise fault(f"columns.{field}", f"is missing; {mapping.table} need {', '.join(needed)}.")
    if mapping.table == "events" and not any(field in mapping.fields for field in EVENT_TYPES):
        raise fault("columns", f"nothing says what happened; name one of {', '.join(EVENT_TYPES)}.")
    if "mode" in mapping.fields and "plover" not in mapping.fields:
        raise fault("columns.mode", "is a mode of a PLOVER type; name `plover` too.")
    if mapping.header is not None:
        for column in mapping.columns:
            if column not in mapping.header:
                raise fault("header", f"has no {column!r}, which a field asks for.{nearest(column, mapping.header)}")


def _fields(given: MappingFile, allowed: tuple[str, ...]) -> dict[str, FieldSource]:
    asked = given.fields.get("columns")
    if not isinstance(asked, dict) or not asked:
        raise given.fault("columns", f"is missing; it says which column is which field: {', '.join(allowed)}.")
    check_names(map(str, asked), allowed, lambda name, why: given.fault(f"columns.{name}", why))
    return {str(name): _field(given, str(name), about) for name, about in asked.items()}


def _field(given: MappingFile, name: str, about: object) -> FieldSource:
    where = f"columns.{name}"
    if isinstance(about, str):
        return FieldSource(about)
    if not isinstance(about, dict):
        raise given.fault(where, f"{about!r}; expected a column's name, or `{{column: NAME, ...}}`.")
    known = ["column", "value"]
    known += ["format"] if name in DATES else []
    known += ["scheme"] if name in ACTORS else []
    check_names(map(str, about), known, lambda part, why: given.fault(f"{where}.{part}", why))
    if ("column" in about) == ("value" in about):
        raise given.fault(where, "needs either `column: NAME` or `value: TEXT` for all rows.")
    scheme = str(about.get("scheme", "name"))
    if scheme not in SCHEMES:
        raise given.fault(f"{where}.scheme", f"{scheme!r} is not known.{nearest(scheme, SCHEMES)}")
    written = str(about.get("format", ISO))
    if written != ISO:
        _check_format(given, f"{where}.format", written)
    column, value = about.get("column"), about.get("value")
    return FieldSource(None if column is None else str(column), None if value is None else str(value), written, scheme)


def _check_format(given: MappingFile, where: str, written: str) -> None:
    directives = re.findall("%(.?)", written)
    unknown = [each for each in directives if each not in _DIRECTIVES]
    if unknown:
        listed = ", ".join(f"%{each}" for each in sorted(_DIRECTIVES - {"%"}))
        raise given.fault(where, f"{written!r} has %{unknown[0]}; allowed are {listed}.")
    if not {"Y", "y", "F"} & set(directives):
        raise given.fault(where, f"{written!r} has no year; write a format as %d.%m.%Y.")


def _texts(given: MappingFile, field: str) -> tuple[str, ...] | None:
    value = given.fields.get(field)
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(each, str | int | float) for each in value):
        raise given.fault(field, f"{value!r}; expected a list, as `[a, b]`.")
    return tuple(map(str, value))


def _delimiter(given: MappingFile) -> str | None:
    value = given.text("delimiter")
    value = value if value is None else _DELIMITERS.get(value, value)
    if value is not None and (len(value) != 1 or not value.isascii() or value in '"\r\n\0'):
        raise given.fault("delimiter", f"{value!r}; expected one character, or {', '.join(_DELIMITERS)}.")
    return value


def _quote(given: MappingFile) -> str | None:
    value = given.text("quote", '"')
    if value == "none":
        return None
    if value is None or len(value) != 1 or not value.isascii() or value.isalnum():
        raise given.fault("quote", f"{value!r}; expected one character, or none.")
    return value


def _encoding(given: MappingFile) -> str | None:
    value = given.text("encoding")
    try:
        return None if value is None else codecs_name(value)
    except LookupError:
        raise given.fault("encoding", f"{value!r} is not known; expected utf-8, cp1252, utf-16 or the like.") from None


def codecs_name(encoding: str) -> str:
    """Python's name of a text encoding; raises LookupError."""
    import codecs

    "".encode(encoding)  # some codecs are of bytes to bytes
    return codecs.lookup(encoding).name
