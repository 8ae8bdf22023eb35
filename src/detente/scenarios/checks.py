"""A scenario file's values checked one by one: numbers with their origin, names of actors and issues, all faults."""

from __future__ import annotations

from typing import Final

from detente.scenarios.facts import USUAL_TIE, Facts
from detente.scenarios.form import NumberForm, WithOrigin
from detente.scenarios.problems import Problem, ScenarioFileError, nearest
from detente.scenarios.scenario import Number, Origin
from detente.scenarios.yaml_tree import Path, Tree

SPREAD: Final = {"position": 15.0, "salience": 20.0, "tie": USUAL_TIE, "size": 0.3, "holds": 0.2}
"""How far an assumption without a range may be off: points of the scale, points, propensity, share of itself, share."""

LIMITS: Final = {"salience": (0.0, 100.0), "tie": (-2.0, 2.0), "size": (0.0, 1e12), "holds": (0.0, 1.0)}


class Checks:
    """What a file says, checked against its own names, the registry and the limits of each number.

    A value that is at fault is told in `problems` and replaced by one that lets the rest be checked.
    """

    def __init__(self, tree: Tree, name: str, facts: Facts) -> None:
        self.tree, self.name, self.facts = tree, name, facts
        self.problems: list[Problem] = []

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
            field=named or dotted(at),
            value=value,
            low=min(first, value),
            high=max(last, value),
            origin=Origin.ASSUMPTION if assumed else Origin.SOURCE,
            why=why_of(said),
            quote=said.quote,
            line=self.tree.line(at),
        )

    def two(self, keys: list[str], at: Path, known: list[str]) -> tuple[str, str] | None:
        """Two different names of those known; None where they are not."""
        fine = [self.one_of(key, known, (*at, place), "an actor") for place, key in enumerate(keys)]
        if all(fine) and keys[0] == keys[1]:
            self.fault(at, f"names {keys[0]!r} twice", "two actors")
            return None
        return (keys[0], keys[1]) if all(fine) else None

    def one_of(self, key: str, known: list[str], at: Path, what: str) -> bool:
        """Whether a name is one of those known."""
        if key in known:
            return True
        listed = ", ".join(known[:20]) or "none is declared"
        self.fault(at, f"is {key!r}, not {what} of this file", listed, nearest(key, known))
        return False

    def fault(self, at: Path, what: str, allowed: str, meant: str | None = None) -> None:
        """Tell a fault at a place of the file."""
        self.problems.append(Problem(self.tree.line(at), at, what, allowed, meant))

    def state(self, key: str, at: Path) -> str | None:
        """The iso3 of a state's name or code; None, and a fault, for anything else."""
        known = self.facts.actor(key)
        if known is None or known.state is None:
            self.fault(at, f"is {key!r}, no state", "a state's name or iso3", self.facts.like(key))
            return None
        return known.state

    def done(self) -> None:
        """Raise ScenarioFileError where anything was at fault, with all of it by line."""
        if self.problems:
            problems = sorted(self.problems, key=lambda problem: problem.line or 0)
            raise ScenarioFileError(self.name, tuple(dict.fromkeys(problems)))


def why_of(form: WithOrigin) -> str:
    """The source and the assumption in words."""
    assumed = form.assumption if isinstance(form.assumption, str) else ""
    return "; ".join(part for part in (form.source or "", assumed) if part)


def dotted(path: Path) -> str:
    """A place in the file as one word: "issues.road.positions.PAK"."""
    return ".".join(map(str, path))
