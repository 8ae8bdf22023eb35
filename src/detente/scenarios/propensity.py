"""How near two actors are to working together, as a world knows them: a formula whose terms are shown.

    p = 4 L - 2  +  1/4 (agree - differ) / (agree + differ)  -  1/4 [border and L < 1/2]
        + 1/4 (friendly - hostile) / (friendly + hostile)

cut off at -2 and 2. L is the mean of the peace scale (0 severe rivalry, 1 security community); agree and differ count
the issues on which both have a stance; a land border counts where the two are not at peace, for it is what they quarrel
over; friendly and hostile count what texts say of ties in the past. Without a level the ties that texts state now stand
for the first term: 4 (1/2 + 1/4 (friendly - hostile) / (friendly + hostile)) - 2.

Axelrod & Bennett 1993 add up six sources of propensity with equal weights; here the relation as measured leads, and
what it may not have seen yet adds at most a quarter each. The weights are a convention, not a fit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

from detente.scenarios.scenario import Number, Origin

SMALL: Final = 0.25
LEVEL_VALUES: Final = (0.0, 0.25, 0.5, 0.75, 1.0)
UNSURE: Final = 0.75
"""Half the range of a tie that rests on what texts say, without a level."""


@dataclass(frozen=True, slots=True)
class KnownOfPair:
    """What a world knows of two actors up to a day.

    Attributes:
        level: Probabilities of the five levels of the peace scale; None where there are too few events.
        agree, differ: Issues on which both have a stance, the same or not.
        border: Whether they share a land border; None where that is not known.
        friends, foes: Statements of a present friendly or hostile tie.
        past_friends, past_foes: Statements of a past one.
        evidence: Ids of the statements and events behind it.
    """

    level: tuple[float, ...] | None = None
    agree: int = 0
    differ: int = 0
    border: bool | None = None
    friends: int = 0
    foes: int = 0
    past_friends: int = 0
    past_foes: int = 0
    evidence: Sequence[str] = ()


def propensity(known: KnownOfPair, *, field: str, world: str) -> Number | None:
    """The tie of two actors; None where the world knows neither a level nor a present tie nor a common issue.

    >>> propensity(KnownOfPair(level=(0, 0, 0, 1, 0), agree=2, differ=1), field="ties.A-B", world="w").value
    1.083
    """
    if known.level is None and not (known.friends or known.foes or known.agree or known.differ):
        return None
    terms: list[tuple[str, float]] = []
    if known.level is not None:
        peace = sum(share * value for share, value in zip(known.level, LEVEL_VALUES, strict=True))
        terms.append((f"level {peace:.2f} of 1", 4 * peace - 2))
        second = sum(share * value**2 for share, value in zip(known.level, LEVEL_VALUES, strict=True))
        half = 4 * sqrt(max(second - peace**2, 0.0))
    else:
        said = _balance(known.friends, known.foes)
        peace, half = 0.5 + said / 4, UNSURE
        terms.append((f"{known.friends} texts say friends, {known.foes} foes", said))
    if known.agree or known.differ:
        terms.append((f"agree on {known.agree}, differ on {known.differ}", SMALL * _balance(known.agree, known.differ)))
    if known.border and peace < 0.5:
        terms.append(("a border between two not at peace", -SMALL))
    if known.past_friends or known.past_foes:
        past = _balance(known.past_friends, known.past_foes)
        terms.append((f"once friends in {known.past_friends} texts, foes in {known.past_foes}", SMALL * past))
    value = round(min(max(sum(by for _, by in terms), -2.0), 2.0), 3)
    told = ", ".join(f"{words} ({by:+.2f})" for words, by in terms)
    return Number(
        field=field,
        value=value,
        low=max(value - half, -2.0),
        high=min(value + half, 2.0),
        origin=Origin.WORLD,
        why=f"world {world}: {told}",
        evidence=tuple(known.evidence),
    )


def _balance(one: int, other: int) -> float:
    return (one - other) / (one + other) if one + other else 0.0
