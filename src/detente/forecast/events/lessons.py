"""From where each step of the past is forecast, to learn how to forecast as far ahead as will be asked.

Were the past cut into stretches, each forecast from its beginning, all steps of a stretch would be seen from one state
of the world, and a year has few stretches of a month. So each step draws from how far before it is seen: every distance
is met, and nearly every state. Nothing may be learned at a moment from what comes after it; what is learned is seen
from the past as it was `longest` steps ago, by a second history that lags behind.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


class Lesson(NamedTuple):
    """A step to be forecast, in the order in which lessons come."""

    when: int
    """After which step; no lesson tells of a later one what it may not know."""
    is_shown: bool
    """Whether features are measured, for nets; else weights and vectors learn. Learning comes first."""
    step: int
    """What is forecast."""
    known: int
    """The last step that the forecast may know of."""


def lessons(steps: Sequence[int], longest: int, *, shown_from: int, views: int, seed: int) -> list[Lesson]:
    """Each step once to learn from, and those from `shown_from` on `views` times to measure.

    Args:
        steps: Of the past, rising.
        longest: How many steps ahead will be asked; 1 where each step is known before the next one is asked.
        shown_from: The first step that is measured.
        views: From how many distances each of those is seen; no more than there are.
        seed: Of the distances.

    >>> lessons([0, 1], 1, shown_from=1, views=1, seed=0)
    [Lesson(when=0, is_shown=False, step=0, known=-1), Lesson(when=0, is_shown=True, step=1, known=0), \
Lesson(when=1, is_shown=False, step=1, known=0)]
    """
    rng = np.random.default_rng([seed, longest])
    found = []
    for step in steps:
        before = step - int(rng.integers(1, longest, endpoint=True))
        found.append(Lesson(before + longest, False, step, before))
        if step >= shown_from:
            distances = 1 + rng.choice(longest, size=min(views, longest), replace=False)
            found += [Lesson(step - int(each), True, step, step - int(each)) for each in distances]
    return sorted(found)
