"""Why the two stand so, what texts say of them, and what the record covers: the report's rows of an explanation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from detente.pipeline.dossier import Dossier
from detente.records import StatementKind
from detente.relations.coverage import joined
from detente.relations.explanation import Explanation, WayOut
from detente.relations.networks.null import BesideNull
from detente.relations.networks.signed import Sign, SignedEdge
from detente.relations.networks.triads import ThirdParty
from detente.relations.relation import SaidOfPair
from detente.views.cited import CODED, Cited, coded_words
from detente.views.licences import licence_note
from detente.views.report.notes import Notes, Refs
from detente.views.report.pair_rows import Name
from detente.views.wording import clean, date_words
from detente.world.doctor.gaps import WorldGap

MOST = 12
"""Third parties of each pull, and statements of each kind, that are listed."""


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """A third party with its signs to both and what shows each."""

    name: str
    first: str
    first_refs: Refs
    second: str
    second_refs: Refs


@dataclass(frozen=True, slots=True)
class PullPart:
    """Third parties that pull the two together, or apart."""

    title: str
    null: str
    rows: tuple[EdgeRow, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with references."""

    words: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue on which texts give a stance of both."""

    issue: str
    comparison: str
    first: Line
    second: Line


@dataclass(frozen=True, slots=True)
class WhyPart:
    """An explanation in words."""

    day: str
    window: str
    between: Line
    pulls: tuple[PullPart, ...]
    brokers: tuple[Line, ...]
    opponents: tuple[Line, ...]
    issues: tuple[IssueRow, ...]
    ways: tuple[tuple[str, str], ...]
    network: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SaidRow:
    """What a text says of both."""

    kind: str
    what: str
    says: str
    status: str
    when: str
    refs: Refs


@dataclass(frozen=True, slots=True)
class RecordPart:
    """What the numbers rest on, and what is not known."""

    events: str
    left_out: tuple[tuple[str, int], ...]
    feeds: tuple[tuple[str, str, str, str], ...]
    covered: tuple[str, ...]
    gaps: tuple[str, ...]
    licences: tuple[tuple[str, str, str], ...]


def why_part(told: Explanation, notes: Notes, name: Name) -> WhyPart:
    """Third parties, brokers, opponents, issues and routes."""
    triads = told.pair.triads
    edge = triads.edge
    share = "no dated event" if told.share is None else f"{told.share:.0%} conflict in the whole record"
    return WhyPart(
        day=f"{told.day:%d %B %Y}",
        window=(
            f"Signs come from events of {told.start:%b %Y} to {told.day:%b %Y} ({share}; a dyad surely below that is "
            f"friendly, surely above it hostile) and from ties that texts state: {len(told.network.edges):,} signed "
            f"dyads of {len(told.network.actors):,} actors."
        ),
        between=Line(_sign_words(edge), _edge_refs(edge, notes)),
        pulls=tuple(
            _pull(title, thirds, figure, notes, name)
            for title, thirds, figure in (
                ("Pull them together", triads.together, told.pair.together),
                ("Pull them apart", triads.apart, told.pair.apart),
            )
            if thirds
        ),
        brokers=tuple(
            Line(
                f"{name(broker.actor)}: friendly to both "
                + "; ".join(f"{name(rivalry.first)} and {name(rivalry.second)}" for rivalry, _, _ in broker.between),
                notes.refs((id_ for triple in broker.between for edge in triple for id_ in edge.evidence[:1]), most=6),
            )
            for broker in told.brokers[:MOST]
        ),
        opponents=tuple(
            Line(name(one.actor), notes.refs(id_ for side in (*one.by_a, *one.by_b) for id_ in side.evidence[:1]))
            for one in told.opponents[: 2 * MOST]
        ),
        issues=tuple(
            IssueRow(
                clean(issue.issue),
                issue.comparison.value,
                Line(issue.a.position.value, notes.refs((row.evidence for row in issue.a.rows), most=6)),
                Line(issue.b.position.value, notes.refs((row.evidence for row in issue.b.rows), most=6)),
            )
            for issue in told.issues
        ),
        ways=tuple((name(way.sets.state), way_words(way, told, name)) for way in told.ways),
        network=_network(told),
    )


def said_rows(said: Sequence[SaidOfPair], cited: dict[str, Cited], notes: Notes) -> dict[str, list[SaidRow]]:
    """Ties, stances and so on that name both, by kind, the latest text first; at most MOST of each."""
    rows: dict[str, list[SaidRow]] = {}
    for each in sorted(said, key=lambda one: one.known.toordinal() if one.known else 0, reverse=True):
        statement = each.statement
        id_ = f"article:{statement.evidence.article_id}:{statement.id}"
        known = cited.get(id_)
        of_kind = rows.setdefault(_plural(statement.kind), [])
        if known is not None and len(of_kind) < MOST:
            what = coded_words(statement) if statement.kind in CODED else f"“{clean(statement.evidence.quote)}”"
            when = date_words(statement.event_date)
            of_kind.append(
                SaidRow(str(statement.kind), what, known.says, str(statement.status), when, notes.refs([id_]))
            )
    return {kind: of_kind for kind, of_kind in rows.items() if of_kind}


def record_part(dossier: Dossier) -> RecordPart:
    """Feeds, coverage, gaps, what is not counted, and whose data it is."""
    relation = dossier.relation
    used = {event.feed: event.licence for event in relation.events} | {
        told.event.feed: told.event.licence for told in dossier.evidence.values() if told.event
    }
    if relation.said:
        used["article"] = None
    used |= {each.feed: each.licence for each in dossier.feeds if not each.events}  # series stand beside events
    counted = sum(event.counted for event in relation.events)
    read = len(relation.events)
    cut = "" if read == relation.events_in_all else f", of which the latest {read:,} were read"
    spans = joined(relation.coverage)
    between = [
        f"{before[1] + timedelta(days=1):%d %b %Y} – {after[0] - timedelta(days=1):%d %b %Y}: no feed"
        for before, after in pairwise(spans)
    ]
    return RecordPart(
        events=f"{relation.events_in_all:,} events of the two{cut}; {counted:,} are counted",
        left_out=tuple(Counter(event.left_out for event in relation.events if event.left_out).most_common()),
        feeds=tuple(
            (clean(each.feed), f"{each.events:,}", _span(each.first, each.last), clean(each.licence or "none stated"))
            for each in dossier.feeds
        ),
        covered=tuple(f"{low:%d %b %Y} – {high:%d %b %Y}" for low, high in spans),
        gaps=(*between, *map(_gap_words, dossier.gaps[:60])),
        licences=tuple(
            (clean(feed), clean(licence or "none stated"), licence_note(feed, licence))
            for feed, licence in sorted(used.items())
        ),
    )


def _gap_words(gap: WorldGap) -> str:
    series = f" ({gap.series})" if gap.series else ""
    span = f"{gap.start:%d %b %Y %H:%M} – {gap.end:%d %b %Y %H:%M} UTC"
    return clean(f"{gap.feed}{series}: {span}, {gap.why}")


def way_words(way: WayOut, told: Explanation, name: Name) -> str:
    """A landlocked state's ways to the sea, and the other's part in them."""
    other = told.second if way.sets.state == told.first.id else told.first
    if not way.sets.closing_set:
        return "No way to the sea is open."
    closing = ", ".join(sorted(map(name, way.sets.closing_set)))
    begins = "a way begins at" if way.other_borders else "no way begins at"
    closes = "it is one of those who" if way.other_closes else "it is not needed to"
    return f"{closing} together can close every way to the sea. Of {other.name}: {begins} it, and {closes} close them."


def beside(figure: BesideNull | None) -> str:
    """A figure's sign-shuffled null."""
    if figure is None:
        return ""
    return f"shuffled {figure.mean:.3g}, 90 % {figure.low:.3g} to {figure.high:.3g}, p {figure.p:.2g}"


def _pull(title: str, thirds: Sequence[ThirdParty], figure: BesideNull | None, notes: Notes, name: Name) -> PullPart:
    ranked = sorted(thirds, key=lambda third: (-min(third.to_a.weight, third.to_b.weight), third.actor))
    rows = tuple(
        EdgeRow(
            name(third.actor),
            _signed(third.to_a),
            _edge_refs(third.to_a, notes),
            _signed(third.to_b),
            _edge_refs(third.to_b, notes),
        )
        for third in ranked[:MOST]
    )
    return PullPart(f"{title} ({len(thirds)})", beside(figure), rows, len(thirds) - len(rows))


def _signed(edge: SignedEdge) -> str:
    return f"{'+' if edge.sign is Sign.POSITIVE else '−'} ({edge.weight:g})"


def _edge_refs(edge: SignedEdge | None, notes: Notes) -> Refs:
    return notes.refs([*edge.evidence[:3], *edge.against[:3]] if edge else [], most=3)


def _sign_words(edge: SignedEdge | None) -> str:
    if edge is None:
        return "no sign: too few events, or as much conflict as usual"
    word = "friendly (+)" if edge.sign is Sign.POSITIVE else "hostile (−)"
    return f"{word}, by {edge.weight:g} events and statements"


def _network(told: Explanation) -> tuple[tuple[str, str], ...]:
    counts, balance = told.balance.counts, told.balance
    if not counts.total:
        return ()
    rows = [("triads", f"+++ {counts.ppp:,}, ++− {counts.ppn:,}, +−− {counts.pnn:,}, −−− {counts.nnn:,}")]
    for words, figure in (
        ("balanced, of all", balance.balanced_share),
        ("balanced, all-positive triads set apart", balance.balanced_share_with_negative),
        ("frustration index", balance.frustration_index),
    ):
        if figure is not None:
            rows.append((words, f"{figure.observed:.3g} ({beside(figure)})"))
    return tuple(rows)


def _plural(kind: StatementKind) -> str:
    return {"dependency": "Dependencies", "condition": "Conditions"}.get(kind, f"{kind.capitalize()}s")


def _span(first: object, last: object) -> str:
    return f"{first:%d %b %Y} – {last:%d %b %Y}" if first and last else ""
