"""Predictions held against what the world knows now, and speakers scored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from detente.forecast.ledger.entries import Entry, Outcome, Resolved
from detente.relations.coverage import Coverage, joined

Came = tuple[int, tuple[str, date] | None]
"""How many events a rule counts, and the first of them."""


def resolve(
    entries: Iterable[Entry], came: Mapping[str, Came], coverage: Coverage, unseen: Collection[str] = ()
) -> list[Resolved]:  # fmt: skip
    """What became of each entry.

    Args:
        entries: Predictions.
        came: What each entry's rule counts, by the entry's id.
        coverage: The days that feeds cover: without them the lack of an event says nothing.
        unseen: Ids of actors, no states, that no event of the world names: of them too it says nothing.
    """
    return [_resolved(entry, came.get(entry.id, (0, None)), joined(coverage), unseen) for entry in entries]


def _resolved(entry: Entry, came: Came, coverage: Coverage, unseen: Collection[str]) -> Resolved:
    rule, (events, first) = entry.rule, came
    if rule is None:
        return Resolved(entry, Outcome.NO_RULE, entry.why_not, 0, None)
    sides = ((rule.source, rule.source_is_state), (rule.target, rule.target_is_state))
    unknown = [actor for actor, is_state in sides if not is_state and actor in unseen]
    if unknown:
        return Resolved(entry, Outcome.NO_RULE, f"no event of the world names {' or '.join(unknown)}", 0, None)
    begin, until = rule.after + timedelta(days=1), rule.until
    is_over = until is not None and any(low <= begin and until <= high for low, high in coverage)
    if events:
        return Resolved(entry, Outcome.FAILED if rule.negated else Outcome.CAME, None, events, first, is_over)
    if until is None and rule.negated:
        return Resolved(entry, Outcome.OPEN, "no such event yet, and no day was told until which none should", 0, None)
    if until is None:
        return Resolved(entry, Outcome.OPEN, "no such event yet, and no day was told by which it should come", 0, None)
    if is_over:
        return Resolved(entry, Outcome.CAME if rule.negated else Outcome.FAILED, None, 0, None, is_over)
    last = max((high for _, high in coverage), default=None)
    why = "no feed covers any time" if last is None else "feeds do not cover all days of its time"
    why = f"its time ends {until}, feeds end {last}" if last is not None and last < until else why
    return Resolved(entry, Outcome.OPEN, why, 0, None)


@dataclass(frozen=True, slots=True)
class SpeakerScore:
    """How good a speaker has been.

    Attributes:
        speaker, name: Who.
        predictions: All of theirs in the ledger.
        resolved: Those of them whose time is over and covered by feeds, said to come (not only to be possible) and
            without condition. What came before its time is over waits for those that may yet fail.
        came: How many of these came.
        hit_rate: The share; None without any.
        brier: The mean squared error of their probabilities; None of speakers who give none.
        baselines: The same of climatology and of own rates on the same forecasts.
    """

    speaker: str
    name: str
    predictions: int
    resolved: int
    came: int
    hit_rate: float | None
    brier: float | None
    baselines: dict[str, float | None]


def score_speakers(resolved: Iterable[Resolved]) -> list[SpeakerScore]:
    """Scores of all speakers, those with most resolved predictions first."""
    by_speaker: dict[str, list[Resolved]] = defaultdict(list)
    for each in resolved:
        by_speaker[each.entry.speaker].append(each)
    scores = [_score(speaker, told) for speaker, told in by_speaker.items()]
    return sorted(scores, key=lambda each: (-each.resolved, -each.predictions, each.name))


def counts(each: Resolved) -> bool:
    """Whether an entry counts for its speaker's score."""
    entry = each.entry
    return each.is_over and entry.status == "predicted" and entry.condition is None


def _score(speaker: str, told: Sequence[Resolved]) -> SpeakerScore:
    scored = [each for each in told if counts(each)]
    came = [each.outcome is Outcome.CAME for each in scored]
    names = ("climatology", "own_rate")
    return SpeakerScore(
        speaker=speaker,
        name=told[0].entry.speaker_name,
        predictions=len(told),
        resolved=len(scored),
        came=sum(came),
        hit_rate=sum(came) / len(came) if came else None,
        brier=_brier([(each.entry.probability, hit) for each, hit in zip(scored, came, strict=True)]),
        baselines={
            name: _brier([(each.entry.baselines.get(name), hit) for each, hit in zip(scored, came, strict=True)])
            for name in names
        },
    )


def _brier(pairs: Sequence[tuple[float | None, bool]]) -> float | None:
    if not pairs or any(told is None for told, _ in pairs):
        return None
    return sum(((told or 0.0) - hit) ** 2 for told, hit in pairs) / len(pairs)
