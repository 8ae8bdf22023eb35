"""How things stand before and after: actors, ties and issues of a file, and its change laid over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

from detente.scenarios.checks import Checks, dotted
from detente.scenarios.facts import USUAL_TIE
from detente.scenarios.form import ActorForm, IssueForm, ScenarioForm, TiesForm
from detente.scenarios.route_reader import read_routes
from detente.scenarios.scenario import Issue, Number, Origin, Party, Setting, Stand
from detente.scenarios.yaml_tree import Path


class SettingReader:
    """Reads the baseline, and what a change makes of it."""

    def __init__(self, checks: Checks, form: ScenarioForm) -> None:
        self.checks, self.form = checks, form

    def baseline(self) -> Setting:
        """How things stand without the change."""
        parties = [self.party(key, actor, ("actors", key)) for key, actor in self.form.actors.items()]
        known = [party.id for party in parties]
        self.twice(parties)
        issues = [self.issue(key, each, None, ("issues", key), known) for key, each in self.form.issues.items()]
        ties = self.ties(self.form.ties, ("ties",), parties, {})
        return Setting(
            tuple(parties), ties, tuple(issues), read_routes(self.checks, self.form.routes, ("routes",), known)
        )

    def changed(self, before: Setting) -> Setting:
        """How they stand with it."""
        change = self.form.change
        own = {party.id: party for party in before.parties}
        for place, key in enumerate(change.leave):
            if self.checks.one_of(key, list(own), ("change", "leave", place), "an actor"):
                del own[key]
        if len(own) < 2:
            self.checks.fault(("change", "leave"), "leaves fewer than two actors", "at least two actors stay")
        for key, actor in change.actors.items():
            at: Path = ("change", "actors", key)
            if key not in own:
                own[key] = self.party(key, actor, at)
            elif actor.size is not None:
                own[key] = replace(own[key], size=self.size(own[key].state, actor, at))
        parties = list(own.values())
        issues = {issue.id: issue for issue in before.issues}
        for key, each in change.issues.items():
            issues[key] = self.issue(key, each, issues.get(key), ("change", "issues", key), list(own))
        gone = set(change.leave)
        kept = [
            replace(issue, stands={actor: stand for actor, stand in issue.stands.items() if actor not in gone})
            for issue in issues.values()
        ]
        for issue in kept:
            if not issue.stands:
                self.checks.fault(
                    ("issues", issue.id), "is nobody's after the change", "at least one actor with a position"
                )
        ties = self.ties(change.ties, ("change", "ties"), parties, before.ties)
        routes = {route.of: route for route in before.routes}
        routes |= {
            route.of: route for route in read_routes(self.checks, change.routes, ("change", "routes"), list(own))
        }
        return Setting(tuple(parties), ties, tuple(kept), tuple(routes.values()))

    # Actors and ties

    def party(self, key: str, actor: ActorForm, at: Path) -> Party:
        known = self.checks.facts.actor(key)
        state = known.state if known else None
        return Party(key, actor.name or (known.name if known else key), state, self.size(state, actor, at))

    def size(self, state: str | None, actor: ActorForm, at: Path) -> Number:
        given = actor.size
        if given is not None and given.value is not None:
            return self.checks.number(given, actor, (*at, "size"), "size")
        if given is not None and given.from_ == "world":
            self.checks.fault(
                (*at, "size", "from"), "is 'world'", "cinc: the world tells ties, the table sizes", "cinc"
            )
        found = self.checks.facts.size(state, self.form.as_of, dotted((*at, "size"))) if state else None
        if found is None:
            why = "no state's name or code, so its size" if not state else "a state without CINC on that day; its size"
            self.checks.fault(
                at,
                f"is {why} is not known",
                "size: {value: ..., assumption: ...}, in percent of the world's "
                "capability, or the name or iso3 of a state",
                None if state else self.checks.facts.like(str(at[-1])),
            )
            return Number(dotted((*at, "size")), 1.0, 1.0, 1.0, Origin.ASSUMPTION)
        return found

    def twice(self, parties: list[Party]) -> None:
        seen: dict[str, str] = {}
        for party in parties:
            if party.state and party.state in seen:
                self.checks.fault(
                    ("actors", party.id), f"is the same actor as {seen[party.state]!r}", "each actor once"
                )
            elif party.state:
                seen[party.state] = party.id

    def ties(
        self, form: TiesForm, at: Path, parties: list[Party], before: Mapping[tuple[str, str], Number]
    ) -> dict[tuple[str, str], Number]:
        ids = [party.id for party in parties]
        given: dict[frozenset[str], Number] = {}
        for place, tie in enumerate(form.pairs):
            here: Path = (*at, "pairs", place)
            two = self.checks.two(tie.between, (*here, "between"), ids)
            if two is None:
                continue
            if frozenset(two) in given:
                self.checks.fault(here, f"gives the tie of {two[0]} and {two[1]} again", "each two actors once")
            if tie.from_ == "world":
                found = self.of_world(two, parties, here)
                if found is None:
                    where = (
                        f"the world {self.checks.facts.world}"
                        if self.checks.facts.world
                        else "no world was named (--world)"
                    )
                    self.checks.fault(
                        here,
                        f"is from the world, but nothing is known of it there: {where}",
                        "a value, or a world that has it",
                    )
                else:
                    given[frozenset(two)] = found
                continue
            name = f"{dotted(at)}.{two[0]} & {two[1]}"
            given[frozenset(two)] = self.checks.number(tie, tie, here, "tie", named=name)
        found_ties: dict[tuple[str, str], Number] = {}
        old = {frozenset(two): number for two, number in before.items()}
        for two in combinations(ids, 2):
            key = frozenset(two)
            at_default: Path = (*at, "default") if form.default is not None else ("ties", "default")
            found_ties[two] = (
                given.get(key) or old.get(key) or self.of_world(two, parties, at_default) or self.default_tie(two)
            )
        return found_ties

    def of_world(self, two: tuple[str, str], parties: list[Party], at: Path) -> Number | None:
        if not self.checks.facts.ties:
            return None
        known = [self.checks.facts.actor(each) for each in two]
        ids = sorted(each.id for each in known if each is not None)
        found = self.checks.facts.ties.get((ids[0], ids[1])) if len(ids) == 2 else None
        return (
            None if found is None else replace(found, field=f"ties.{two[0]} & {two[1]}", line=self.checks.tree.line(at))
        )

    def default_tie(self, two: tuple[str, str]) -> Number:
        form = self.form.ties.default
        name = f"ties.{two[0]} & {two[1]}"
        if form is None:
            return Number(name, 0.0, -USUAL_TIE, USUAL_TIE, Origin.ASSUMPTION, "nothing is given or known of these two")
        return self.checks.number(form, form, ("ties", "default"), "tie", named=name)

    # Issues

    def issue(self, key: str, form: IssueForm, old: Issue | None, at: Path, known: list[str]) -> Issue:
        low, high = float(form.scale.low), float(form.scale.high)
        if old is not None and "scale" not in form.model_fields_set:
            low, high = old.low, old.high
        if not low < high:
            self.checks.fault((*at, "scale"), f"goes from {low:g} to {high:g}", "low below high")
            low, high = 0.0, 100.0
        stands = dict(old.stands) if old else {}
        for actor, stand in form.positions.items():
            here: Path = (*at, "positions", actor)
            if not self.checks.one_of(actor, known, here, "an actor"):
                continue
            was = stands.get(actor)
            numbers: dict[str, Number] = {}
            for what, number in (("position", stand.position), ("salience", stand.salience)):
                if number is None and was is not None:
                    numbers[what] = was.position if what == "position" else was.salience
                elif number is None:
                    self.checks.fault(
                        (*here, what),
                        "is missing",
                        f"a number with its origin; fields here: {', '.join(type(stand).model_fields)}",
                    )
                else:
                    numbers[what] = self.checks.number(number, stand, (*here, what), what, (low, high))
            if len(numbers) == 2:
                stands[actor] = Stand(numbers["position"], numbers["salience"])
        if not stands:
            self.checks.fault((*at, "positions"), "names nobody", "at least one actor with position and salience")
        elif not any(stand.salience.high > 0 for stand in stands.values()):
            self.checks.fault(
                (*at, "positions"), "matters to nobody: every salience is 0", "at least one salience above 0"
            )
        return Issue(
            id=key,
            title=form.title or (old.title if old else key),
            low=low,
            high=high,
            low_means=form.scale.low_means or (old.low_means if old else ""),
            high_means=form.scale.high_means or (old.high_means if old else ""),
            stands=stands,
        )
