"""SQL of a pair's stored rows as questions about the two need them: with the parties in the place of the actors."""

from __future__ import annotations

from typing import Final

from detente.engines.event_ids import quoted
from detente.engines.panel_rows import WHY_LEFT_OUT
from detente.engines.told_events import event_rows
from detente.relations.pair import Party

NO_DAY: Final = -(1 << 31)
"""Stands for an unknown day among days since 1970, and is before all."""

# What is asked of all rows is handed over as numbers without nulls: those need no conversion.
_NUMBERS: Final = (
    f"coalesce(event_date - DATE '1970-01-01', {NO_DAY})::INTEGER AS day",
    f"coalesce(event_date_end - DATE '1970-01-01', {NO_DAY})::INTEGER AS last_day",
    "coalesce(quad_class, 0)::INTEGER AS quad",
    "coalesce(goldstein, 'nan')::DOUBLE AS score",
    f"({WHY_LEFT_OUT})::INTEGER AS left_out",
    "(source_party > target_party)::INTEGER AS is_back",
)


def listed(stored: str, first: Party, second: Party) -> str:
    """A SELECT of what `PairRows` reads, in no order.

    Args:
        stored: A SELECT of the two's events, with `told_events.COLUMNS_READ`.
        first: The one.
        second: The other.
    """
    sides = ", ".join(f"{_named(role, first, second)} AS {role}_party" for role in ("source", "target"))
    return (
        "SELECT * EXCLUDE (source_party, target_party) REPLACE (source_party AS source_id, target_party AS target_id), "
        f"source_id AS own_source, target_id AS own_target, {', '.join(_NUMBERS)} "
        f"FROM (SELECT *, {sides} FROM ({event_rows(f'({stored})')})) "
        "WHERE source_party != target_party"
    )


def _named(role: str, first: Party, second: Party) -> str:
    """The party that an actor of the two's events stands for, as `between` names it."""
    # A party that is no state comes first: a movement asked about beside its own state is not the state.
    whens = (
        f"WHEN {is_party(role, party)} THEN {quoted(party.id)}"
        for party in sorted((first, second), key=lambda party: party.is_state)
    )
    return f"CASE {' '.join(whens)} END"


def is_party(role: str, party: Party) -> str:
    """A test whether a row's source or target is a party, or belongs to it, on a column by which engines skip."""
    return f"{role}_{'state' if party.is_state else 'id'} = {quoted(party.id)}"
