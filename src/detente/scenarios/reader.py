"""A checked file to a scenario: numbers with their origin, the change laid over the baseline, names told apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from typing import Any, Final

from detente.relations.routes.records import Closure, Traffic
from detente.scenarios.checked import checked_form
from detente.scenarios.facts import USUAL_TIE, Facts
from detente.scenarios.form import (
    ActorForm,
    ClosedForm,
    DealForm,
    IssueForm,
    NumberForm,
    RouteForm,
    ScenarioForm,
    TiesForm,
    WithOrigin,
)
from detente.scenarios.problems import Problem, ScenarioFileError, nearest
from detente.scenarios.scenario import (
    BrokerAsked,
    Deal,
    Issue,
    Mediation,
    Number,
    Origin,
    Party,
    RouteQuestion,
    Said,
    Scenario,
    Setting,
    Stand,
)
from detente.scenarios.yaml_tree import Path, Tree, read_tree

SPREAD: Final = {"position": 15.0, "salience": 20.0, "tie": USUAL_TIE, "size": 0.3, "holds": 0.2}
"""How far an assumption without a range may be off: points of the scale, points, propensity, share of itself, share."""

LIMITS: Final = {"salience": (0.0, 100.0), "tie": (-2.0, 2.0), "size": (0.0, 1e12), "holds": (0.0, 1.0)}


def read_scenario(content: bytes, name: str, facts: Facts) -> Scenario:
    """The scenario of a YAML file.

    Args:
        content: The file's bytes.
        name: What the file is called in errors.
        facts: Where numbers come from that the file leaves out.

    Raises:
        ScenarioFileError: The file breaks its rules; the message lists line, field, what is allowed, what was meant.
    """
    tree = read_tree(content, name)
    return _Reader(tree, name, facts, checked_form(tree, name)).scenario()


class _Reader:
    def __init__(self, tree: Tree, name: str, facts: Facts, form: ScenarioForm) -> None:
        self.tree, self.name, self.facts, self.form = tree, name, facts, form
        self.problems: list[Problem] = []

    def scenario(self) -> Scenario:
        form = self.form
        before = self.baseline()
        after = self.changed(before)
        known = list(dict.fromkeys([*(party.id for party in before.parties), *(party.id for party in after.parties)]))
        pair = self.two(form.question.pair, ("question", "pair"), known) if form.question.pair else None
        issues = [issue.id for issue in after.issues]
        if form.question.issue is not None:
            self.one_of(form.question.issue, issues, ("question", "issue"), "an issue")
        deal = self.deal(form.deal, after) if form.deal else None
        if self.problems:
            problems = sorted(self.problems, key=lambda problem: problem.line or 0)
            raise ScenarioFileError(self.name, tuple(dict.fromkeys(problems)))
        return Scenario(
            title=form.scenario,
            about=form.about or "",
            as_of=form.as_of,
            pair=pair,
            how_far=form.question.issue,
            before=before,
            after=after,
            change=form.change.title or "",
            changed=tuple(self.change_fields()),
            deal=deal,
            said=tuple(Said(said.text, _why(said), said.quote) for said in form.said),
            file=self.name,
        )

    # The baseline

    def baseline(self) -> Setting:
        parties = [self.party(key, actor, ("actors", key)) for key, actor in self.form.actors.items()]
        known = [party.id for party in parties]
        self.twice(parties)
        issues = [self.issue(key, each, None, ("issues", key), known) for key, each in self.form.issues.items()]
        ties = self.ties(self.form.ties, ("ties",), parties, {})
        return Setting(tuple(parties), ties, tuple(issues), self.routes(self.form.routes, ("routes",), known))

    def changed(self, before: Setting) -> Setting:
        change = self.form.change
        own = {party.id: party for party in before.parties}
        for place, key in enumerate(change.leave):
            if self.one_of(key, list(own), ("change", "leave", place), "an actor"):
                del own[key]
        if len(own) < 2:
            self.fault(("change", "leave"), "leaves fewer than two actors", "at least two actors stay")
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
                self.fault(("issues", issue.id), "is nobody's after the change", "at least one actor with a position")
        ties = self.ties(change.ties, ("change", "ties"), parties, before.ties)
        routes = {route.of: route for route in before.routes}
        routes |= {route.of: route for route in self.routes(change.routes, ("change", "routes"), list(own))}
        return Setting(tuple(parties), ties, tuple(kept), tuple(routes.values()))

    # Actors and ties

    def party(self, key: str, actor: ActorForm, at: Path) -> Party:
        known = self.facts.actor(key)
        state = known.state if known else None
        return Party(key, actor.name or (known.name if known else key), state, self.size(state, actor, at))

    def size(self, state: str | None, actor: ActorForm, at: Path) -> Number:
        given = actor.size
        if given is not None and given.value is not None:
            return self.number(given, actor, (*at, "size"), "size")
        if given is not None and given.from_ == "world":
            self.fault((*at, "size", "from"), "is 'world'", "cinc: the world tells ties, the table sizes", "cinc")
        found = self.facts.size(state, self.form.as_of, _dotted((*at, "size"))) if state else None
        if found is None:
            why = "no state's name or code, so its size" if not state else "a state without CINC on that day; its size"
            self.fault(
                at,
                f"is {why} is not known",
                "size: {value: ..., assumption: ...}, in percent of the world's "
                "capability, or the name or iso3 of a state",
                None if state else self.facts.like(str(at[-1])),
            )
            return Number(_dotted((*at, "size")), 1.0, 1.0, 1.0, Origin.ASSUMPTION)
        return found

    def twice(self, parties: list[Party]) -> None:
        seen: dict[str, str] = {}
        for party in parties:
            if party.state and party.state in seen:
                self.fault(("actors", party.id), f"is the same actor as {seen[party.state]!r}", "each actor once")
            elif party.state:
                seen[party.state] = party.id

    def ties(
        self, form: TiesForm, at: Path, parties: list[Party], before: Mapping[tuple[str, str], Number]
    ) -> dict[tuple[str, str], Number]:
        ids = [party.id for party in parties]
        given: dict[frozenset[str], Number] = {}
        for place, tie in enumerate(form.pairs):
            here: Path = (*at, "pairs", place)
            two = self.two(tie.between, (*here, "between"), ids)
            if two is None:
                continue
            if frozenset(two) in given:
                self.fault(here, f"gives the tie of {two[0]} and {two[1]} again", "each two actors once")
            if tie.from_ == "world":
                found = self.of_world(two, parties, here)
                if found is None:
                    where = f"the world {self.facts.world}" if self.facts.world else "no world was named (--world)"
                    self.fault(
                        here,
                        f"is from the world, but nothing is known of it there: {where}",
                        "a value, or a world that has it",
                    )
                else:
                    given[frozenset(two)] = found
                continue
            name = f"{_dotted(at)}.{two[0]} & {two[1]}"
            given[frozenset(two)] = self.number(tie, tie, here, "tie", named=name)
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
        if not self.facts.ties:
            return None
        known = [self.facts.actor(each) for each in two]
        ids = sorted(each.id for each in known if each is not None)
        found = self.facts.ties.get((ids[0], ids[1])) if len(ids) == 2 else None
        return None if found is None else replace(found, field=f"ties.{two[0]} & {two[1]}", line=self.tree.line(at))

    def default_tie(self, two: tuple[str, str]) -> Number:
        form = self.form.ties.default
        name = f"ties.{two[0]} & {two[1]}"
        if form is None:
            return Number(name, 0.0, -USUAL_TIE, USUAL_TIE, Origin.ASSUMPTION, "nothing is given or known of these two")
        return self.number(form, form, ("ties", "default"), "tie", named=name)

    # Issues

    def issue(self, key: str, form: IssueForm, old: Issue | None, at: Path, known: list[str]) -> Issue:
        low, high = float(form.scale.low), float(form.scale.high)
        if old is not None and "scale" not in form.model_fields_set:
            low, high = old.low, old.high
        if not low < high:
            self.fault((*at, "scale"), f"goes from {low:g} to {high:g}", "low below high")
            low, high = 0.0, 100.0
        stands = dict(old.stands) if old else {}
        for actor, stand in form.positions.items():
            here: Path = (*at, "positions", actor)
            if not self.one_of(actor, known, here, "an actor"):
                continue
            was = stands.get(actor)
            numbers: dict[str, Number] = {}
            for what, number in (("position", stand.position), ("salience", stand.salience)):
                if number is None and was is not None:
                    numbers[what] = was.position if what == "position" else was.salience
                elif number is None:
                    self.fault(
                        (*here, what),
                        "is missing",
                        f"a number with its origin; fields here: {', '.join(type(stand).model_fields)}",
                    )
                else:
                    numbers[what] = self.number(number, stand, (*here, what), what, (low, high))
            if len(numbers) == 2:
                stands[actor] = Stand(numbers["position"], numbers["salience"])
        if not stands:
            self.fault((*at, "positions"), "names nobody", "at least one actor with position and salience")
        elif not any(stand.salience.high > 0 for stand in stands.values()):
            self.fault((*at, "positions"), "matters to nobody: every salience is 0", "at least one salience above 0")
        return Issue(
            id=key,
            title=form.title or (old.title if old else key),
            low=low,
            high=high,
            low_means=form.scale.low_means or (old.low_means if old else ""),
            high_means=form.scale.high_means or (old.high_means if old else ""),
            stands=stands,
        )

    # Deal and routes

    def deal(self, form: DealForm, after: Setting) -> Deal | None:
        there = [party.id for party in after.parties]
        two = self.two(form.between, ("deal", "between"), there)
        issues = {issue.id: issue for issue in after.issues}
        for place, key in enumerate(form.issues):
            found = self.one_of(key, list(issues), ("deal", "issues", place), "an issue")
            for actor in two or () if found else ():
                if actor not in issues[key].stands:
                    self.fault(
                        ("deal", "issues", place), f"is an issue on which {actor} has no position", "issues of both"
                    )
        without = {}
        for key, number in form.without.items():
            at: Path = ("deal", "without", key)
            if self.one_of(key, form.issues, at, "an issue of the deal") and key in issues:
                without[key] = self.number(number, form, at, "position", (issues[key].low, issues[key].high))
        brokers = []
        for key, broker in form.brokers.items():
            at = ("deal", "brokers", key)
            if self.one_of(key, [each for each in there if each not in (two or ())], at, "an actor besides the two"):
                holds = self.number(broker.holds, broker, (*at, "holds"), "holds") if broker.holds else None
                record = tuple(Mediation(each.what, _why(each), each.quote) for each in broker.record)
                brokers.append(BrokerAsked(key, holds, record))
        holds = self.number(form.holds, form, ("deal", "holds"), "holds") if form.holds else None
        if two is None:
            return None
        return Deal(two, tuple(form.issues), without, form.power == "size", holds, tuple(brokers))

    def routes(self, forms: list[RouteForm], at: Path, known: list[str]) -> tuple[RouteQuestion, ...]:
        found = []
        for place, form in enumerate(forms):
            here: Path = (*at, place)
            of = self.state(form.of, (*here, "of"))
            user = form.user or form.of
            if form.user is not None:
                self.one_of(form.user, known, (*here, "user"), "an actor")
            unusable = [self.state(key, (*here, "unusable", number)) for number, key in enumerate(form.unusable)]
            closed = [self.closed(each, (*here, "closed", number)) for number, each in enumerate(form.closed)]
            if of is not None:
                found.append(
                    RouteQuestion(
                        of=of,
                        user=user,
                        unusable=frozenset(each for each in unusable if each),
                        closed=tuple(each for each in closed if each),
                        traffic=Traffic(form.traffic),
                        why=_why(form),
                    )
                )
        return tuple(found)

    def closed(self, form: ClosedForm, at: Path) -> Closure | None:
        sides = [self.state(key, (*at, "between", number)) for number, key in enumerate(form.between)]
        return Closure(str(sides[0]), str(sides[1]), source=_why(form)) if all(sides) else None

    def state(self, key: str, at: Path) -> str | None:
        known = self.facts.actor(key)
        if known is None or known.state is None:
            self.fault(at, f"is {key!r}, no state", "a state's name or iso3", self.facts.like(key))
            return None
        return known.state

    # Numbers, names, faults

    def number(
        self,
        form: NumberForm,
        around: WithOrigin,
        at: Path,
        what: str,
        scale: tuple[float, float] | None = None,
        *,
        named: str = "",
    ) -> Number:
        """A number with its origin: its own, or that of the entry it stands in."""
        said = form if form.source or form.assumption or form.quote else around
        if form.value is None:
            self.fault(at, "has no value", f"value: a number ({what})")
        value = float(form.value or 0)
        low, high = scale if scale is not None and what == "position" else LIMITS[what]
        if not said.source and not said.assumption:
            self.fault(
                at, "says not where it comes from", "source: ... or assumption: ..., here or in the entry around it"
            )
        assumed = bool(said.assumption)
        if form.range is not None:
            first, last = float(form.range[0]), float(form.range[1])
            if not first <= value <= last:
                self.fault(
                    (*at, "range"),
                    f"goes from {first:g} to {last:g}, without the value {value:g}",
                    "from below the value to above it",
                )
                first = last = value
        else:
            by = SPREAD[what] if assumed else 0.0
            by *= value if what == "size" else (high - low) / 100 if what == "position" else 1.0
            first, last = max(value - by, low), min(value + by, high)
        for number in {value, float(form.range[0]), float(form.range[1])} if form.range else {value}:
            if not low <= number <= high:
                self.fault(at, f"is {number:g}", f"{low:g} to {high:g} ({what})")
        return Number(
            field=named or _dotted(at),
            value=value,
            low=min(first, value),
            high=max(last, value),
            origin=Origin.ASSUMPTION if assumed else Origin.SOURCE,
            why=_why(said),
            quote=said.quote,
            line=self.tree.line(at),
        )

    def two(self, keys: list[str], at: Path, known: list[str]) -> tuple[str, str] | None:
        fine = [self.one_of(key, known, (*at, place), "an actor") for place, key in enumerate(keys)]
        if all(fine) and keys[0] == keys[1]:
            self.fault(at, f"names {keys[0]!r} twice", "two actors")
            return None
        return (keys[0], keys[1]) if all(fine) else None

    def one_of(self, key: str, known: list[str], at: Path, what: str) -> bool:
        if key in known:
            return True
        listed = ", ".join(known[:20]) or "none is declared"
        self.fault(at, f"is {key!r}, not {what} of this file", listed, nearest(key, known))
        return False

    def fault(self, at: Path, what: str, allowed: str, meant: str | None = None) -> None:
        self.problems.append(Problem(self.tree.line(at), at, what, allowed, meant))

    def change_fields(self) -> list[str]:
        found: list[str] = []

        def leaves(data: Any, path: Path) -> None:
            if isinstance(data, dict) and data and not {"value", "from", "source", "assumption", "of"} & set(data):
                for key, value in data.items():
                    leaves(value, (*path, key))
            elif path and path != ("title",):
                found.append(_dotted(path))

        leaves(self.tree.data.get("change") or {}, ())
        return found


def _why(form: WithOrigin) -> str:
    """The source and the assumption in words."""
    assumed = form.assumption if isinstance(form.assumption, str) else ""
    return "; ".join(part for part in (form.source or "", assumed) if part)


def _dotted(path: Path) -> str:
    return ".".join(map(str, path))
