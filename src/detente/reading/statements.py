"""The statements of one parsed article: every coder over every sentence, then assembled, merged and checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from detente.actors.registry import Registry
from detente.reading.assemble import Context, assemble, author_of
from detente.reading.check import check_statements
from detente.reading.code.added_events import added_events
from detente.reading.code.code_causes import code_causes
from detente.reading.code.code_claims import code_claims
from detente.reading.code.code_conditions import code_conditions
from detente.reading.code.code_dependencies import code_dependencies
from detente.reading.code.code_events import code_events
from detente.reading.code.code_predictions import code_predictions
from detente.reading.code.code_questions import code_questions
from detente.reading.code.code_stances import code_stances
from detente.reading.code.code_tie_idioms import code_tie_idioms
from detente.reading.code.code_ties import code_ties
from detente.reading.code.drafts import Draft, Sentence
from detente.reading.code.event_drafts import SETTLED, WILL
from detente.reading.code.judged_drafts import judge_drafts
from detente.reading.code.tie_drafts import once
from detente.reading.coder.pairs import PairCoder
from detente.reading.dates.date_of import Timeline
from detente.reading.dates.when import TimeMention
from detente.reading.details import Detail, DetailFinder
from detente.reading.lexicon.lexicon_rows import CONFLICTUAL
from detente.reading.merge import merge_statements
from detente.reading.particulars.places import find_places
from detente.reading.says.attribute import find_attributions
from detente.reading.syntax.body_text import BodyText
from detente.reading.who.find import Gazetteer, find_mentions
from detente.reading.who.resolve import Resolver
from detente.records import ActorKind, Article, Polarity, Statement, StatementKind


def read_statements(
    article: Article,
    body: BodyText,
    doc: Doc,
    times: Sequence[TimeMention],
    registry: Registry,
    gazetteer: Gazetteer,
    coder: PairCoder | None = None,
) -> tuple[Statement, ...]:
    """All statements of an article in text order.

    Args:
        article: The article, whose published interval resolves relative dates and dated names.
        body: The text that was parsed, with its way back to the article's.
        doc: That text, parsed.
        times: The time expressions of the parsed text.
        registry: The actors.
        gazetteer: Their names.
        coder: Judges the events that the rules find; without one they stand as they are.
    """
    on = article.published.end or article.published.start
    attributions = find_attributions(doc)
    resolver = Resolver(doc, find_mentions(doc, gazetteer), registry, on=on, times=times, attributions=attributions)
    context = Context(
        article_id=article.id,
        text=article.text,
        body=body,
        doc=doc,
        resolver=resolver,
        attributions=attributions,
        timeline=Timeline(doc, times, article.published),
        places=find_places(doc, resolver, registry),
        author=author_of(article.author),
    )
    return check_statements(article, merge_statements(_all_statements(context, coder)))


def _all_statements(context: Context, coder: PairCoder | None) -> list[Statement]:
    details = DetailFinder(context)
    found: list[Statement] = []
    places: dict[str, int] = {}
    for index, (sentence, events) in enumerate(_events(context, coder)):
        span = sentence.span
        drafts = code_sentence(sentence, events)
        for draft in drafts:
            statement = assemble(draft, context)
            if _tells_nothing(statement):
                continue
            places[statement.id] = len(found)
            found.append(statement)
            details.tell(index, draft, statement)
        if not any(draft.kind is StatementKind.EVENT for draft in drafts):
            detail = details.detail(index, span)
            if detail is not None:
                place = places[detail.statement_id]
                found[place] = _with_detail(found[place], detail)
    return found


HURTFUL = frozenset({"ASSAULT", "COERCE", "SANCTION"})  # that A did not do these to B is worth telling


def _tells_nothing(statement: Statement) -> bool:
    """Whether an event only says that something hostile was not done, and not by whom to whom."""
    if statement.kind is not StatementKind.EVENT or statement.polarity is not Polarity.NEGATIVE:
        return False
    if statement.source is None or statement.target is None or statement.target.kind is ActorKind.REGION:
        return statement.type in CONFLICTUAL
    return statement.type in CONFLICTUAL - HURTFUL


def _events(context: Context, coder: PairCoder | None) -> list[tuple[Sentence, list[Draft]]]:
    """Every sentence with its events, judged where there is somebody to judge them."""
    sentences = [Sentence.of(span, context.resolver, context.attributions) for span in context.doc.sents]
    events = [code_events(sentence) for sentence in sentences]
    if coder is not None:
        added = added_events(sentences, events, coder)
        events = judge_drafts([(each.span, drafts) for each, drafts in zip(sentences, events, strict=True)], coder)
        events = [[*drafts, *more] for drafts, more in zip(events, added, strict=True)]
    return list(zip(sentences, events, strict=True))


def code_sentence(sentence: Sentence, events: list[Draft]) -> list[Draft]:
    """Drafts of every kind that one sentence gives, beside its events; of a question only what it asks."""
    questions = code_questions(sentence)
    if questions:
        return questions
    conditions = list(code_conditions(sentence))
    stances = code_stances(sentence)
    drafts = [
        *events,
        *once((*code_ties(sentence), *code_tie_idioms(sentence))),
        *stances,
        *code_dependencies(sentence),
        *conditions,
        *code_causes(sentence),
    ]
    drafts = _without_doubles(drafts)
    conditional = {index for draft in conditions for index in _both_halves(draft)}
    told = {draft.head.i for draft in (*events, *stances)}
    drafts.extend(code_claims(sentence, {draft.head.i for draft in drafts}))
    taken = told | conditional | {draft.head.i for draft in drafts if not _is_foretold_need(draft)}
    raised = {draft.head.head.head.i for draft in events if draft.head.head.lower_ in SETTLED}  # "are due to meet"
    return [*drafts, *code_predictions(sentence, taken | raised)]


def _is_foretold_need(draft: Draft) -> bool:
    """As in "Congo will not win it back without help": a need, and a forecast besides."""
    return draft.rule == "depends: without" and any(c.tag_ == "MD" and c.lower_ in WILL for c in draft.head.children)


def _without_doubles(drafts: list[Draft]) -> list[Draft]:
    """The drafts without what a dependency has told: "cannot protect them without B" foretells no protection."""
    needed = {draft.head.i for draft in drafts if draft.rule == "depends: without"}
    return [draft for draft in drafts if draft.kind is not StatementKind.PREDICTION or draft.head.i not in needed]


def _both_halves(condition: Draft) -> set[int]:
    """Heads that a condition has told already: its own verb and the one it bears on."""
    return {condition.head.i, condition.head.head.i}


def _with_detail(known: Statement, detail: Detail) -> Statement:
    """An event with the date, numbers and words that a later sentence adds."""
    return replace(
        known,
        event_date=known.event_date or detail.event_date,
        place=known.place or detail.place,
        quantities=known.quantities + tuple(q for q in detail.quantities if q not in known.quantities),
        also=(*known.also, detail.evidence),
    )
