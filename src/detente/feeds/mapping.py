"""A user's mapping file: YAML whose fields are checked one by one, so that a slip is told and never passed over."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from detente.errors import InputError

MAX_BYTES: Final = 1 << 20

FaultOf = Callable[[str, str], InputError]


@dataclass(frozen=True, slots=True)
class MappingFile:
    """The fields of a mapping file. Errors name the file and the field."""

    path: Path
    fields: Mapping[str, object]
    edition: str
    """A hash of its text: what is read with another mapping is read again."""

    def fault(self, field: str, why: str) -> InputError:
        """The error to raise for a field."""
        return InputError(f"{self.path}, {field}: {why}")

    def allow(self, fields: Iterable[str]) -> None:
        """Refuse every field that is not one of these.

        Raises:
            InputError: It names the nearest that is.
        """
        check_names(self.fields, fields, lambda name, why: self.fault(name, why))

    def text(self, field: str, default: str | None = None) -> str | None:
        """A field that is a text (numbers are taken as they are written); `default` where it is not given."""
        value = self.fields.get(field, default)
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        raise self.fault(field, f"{value!r} is no text.")

    def whole_number(self, field: str, default: int) -> int:
        """A field that is a whole number."""
        value = self.fields.get(field, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self.fault(field, f"{value!r} is no whole number.")
        return value

    def day(self, field: str) -> date | None:
        """A field that is a day as 2014-01-01."""
        value = self.fields.get(field)
        if isinstance(value, datetime) or (value is not None and not isinstance(value, date | str)):
            raise self.fault(field, f"{value!r} is no day; write it as 2014-01-01.")
        if isinstance(value, str):
            try:
                return date.fromisoformat(value)
            except ValueError:
                raise self.fault(field, f"{value!r} is no day; write it as 2014-01-01.") from None
        return value

    def one_of(self, field: str, allowed: Iterable[str], default: str) -> str:
        """A field that is one of a few words."""
        value = self.text(field, default)
        choices = tuple(allowed)
        if value not in choices:
            raise self.fault(field, f"{value!r} is not known.{nearest(str(value), choices)}")
        return str(value)

    def path_of(self, field: str) -> str | None:
        """A field that is a path, which counts from where the mapping lies."""
        value = self.text(field)
        return None if value is None else str(self.path.parent / value)


def read_mapping(path: Path) -> MappingFile:
    """Read a mapping file.

    Raises:
        InputError: It is not there, no YAML, or no mapping of fields to values.
    """
    import yaml

    try:
        data = path.read_bytes()
        if len(data) > MAX_BYTES:
            raise InputError(f"{path} has {len(data):,} bytes; a mapping has at most {MAX_BYTES:,}.")
        fields = yaml.safe_load(data)
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}).") from error
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise InputError(f"{path} is no YAML: {' '.join(str(error).split())}") from error
    if not isinstance(fields, dict) or not all(isinstance(name, str) for name in fields):
        raise InputError(f"{path} holds no fields; expected lines as `name: value` (docs/feeds.md has an example).")
    return MappingFile(path, fields, hashlib.sha256(data).hexdigest())


def check_names(given: Iterable[str], allowed: Iterable[str], fault: FaultOf) -> None:
    """Raise the fault of the first given name that is not allowed."""
    choices = tuple(allowed)
    for name in given:
        if name not in choices:
            raise fault(name, f"no such field.{nearest(name, choices)}")


def nearest(word: str, choices: Iterable[str]) -> str:
    """A hint at the choice most like a word, and all of them.

    >>> nearest("orgin", ("origin", "unit"))
    " Did you mean 'origin'? Allowed: origin, unit."
    """
    from rapidfuzz import fuzz, process

    listed = tuple(choices)
    best = process.extractOne(word, listed, scorer=fuzz.ratio, score_cutoff=60)
    meant = f" Did you mean {best[0]!r}?" if best else ""
    return f"{meant} Allowed: {', '.join(listed)}."
