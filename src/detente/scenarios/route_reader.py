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
        opened = [_sides(checks, each.between, (*here, "opened", number)) for number, each in enumerate(form.opened)]
        if of is not None:
            found.append(
                RouteQuestion(
                    of=of,
                    user=user,
                    unusable=frozenset(each for each in unusable if each),
                    closed=tuple(each for each in closed if each),
                    opened=frozenset(frozenset(each) for each in opened if each),
                    traffic=Traffic(form.traffic),
                    why=why_of(form),
                )
            )
    return tuple(found)


def _closed(checks: Checks, form: ClosedForm, at: Path) -> Closure | None:
    sides = _sides(checks, form.between, at)
    return Closure(*sides, source=why_of(form)) if sides else None


def _sides(checks: Checks, between: list[str], at: Path) -> tuple[str, str] | None:
    first, second = (checks.state(key, (*at, "between", number)) for number, key in enumerate(between))
    return (first, second) if first and second else None
