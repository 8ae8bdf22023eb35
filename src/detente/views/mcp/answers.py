"""What the tools answer: plain values, short enough to be read by a program with little room, every number with ids."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

from detente.errors import DetenteError, InputTooLargeError
from detente.forecast.ledger.entries import DETENTE
from detente.pipeline.ledger import Ledger
from detente.pipeline.parties import find_party
from detente.pipeline.world import World
from detente.reading.intake.inputs import Input
from detente.reading.read import Reader
from detente.records import Reading, Statement
from detente.relations.measures.base import MeasuredMonths
from detente.relations.told import Told
from detente.views.cited import Cited, cite, coded_words, event_when, event_words
from detente.views.cli.dates import first_day, last_day
from detente.views.explanation_rows import explanation_row
from detente.views.json_values import number
from detente.views.ledger_rows import ledger_row
from detente.views.licences import licence_note
from detente.views.mcp.scenarios import answer_scenario, draft_scenario
from detente.views.next_rows import next_row
from detente.views.next_words import RANK_IS, next_basis_words
from detente.views.outlook_rows import outlook_row
from detente.views.outlook_words import basis_words
from detente.views.relation_rows import level_row, party_row
from detente.views.shift_rows import pair_shift_row, shift_row
from detente.views.wording import clean, date_words, speaker_words

Answer = dict[str, Any]

MOST_CHARACTERS: Final = 200_000
"""Of a text that is read."""

MOST_DAYS: Final = 36_500
"""That can be assumed of a prediction without a day."""

MOST_IDS: Final = 200
"""Evidence that is resolved at a time, and rows of a list."""

MOST_TYPES: Final = 16
"""Forecasts of types, the likeliest over all horizons, that are told."""

MOST_NEXT: Final = 6
"""Types of an actor's next events, actors ranked for each, and reasons of each of these."""

KEPT_READINGS: Final = 50
"""Texts read in a session whose evidence can still be resolved."""


@dataclass
class Answers:
    """The answers of one session; texts that it read are held in memory, the world is only read."""

    world: World
    user_actors: tuple[Path, ...] = ()
    _readings: dict[str, Reading] = field(default_factory=dict)

    def read_text(self, text: str, published: str | None = None) -> Answer:
        """The statements of a text.

        Raises:
            DetenteError: It is empty, too long, not English, or the date is none.
        """
        if len(text) > MOST_CHARACTERS:
            raise InputTooLargeError(f"The text has {len(text):,} characters; at most {MOST_CHARACTERS:,} are read.")
        day = first_day("published", published)
        reading = Reader(self.user_actors).read(Input("text", text.encode()), published=day)
        if len(self._readings) >= KEPT_READINGS:
            self._readings.pop(next(iter(self._readings)))
        self._readings[reading.article.id] = reading
        article = reading.article
        return {
            "title": article.title,
            "author": article.author,
            "genre": article.genre.value,
            "published": {"start": _day(article.published.start), "end": _day(article.published.end)},
            "statements": [_statement(each, reading) for each in reading.statements],
        }

    def relation(
        self, first: str, second: str, start: str | None = None, end: str | None = None, most: int = 10
    ) -> Answer:
        """How two actors stand.

        Raises:
            DetenteError: A name means nobody (the message lists the nearest), or a date is none.
        """
        found = self.world.relation(
            first, second, start=first_day("from", start), end=last_day("to", end), user_actors=self.user_actors
        )
        counted = [event for event in found.events if event.counted]
        return {
            "first": party_row(found.first),
            "second": party_row(found.second),
            "coverage": [[low.isoformat(), high.isoformat()] for low, high in found.coverage],
            "level": None if found.level is None else level_row(found.level),
            "measures": [row for series in found.measures if (row := _measure(series)) is not None],
            "shifts": [pair_shift_row(told) for told in found.shifts],
            "perhaps_begun": [pair_shift_row(told) for told in found.live],
            "firsts": [{"words": each.words, "evidence": [each.act.id]} for each in found.firsts[-_bounded(most) :]],
            "claims_of_firsts": [
                {"claim": each.claim, "verdict": each.verdict.value, "reason": each.reason, "evidence": [each.act.id]}
                for each in found.claims
            ],
            "events_in_all": found.events_in_all,
            "latest_events": [
                {"evidence": event.id, "when": event_when(event), "what": event_words(event), "status": event.status}
                for event in counted[-_bounded(most) :][::-1]
            ],
            "texts_say": [
                {
                    "evidence": f"article:{each.statement.evidence.article_id}:{each.statement.id}",
                    "who_says_so": speaker_words(each.statement),
                    "status": each.statement.status.value,
                    "what": coded_words(each.statement),
                }
                for each in found.said[: _bounded(most)]
            ],
            "licences": {tag: tag for tag in found.licences},
        }

    def forecast(self, first: str, second: str, as_of: str | None = None) -> Answer:
        """What is ahead of two actors: quad classes, the likeliest types, levels, rungs.

        Raises:
            DetenteError: A name means nobody, a date is none, or the world has no feed that covers any time.
        """
        found = self.world.forecast(first, second, as_of=last_day("as_of", as_of), user_actors=self.user_actors)
        row = outlook_row(found)
        types = sorted(
            (each for each in row["events"] if each["kind"] == "type"), key=lambda each: -each["probability"]
        )
        row["events"] = [each for each in row["events"] if each["kind"] == "quad"] + types[:MOST_TYPES]
        row["basis"] = basis_words(found)
        return row

    def next_events(
        self,
        actor: str,
        as_target: bool = False,
        plover_type: str | None = None,
        as_of: str | None = None,
        most: int = 3,
    ) -> Answer:
        """What an actor does next and to whom (or who acts on it): the likeliest types, each with who is ranked.

        Raises:
            DetenteError: The name means nobody, the type is none of PLOVER's, a date is none, or nothing is dated.
        """
        found = self.world.next_events(
            actor,
            as_target=as_target,
            kind=plover_type,
            as_of=last_day("as_of", as_of),
            most=max(1, min(most, MOST_NEXT)),
            user_actors=self.user_actors,
        )
        row = next_row(found)
        row["types"] = row["types"][:MOST_NEXT]
        for each in (each for kind in row["types"] for each in kind["ranked"]):
            each["reasons"] = each["reasons"][:MOST_NEXT]
            del each["nets"]
        return row | {"basis": next_basis_words(found), "note": RANK_IS}

    def ledger(
        self, first: str | None = None, second: str | None = None, within: int | None = None, most: int = 20
    ) -> Answer:
        """What came of predictions that texts made, and the scores of speakers and of Detente.

        Raises:
            DetenteError: A name means nobody, or `within` is no number of days from 1 on.
        """
        if within is not None and not 1 <= within <= MOST_DAYS:
            raise DetenteError(f"within {within}: expected days, 1 to {MOST_DAYS:,}.")
        named = {find_party(self.world.path, name, self.user_actors).id for name in (first, second) if name is not None}
        told = self.world.ledger(within=within)
        said = [each for each in told.entries if each.entry.speaker != DETENTE and named <= set(each.entry.actors)]
        row = ledger_row(Ledger(tuple(said[: _bounded(most)]), told.speakers[:MOST_IDS], told.coverage, within))
        return row | {"predictions_in_all": len(said)}

    def shifts(
        self, actor: str | None = None, start: str | None = None, end: str | None = None, most: int = 20
    ) -> Answer:
        """Every realignment, the strongest first.

        Raises:
            DetenteError: The actor means nobody, or a date is none.
        """
        found = self.world.shifts(
            actor=actor or None, start=first_day("from", start), end=last_day("to", end), user_actors=self.user_actors
        )
        return {
            "searched_dyads": found.searched,
            "not_searched": found.skipped,
            "shifts_in_all": len(found.shifts),
            "shifts": [
                shift_row(each.shift)
                | {"evidence": [event.id for event in each.events]}
                | {"moved_together": [list(third.actors) for third in each.together.third_parties[:5]]}
                for each in found.shifts[: _bounded(most)]
            ],
        }

    def explain(self, first: str, second: str, at: str | None = None) -> Answer:
        """Who and what stands around two actors on a day.

        Raises:
            DetenteError: A name means nobody, or the date is none.
        """
        found = self.world.explain(first, second, day=last_day("at", at), user_actors=self.user_actors)
        row = explanation_row(found)
        del row["events"], row["quotes"]  # `evidence` gives them
        row["third_parties"] = row["third_parties"][:MOST_IDS]
        return row

    def scenario(self, yaml: str, values: dict[str, float] | None = None) -> Answer:
        """What if, from the text of a scenario file.

        Raises:
            DetenteError: The file breaks its rules; the message lists each fault with its line.
        """
        return answer_scenario(self.world, self.user_actors, yaml, values)

    def scenario_template(self, first: str, second: str, at: str | None = None) -> Answer:
        """A scenario file to begin with.

        Raises:
            DetenteError: A name means nobody (the message lists the nearest), or the date is none.
        """
        return draft_scenario(self.world, self.user_actors, first, second, at)

    def evidence(self, ids: list[str]) -> Answer:
        """The sentences under some ids, with who says so; ids that nothing is known of are listed.

        Raises:
            DetenteError: There are too many.
        """
        if len(ids) > MOST_IDS:
            raise DetenteError(f"{len(ids)} ids; at most {MOST_IDS} are resolved at a time.")
        told = self.world.evidence(*ids) | {id_: each for id_ in ids if (each := self._read_here(id_)) is not None}
        return {
            "evidence": [_evidence(cite(told[id_])) for id_ in dict.fromkeys(ids) if id_ in told],
            "unknown": [id_ for id_ in dict.fromkeys(ids) if id_ not in told],
        }

    def _read_here(self, id_: str) -> Told | None:
        kind, _, rest = id_.partition(":")
        article_id, _, statement_id = rest.partition(":")
        reading = self._readings.get(article_id)
        if kind != "article" or reading is None:
            return None
        found = next((each for each in reading.statements if each.id == statement_id), None)
        return None if found is None else Told(id_, None, found, reading.article)


def _statement(statement: Statement, reading: Reading) -> Answer:
    return {
        "evidence": f"article:{reading.article.id}:{statement.id}",
        "kind": statement.kind.value,
        "what": coded_words(statement),
        "who_says_so": speaker_words(statement),
        "status": statement.status.value,
        "when": date_words(statement.event_date) or None,
        "quote": clean(statement.evidence.quote),
        "confidence": statement.confidence,
    }


def _evidence(cited: Cited) -> Answer:
    said = cited.said
    return {
        "id": cited.id,
        "what": cited.what,
        "when": cited.when or None,
        "status": cited.status,
        "who_says_so": cited.says,
        "sentence": None if said is None else f"{said.before}{said.quote}{said.after}",
        "quote": None if said is None else said.quote,
        "source": cited.source,
        "address": cited.link,
        "feed": cited.feed,
        "licence": cited.licence,
        "terms": licence_note(cited.feed, cited.licence),
        "not_counted": cited.left_out,
    }


def _measure(series: MeasuredMonths) -> Answer | None:
    """The last known value; None where there is none."""
    known: Iterable[int] = (at for at in reversed(range(len(series))) if number(series.value[at]) is not None)
    last = next(iter(known), None)
    if last is None:
        return None
    values = {name: number(getattr(series, name)[last]) for name in ("value", "low", "high")}
    return {
        "name": series.name,
        "unit": series.unit,
        "month": _day(series.months[last].astype("datetime64[D]").item()),
    } | values


def _bounded(most: int) -> int:
    return max(1, min(most, MOST_IDS))


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
