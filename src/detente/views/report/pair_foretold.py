"""The report's part on what was foretold of two actors, by texts and by kept forecasts, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.forecast.ledger.entries import DETENTE, Resolved
from detente.forecast.ledger.resolving import score_speakers
from detente.views.wording import clean


@dataclass(frozen=True, slots=True)
class ForetoldRow:
    """A prediction of a text."""

    said: str
    speaker: str
    wording: str
    status: str
    condition: str | None
    outcome: str
    rule: str | None
    why: str | None


@dataclass(frozen=True, slots=True)
class ForetoldPart:
    """Predictions of texts, and a line on Detente's own kept forecasts of the two; None where none was kept."""

    rows: tuple[ForetoldRow, ...]
    own: str | None


def foretold_part(foretold: Sequence[Resolved]) -> ForetoldPart | None:
    """The part of the ledger's entries that name the two; None without any."""
    if not foretold:
        return None
    said = tuple(_row(each) for each in foretold if each.entry.speaker != DETENTE)
    return ForetoldPart(said, _own([each for each in foretold if each.entry.speaker == DETENTE]))


def _row(each: Resolved) -> ForetoldRow:
    entry = each.entry
    first = each.first_event
    return ForetoldRow(
        said="nobody knows when" if entry.said is None else f"by {entry.said:%d %b %Y}",
        speaker=clean(entry.speaker_name),
        wording=clean(entry.wording),
        status=entry.status,
        condition=None if entry.condition is None else clean(entry.condition),
        outcome=each.outcome.value,
        rule=None if entry.rule is None else clean(entry.rule.words),
        why=f"{each.events:,} events, first on {first[1]:%d %b %Y} ({clean(first[0])})" if first else each.why,
    )


def _own(kept: Sequence[Resolved]) -> str | None:
    if not kept:
        return None
    (score,) = score_speakers(kept)
    words = f"Of {score.predictions:,} forecasts of Detente's that were kept, {score.resolved:,} can be scored"
    if score.brier is None:
        return f"{words}."
    beside = [
        f"{name} {value:.4f}"
        for name, value in (
            ("all dyads' rate", score.baselines["climatology"]),
            ("the pair's own rate", score.baselines["own_rate"]),
        )
        if value is not None
    ]
    return f"{words}: {score.came:,} came; Brier score {score.brier:.4f} ({', '.join(beside)}; less is better)."
