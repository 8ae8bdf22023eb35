"""A relation as JSON rows: the stable form that `relation --json` prints and docs/schema describes."""

from __future__ import annotations

from datetime import date, datetime
from math import isfinite
from typing import TYPE_CHECKING, Any

from detente.relations.events import RelationEvent
from detente.relations.relation import PartyName, Relation
from detente.views.json_rows import Row, statement_row

if TYPE_CHECKING:
    from detente.relations.dyad_months import DyadMonths


def relation_row(relation: Relation) -> Row:
    """A relation as one object; what is not known is null."""
    return {
        "first": party_row(relation.first),
        "second": party_row(relation.second),
        "from": _day(relation.start),
        "to": _day(relation.end),
        "coverage": [{"start": _day(low), "end": _day(high)} for low, high in relation.coverage],
        "months": [] if relation.months is None else _months(relation),
        "measures": [
            {
                "name": each.name,
                "unit": each.unit,
                "bounds": [number(end) for end in each.bounds],
                "missing": each.missing,
            }
            for each in relation.measures
        ],
        "events_in_all": relation.events_in_all,
        "events": [event_row(event) for event in relation.events],
        "said": [statement_row(said.statement) | {"known": _day(said.known)} for said in relation.said],
        "licences": list(relation.licences),
    }


def party_row(party: PartyName) -> Row:
    """One of the two as {id, name, kind}."""
    return {"id": party.id, "name": party.name, "kind": party.kind}


def event_row(event: RelationEvent) -> Row:
    """One event under the months, with where it was said."""
    return {
        "id": event.id,
        "event_date": {
            "start": _day(event.event_date),
            "end": _day(event.event_date_end),
            "precision": event.precision,
        },
        "source": {"id": event.source_id, "name": event.source_name, "party": event.source_party},
        "target": {"id": event.target_id, "name": event.target_name, "party": event.target_party},
        "type": event.plover_type,
        "mode": event.plover_mode,
        "cameo_code": event.cameo_code,
        "quad_class": event.quad_class,
        "goldstein": event.goldstein,
        "status": event.status,
        "polarity": event.polarity,
        "novelty": event.novelty,
        "speaker": event.speaker,
        "quote": event.quote,
        "article_id": event.article_id,
        "quote_start": event.quote_start,
        "quote_end": event.quote_end,
        "feed": event.feed,
        "licence": event.licence,
        "origin": event.origin,
        "outlet": event.outlet,
        "published_at": _moment(event.published_at),
        "left_out": event.left_out,
    }


def _months(relation: Relation) -> list[Row]:
    assert relation.months is not None
    rows: list[Row] = []
    for at, month in enumerate(relation.months.months.astype("datetime64[D]").tolist()):
        row: Row = {"month": month.isoformat(), "covered": bool(relation.months.covered[at])}
        row["events"] = number(relation.months.events[at])
        row["month_volume"] = number(relation.months.month_volume[at])
        row["forth"] = _quads(relation.forth, at)
        row["back"] = _quads(relation.back, at)
        for series in relation.measures:
            row[series.name] = {
                "value": number(series.value[at]), "low": number(series.low[at]), "high": number(series.high[at])
            }  # fmt: skip
        rows.append(row)
    return rows


def _quads(direction: DyadMonths | None, at: int) -> list[float | None]:
    """The four quad-class counts of one direction in a month."""
    return [None] * 4 if direction is None else [number(count) for count in direction.quad_counts[at]]


def number(value: Any) -> float | None:
    """A number that JSON can hold; NaN and infinity are null, whole numbers have no decimals that arithmetic left."""
    plain = float(value)
    return round(plain, 6) if isfinite(plain) else None


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
