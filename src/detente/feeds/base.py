"""What a feed is: how its files look, which rows are refused, and what its columns are in the shared tables.

A feed is data: names, widths and SQL expressions (DuckDB) over its raw text columns. docs/feeds.md: how to add one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from detente.feeds.files import FeedFile

Key = tuple[str | None, ...]

LINE_BITS: Final = 40
"""A row's place in a batch is one number: the file's place above, the line's number below so many bits."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a file, in order. With `header`, they are the least that a header line must name, in any order.

    A file with a header may hold more columns: those in `optional` are read, others passed over. `aliases` maps other
    spellings of a header's names to the ones used here; both are compared without case and outer space. Without a
    header, `first` says what cells of a file's first line must look like (regular expressions by column), so that a
    file of another feed, or with another header, is not taken for one without.
    """

    name: str
    columns: tuple[str, ...]
    header: bool = False
    aliases: Mapping[str, str] = field(default_factory=dict)
    optional: tuple[str, ...] = ()
    first: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """Rows of which `broken_when` (SQL over raw columns, lookups) is true are refused for `reason`, as of `column`."""

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
    columns and in the two actors of `pair` are repeats inside one story, or mirrored when the actors are swapped;
    the two codes of an act that CAMEO codes from both sides (`ontology.cameo.OTHER_SIDES`) are one in this. Rows that
    agree in all `event` columns, where `event_if` holds, are one event under a new id. The later one is marked. A NULL
    among the `story` columns, or a first NULL among `event`, makes no repeat.

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
class Told:
    """What is known of all rows of a file: values of the feed's `told_columns`, and a word on how it is known."""

    values: Mapping[str, str | None]
    note: str | None = None


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
        encodings: Of the file as a whole: the first that reads most of the lines which are not plain ASCII. Single
            lines that it does not read are refused.
        nulls: Texts that mean "missing" beside the empty one.
        ragged: Lines may end in empty cells beyond the header's, and may lack those of names in the header that no
            layout knows (files were published with a header longer than their lines).
        covers_world: Whether a file tells of any sort of event between any actors on the days it spans, so that
            silence means something. A data set of one country, or of violence only, does not.
        told_columns: Further raw columns, whose value `tell` finds for a file as a whole: in its name, or beside it.
        tell: Raises InputError where the file cannot be understood without what is missing.
        edition: What else the reading of a file hangs on, such as a user's mapping. A file that was read under another
            one, or of which another thing was told, is read again.
        bind: The feed that reads these paths with this mapping (None: none was given), where one feed cannot read all.
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
    ragged: bool = False
    update: Update | None = None
    covers_world: bool = False
    told_columns: tuple[str, ...] = ()
    tell: Callable[[FeedFile], Told] | None = None
    edition: str = ""
    bind: Callable[[Sequence[Path], Path | None], Feed] | None = None
    raw_columns: tuple[str, ...] = field(init=False, compare=False, repr=False)
    """Columns that some layout has and some expression asks for, and those told of a file; others are not parsed."""

    def __post_init__(self) -> None:
        """Work out `raw_columns`, once: every chunk of every file asks for them."""
        expressions = [*self.columns.values(), *(rule.broken_when for rule in self.rules)]
        keys = {column for lookup in self.lookups for column in lookup.key}
        asked = "\n".join(expressions).casefold()  # a name that stands in them by chance is parsed for nothing
        columns = dict.fromkeys(column for each in self.layouts for column in (*each.columns, *each.optional))
        used = [name for name in columns if name in keys or name.replace('"', '""').casefold() in asked]
        object.__setattr__(self, "raw_columns", tuple(dict.fromkeys([*used, *self.told_columns])))

    @property
    def plain(self) -> bool:
        """Whether the bytes of a file are all that its rows hang on."""
        return self.tell is None and not self.edition
