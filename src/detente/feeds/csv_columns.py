"""The SQL of a mapping: what each column of the shared table is, over raw columns that are named c0, c1, ..."""

from __future__ import annotations

import re
from collections.abc import Mapping

from detente.feeds.base import Rule
from detente.feeds.csv_lookups import ACTOR_FIELDS, EVENT_PARTS, event_kind, mapped_actor, mapped_event
from detente.feeds.csv_mapping import DATES, ISO, NUMBERS, WHOLE, CsvMapping, FieldSource
from detente.feeds.rules import ISO_DAY, extra
from detente.feeds.sql import literal


class _Sql:
    """The SQL of single fields of a mapping."""

    def __init__(self, mapping: CsvMapping, raw: Mapping[str, str]) -> None:
        self.mapping, self.raw = mapping, raw

    def text(self, field: str) -> str:
        about = self.mapping.fields.get(field)
        if about is None:
            return "NULL"
        return literal(about.value or "") if about.column is None else f"r.{self.raw[about.column]}"

    def number(self, field: str) -> str:
        return f"TRY_CAST({self.text(field)} AS {'BIGINT' if field in WHOLE else 'DOUBLE'})"

    def moment(self, field: str) -> str:
        """A TIMESTAMP, NULL of what is no date as its format says, or of no year of four digits."""
        about = self.mapping.fields.get(field)
        if about is None:
            return "NULL::TIMESTAMP"
        text = self.text(field)
        if about.format == ISO:
            return (
                f"(CASE WHEN regexp_full_match({text}, '{ISO_DAY}([ T][0-9:.]+Z?)?') "
                f"THEN TRY_CAST(replace(rtrim({text}, 'Z'), 'T', ' ') AS TIMESTAMP) END)"
            )
        parsed = f"try_strptime({text}, {literal(about.format)})"
        return f"(CASE WHEN year({parsed}) BETWEEN 1000 AND 2999 THEN {parsed}::TIMESTAMP END)"

    def last_day(self, field: str) -> str:
        """The last day that a date may mean: of a month or year where its format has no day."""
        day = f"({self.moment(field)})::DATE"
        precision = precision_of(self.mapping.fields[field])
        if precision == "month":
            return f"last_day({day})"
        return day if precision == "day" else f"(date_trunc('year', {day}) + INTERVAL 1 YEAR - INTERVAL 1 DAY)::DATE"


def precision_of(about: FieldSource) -> str:
    """day, month or year, as the format of a date has it.

    >>> precision_of(FieldSource("When", format="%m/%Y"))
    'month'
    """
    if about.format == ISO or re.search("%[djF]", about.format):
        return "day"
    return "month" if re.search("%[mbB]", about.format) else "year"


def rules_of(mapping: CsvMapping, raw: Mapping[str, str]) -> tuple[Rule, ...]:
    """What refuses a row: no date, no number where there must be one, no PLOVER type; told by the user's own names."""
    sql = _Sql(mapping, raw)
    rules = []
    for field, about in mapping.fields.items():
        if about.column is None:
            continue
        text = sql.text(field)
        needed = field in ("date", "year", "value", "id", "measure")
        given = "" if needed else f"{text} IS NOT NULL AND "
        if needed and field not in ("date", "year", "value"):
            rules.append(Rule(about.column, "is missing", f"{text} IS NULL"))
        if field in DATES:
            written = "2024-01-31" if about.format == ISO else about.format
            rules.append(Rule(about.column, f"no date as {written}", f"{given}{sql.moment(field)} IS NULL"))
        if field in NUMBERS:
            low, high = NUMBERS[field]
            between = f"coalesce({sql.number(field)} BETWEEN {low} AND {high}, false)"
            whole = "regexp_full_match" if field in WHOLE else None
            if whole:
                between = f"coalesce(regexp_full_match({text}, '-?[0-9]{{1,18}}'), false) AND {between}"
            kind = "whole number" if field in WHOLE else "number"
            rules.append(Rule(about.column, f"no {kind} from {low:g} to {high:g}", f"{given}NOT ({between})"))
    if event_kind(mapping) == "plover" and (column := mapping.fields["plover"].column) is not None:
        rules.append(
            Rule(column, "no PLOVER type, or no mode of it", f"{sql.text('plover')} IS NOT NULL AND event.type IS NULL")
        )
    if "date_end" in mapping.fields:
        before = f"{sql.last_day('date_end')} < ({sql.moment('date')})::DATE"
        rules.append(Rule(mapping.fields["date_end"].column or "date_end", "before the date", before))
    return tuple(rules)


def _literals(names: tuple[str, ...], values: tuple[object, ...]) -> dict[str, str]:
    texts = ("NULL" if value is None else literal(str(value)) for value in values)
    return dict(zip(names, texts, strict=True))


def _actor(mapping: CsvMapping, sql: _Sql, role: str) -> dict[str, str]:
    about = mapping.fields.get(role)
    if about is None:
        return {}
    text = sql.text(role)
    unknown = literal(f"{mapping.name}:")
    if about.column is None:
        fields = mapped_actor(about.scheme, (about.value, None)) or (None,) * 4
        parts = dict(
            zip(ACTOR_FIELDS, ("NULL" if part is None else literal(str(part)) for part in fields), strict=True)
        )
    else:
        parts = {part: f"{role}.{part}" for part in ACTOR_FIELDS}
    return {
        f"{role}_id": f"coalesce({parts['id']}, {unknown} || {text})",
        f"{role}_name": f"coalesce({parts['name']}, {text})",
        f"{role}_kind": parts["kind"],
        f"{role}_state": parts["state"],
        f"{role}_code": text,
        f"{role}_text": text,
    }


def _event(mapping: CsvMapping, sql: _Sql) -> dict[str, str]:
    kind = event_kind(mapping)
    given = {"goldstein": sql.number("goldstein"), "quad_class": sql.number("quad_class")}
    if kind is None:
        return {
            "quad_class": given["quad_class"],
            "feed_quad_class": given["quad_class"],
            "goldstein": given["goldstein"],
        }
    about = mapping.fields[kind]
    if about.column is None:
        mode = mapping.fields.get("mode")
        fields = mapped_event(kind, (about.value, None if mode is None else mode.value)) or (None,) * 5
        parts = _literals(EVENT_PARTS, fields)
    else:
        parts = {part: f"event.{part}" for part in EVENT_PARTS}
    return {
        "cameo_code": f"coalesce({parts['code']}, {sql.text(kind)})",
        "plover_type": parts["type"],
        "plover_mode": parts["mode"],
        "quad_class": f"coalesce({parts['quad_class']}::BIGINT, {given['quad_class']})",
        "feed_quad_class": given["quad_class"],
        "goldstein": f"coalesce({given['goldstein']}, {parts['goldstein']}::DOUBLE)",
    }


def _reference(mapping: CsvMapping, sql: _Sql) -> str:
    """The row's id; where there is none, a hash of all that is asked of it, so that the same row is the same thing."""
    if "id" in mapping.fields:
        return sql.text("id")
    cells = ", ".join(f"coalesce(r.{name}, '')" for name in sql.raw.values())
    return f"md5(concat_ws(chr(31), {cells}))"


def event_columns(mapping: CsvMapping, raw: Mapping[str, str]) -> dict[str, str]:
    """The columns of events."""
    sql = _Sql(mapping, raw)
    day = f"({sql.moment('date')})::DATE"
    end = sql.last_day("date_end") if "date_end" in mapping.fields else sql.last_day("date")
    precision = literal(precision_of(mapping.fields["date"]))
    kept = extra({column: f"r.{raw[column]}" for column in mapping.extra}) if mapping.extra else "NULL"
    published = sql.moment("published") if "published" in mapping.fields else f"({end})::TIMESTAMP"
    return {
        **_actor(mapping, sql, "source"),
        **_actor(mapping, sql, "target"),
        **_event(mapping, sql),
        "event_date": day,
        "event_date_end": f"coalesce({end}, {sql.last_day('date')})",
        "event_date_precision": (
            f"CASE WHEN coalesce({end}, {day}) > {sql.last_day('date')} THEN 'period' ELSE {precision} END"
        ),
        "stated_date": day,
        "place_name": sql.text("place"),
        "place_code": sql.text("country"),
        "place_iso3": "country.iso3" if mapping.fields.get("country", FieldSource(None)).column else "NULL",
        "place_latitude": sql.number("latitude"),
        "place_longitude": sql.number("longitude"),
        "status": "'reported'",
        "polarity": "'positive'",
        "mention_count": sql.number("mentions"),
        "outlet_count": sql.number("outlets"),
        "article_count": sql.number("articles"),
        "tone": sql.number("tone"),
        "story": sql.text("story"),
        "sentence": sql.number("sentence"),
        "outlet": sql.text("outlet"),
        "extra": kept,
        "version": f"coalesce({sql.text('version')}, '')" if "version" in mapping.fields else "NULL",
        "feed_reference": _reference(mapping, sql),
        "published_at": f"({published}) AT TIME ZONE 'UTC'",
    }


def series_columns(mapping: CsvMapping, raw: Mapping[str, str]) -> dict[str, str]:
    """The columns of series."""
    sql = _Sql(mapping, raw)
    actors = {**_actor(mapping, sql, "source"), **_actor(mapping, sql, "target")}
    kept = ("source_id", "source_code", "target_id", "target_code")
    return {
        **{name: expression for name, expression in actors.items() if name in kept},
        "measure": sql.text("measure"),
        "year": sql.number("year"),
        "value": sql.number("value"),
        "low": sql.number("low"),
        "high": sql.number("high"),
        "feed_reference": _reference(mapping, sql),
        "published_at": f"({sql.moment('published')}) AT TIME ZONE 'UTC'",
    }
