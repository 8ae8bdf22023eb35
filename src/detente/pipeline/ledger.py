"""A world asked what came of predictions: those of its texts, and Detente's own that were kept."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from detente.engines.coverage import world_coverage
from detente.engines.ledger_rows import count_for_rules, said_predictions, unseen_actors
from detente.forecast.ledger.entries import Resolved
from detente.forecast.ledger.nested import joined_predictions
from detente.forecast.ledger.resolving import SpeakerScore, resolve, score_speakers
from detente.forecast.ledger.rules import entry_of_prediction, entry_of_statement
from detente.forecast.outlook import Outlook
from detente.relations.coverage import Coverage
from detente.shown import Shown
from detente.world.prediction import Prediction
from detente.world.predictions import keep_predictions, read_predictions
from detente.world.reading_back import connected


@dataclass(frozen=True, slots=True)
class Ledger(Shown):
    """All predictions with what came of them.

    Attributes:
        entries: By the day they were made; Detente's after those of texts.
        speakers: Scores, those with most resolved predictions first.
        coverage: The days that feeds cover: predictions beyond them stay open.
        within: Days that were assumed where a text tells no day; None where nothing was.
    """

    entries: tuple[Resolved, ...]
    speakers: tuple[SpeakerScore, ...]
    coverage: Coverage
    within: int | None

    def between(self, first: str, second: str) -> tuple[Resolved, ...]:
        """The entries that name two actors, by their ids."""
        return tuple(each for each in self.entries if {first, second} <= set(each.entry.actors))


def ledger(root: Path, *, within: int | None = None) -> Ledger:
    """The ledger of a world.

    Args:
        root: The world's directory.
        within: Days assumed for predictions whose text tells no day; None leaves these open until they come.

    Raises:
        WorldError: The world cannot be read.
    """
    with connected(root) as connection:
        told, conditions = said_predictions(connection)
        appeared = {each.evidence.article_id: (known, place) for each, known, place in told}
        entries = [
            entry_of_statement(each, *appeared[article], conditions.get(article, ()), within=within)
            for each in joined_predictions(statement for statement, _, _ in told)
            if (article := each.evidence.article_id)
        ]
        entries += [entry_of_prediction(kept) for kept in read_predictions(root)]
        came = count_for_rules(connection, {each.id: each.rule for each in entries if each.rule is not None})
        coverage = world_coverage(connection)
        unseen = unseen_actors(connection, [each.rule for each in entries if each.rule is not None])
    resolved = resolve(entries, came, coverage, unseen)
    return Ledger(tuple(resolved), tuple(score_speakers(resolved)), coverage, within)


def keep_outlook(root: Path, told: Outlook) -> int:
    """Keep all probabilities of an outlook, to be resolved later; returns how many were new.

    Raises:
        WorldError: The world cannot be written.
    """
    kept = [
        Prediction(
            told.first.id,
            told.first.name,
            told.first.is_state,
            told.second.id,
            told.second.name,
            told.second.is_state,
            told.as_of,
            part.until,
            part.target,
            part.probability,
            part.climatology,
            part.own_rate,
            part.method,
        )
        for part in told.parts
    ]
    return keep_predictions(root, kept)
