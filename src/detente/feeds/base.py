"""What a feed is: how its files look, which rows are refused, and what its columns are in the shared tables.

A feed is data: names, widths and SQL expressions (DuckDB) over its raw text columns. docs/feeds.md: how to add one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

Key = tuple[str | None, ...]

LINE_BITS: Final = 40
"""A row's place in a batch is one number: the file's place above, the line's number below so many bits."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a file, in order. With `header`, they are the least that a header line must name, in any order.

    A file with a header may hold more columns; they are passed over. `aliases` maps other spellings of a header's
    names to the ones used here; both are compared without case and outer space.
    """

    name: str
    columns: tuple[str, ...]
    header: bool = False
    aliases: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """Rows of which `broken_when` (SQL over raw columns) is true are refused for `reason`, a fault of `column`."""

    column: str
    reason: str
    broken_when: str


@dataclass(frozen=True, slots=True)
class Resolver:
    """A function from the texts of a key to values of `fields`, or None where it knows nothing.

    It is asked once for each distinct key of a run, never once a row. Text is the type of every field that
    `numbers` does not name.
    """

    name: str
    fields: tuple[str, ...]
    resolve: Callable[[Key], tuple[object, ...] | None]
    numbers: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Lookup:
    """A resolver joined to raw columns: its fields are `alias.field` in the feed's expressions, NULL where unknown."""

    alias: str
    resolver: Resolver
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Repeats:
    """What makes two rows of a feed the same thing, over columns of the shared table.

    A row whose `identity` columns are all stored already is not stored again. Rows that agree in all `story`
    columns and in the two actors of `pair` are repeats inside one story, or mirrored when the actors are swapped.
    Rows that agree in all `event` columns, where `event_if` holds, are one event under a new id. The later one is
    marked. A NULL among the `story` columns, or a first NULL among `event`, makes no repeat.

    Stored rows are compared when their `moment` lies within `window_days` of the new ones; without a window, all are.
    """

    identity: tuple[str, ...]
    pair: tuple[str, str] = ("source_code", "target_code")
    story: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    event_if: str = "true"
    moment: str = "published_at"
    window_days: int | None = 7


@dataclass(frozen=True, slots=True)
class Update:
    """For living data: a row of a stored identity with a greater `version` column replaces the stored one."""

    version: str


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed. `columns` gives, for columns of `table`, an SQL expression over raw columns and lookups.

    Attributes:
        name: As typed after `detente import`.
        title: One line for help and docs.
        licence: Tag that its rows carry and exports show.
        patterns: File names as published (fnmatch, lower case, without .zip and .gz): what is taken out of folders
            and archives.
        layouts: Tried in order; those without header by the width of each line, so that widths may mix in a file.
        delimiter, quote: One character each; no quote means that quotes are ordinary characters.
        encodings: Tried in order on the whole file; the last failing, single lines that do not decode are refused.
        nulls: Texts that mean "missing" beside the empty one.
        covers_world: Whether a file tells of any sort of event between any actors on the days it spans, so that
            silence means something. A data set of one country, or of violence only, does not.
    """

    name: str
    title: str
    licence: str
    patterns: tuple[str, ...]
    layouts: tuple[Layout, ...]
    columns: Mapping[str, str]
    repeats: Repeats
    rules: tuple[Rule, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    table: Literal["events", "mentions", "series"] = "events"
    delimiter: str = "\t"
    quote: str | None = None
    encodings: tuple[str, ...] = ("utf-8",)
    nulls: tuple[str, ...] = ()
    update: Update | None = None
    covers_world: bool = False

    @property
    def raw_columns(self) -> tuple[str, ...]:
        """Every column that some layout has; those that a file lacks are NULL there."""
        return tuple(dict.fromkeys(column for layout in self.layouts for column in layout.columns))
