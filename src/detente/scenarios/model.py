"""A scenario as arithmetic over many draws of its numbers at once: outcomes, losses, deals, blocs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from detente.scenarios.bloc_draws import MOST_WHOLE, Pool, searched, whole
from detente.scenarios.compromise import Floats, weighted_compromise
from detente.scenarios.nash import nash_package
from detente.scenarios.scenario import BrokerAsked, Deal, Issue, Number, Scenario, Setting

Bools = NDArray[np.bool_]

_LEAST_WEIGHT: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What many draws come to. Outcomes are on the scale 0 to 100 of each issue, losses in points of it.

    Attributes:
        before, after: (draws,) by issue id: the compromise of all.
        deal: The same where the two agree alone; issues outside the deal are as after. Empty without a deal.
        agreed: (draws,): whether there is a deal that leaves both better off; None without a deal.
    """

    before: Mapping[str, Floats]
    after: Mapping[str, Floats]
    deal: Mapping[str, Floats]
    agreed: NDArray[np.bool_] | None


class Model:
    """The numbers of a scenario as columns, and what follows from rows of them."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.numbers: tuple[Number, ...] = scenario.numbers()
        self.column = {number.field: place for place, number in enumerate(self.numbers)}
        self.varying = [place for place, number in enumerate(self.numbers) if number.varies]

    def base(self) -> Floats:
        """(1, numbers): the values as given."""
        return np.array([[number.value for number in self.numbers]])

    def of(self, rows: Floats, number: Number) -> Floats:
        """(draws,): one number's column."""
        column: Floats = rows[:, self.column[number.field]]
        return column

    # Issues and losses

    def outcomes(self, rows: Floats, *, deals: bool = True, dealt: Outcomes | None = None) -> Outcomes:
        """The outcomes of each draw.

        An issue of the deal whose outcome without it is given has that outcome before and after: there is no deal then.

        Args:
            rows: Draws.
            deals: Whether the deal is looked at.
            dealt: Outcomes of rows that differ in nothing that the deal rests on: its bargain is taken from there.
        """
        deal = self.scenario.deal
        before = self._compromises(rows, self.scenario.before)
        after = self._compromises(rows, self.scenario.after)
        if deal is None:
            return Outcomes(before, after, {}, None)
        without = self.without(rows, deal, after)
        before |= {key: without[key] for key in deal.without if key in before}
        after |= without
        if not deals:
            return Outcomes(before, after, {}, None)
        if dealt is not None and dealt.agreed is not None:
            return Outcomes(before, after, after | {key: dealt.deal[key] for key in deal.issues}, dealt.agreed)
        points, agreed = self.bargain(rows, deal, without)
        return Outcomes(before, after, after | points, agreed)

    def moves_deal(self, number: Number) -> bool:
        """Whether the deal between the two alone rests on a number."""
        deal = self.scenario.deal
        return deal is not None and number.field in self._of_deal(deal)

    def _of_deal(self, deal: Deal) -> set[str]:
        found = {number.field for number in deal.without.values()}
        for issue in self.scenario.after.issues:
            if issue.id in deal.issues:
                counted = deal.between if issue.id in deal.without else tuple(issue.stands)
                stands = [issue.stands[actor] for actor in counted if actor in issue.stands]
                found |= {number.field for stand in stands for number in (stand.position, stand.salience)}
                if issue.id not in deal.without or deal.by_size:
                    found |= {party.size.field for party in self.scenario.after.parties}
        return found

    def _compromises(self, rows: Floats, setting: Setting) -> dict[str, Floats]:
        sizes = {party.id: party.size for party in setting.parties}
        return {issue.id: self._compromise(rows, issue, sizes) for issue in setting.issues}

    def _compromise(self, rows: Floats, issue: Issue, sizes: Mapping[str, Number]) -> Floats:
        stands = list(issue.stands.items())
        positions = np.stack([issue.share(self.of(rows, stand.position)) for _, stand in stands], axis=1)
        salience = np.stack([self.of(rows, stand.salience) for _, stand in stands], axis=1)
        size = np.stack([self.of(rows, sizes[actor]) for actor, _ in stands], axis=1)
        weights = np.maximum(salience, _LEAST_WEIGHT) * np.maximum(size, _LEAST_WEIGHT)
        return weighted_compromise(positions, weights)

    def without(self, rows: Floats, deal: Deal, after: Mapping[str, Floats]) -> dict[str, Floats]:
        """The outcomes of the deal's issues when there is none: those given, else the compromise of all."""
        issues = {issue.id: issue for issue in self.scenario.after.issues}
        given = {key: issues[key].share(self.of(rows, number)) for key, number in deal.without.items()}
        return {key: given.get(key, after[key]) for key in deal.issues}

    def bargain(
        self, rows: Floats, deal: Deal, without: Mapping[str, Floats], broker: str | None = None, *, fine: bool = False
    ) -> tuple[dict[str, Floats], NDArray[np.bool_]]:
        """The points of the Nash bargain over the deal's issues, with a broker at the table or not."""
        table = [*deal.between, *([broker] if broker else [])]
        issues = {issue.id: issue for issue in self.scenario.after.issues}
        sizes = {party.id: party.size for party in self.scenario.after.parties}
        draws = len(rows)
        positions = np.zeros((draws, len(table), len(deal.issues)))
        stakes = np.zeros_like(positions)
        for column, key in enumerate(deal.issues):
            for place, actor in enumerate(table):
                stand = issues[key].stands.get(actor)
                if stand is not None:
                    positions[:, place, column] = issues[key].share(self.of(rows, stand.position))
                    stakes[:, place, column] = self.of(rows, stand.salience) / 100
        size = np.stack([self.of(rows, sizes[actor]) for actor in table], axis=1)
        power = np.maximum(size, _LEAST_WEIGHT) if deal.by_size else np.ones((draws, len(table)))
        power = power / power.sum(axis=1, keepdims=True)
        found = nash_package(
            positions, stakes, np.stack([without[key] for key in deal.issues], axis=1), power, fine=fine
        )
        points = np.clip(found.points, 0.0, 100.0)
        return {key: points[:, place] for place, key in enumerate(deal.issues)}, found.agreed

    def has_stake(self, broker: BrokerAsked, deal: Deal) -> bool:
        """Whether a broker has a position on an issue of the deal."""
        return any(broker.id in issue.stands for issue in self.scenario.after.issues if issue.id in deal.issues)

    def losses(
        self, rows: Floats, outcomes: Mapping[str, Floats], only: Iterable[str] | None = None
    ) -> dict[str, Floats]:
        """(draws,) by actor: salience times distance of the outcome from its position, summed over issues, in points.

        What an actor wants is what it wants after the change, where it has a position then; so nobody gains by a
        change of mind. `only` names the issues that count; all that have an outcome, when None.
        """
        counted = set(outcomes if only is None else only) & set(outcomes)
        before = {issue.id: issue for issue in self.scenario.before.issues}
        after = {issue.id: issue for issue in self.scenario.after.issues}
        actors = dict.fromkeys(
            [p.id for p in self.scenario.after.parties] + [p.id for p in self.scenario.before.parties]
        )
        found = {}
        for actor in actors:
            lost = np.zeros(len(rows))
            for key in counted:
                issue = after.get(key) or before[key]
                stand = issue.stands.get(actor) or (before[key].stands.get(actor) if key in before else None)
                if stand is not None:
                    gap = np.abs(outcomes[key] - issue.share(self.of(rows, stand.position)))
                    lost = lost + self.of(rows, stand.salience) / 100 * gap
            found[actor] = lost
        return found

    # Blocs

    def together(self, rows: Floats, setting: Setting, pair: tuple[str, str], pool: Pool | None = None) -> Bools:
        """(draws,): whether two actors share a bloc in the configuration of the lowest energy.

        `pool` holds the configurations to choose from where there are more than MOST_WHOLE actors; see `pool`.
        """
        actors = [party.id for party in setting.parties]
        a, b = (actors.index(each) for each in pair)
        of = whole(len(actors)) if len(actors) <= MOST_WHOLE else pool or self.pool(rows, setting)
        sides = of.lowest(*self.landscape(rows, setting))
        return np.asarray(sides[:, a] == sides[:, b])

    def pool(self, rows: Floats, setting: Setting) -> Pool:
        """The configurations that searches of these draws end in."""
        return searched(*self.landscape(rows, setting))

    def landscape(self, rows: Floats, setting: Setting) -> tuple[Floats, Floats]:
        """(draws, actors) sizes and (draws, pairs) ties."""
        sizes = np.stack([self.of(rows, party.size) for party in setting.parties], axis=1)
        ties = np.stack([self.of(rows, number) for number in setting.ties.values()], axis=1)
        return sizes, ties


def gained(before: Mapping[str, Floats], after: Mapping[str, Floats], actors: Sequence[str]) -> dict[str, Floats]:
    """By actor what it loses less than before."""
    return {actor: before[actor] - after[actor] for actor in actors}
