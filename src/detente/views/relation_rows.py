"""A relation as JSON rows: the stable form that `relation --json` prints and docs/schema describes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from detente.relations.events import RelationEvent
from detente.relations.levels.level import LevelEstimate, NotEnoughEvidence
from detente.relations.levels.scale import LEVELS
from detente.relations.relation import PartyName, Relation
from detente.views.json_rows import Row, statement_row
from detente.views.json_values import day_text, number, numbers

if TYPE_CHECKING:
    from detente.relations.dyad_months import DyadMonths
    from detente.relations.novelty.firsts import First


def relation_row(relation: Relation) -> Row:
    """A relation as one object; what is not known is null."""
    from detente.views.shift_rows import pair_shift_row

    return {
        "first": party_row(relation.first),
        "second": party_row(relation.second),
        "from": day_text(relation.start),
        "to": day_text(relation.end),
        "coverage": [{"start": day_text(low), "end": day_text(high)} for low, high in relation.coverage],
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
        "level": None if relation.level is None else level_row(relation.level),
        "shifts": [pair_shift_row(told) for told in relation.shifts],
        "live": [pair_shift_row(told) for told in relation.live],
        "firsts": [_first(first) for first in relation.firsts],
        "claims": [
            {
                "event": claim.act.id,
                "claim": claim.claim,
                "verdict": claim.verdict.value,
                "reason": claim.reason,
                "against": [act.id for act in claim.against],
            }
            for claim in relation.claims
        ],
        "events_in_all": relation.events_in_all,
        "events": [event_row(event) for event in relation.events],
        "said": [statement_row(said.statement) | {"known": day_text(said.known)} for said in relation.said],
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
            "start": day_text(event.event_date),
            "end": day_text(event.event_date_end),
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


def level_row(level: LevelEstimate | NotEnoughEvidence) -> Row:
    """A level over the peace scale; without enough evidence its probabilities are null and `reason` says why."""
    row: Row = {"month": day_text(level.month), "window_start": day_text(level.window_start)}
    if isinstance(level, NotEnoughEvidence):
        return row | {"probabilities": None, "likeliest": None, "peace": None, "moved": [], "reason": level.reason}
    names = [each.label for each in LEVELS]
    return row | {
        "probabilities": {name: number(each) for name, each in zip(names, level.probabilities, strict=True)},
        "likeliest": level.likeliest.label,
        "peace": number(level.peace),
        "moved": [{"given": each.given, "by": number(each.by), "value": each.value} for each in level.moved],
        "reason": None,
    }


def _first(first: First) -> Row:
    return {
        "event": first.act.id,
        "kind": first.kind,
        "likeness": first.likeness.value,
        "before": None if first.before is None else first.before.id,
        "years": None if first.years is None else number(first.years),
        "words": first.words,
    }


def _months(relation: Relation) -> list[Row]:
    months = relation.months
    assert months is not None
    plain = zip(
        months.months.astype("datetime64[D]").tolist(),
        months.covered.tolist(),
        numbers(months.events),
        numbers(months.month_volume),
        _quads(relation.forth, len(months)),
        _quads(relation.back, len(months)),
        strict=True,
    )
    rows: list[Row] = [
        {
            "month": month.isoformat(), "covered": covered, "events": events, "month_volume": volume,
            "forth": forth, "back": back,
        }
        for month, covered, events, volume, forth, back in plain
    ]  # fmt: skip
    for series in relation.measures:
        values = zip(rows, *map(numbers, (series.value, series.low, series.high)), strict=True)
        for row, value, low, high in values:
            row[series.name] = {"value": value, "low": low, "high": high}
    return rows


def _quads(direction: DyadMonths | None, months: int) -> list[list[float | None]]:
    """The four quad-class counts of one direction in each month."""
    if direction is None:
        return [[None] * 4 for _ in range(months)]
    columns = [numbers(column) for column in direction.quad_counts.T]
    return [list(counts) for counts in zip(*columns, strict=True)]


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()
