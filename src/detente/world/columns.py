"""Records as rows: the Arrow type of every record, and the way there and back without loss.

Types follow from the records' own annotations, so a field added to a record becomes a column here.
A record inside a record becomes a struct, a tuple a list, an enum its text; None is null.
"""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    import pyarrow as pa

Record = TypeVar("Record")


class _Field(NamedTuple):
    name: str
    hint: Any
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


_fields_of: dict[type, list[_Field]] = {}


def arrow_fields(record_type: type[Any]) -> list[pa.Field]:
    """The columns of a record type, in the order of its fields."""
    import pyarrow as pa

    return [pa.field(field.name, _arrow_type(field.hint)) for field in _fields(record_type)]


def to_row(record: Any) -> dict[str, Any]:
    """A record as a dictionary of plain values that Arrow takes."""
    return {field.name: field.write(getattr(record, field.name)) for field in _fields(type(record))}


def from_row(record_type: type[Record], row: Mapping[str, Any]) -> Record:
    """The record that `to_row` made this row from; columns that are not its fields are passed over."""
    return record_type(**{field.name: field.read(row[field.name]) for field in _fields(record_type)})


def _fields(record_type: type[Any]) -> list[_Field]:
    """A record's fields, worked out once: resolving annotations is slow."""
    if record_type not in _fields_of:
        hints = get_type_hints(record_type)
        _fields_of[record_type] = [
            _Field(field.name, hints[field.name], _writer(hints[field.name]), _reader(hints[field.name]))
            for field in dataclasses.fields(record_type)
        ]
    return _fields_of[record_type]


def _without_none(hint: Any) -> Any:
    """`X` for `X | None`; the records use no other union."""
    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = (part for part in get_args(hint) if part is not types.NoneType)
    return hint


def _arrow_type(hint: Any) -> pa.DataType:
    import pyarrow as pa

    hint = _without_none(hint)
    if get_origin(hint) is tuple:
        return pa.list_(_arrow_type(get_args(hint)[0]))
    if dataclasses.is_dataclass(hint):
        assert isinstance(hint, type)
        return pa.struct(arrow_fields(hint))
    if issubclass(hint, StrEnum):
        return pa.string()
    return {
        str: pa.string(),
        int: pa.int64(),
        float: pa.float64(),
        bool: pa.bool_(),
        date: pa.date32(),
        datetime: pa.timestamp("us", tz="UTC"),
    }[hint]


def _writer(hint: Any) -> Callable[[Any], Any]:
    """How a record's value of this annotation becomes one that Arrow takes."""
    hint = _without_none(hint)
    if get_origin(hint) is tuple:
        write_item = _writer(get_args(hint)[0])
        return lambda items: [write_item(item) for item in items]
    if dataclasses.is_dataclass(hint):
        return lambda record: None if record is None else to_row(record)
    if issubclass(hint, StrEnum):
        return lambda member: None if member is None else member.value
    return lambda value: value


def _reader(hint: Any) -> Callable[[Any], Any]:
    """How a stored value of this annotation becomes the record's value again."""
    hint = _without_none(hint)
    if get_origin(hint) is tuple:
        read_item = _reader(get_args(hint)[0])
        return lambda items: tuple(read_item(item) for item in items)
    if dataclasses.is_dataclass(hint):
        assert isinstance(hint, type)
        return lambda row: None if row is None else from_row(hint, row)
    if issubclass(hint, StrEnum):
        return lambda text: None if text is None else hint(text)
    return lambda value: value
