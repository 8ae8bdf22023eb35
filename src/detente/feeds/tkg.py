"""Temporal knowledge graph files made of event data: subject, relation, object, time; with maps of ids beside them.

Source: the text format of Jin et al. 2020 (RE-Net) and Li et al. 2021 (RE-GCN); with names in the place of ids, that of
Garcia-Duran et al. 2018.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from detente.errors import InputError, UnknownCodeError
from detente.feeds.base import Feed, Key, Layout, Lookup, Repeats, Resolver, Rule, Told
from detente.feeds.codes import cameo_event
from detente.feeds.files import FeedFile, opened
from detente.feeds.mapping import MappingFile, read_mapping
from detente.feeds.named_actors import named_actor
from detente.feeds.state_names import clean_name
from detente.feeds.tkg_sets import (
    ENDINGS,
    ENTITY_MAPS,
    HOW_TO_SAY,
    PARTS,
    RELATION_MAPS,
    SECONDS,
    Clock,
    Names,
    clock_of,
    names_beside,
    times_beside,
)
from detente.ontology.cameo import cameo_from_name

_FIELDS: Final = ("name", "origin", "first", "unit", "entities", "relations", "licence")
_QUADRUPLE: Final = ("subject", "relation", "object", "time")
_TOLD: Final = ("data_set", "part", "maps", "origin", "seconds")


@dataclass(frozen=True, slots=True)
class Options:
    """What a mapping says: name and clock of the set, and paths of its maps where they do not lie beside its files."""

    name: str | None = None
    clock: Clock | None = None
    maps: tuple[str | None, str | None] = (None, None)


@dataclass(slots=True)
class _Sets:
    """The maps of the sets of one process, by the key that rows carry: a file's folder and the mapping's own."""

    names: dict[str, Names]


_SETS: Final = _Sets({})


def tell(file: FeedFile, options: Options) -> Told:
    """Which set a file is of, where its maps are, and how its times count.

    Raises:
        InputError: It has ids but no map, or nothing says which day its times begin on.
    """
    inner = Path(file.member) if file.member is not None else file.path
    folder = str(file.path / inner.parent if file.member is not None else inner.parent)
    part = inner.name.removesuffix(".gz").removesuffix(".txt").removesuffix(".tsv")
    name = options.name or _set_name(file, inner)
    first = _first_cells(file)
    by_id = len(first) > 3 and all(_digits(cell) for cell in first[:3])
    if not by_id and len(first) > 3 and not _digits(first[3]):
        return Told({"data_set": name, "part": part, "maps": None, "origin": None, "seconds": None}, "names and days")
    names = names_beside(file, options.maps)
    if by_id and (names.entities is None or names.relations is None):
        missing = ENTITY_MAPS[0] if names.entities is None else RELATION_MAPS[0]
        raise InputError(
            f"{file.path}: its lines are ids, but {missing} does not lie beside it. Put it there, or name both maps in "
            "a file for --mapping, as `entities: PATH` and `relations: PATH`."
        )
    clock = options.clock
    if clock is None:
        known, clock = clock_of(names, times_beside(file), folder)
        name = options.name or known
    maps = None
    if by_id:
        maps = f"{folder}|{options.maps}"
        _SETS.names[maps] = names
    values = {"data_set": name, "part": part, "maps": maps, "origin": str(clock.origin), "seconds": str(clock.seconds)}
    return Told(values, clock.words)


def _set_name(file: FeedFile, inner: Path) -> str:
    return inner.resolve().parent.name if file.member is None else (inner.parent.name or file.path.stem)


def _first_cells(file: FeedFile) -> list[str]:
    with opened(file) as stream:
        line = stream.readline(1 << 16).decode("utf-8-sig", "replace").rstrip("\r\n")
    return line.split("\t") if "\t" in line else line.split(" ")


def _digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


@lru_cache(maxsize=1 << 16)
def _actor_of(name: str) -> tuple[object, ...]:
    return named_actor((name,)) or (None, None, None, None)


def entity(key: Key) -> tuple[object, ...] | None:
    """The name of an entity as the map spells it and with spaces; id, name, kind and state of the actor it is.

    None where the map has no such id.
    """
    maps, asked = key
    found = _named(asked, None if maps is None else _SETS.names[maps].entities)
    return None if found is None else (found, clean_name(found), *_actor_of(found))


def relation(key: Key) -> tuple[object, ...] | None:
    """The label of a relation; CAMEO code, PLOVER type and mode, quad class and Goldstein score where it is CAMEO's.

    None where the map has no such id.

    >>> relation((None, "Make_a_visit"))
    ('Make_a_visit', '042', 'CONSULT', 'visit', 1, 1.9)
    """
    maps, asked = key
    label = _named(asked, None if maps is None else _SETS.names[maps].relations)
    if label is None:
        return None
    try:
        code = cameo_from_name(label).code
    except UnknownCodeError:
        code = label
    event = cameo_event((code,))
    return (label, None, None, None, None, None) if event is None else (label, code, *event)


def _named(asked: str | None, names: object) -> str | None:
    if asked is None or names is None:
        return asked
    assert isinstance(names, dict)
    return names.get(str(int(asked))) if _digits(asked) else None


_ENTITY: Final = Resolver("tkg_entity", ("spelt", "text", "id", "name", "kind", "state"), entity)
_RELATION: Final = Resolver(
    "tkg_relation",
    ("label", "code", "type", "mode", "quad_class", "goldstein"),
    relation,
    numbers=frozenset({"quad_class", "goldstein"}),
)

_NUMBER = "TRY_CAST(CASE WHEN regexp_full_match(time, '[0-9]{1,9}') THEN time END AS BIGINT)"
_STATED = "TRY_CAST(CASE WHEN regexp_full_match(time, '[12][0-9]{3}-[0-9]{2}-[0-9]{2}') THEN time END AS DATE)"
_DAYS = f"({_NUMBER} * TRY_CAST(seconds AS BIGINT)) // 86400"
_MOST_DAYS: Final = 100_000
"""About 274 years: a time beyond is no day of the set, but a slip of unit or origin."""
_DAY = (
    f"CASE WHEN seconds IS NULL THEN {_STATED} "
    f"WHEN {_DAYS} <= {_MOST_DAYS} THEN TRY_CAST(origin AS DATE) + ({_DAYS})::INTEGER END"
)


def _actor(column: str, alias: str) -> dict[str, str]:
    return {
        f"{column}_id": f"coalesce({alias}.id, 'tkg:' || {alias}.text)",
        f"{column}_name": f"coalesce({alias}.name, {alias}.text)",
        f"{column}_kind": f"{alias}.kind",
        f"{column}_state": f"{alias}.state",
        f"{column}_code": f"{alias}.spelt",
        f"{column}_text": f"{alias}.text",
    }


def bind(paths: Sequence[Path], mapping: Path | None) -> Feed:
    """The feed for files parted by tabs or spaces, with what a mapping says of them.

    Raises:
        InputError: The mapping has a field that it should not, or lacks one.
    """
    given = None if mapping is None else read_mapping(mapping)
    options = Options() if given is None else _options(given)
    feed = replace(
        TKG,
        bind=None,
        delimiter=_delimiter(paths),
        edition="" if given is None else given.edition,
        tell=lambda file: tell(file, options),
    )
    licence = None if given is None else given.text("licence")
    return feed if licence is None else replace(feed, licence=licence)


def _options(given: MappingFile) -> Options:
    given.allow(_FIELDS)
    origin, first = given.day("origin"), given.whole_number("first", 0)
    unit = given.one_of("unit", SECONDS, "day")
    clock = None
    if origin is not None:
        try:
            start = origin - timedelta(seconds=first * SECONDS[unit])
        except OverflowError:
            raise given.fault("first", f"{first} lies too far from the origin {origin}.") from None
        if (first * SECONDS[unit]) % 86400:
            raise given.fault("first", f"{first} {unit}s are no whole days, and time 0 must be the start of a day.")
        clock = Clock(start, SECONDS[unit], f"as {given.path.name} says", first)
    elif "unit" in given.fields or "first" in given.fields:
        raise given.fault("origin", f"is missing, and `unit` and `first` count from it. {HOW_TO_SAY}")
    return Options(given.text("name"), clock, (given.path_of("entities"), given.path_of("relations")))


def _delimiter(paths: Sequence[Path]) -> str:
    """A space where the first file that is found has no tab in its first line, else a tab."""
    names = {part + ending for part in PARTS for ending in ENDINGS}
    for path in paths:
        files = sorted(each for each in path.rglob("*") if each.name in names) if path.is_dir() else [path]
        if files and files[0].suffix not in (".zip", ".gz") and files[0].is_file():
            with files[0].open("rb") as stream:
                line = stream.readline(1 << 16)
            return " " if b"\t" not in line and b" " in line.strip() else "\t"
    return "\t"


TKG = Feed(
    name="tkg",
    title="temporal knowledge graphs of events: train, valid and test quadruples with id maps",
    licence="as the data set it was made of",
    covers_world=True,
    patterns=tuple(part + ending for part in PARTS for ending in ENDINGS),
    layouts=(
        Layout("quadruples", _QUADRUPLE),
        Layout("quadruples and a fifth column", (*_QUADRUPLE, "fifth")),
    ),
    told_columns=_TOLD,
    tell=lambda file: tell(file, Options()),
    bind=bind,
    rules=(
        Rule("subject", "no entity of this id in the map", "subject_of.spelt IS NULL"),
        Rule("relation", "no relation of this id in the map", "relation_of.label IS NULL"),
        Rule("object", "no entity of this id in the map", "object_of.spelt IS NULL"),
        Rule("time", "no time of the set, nor a day as 2014-01-01", f"({_DAY}) IS NULL"),
    ),
    lookups=(
        Lookup("subject_of", _ENTITY, ("maps", "subject")),
        Lookup("object_of", _ENTITY, ("maps", "object")),
        Lookup("relation_of", _RELATION, ("maps", "relation")),
    ),
    columns={
        **_actor("source", "subject_of"),
        **_actor("target", "object_of"),
        "plover_type": "relation_of.type",
        "plover_mode": "relation_of.mode",
        # a label that no table knows stands for the code that is not there, so that it is listed among the unknown
        "cameo_code": "coalesce(relation_of.code, relation_of.label)",
        "quad_class": "relation_of.quad_class::BIGINT",
        "goldstein": "relation_of.goldstein",
        "event_date": _DAY,
        "event_date_end": _DAY,
        "event_date_precision": "'day'",
        "stated_date": _DAY,
        "status": "'reported'",
        "polarity": "'positive'",
        "extra": "MAP {'data_set': data_set, 'part': part, 'relation': relation_of.label, 'time': time}",
        "feed_reference": "concat_ws('/', data_set, subject, relation, object, time)",
        "published_at": f"({_DAY})::TIMESTAMP AT TIME ZONE 'UTC'",
    },
    repeats=Repeats(
        identity=("feed_reference",),
        event=("event_date", "source_text", "target_text", "cameo_code"),
        window_days=1,
    ),
)
