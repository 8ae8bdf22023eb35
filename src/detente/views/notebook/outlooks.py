"""Outlooks and ledgers in a notebook: fragments of HTML, lines of text, tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from detente.forecast.outlook import Outlook
from detente.pipeline.ledger import Ledger
from detente.relations.levels.scale import LEVELS
from detente.views.ledger_rows import entry_row, speaker_row
from detente.views.notebook.fragments import fragment, line, table
from detente.views.outlook_rows import outlook_row
from detente.views.outlook_words import (
    basis_words,
    chance_words,
    count_words,
    level_now_words,
    level_record_words,
    method_words,
    record_words,
    rung_words,
    rungs_basis_words,
)
from detente.views.wording import clean

if TYPE_CHECKING:
    import pyarrow as pa

MOST = 20
"""Entries of a ledger that are shown; tables have all."""


def outlook_html(told: Outlook) -> str:
    """Probabilities of quad classes, levels and rungs ahead, each with what it rests on."""
    parts: list[Markup] = []
    names = ("", "forecast", "all dyads", "persistence", "own rate", "expected, 90 %")
    for months in sorted({part.months for part in told.parts}):
        chosen = [part for part in told.parts if part.months == months and part.kind == "quad"]
        rows = [
            (
                part.target,
                chance_words(part.probability),
                chance_words(part.climatology),
                chance_words(part.persistence),
                chance_words(part.own_rate),
                count_words(part),
            )
            for part in chosen
        ]
        parts.append(table(f"At least one event by {chosen[0].until:%d %b %Y}", names, rows))
        parts.append(line(method_words(chosen) + record_words(chosen[0])))
    parts.append(line(level_now_words(told)))
    if told.levels:
        ahead_rows = [(f"{ahead.until:%b %Y}", *map(chance_words, ahead.probabilities)) for ahead in told.levels]
        parts.append(table("The peace scale", ("", *(level.label for level in LEVELS)), ahead_rows))
        parts.append(line(level_record_words(told.levels[1])))
    if told.rungs:
        cells = [
            (rung.rung, f"{rung.years} years", rung_words(rung)) for rung in told.rungs if rung.probability is not None
        ]
        parts.append(table("Rungs of cooperation", ("", "within", ""), cells))
        parts.append(line(rungs_basis_words(told)))
    return fragment(f"{told.first.name} – {told.second.name}: what is ahead", [line(basis_words(told))], *parts)


def outlook_text(told: Outlook) -> str:
    """A line for each quad class within three months."""
    lines = [f"{clean(told.first.name)} – {clean(told.second.name)}: {basis_words(told)}"]
    lines += [
        f"{part.target} by {part.until}: {chance_words(part.probability)} (own rate {chance_words(part.own_rate)})"
        for part in told.parts
        if part.months == 3 and part.kind == "quad"
    ]
    return "\n".join(lines)


def ledger_html(told: Ledger) -> str:
    """Speakers with their scores, and the first entries."""
    speakers = [
        (each.name, f"{each.predictions:,}", f"{each.resolved:,}", _share(each.hit_rate), _figure(each.brier))
        for each in told.speakers[:MOST]
    ]
    entries = [
        (str(each.entry.said or ""), each.entry.speaker_name, each.entry.wording, each.outcome.value)
        for each in told.entries[:MOST]
    ]
    return fragment(
        "Prediction ledger",
        [line(f"{len(told.entries):,} predictions")],
        table("Speakers", ("", "made", "scored", "came", "Brier"), speakers),
        table("Predictions", ("said", "who", "what", "outcome"), entries),
    )


def ledger_text(told: Ledger) -> str:
    """A line for each speaker."""
    return "\n".join(
        f"{clean(each.name)}: {each.predictions} made, {each.resolved} scored, {each.came} came"
        for each in told.speakers
    )


def outlook_table(told: Outlook) -> pa.Table:
    """One row a target and horizon."""
    rows = [
        each
        | {"climatology": each["baselines"]["climatology"], "persistence": each["baselines"]["persistence"]}
        | {"own_rate": each["baselines"]["own_rate"]}
        | {f"expected_{name}": (each["expected"] or {}).get(name) for name in ("mean", "low", "high")}
        for each in outlook_row(told)["events"]
    ]
    return _table(
        rows,
        texts="target kind until method record",
        numbers="months expected_low expected_high",
        reals="probability expected_mean climatology persistence own_rate",
    )


def reliability_table(told: Outlook) -> pa.Table:
    """One row a record and bin."""
    records = outlook_row(told)["records"]
    rows = [{"record": name} | each for name, record in records.items() for each in record["reliability"]]
    return _table(rows, texts="record", numbers="forecasts", reals="low high told came")


def levels_table(told: Outlook) -> pa.Table:
    """One row a horizon and level."""
    rows = [
        {"years": row["years"], "level": name, "probability": value, "low": row["low"][name], "high": row["high"][name]}
        for row in outlook_row(told)["levels"]
        for name, value in row["probabilities"].items()
    ]
    return _table(rows, texts="level", numbers="years", reals="probability low high")


def rungs_table(told: Outlook) -> pa.Table:
    """One row a rung and horizon."""
    return _table(
        outlook_row(told)["rungs"],
        texts="rung reached among why_not",
        numbers="years cases came",
        reals="probability low high",
    )


def entries_table(told: Ledger) -> pa.Table:
    """One row a prediction."""
    rows = [
        each
        | {f"rule_{name}": None if each["rule"] is None else each["rule"][name] for name in _RULE}
        | {"first_event": None if each["first_event"] is None else each["first_event"]["id"]}
        for each in map(entry_row, told.entries)
    ]
    texts = "id speaker speaker_name said wording condition status outcome why first_event"
    return _table(
        rows, texts=f"{texts} {' '.join(f'rule_{name}' for name in _RULE)}", numbers="events", reals="probability"
    )


_RULE = ("what", "source", "target", "after", "until")


def speakers_table(told: Ledger) -> pa.Table:
    """One row a speaker."""
    return _table(
        [speaker_row(each) for each in told.speakers],
        texts="speaker name",
        numbers="predictions resolved came",
        reals="hit_rate brier brier_climatology brier_own_rate",
    )


def _table(rows: list[dict[str, Any]], *, texts: str, numbers: str, reals: str) -> pa.Table:
    import pyarrow as pa

    fields = [(name, pa.string()) for name in texts.split()]
    fields += [(name, pa.int64()) for name in numbers.split()] + [(name, pa.float64()) for name in reals.split()]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.0%}"


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"
