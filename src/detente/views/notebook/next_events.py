"""What is next of an actor in a notebook: a fragment of HTML, lines of text, tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.forecast.next_events import NextEvents, PastAct
from detente.views.next_rows import next_row
from detente.views.next_words import (
    NUMBERS_ARE,
    RANK_IS,
    before_words,
    held_out_words,
    met_words,
    next_basis_words,
    rate_words,
    reasons_words,
    record_cells,
    record_rows,
    title_words,
    type_record_words,
    why_not_words,
)
from detente.views.notebook.fragments import fragment, line, table
from detente.views.wording import clean

if TYPE_CHECKING:
    import pyarrow as pa
    from markupsafe import Markup

MOST_TYPES = 5
"""Types that are shown; tables have all."""


def next_html(told: NextEvents) -> str:
    """The likeliest types with who is next, each beside the record of such rankings."""
    parts: list[Markup] = []
    if told.held_out is not None:
        rows = []
        for name, record in record_rows(told):
            ours, plain = record_cells(record)
            rows += [(name, *ours), ("recurrency baseline", *plain)]
        parts.append(table(held_out_words(told), ("", "events", "first", "top 3", "top 10", "MRR"), rows))
    for kind in told.types[:MOST_TYPES]:
        caption = f"{kind.type}: {rate_words(kind, told.months)}"
        if not kind.ranked:
            parts.append(line(f"{caption}. {met_words(kind, told.role)}"))
            continue
        ranked = [
            (str(each.rank), each.actor.name, before_words(each), "; ".join(reasons_words(each)))
            for each in kind.ranked
        ]  # fmt: skip
        parts += [
            table(caption, ("", "who", f"{kind.type} so far", "why"), ranked),
            line(type_record_words(kind, told)),
        ]
    head = [next_basis_words(told), *why_not_words(told), *([] if told.held_out is None else [RANK_IS, NUMBERS_ARE])]
    return fragment(title_words(told), [line(words) for words in head], *parts)


def next_text(told: NextEvents) -> str:
    """A line for each type: how likely it is, and who is ranked."""
    lines = [f"{title_words(told)}. {next_basis_words(told)}", *why_not_words(told)]
    for kind in told.types:
        who = ", ".join(f"{each.rank}. {clean(each.actor.name)}" for each in kind.ranked)
        lines.append(f"{kind.type}: {rate_words(kind, told.months)}; {who or met_words(kind, told.role)}")
    return "\n".join(lines)


def types_table(told: NextEvents) -> pa.Table:
    """One row a type: its rate, and the record of rankings of it."""
    rows = []
    for row in next_row(told)["types"]:
        rate, record = row["rate"] or {}, row["record"] or {}
        expected, plain = rate.get("expected") or {}, record.get("baseline") or {}
        rows.append(
            {name: row[name] for name in ("type", "events", "last")}
            | {name: rate.get(name) for name in ("until", "method", "probability")}
            | {f"expected_{name}": expected.get(name) for name in ("mean", "low", "high")}
            | {"tried": record.get("queries"), "mrr": record.get("mrr"), "baseline_mrr": plain.get("mrr")}
            | {f"hits_{at}": (record.get("hits") or {}).get(str(at)) for at in (1, 3, 10)}
        )
    return _table(
        rows,
        texts="type last until method",
        numbers="events expected_low expected_high tried",
        reals="probability expected_mean mrr baseline_mrr hits_1 hits_3 hits_10",
    )


def ranked_table(told: NextEvents) -> pa.Table:
    """One row a ranked actor; evidence ids of the latest such acts in `evidence`."""
    rows = [
        {"type": kind.type, "rank": each.rank, "actor": each.actor.id, "name": each.actor.name}
        | _act(each.before)
        for kind in told.types
        for each in kind.ranked
    ]  # fmt: skip
    return _table(rows, texts="type actor name last", numbers="rank days", lists="evidence")


def reasons_table(told: NextEvents) -> pa.Table:
    """One row a reason and past act; a reason that rests on no single act has one row without."""
    rows = [
        {"type": kind.type, "actor": each.actor.id, "about": reason.about, "log_odds": reason.log_odds}
        | ({} if act is None else {"source": act.source.id, "act": act.type, "target": act.target.id})
        | _act(act)
        for kind in told.types
        for each in kind.ranked
        for reason in each.reasons
        for act in (reason.acts or (None,))
    ]
    return _table(
        rows, texts="type actor about source act target last", numbers="days", reals="log_odds", lists="evidence"
    )


def _act(act: PastAct | None) -> dict[str, Any]:
    if act is None:
        return {"days": 0, "last": None, "evidence": []}
    return {"days": act.days, "last": act.last[0].isoformat(), "evidence": list(act.events)}


def _table(rows: list[dict[str, Any]], *, texts: str, numbers: str, reals: str = "", lists: str = "") -> pa.Table:
    import pyarrow as pa

    fields = [(name, pa.string()) for name in texts.split()]
    fields += [(name, pa.int64()) for name in numbers.split()] + [(name, pa.float64()) for name in reals.split()]
    fields += [(name, pa.list_(pa.string())) for name in lists.split()]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))
