"""Questions of ways over land, as a file asks them before and after."""

from __future__ import annotations

from detente.relations.routes.records import Closure, Traffic
from detente.scenarios.checks import Checks, why_of
from detente.scenarios.form import ClosedForm, RouteForm
from detente.scenarios.scenario import RouteQuestion
from detente.scenarios.yaml_tree import Path


def read_routes(checks: Checks, forms: list[RouteForm], at: Path, known: list[str]) -> tuple[RouteQuestion, ...]:
    """The questions of one section; `known` are the ids of the actors that take part."""
    found = []
    for place, form in enumerate(forms):
        here: Path = (*at, place)
        of = checks.state(form.of, (*here, "of"))
        user = form.user or form.of
        if form.user is not None:
            checks.one_of(form.user, known, (*here, "user"), "an actor")
        unusable = [checks.state(key, (*here, "unusable", number)) for number, key in enumerate(form.unusable)]
        closed = [_closed(checks, each, (*here, "closed", number)) for number, each in enumerate(form.closed)]
        if of is not None:
            found.append(
                RouteQuestion(
                    of=of,
                    user=user,
                    unusable=frozenset(each for each in unusable if each),
                    closed=tuple(each for each in closed if each),
                    traffic=Traffic(form.traffic),
                    why=why_of(form),
                )
            )
    return tuple(found)


def _closed(checks: Checks, form: ClosedForm, at: Path) -> Closure | None:
    sides = [checks.state(key, (*at, "between", number)) for number, key in enumerate(form.between)]
    return Closure(str(sides[0]), str(sides[1]), source=why_of(form)) if all(sides) else None
