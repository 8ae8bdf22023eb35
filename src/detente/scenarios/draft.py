"""A scenario file proposed from what a text says: actors, ties, issues, stances and conditions with their sentences.

The text gives directions, not numbers: every number here is one of a few round ones for its direction, marked as an
assumption, with the words that give the direction beside it. A reader is to go through them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from detente.records import ActorKind, ActorMention, Polarity, Reading, Stance, Statement, StatementKind, Status, Tie
from detente.relations.routes.land_map import landlocked
from detente.relations.routes.records import RouteError
from detente.scenarios.cinc import capability
from detente.scenarios.facts import Facts
from detente.scenarios.reader import read_scenario
from detente.scenarios.scenario import ScenarioError

MOST_ACTORS: Final = 12
MOST_SAID: Final = 12
QUOTE: Final = 300

STANDING: Final = {Tie.ALLY: 1.25, Tie.ENEMY: -1.5, Tie.RIVAL: -1.25, Tie.NEUTRAL: 0.0}
MOVING: Final = {Tie.STRENGTHENING: 0.75, Tie.WEAKENING: -0.75}
"""Round numbers for what a text says of a tie: where it stands, and how far it moves in the change."""

PER_EVENT: Final = 0.08
"""Without a stated tie, a pair's mean Goldstein score (-10 to 10) times this is its tie."""

FOR: Final = 85
AGAINST: Final = 15
CARES: Final = 60
ASKED: Final = 70

_FIRM: Final = frozenset({Status.ASSERTED, Status.REPORTED, Status.ALLEGED})
_OPEN: Final = frozenset({Status.POSSIBLE, Status.PREDICTED, Status.CONDITIONAL})
_STATE_LIKE: Final = frozenset(
    {ActorKind.STATE, ActorKind.GOVERNMENT, ActorKind.MILITARY, ActorKind.PERSON, ActorKind.POPULATION}
)
"""Whom a state's own acts and stances come from."""
_OWN: Final = frozenset({ActorKind.ARMED_GROUP, ActorKind.BLOC, ActorKind.ORGANISATION, ActorKind.PARTY})
_DEMANDS: Final = frozenset({"REQUEST", "THREATEN"})
_MEDIATES: Final = "045"

Pair = tuple[str, str]
Row = dict[str, Any]


@dataclass(slots=True)
class _Draft:
    """What has been gathered."""

    source: str
    as_of: date
    names: dict[str, str] = field(default_factory=dict)
    mentions: Counter[str] = field(default_factory=Counter)
    ties: dict[Pair, Row] = field(default_factory=dict)
    moved: dict[Pair, Row] = field(default_factory=dict)
    issues: dict[str, Row] = field(default_factory=dict)
    later: dict[str, Row] = field(default_factory=dict)
    routes: list[Row] = field(default_factory=list)
    deal: Row | None = None
    pair: Pair | None = None


def draft_scenario(reading: Reading, facts: Facts) -> str:
    """A scenario file for a text, as YAML that `read_scenario` takes.

    Args:
        reading: The text and what it says.
        facts: Who actors are, and how strong states are.

    Raises:
        ScenarioError: The text names fewer than two actors that do anything with each other.
    """
    draft = _Draft(_called(reading), _day(reading))
    said = [each for each in reading.statements if each.status is not Status.DENIED]
    _count(draft, said)
    _ties(draft, said)
    draft.pair = _asked_pair(draft, said)
    _stances(draft, said)
    _dependencies(draft, said)
    _demands(draft, said)
    _deal(draft, said)
    _closeness(draft)
    actors = _chosen(draft)
    if len(actors) < 2:
        raise ScenarioError(
            f"{reading.article.origin}: fewer than two actors that do something with each other were found, "
            "so there is no scenario to draft. Write one by hand (docs/scenarios.md), or read another text."
        )
    text = _written(draft, actors, reading, said, facts)
    read_scenario(text.encode(), "the draft", facts)  # a draft that does not run is a fault of ours
    return text


def party_of(actor: ActorMention | None) -> str | None:
    """Whom an actor counts for in a scenario: its state, itself, or nobody."""
    if actor is None:
        return None
    if actor.state and actor.kind in _STATE_LIKE:
        return actor.state
    if actor.kind is ActorKind.REGION:  # a territory that acts has a code of its own; a town or valley has none
        return actor.id if len(actor.id) == 3 and actor.id.isupper() else None
    return actor.id if actor.kind in _OWN or actor.kind is ActorKind.STATE else None


# Gathering


def _count(draft: _Draft, said: Sequence[Statement]) -> None:
    for statement in said:
        for actor in (*statement.actors, *statement.about):
            party = party_of(actor)
            if party is not None:
                draft.mentions[party] += 1
                if party == actor.id or party not in draft.names:
                    draft.names[party] = actor.name if party == actor.id else party


def _ties(draft: _Draft, said: Sequence[Statement]) -> None:
    standing: dict[Pair, list[Statement]] = defaultdict(list)
    moving: dict[Pair, list[Statement]] = defaultdict(list)
    scores: dict[Pair, list[tuple[float, Statement]]] = defaultdict(list)
    for statement in said:
        pair = _pair(statement)
        if pair is None or statement.polarity is Polarity.NEGATIVE or _is_past(statement, draft.as_of):
            continue
        if statement.kind is StatementKind.TIE and statement.tie is not None:
            if statement.status is Status.CONDITIONAL:
                continue  # it says under which condition, not that it comes about
            open_ = statement.status in _OPEN or statement.tie in MOVING
            (moving if open_ else standing)[pair].append(statement)
        elif statement.kind is StatementKind.EVENT and statement.goldstein is not None and statement.status in _FIRM:
            scores[pair].append((statement.goldstein, statement))
    for pair, found in standing.items():
        values = [STANDING[each.tie] for each in found if each.tie in STANDING]
        draft.ties[pair] = _tie(sum(values) / len(values), 0.5, found[0], draft, "how firm, the text does not say")
    for pair, rows in scores.items():
        if pair not in draft.ties:
            value = round(max(min(PER_EVENT * sum(score for score, _ in rows) / len(rows), 1.0), -1.0), 2)
            strongest = max(rows, key=lambda row: abs(row[0]))[1]
            alleged = " (alleged)" if all(each.status is Status.ALLEGED for _, each in rows) else ""
            words = f"from {len(rows)} event{'s' * (len(rows) > 1)}{alleged} that the text tells between the two"
            draft.ties[pair] = _tie(value, 0.5, strongest, draft, words)
    for pair, found in moving.items():
        start = draft.ties.get(pair, {"value": 0.0})["value"]
        moves = [MOVING.get(each.tie, STANDING.get(each.tie, 0.0)) for each in found if each.tie is not None]
        value = max(min(start + sum(moves) / len(moves), 2.0), -2.0)
        draft.moved[pair] = _tie(value, 0.5, found[0], draft, "how far it moves, the text does not say")


def _asked_pair(draft: _Draft, said: Sequence[Statement]) -> Pair | None:
    """The two that the text asks about; else those whose tie moves and is told of most; else the most told of."""
    asked = Counter(pair for each in said if each.kind is StatementKind.QUESTION and (pair := _pair(each)) is not None)
    told = Counter(pair for each in said if (pair := _pair(each)) is not None)
    for counted in (asked, Counter({pair: told[pair] for pair in draft.moved}), told):
        if counted:
            return max(counted, key=lambda pair: (counted[pair], told[pair], pair))
    return None


def _stances(draft: _Draft, said: Sequence[Statement]) -> None:
    """What actors are for or against, one issue for each thing that is no actor."""
    for statement in said:
        actor = party_of(statement.source)
        if statement.kind is not StatementKind.STANCE or statement.stance is None or actor is None:
            continue
        for about in statement.about:
            if party_of(about) is not None or about.kind is ActorKind.PERSON:
                continue
            favours = (statement.stance is Stance.SUPPORT) is (statement.polarity is Polarity.POSITIVE)
            stand = _stand(FOR if favours else AGAINST, CARES, statement, draft, "how strongly, the text does not say")
            key = _slug(about.id)
            later = statement.status in _OPEN and actor not in draft.issues.get(key, {}).get("positions", {})
            issues = draft.later if later else draft.issues
            row = issues.setdefault(
                key, {"title": about.name, "scale": _scale("stopped", "carried through"), "positions": {}}
            )
            row["positions"].setdefault(actor, stand)
            if not later:
                draft.later.get(key, {}).get("positions", {}).pop(actor, None)
    for key, row in list(draft.later.items()):
        if key in draft.issues:
            del row["scale"], row["title"]
        else:
            draft.issues[key] = draft.later.pop(key)  # nobody's stand is firm: what is possible is all there is
    draft.later = {key: row for key, row in draft.later.items() if row["positions"]}


def _dependencies(draft: _Draft, said: Sequence[Statement]) -> None:
    """One actor needs another: how much of what it needs does it get?"""
    for statement in said:
        needy, needed = party_of(statement.source), party_of(statement.target)
        if statement.kind is not StatementKind.DEPENDENCY or not needy or not needed or needy == needed:
            continue
        key = _slug(f"{needy}-needs-{needed}")
        about = [party for each in statement.about if (party := party_of(each)) not in (None, needy, needed)]
        if key not in draft.issues:
            title = f"What {_named(draft, needy)} needs of {_named(draft, needed)}"
            title += f" ({', '.join(_named(draft, str(each)) for each in about)})" if about else ""
            words = "how much it cares, and what the other would give anyhow, the text does not say"
            draft.issues[key] = {
                "title": title,
                "scale": _scale("nothing of it", "all of it"),
                "positions": {
                    needy: _stand(90, 75, statement, draft, words),
                    needed: _stand(35, 50, statement, draft, words),
                },
            }
        for each in about:
            if each in _landlocked(draft.as_of) and all(row["of"] != each for row in draft.routes):
                draft.routes.append({"of": each, "user": needy, "source": draft.source, "quote": _quote(statement)})


def _demands(draft: _Draft, said: Sequence[Statement]) -> None:
    """What an actor is said to ask for or insist on, where the same sentence names whom that touches."""
    for statement in said:
        asker = party_of(statement.source)
        wanted = statement.kind is StatementKind.PREDICTION or statement.status in _OPEN
        if statement.type not in _DEMANDS or asker is None or not wanted:
            continue
        near = [each for each in said if _overlap(each, statement)]
        touched = [party for each in near for actor in each.about if (party := party_of(actor)) not in (None, asker)]
        if not touched:
            continue
        key = _slug(f"{asker}-asks")
        words = "how much it cares, and where the other stands, the text does not say"
        draft.issues.setdefault(
            key,
            {
                "title": f"What {_named(draft, asker)} asks: “{_quote(statement)[:90]}”",
                "scale": _scale("nothing of it", "all of it"),
                "positions": {
                    asker: _stand(FOR, ASKED, statement, draft, words),
                    str(touched[0]): _stand(AGAINST, CARES, statement, draft, words),
                },
            },
        )


def _deal(draft: _Draft, said: Sequence[Statement]) -> None:
    """A bargain: of two that are said to come to an agreement, or of whom one needs the other."""
    foreseen = [
        each
        for each in said
        if each.type == "AGREE" and (each.kind is StatementKind.PREDICTION or each.status in _OPEN)
    ]
    needs = [each for each in said if each.kind is StatementKind.DEPENDENCY]
    for statement in (*foreseen, *needs):
        pair = _pair(statement)
        if pair is None:
            continue
        needy = [key for key in draft.issues if key in {_slug(f"{a}-needs-{b}") for a, b in (pair, pair[::-1])}]
        asked = [key for key in draft.issues if key in {_slug(f"{one}-asks") for one in pair}]
        both = [key for key, row in draft.issues.items() if set(pair) <= set(row["positions"])]
        issues = list(dict.fromkeys([*needy, *asked, *both]))
        if not issues or not (needy or foreseen):
            continue
        for key in issues:  # at the table both have to say where they stand
            for actor in pair:
                words = "the text does not say where it stands: taken as in the middle, and little concerned"
                draft.issues[key]["positions"].setdefault(actor, _stand(50, 20, statement, draft, words))
        between = (str(party_of(statement.source)), str(party_of(statement.target)))
        draft.deal = {
            "between": list(between if None not in between and set(between) == set(pair) else pair),
            "issues": issues,
            "holds": _chance(0.3, 0.2, statement, draft, "how likely, the text does not say"),
            "brokers": _brokers(draft, said, pair),
        }
        if not draft.deal["brokers"]:
            del draft.deal["brokers"]
        return


def _brokers(draft: _Draft, said: Sequence[Statement], pair: Pair) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for statement in said:
        broker = party_of(statement.source)
        consults = statement.type == "CONSULT" and (
            statement.kind is StatementKind.PREDICTION or (statement.cameo_code or "").startswith(_MEDIATES)
        )
        if not consults or broker is None or broker in pair:
            continue
        row = found.setdefault(broker, {})
        if statement.kind is StatementKind.PREDICTION and "holds" not in row:
            row["holds"] = _chance(0.5, 0.25, statement, draft, "how much it helps, the text does not say")
        if statement.kind is StatementKind.EVENT:
            told = {"what": _quote(statement)[:120], "source": draft.source, "quote": _quote(statement)}
            row.setdefault("record", []).append(told)
    return found


def _closeness(draft: _Draft) -> None:
    """How far the relation of the two asked about goes, with the stands that ties suggest."""
    if draft.pair is None:
        return
    a, b = draft.pair
    ties = draft.ties | draft.moved
    positions: dict[str, Row] = {}
    for actor in (a, b):
        near = _tie_of(ties, a, b)
        positions[actor] = _assumed(round(50 + 15 * near), 55, "from how the text tells their tie")
    for other in draft.mentions:
        if other in (a, b):
            continue
        to_a, to_b = _tie_of(ties, other, a), _tie_of(ties, other, b)
        if to_a or to_b:
            lean = min(to_a, to_b) if min(to_a, to_b) < 0 else (to_a + to_b) / 2
            words = f"from its ties to {a} ({to_a:+.2f}) and {b} ({to_b:+.2f}): foes of one would keep them apart"
            positions[other] = _assumed(round(min(max(50 + 22 * lean, 5), 90)), 30, words)
    title = f"How close {_named(draft, a)} and {_named(draft, b)} become"
    row: Row = {"title": title, "scale": _scale("as far apart as foes", "allies"), "positions": positions}
    draft.issues = {"closeness": row, **draft.issues}


def _chosen(draft: _Draft) -> list[str]:
    """The actors of the file: those of the deal and the pair, then those told of most in ties and issues."""
    needed = list(dict.fromkeys([*(draft.pair or ()), *(draft.deal["between"] if draft.deal else ())]))
    involved = {actor for pair in (*draft.ties, *draft.moved) for actor in pair}
    involved |= {actor for rows in (draft.issues, draft.later) for row in rows.values() for actor in row["positions"]}
    involved |= {row["user"] for row in draft.routes} | set(draft.deal.get("brokers", {}) if draft.deal else ())
    ranked = [actor for actor, _ in draft.mentions.most_common() if actor in involved]
    return list(dict.fromkeys([*needed, *ranked]))[:MOST_ACTORS]


# Writing


def _written(draft: _Draft, actors: list[str], reading: Reading, said: Sequence[Statement], facts: Facts) -> str:
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
    deal = draft.deal
    if deal is not None:
        deal["issues"] = [
            key for key in deal["issues"] if set(deal["between"]) <= set(issues.get(key, {}).get("positions", {}))
        ]
        deal = deal if deal["issues"] and set(deal["between"]) <= own else None
        brokers = {key: row for key, row in (deal or {}).get("brokers", {}).items() if key in own}
        if deal is not None:
            deal.pop("brokers", None)
            deal |= {"brokers": brokers} if brokers else {}
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


def _actor(actor: str, draft: _Draft, facts: Facts) -> Row:
    known = facts.actor(actor)
    row: Row = {} if known is not None else {"name": _named(draft, actor)}
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


def _tie_rows(ties: dict[Pair, Row], own: set[str]) -> list[Row]:
    return [{"between": list(pair), **row} for pair, row in ties.items() if set(pair) <= own]


def _said(draft: _Draft, said: Sequence[Statement]) -> list[Row]:
    kinds = (StatementKind.CONDITION, StatementKind.PREDICTION)
    rows = []
    for kind in kinds:
        for statement in (each for each in said if each.kind is kind):
            quote = _quote(statement)
            if all(quote not in row["quote"] for row in rows):
                told = f"{statement.kind.value}, {statement.status.value}, by {statement.speaker.name}"
                rows.append({"text": told, "source": draft.source, "quote": quote})
    return rows[:MOST_SAID]


def _yaml(data: Row) -> str:
    import yaml

    class Plain(yaml.SafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

    return str(yaml.dump(data, Dumper=Plain, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None))


# Small things


def _tie(value: float, by: float, statement: Statement, draft: _Draft, words: str) -> Row:
    return _within(value, by, (-2.0, 2.0)) | _told(statement, draft, words)


def _chance(value: float, by: float, statement: Statement, draft: _Draft, words: str) -> Row:
    return _within(value, by, (0.0, 1.0)) | _told(statement, draft, words)


def _within(value: float, by: float, ends: tuple[float, float]) -> Row:
    low, high = max(value - by, ends[0]), min(value + by, ends[1])
    return {"value": round(value, 2), "range": [round(low, 2), round(high, 2)]}


def _told(statement: Statement, draft: _Draft, words: str) -> Row:
    return {"source": draft.source, "quote": _quote(statement), "assumption": words}


def _stand(position: int, salience: int, statement: Statement, draft: _Draft, words: str) -> Row:
    row = _assumed(position, salience, words)
    return row | _told(statement, draft, words)


def _assumed(position: int, salience: int, words: str) -> Row:
    return {
        "position": {"value": position, "range": [max(position - 20, 0), min(position + 20, 100)]},
        "salience": {"value": salience, "range": [max(salience - 25, 0), min(salience + 25, 100)]},
        "assumption": words,
    }


def _scale(low: str, high: str) -> Row:
    return {"low": 0, "high": 100, "low_means": low, "high_means": high}


def _tie_of(ties: dict[Pair, Row], a: str, b: str) -> float:
    found = ties.get((a, b)) or ties.get((b, a))
    return float(found["value"]) if found else 0.0


def _pair(statement: Statement) -> Pair | None:
    """The two that a statement is about, in alphabetical order; None for one or three and more."""
    ends = [party_of(statement.source), party_of(statement.target)]
    if None in ends:
        ends = [party_of(actor) for actor in statement.actors]
    named = sorted({each for each in ends if each is not None})
    return (named[0], named[1]) if len(named) == 2 else None


def _is_past(statement: Statement, day: date) -> bool:
    """Whether it is told of a time more than two years before."""
    when = statement.event_date
    if when is None:
        return False
    end = when.end or when.start
    return end is None or (day - end).days > 730


def _overlap(one: Statement, other: Statement) -> bool:
    a, b = one.evidence, other.evidence
    return one is not other and a.article_id == b.article_id and min(a.end, b.end) > max(a.start, b.start)


def _quote(statement: Statement) -> str:
    plain = " ".join(statement.evidence.quote.split())
    return plain if len(plain) <= QUOTE else plain[: QUOTE - 1] + "…"


def _called(reading: Reading) -> str:
    article = reading.article
    names = [part for part in (article.title, article.outlet) if part]
    return " ".join((", ".join(names) or article.origin.rsplit("/", 1)[-1]).split())[:200]


def _day(reading: Reading) -> date:
    published = reading.article.published
    return published.end or published.start or reading.read_at.date()


def _landlocked(day: date) -> frozenset[str]:
    try:
        return landlocked(day)
    except RouteError:
        return frozenset()


def _named(draft: _Draft, party: str) -> str:
    return draft.names.get(party, party)


def _slug(text: str) -> str:
    kept = "".join(char if char.isalnum() else "-" for char in text.casefold())
    return "-".join(part for part in kept.split("-") if part)[:60] or "issue"
