"""A draft of a scenario as YAML, cut to the actors that it keeps."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from detente.records import Reading, Statement, StatementKind
from detente.scenarios.cinc import capability
from detente.scenarios.draft_parts import Draft, Pair, Row, named, quote_of
from detente.scenarios.facts import Facts

MOST_SAID: Final = 12


def written(draft: Draft, actors: list[str], reading: Reading, said: Sequence[Statement], facts: Facts) -> str:
    own = set(actors)
    issues = _kept(draft.issues, own)
    later = {key: row for key, row in _kept(draft.later, own).items() if key in issues}
    change: Row = {}
    moved = _tie_rows(draft.moved, own)
    if moved or later:
        change["title"] = "What the text tells as moving, possible or predicted comes about"
    if moved:
        change["ties"] = {"pairs": moved}
    if later:
        change["issues"] = later
    question: Row = {}
    if draft.pair is not None and set(draft.pair) <= own:
        question = (
            {"pair": list(draft.pair), "issue": "closeness"} if "closeness" in issues else {"pair": list(draft.pair)}
        )
    deal = _kept_deal(draft.deal, issues, own) if draft.deal else None
    whole: Row = {
        "scenario": f"Draft: {reading.article.title or reading.article.origin}"[:200],
        "as_of": draft.as_of,
        "about": f"Drafted from {draft.source}. The numbers are assumptions for directions that the text gives.",
        "question": question,
        "actors": {actor: _actor(actor, draft, facts) for actor in actors},
        "ties": {
            "default": {"value": 0, "range": [-0.5, 0.5], "assumption": "the text says nothing of these two"},
            "pairs": _tie_rows(draft.ties, own),
        },
        "issues": issues,
        "routes": [row for row in draft.routes if row["user"] in own],
        "change": change,
        "deal": deal,
        "said": _said(draft, said),
    }
    return _HEADER + _yaml({key: value for key, value in whole.items() if value not in ({}, [], None)})


_HEADER: Final = """\
# A draft of a scenario, proposed from the statements found in a text. The text gives directions; each number is a round
# one for its direction and marked as an assumption. Go through them, give ranges you can defend, and run
#   detente scenario FILE.yaml
# Ties: -2 enemies to 2 allies. Positions: 0 to 100 on the issue's scale. Salience: 0 to 100. See docs/scenarios.md.
"""


def _actor(actor: str, draft: Draft, facts: Facts) -> Row:
    known = facts.actor(actor)
    row: Row = {} if known is not None else {"name": named(draft, actor)}
    if known is None or known.state is None or capability(known.state, draft.as_of.year) is None:
        words = "no table has its size; in percent of the world's capability"
        row["size"] = {"value": 0.2, "range": [0.05, 0.6], "assumption": words}
    return row


def _kept(issues: dict[str, Row], own: set[str]) -> dict[str, Row]:
    """The issues with the positions of those who take part; an issue that is nobody's goes."""
    found = {}
    for key, row in issues.items():
        positions = {actor: stand for actor, stand in row["positions"].items() if actor in own}
        if positions:
            found[key] = row | {"positions": positions}
    return found


def _kept_deal(deal: Row, issues: dict[str, Row], own: set[str]) -> Row | None:
    """The deal as far as its actors and issues are in the file; None when nothing of it is left."""
    two = set(deal["between"])
    kept = [key for key in deal["issues"] if two <= set(issues.get(key, {}).get("positions", {}))]
    if not kept or not two <= own:
        return None
    without = {key: row for key, row in deal.get("without", {}).items() if key in kept}
    brokers = {key: row for key, row in deal.get("brokers", {}).items() if key in own}
    found = deal | {"issues": kept, "without": without, "brokers": brokers}
    return {key: value for key, value in found.items() if value}


def _tie_rows(ties: dict[Pair, Row], own: set[str]) -> list[Row]:
    return [{"between": list(pair), **row} for pair, row in ties.items() if set(pair) <= own]


def _said(draft: Draft, said: Sequence[Statement]) -> list[Row]:
    kinds = (StatementKind.CONDITION, StatementKind.PREDICTION)
    rows: list[Row] = []
    for kind in kinds:
        for statement in (each for each in said if each.kind is kind):
            quote = quote_of(statement)
            if all(quote not in row["quote"] for row in rows):
                told = f"{statement.kind.value}, {statement.status.value}, by {statement.speaker.name}"
                rows.append({"text": told, "source": draft.source, "quote": quote})
    return rows[:MOST_SAID]


def _plain(value: Any) -> Any:
    """The same without control characters and overrides of the direction, which scenario files may not hold."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, str):
        return "".join(char for char in value if unicodedata.category(char) not in ("Cc", "Cf", "Cs")) or "?"
    return value


def _yaml(data: Row) -> str:
    import yaml

    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

    return str(
        yaml.dump(_plain(data), Dumper=Plain, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None)
    )
