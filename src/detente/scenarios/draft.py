"""A scenario file proposed from what a text says: actors, ties, issues, stances and conditions with their sentences.

The text gives directions, not numbers: every number here is one of a few round ones for its direction, marked as an
assumption, with the words that give the direction beside it. A reader is to go through them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from detente.records import ActorKind, Polarity, Reading, Stance, Statement, StatementKind, Status, Tie
from detente.scenarios.draft_parts import (
    Draft,
    Pair,
    Row,
    assumed_row,
    called,
    chance_row,
    day_of,
    is_past,
    landlocked_on,
    named,
    overlap,
    pair_of,
    party_of,
    quote_of,
    scale_row,
    slug,
    stand_row,
    tie_of,
    tie_row,
)
from detente.scenarios.draft_text import written
from detente.scenarios.facts import Facts
from detente.scenarios.reader import read_scenario
from detente.scenarios.scenario import ScenarioError

MOST_ACTORS: Final = 12
OFTEN: Final = 4
"""Whoever is told of so often belongs into the file when the text states one of its ties, whosever."""

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
_DEMANDS: Final = frozenset({"REQUEST", "THREATEN"})
_MEDIATES: Final = "045"


def draft_scenario(reading: Reading, facts: Facts) -> str:
    """A scenario file for a text, as YAML that `read_scenario` takes.

    Args:
        reading: The text and what it says.
        facts: Who actors are, and how strong states are.

    Raises:
        ScenarioError: The text names fewer than two actors that do anything with each other.
    """
    draft = Draft(called(reading), day_of(reading))
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
    text = written(draft, actors, reading, said, facts)
    read_scenario(text.encode(), "the draft", facts)  # a draft that does not run is a fault of ours
    return text


def _count(draft: Draft, said: Sequence[Statement]) -> None:
    for statement in said:
        for actor in (*statement.actors, *statement.about):
            party = party_of(actor)
            if party is not None:
                draft.mentions[party] += 1
                if party == actor.id or party not in draft.names:
                    draft.names[party] = actor.name if party == actor.id else party


def _ties(draft: Draft, said: Sequence[Statement]) -> None:
    standing: dict[Pair, list[Statement]] = defaultdict(list)
    moving: dict[Pair, list[Statement]] = defaultdict(list)
    scores: dict[Pair, list[tuple[float, Statement]]] = defaultdict(list)
    for statement in said:
        pair = pair_of(statement)
        if pair is None or statement.polarity is Polarity.NEGATIVE or is_past(statement, draft.as_of):
            continue
        if statement.kind is StatementKind.TIE and statement.tie is not None:
            if statement.status is Status.CONDITIONAL:
                continue  # it says under which condition, not that it comes about
            open_ = statement.status in _OPEN or statement.tie in MOVING
            (moving if open_ else standing)[pair].append(statement)
        elif statement.kind is StatementKind.EVENT and statement.goldstein is not None and statement.status in _FIRM:
            scores[pair].append((statement.goldstein, statement))
    draft.stated = set(standing)
    for pair, found in standing.items():
        values = [STANDING[each.tie] for each in found if each.tie in STANDING]
        draft.ties[pair] = tie_row(sum(values) / len(values), 0.5, found[0], draft, "how firm, the text does not say")
    for pair, rows in scores.items():
        if pair not in draft.ties:
            value = round(max(min(PER_EVENT * sum(score for score, _ in rows) / len(rows), 1.0), -1.0), 2)
            strongest = max(rows, key=lambda row: abs(row[0]))[1]
            alleged = " (alleged)" if all(each.status is Status.ALLEGED for _, each in rows) else ""
            words = f"from {len(rows)} event{'s' * (len(rows) > 1)}{alleged} that the text tells between the two"
            draft.ties[pair] = tie_row(value, 0.5, strongest, draft, words)
    for pair, found in moving.items():
        start = draft.ties.get(pair, {"value": 0.0})["value"]
        moves = [MOVING.get(each.tie, STANDING.get(each.tie, 0.0)) for each in found if each.tie is not None]
        value = max(min(start + sum(moves) / len(moves), 2.0), -2.0)
        draft.moved[pair] = tie_row(value, 0.5, found[0], draft, "how far it moves, the text does not say")


def _asked_pair(draft: Draft, said: Sequence[Statement]) -> Pair | None:
    """The two that the text asks about; else those whose tie moves and is told of most; else the most told of."""
    asked = Counter(
        pair for each in said if each.kind is StatementKind.QUESTION and (pair := pair_of(each)) is not None
    )
    told = Counter(pair for each in said if (pair := pair_of(each)) is not None)
    for counted in (asked, Counter({pair: told[pair] for pair in draft.moved}), told):
        if counted:
            return max(counted, key=lambda pair: (counted[pair], told[pair], pair))
    return None


def _stances(draft: Draft, said: Sequence[Statement]) -> None:
    """What actors are for or against, one issue for each thing that is no actor."""
    for statement in said:
        actor = party_of(statement.source)
        if statement.kind is not StatementKind.STANCE or statement.stance is None or actor is None:
            continue
        for about in statement.about:
            if party_of(about) is not None or about.kind is ActorKind.PERSON:
                continue
            favours = (statement.stance is Stance.SUPPORT) is (statement.polarity is Polarity.POSITIVE)
            stand = stand_row(
                FOR if favours else AGAINST, CARES, statement, draft, "how strongly, the text does not say"
            )
            key = slug(about.id)
            later = statement.status in _OPEN and actor not in draft.issues.get(key, {}).get("positions", {})
            issues = draft.later if later else draft.issues
            row = issues.setdefault(
                key, {"title": about.name, "scale": scale_row("stopped", "carried through"), "positions": {}}
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


def _dependencies(draft: Draft, said: Sequence[Statement]) -> None:
    """One actor needs another: how much of what it needs does it get?"""
    for statement in said:
        needy, needed = party_of(statement.source), party_of(statement.target)
        if statement.kind is not StatementKind.DEPENDENCY or not needy or not needed or needy == needed:
            continue
        key = slug(f"{needy}-needs-{needed}")
        about = [party for each in statement.about if (party := party_of(each)) not in (None, needy, needed)]
        if key not in draft.issues:
            title = f"What {named(draft, needy)} needs of {named(draft, needed)}"
            title += f" ({', '.join(named(draft, str(each)) for each in about)})" if about else ""
            words = "how much it cares, and what the other would give anyhow, the text does not say"
            draft.issues[key] = {
                "title": title,
                "scale": scale_row("nothing of it", "all of it"),
                "positions": {
                    needy: stand_row(90, 75, statement, draft, words),
                    needed: stand_row(35, 50, statement, draft, words),
                },
            }
        for each in about:
            if each in landlocked_on(draft.as_of) and all(row["of"] != each for row in draft.routes):
                draft.routes.append({"of": each, "user": needy, "source": draft.source, "quote": quote_of(statement)})


def _demands(draft: Draft, said: Sequence[Statement]) -> None:
    """What an actor is said to ask for or insist on, where the same sentence names whom that touches."""
    for statement in said:
        asker = party_of(statement.source)
        wanted = statement.kind is StatementKind.PREDICTION or statement.status in _OPEN
        if statement.type not in _DEMANDS or asker is None or not wanted:
            continue
        near = [each for each in said if overlap(each, statement)]
        touched = [party for each in near for actor in each.about if (party := party_of(actor)) not in (None, asker)]
        if not touched:
            continue
        key = slug(f"{asker}-asks")
        words = "how much it cares, and where the other stands, the text does not say"
        draft.issues.setdefault(
            key,
            {
                "title": f"What {named(draft, asker)} asks: “{quote_of(statement)[:90]}”",
                "scale": scale_row("nothing of it", "all of it"),
                "positions": {
                    asker: stand_row(FOR, ASKED, statement, draft, words),
                    str(touched[0]): stand_row(AGAINST, CARES, statement, draft, words),
                },
            },
        )


def _deal(draft: Draft, said: Sequence[Statement]) -> None:
    """A bargain: of two that are said to come to an agreement, or of whom one needs the other."""
    foreseen = [
        each
        for each in said
        if each.type == "AGREE" and (each.kind is StatementKind.PREDICTION or each.status in _OPEN)
    ]
    needs = [each for each in said if each.kind is StatementKind.DEPENDENCY]
    for statement in (*foreseen, *needs):
        pair = pair_of(statement)
        if pair is None:
            continue
        needy = [key for key in draft.issues if key in {slug(f"{a}-needs-{b}") for a, b in (pair, pair[::-1])}]
        asked = [key for key in draft.issues if key in {slug(f"{one}-asks") for one in pair}]
        both = [key for key, row in draft.issues.items() if set(pair) <= set(row["positions"])]
        issues = list(dict.fromkeys([*needy, *asked, *both]))
        if not issues or not (needy or foreseen):
            continue
        for key in issues:  # at the table both have to say where they stand
            for actor in pair:
                words = "the text does not say where it stands: taken as in the middle, and little concerned"
                draft.issues[key]["positions"].setdefault(actor, stand_row(50, 20, statement, draft, words))
        between = (str(party_of(statement.source)), str(party_of(statement.target)))
        draft.deal = {
            "between": list(between if None not in between and set(between) == set(pair) else pair),
            "issues": issues,
            "without": _without_deal(draft, pair, needy, asked),
            "holds": chance_row(0.3, 0.2, statement, draft, "how likely, the text does not say"),
            "brokers": _brokers(draft, said, pair),
        }
        draft.deal = {key: value for key, value in draft.deal.items() if value}
        return


def _without_deal(draft: Draft, pair: Pair, needy: Sequence[str], asked: Sequence[str]) -> dict[str, Row]:
    """What comes without a deal: who is needed gives what it wants to give, and of what is asked little is done."""
    found: dict[str, Row] = {}
    for key in needy:
        stands = draft.issues[key]["positions"]
        value = min(stands[actor]["position"]["value"] for actor in pair)
        words = "without a deal taken as what the one that is needed would give anyhow"
        found[key] = {"value": value, "range": [max(value - 20, 0), min(value + 20, 100)], "assumption": words}
    for key in asked:
        words = "without a deal taken as little of what is asked"
        found[key] = {"value": 20, "range": [5, 40], "assumption": words}
    return found


def _brokers(draft: Draft, said: Sequence[Statement], pair: Pair) -> dict[str, Row]:
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
            row["holds"] = chance_row(0.5, 0.25, statement, draft, "how much it helps, the text does not say")
        if statement.kind is StatementKind.EVENT:
            told = {"what": quote_of(statement)[:120], "source": draft.source, "quote": quote_of(statement)}
            row.setdefault("record", []).append(told)
    return found


def _closeness(draft: Draft) -> None:
    """How far the relation of the two asked about goes, with the stands that ties suggest."""
    if draft.pair is None:
        return
    a, b = draft.pair
    ties = draft.ties | draft.moved
    positions: dict[str, Row] = {}
    for actor in (a, b):
        near = tie_of(ties, a, b)
        positions[actor] = assumed_row(round(50 + 15 * near), 55, "from how the text tells their tie")
    for other in draft.mentions:
        if other in (a, b):
            continue
        to_a, to_b = tie_of(ties, other, a), tie_of(ties, other, b)
        if to_a or to_b:
            lean = min(to_a, to_b) if min(to_a, to_b) < 0 else (to_a + to_b) / 2
            words = f"from its ties to {a} ({to_a:+.2f}) and {b} ({to_b:+.2f}): foes of one would keep them apart"
            positions[other] = assumed_row(round(min(max(50 + 22 * lean, 5), 90)), 30, words)
    title = f"How close {named(draft, a)} and {named(draft, b)} become"
    row: Row = {"title": title, "scale": scale_row("as far apart as foes", "allies"), "positions": positions}
    draft.issues = {"closeness": row, **draft.issues}


def _chosen(draft: Draft) -> list[str]:
    """The actors of the file: those of the deal and the pair, then those told of most in ties and issues."""
    needed = list(dict.fromkeys([*(draft.pair or ()), *(draft.deal["between"] if draft.deal else ())]))
    asked = set(draft.pair or ())
    involved = {actor for pair in (*draft.ties, *draft.moved) if asked & set(pair) for actor in pair}
    stated = {actor for pair in (*draft.stated, *draft.moved) for actor in pair}
    involved |= {actor for actor in stated if draft.mentions[actor] >= OFTEN}
    involved |= {actor for rows in (draft.issues, draft.later) for row in rows.values() for actor in row["positions"]}
    involved |= {row["user"] for row in draft.routes} | set(draft.deal.get("brokers", {}) if draft.deal else ())
    ranked = [actor for actor, _ in draft.mentions.most_common() if actor in involved]
    return list(dict.fromkeys([*needed, *ranked]))[:MOST_ACTORS]
