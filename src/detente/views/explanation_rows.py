"""An explanation as JSON rows: the stable form that `explain --json` prints and docs/schema describes."""

from __future__ import annotations

from detente.relations.explanation import Explanation, Surroundings, WayOut
from detente.relations.networks.balance import WHAT_BALANCE_IS
from detente.relations.networks.null import BesideNull
from detente.relations.networks.shared import Stand
from detente.relations.networks.signed import SignedEdge
from detente.relations.networks.triads import ThirdParty
from detente.views.json_rows import Row
from detente.views.json_values import number
from detente.views.relation_rows import event_row, party_row


def explanation_row(told: Explanation) -> Row:
    """An explanation as one object; what is not known is null."""
    counts, frustration = told.balance.counts, told.balance.frustration
    row = surroundings_row(told)
    events, quotes = row.pop("events"), row.pop("quotes")
    return row | {
        "together": null_row(told.pair.together),
        "apart": null_row(told.pair.apart),
        "shared_friends": null_row(told.pair.shared_friends),
        "network": {
            "actors": len(told.network.actors),
            "edges": len(told.network.edges),
            "triads": {"+++": counts.ppp, "++-": counts.ppn, "+--": counts.pnn, "---": counts.nnn},
            "balanced_share": null_row(told.balance.balanced_share),
            "balanced_share_with_negative": null_row(told.balance.balanced_share_with_negative),
            "positive_cliques": [list(clique) for clique in told.balance.cliques.cliques],
            "frustration": {
                "index": number(frustration.index),
                "lower_bound": number(frustration.lower_bound),
                "exact": frustration.exact,
                "beside_null": null_row(told.balance.frustration_index),
                "factions": [[list(each.first), list(each.second)] for each in frustration.factions],
            },
            "what_it_is": WHAT_BALANCE_IS,
        },
        "events": events,
        "quotes": quotes,
    }


def surroundings_row(told: Surroundings) -> Row:
    """What stands around a pair, without the figures beside chance."""
    return {
        "first": party_row(told.first),
        "second": party_row(told.second),
        "window": {"start": told.start.isoformat(), "end": told.day.isoformat()},
        "record_conflict_share": None if told.share is None else number(told.share),
        "edge": None if told.triads.edge is None else edge_row(told.triads.edge),
        "third_parties": [third_party_row(third) for third in told.triads.third_parties],
        "brokers": [
            {"actor": broker.actor, "between": [[edge_row(edge) for edge in triple] for triple in broker.between]}
            for broker in told.brokers
        ],
        "opponents": [one.actor for one in told.opponents],
        "issues": [
            {
                "issue": issue.issue,
                "comparison": issue.comparison.value,
                "first": _stand(issue.a),
                "second": _stand(issue.b),
            }
            for issue in told.issues
        ],
        "routes": [_way(way) for way in told.ways],
        "events": [event_row(event) for event in told.evidence.values()],
        "quotes": dict(told.quotes),
    }


def third_party_row(third: ThirdParty) -> Row:
    """A third party with its two edges."""
    return {
        "actor": third.actor,
        "pull": third.pull.value,
        "symbols": third.symbols,
        "balanced": third.balanced,
        "to_first": edge_row(third.to_a),
        "to_second": edge_row(third.to_b),
    }


def edge_row(edge: SignedEdge) -> Row:
    """An edge with the ids of its evidence."""
    return {
        "actors": [edge.first, edge.second],
        "sign": edge.sign.symbol,
        "weight": number(edge.weight),
        "evidence": list(edge.evidence),
        "against": list(edge.against),
    }


def null_row(figure: BesideNull | None) -> Row | None:
    """A figure beside its sign-shuffled null."""
    if figure is None:
        return None
    names = ("observed", "mean", "low", "high", "p")
    row: Row = {name: number(getattr(figure, name)) for name in names}
    return row | {"z": None if figure.z is None else number(figure.z), "draws": figure.draws}


def _stand(stand: Stand) -> Row:
    return {"position": stand.position.value, "evidence": [row.evidence for row in stand.rows]}


def _way(way: WayOut) -> Row:
    return {
        "state": way.sets.state,
        "neighbours": sorted(way.sets.neighbours),
        "gateways": sorted(way.sets.gateways),
        "closing_set": None if way.sets.closing_set is None else sorted(way.sets.closing_set),
        "other_minimum_sets": [sorted(each) for each in way.sets.minimum if each != way.sets.closing_set],
        "way_through_other": way.other_borders,
        "other_in_closing_set": way.other_closes,
    }
