"""What is wrong with a scenario file: line, field, what is allowed there, and the nearest candidate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from detente.scenarios.scenario import ScenarioError

SHOWN: Final = 12
"""Problems that one message lists; the others are counted."""

_LONGEST: Final = 120


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        line: Of the file, from 1; None where it belongs to no line.
        path: Keys and places in lists that lead to the field; empty for the file as a whole.
        what: What is wrong with it, as the end of a sentence.
        allowed: What would be right.
        nearest: What may have been meant.
    """

    line: int | None
    path: tuple[str | int, ...]
    what: str
    allowed: str
    nearest: str | None = None

    def __str__(self) -> str:
        where = f"line {self.line}" if self.line else "file"
        field = f", {'.'.join(_short(str(part)) for part in self.path)}" if self.path else ""
        meant = f" Did you mean {_short(self.nearest)!r}?" if self.nearest else ""
        return f"{where}{field}: {_short(self.what, _LONGEST)}. Allowed: {self.allowed}.{meant}"


class ScenarioFileError(ScenarioError):
    """A scenario file breaks its rules; all that was found is in `problems`."""

    def __init__(self, name: str, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        shown = [f"{name}, {problem}" for problem in problems[:SHOWN]]
        more = len(problems) - SHOWN
        super().__init__("\n".join([*shown, f"... and {more} more"] if more > 0 else shown))


def nearest(text: str, candidates: Iterable[str]) -> str | None:
    """The candidate most like a text, or None where none is like it.

    >>> nearest("salianse", ["position", "salience"])
    'salience'
    """
    from rapidfuzz import fuzz, process

    found = process.extractOne(
        text[:_LONGEST], list(candidates), scorer=fuzz.WRatio, processor=str.casefold, score_cutoff=60
    )
    return None if found is None else str(found[0])


def _short(text: str, most: int = 60) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= most else plain[: most - 1] + "…"
