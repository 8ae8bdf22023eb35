"""Scratch space of one thread: the candidates of the query at hand, and what was found out about each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from detente.forecast.events.hashing import EMPTY

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST: Final = 448
"""Room for candidates; the ways of `candidates` together find fewer."""
MOST_CLUES: Final = 64
"""Room for a candidate's clues."""
FAR: Final = 999
"""Rank of what is not in a list."""
MOST_TOUCHED: Final = 1024
"""Room for actors that paths lead to."""


class Work(NamedTuple):
    """By actor: `place` among the candidates or EMPTY, path weights, answers. By candidate: the rest.

    All are clean between queries, `place` EMPTY and `by_actor` zero.
    """

    place: NDArray[np.int32]
    via: NDArray[np.float32]
    """(n_actors, 2): weight of paths over one partner; of those whose second leg is of the asked kind."""
    leg: NDArray[np.int32]
    """(n_actors, 2): the pairs of the heaviest path."""
    heaviest: NDArray[np.float32]
    """Its weight."""
    touched: NDArray[np.int32]
    is_answer: NDArray[np.bool_]
    actor: NDArray[np.int32]
    pair: NDArray[np.int32]
    """With the source, or EMPTY."""
    rank: NDArray[np.int32]
    """(MOST, 2): place among the source's latest partners, and among its latest targets of the kind."""
    clue: NDArray[np.int32]
    """Hashed clues of one candidate after the other."""
    family: NDArray[np.int8]
    """Their families."""
    first_clue: NDArray[np.int32]
    """Where each candidate's begin, and where the last one's end."""
    nearness: NDArray[np.float32]
    """Vector score less the best candidate's."""
    score: NDArray[np.float32]
    probability: NDArray[np.float32]


def new_work(n_actors: int) -> Work:
    """Clean scratch space."""
    return Work(
        place=np.full(n_actors, EMPTY, dtype=np.int32),
        via=np.zeros((n_actors, 2), dtype=np.float32),
        leg=np.full((n_actors, 2), EMPTY, dtype=np.int32),
        heaviest=np.zeros(n_actors, dtype=np.float32),
        touched=np.zeros(MOST_TOUCHED, dtype=np.int32),
        is_answer=np.zeros(n_actors, dtype=np.bool_),
        actor=np.zeros(MOST, dtype=np.int32),
        pair=np.zeros(MOST, dtype=np.int32),
        rank=np.zeros((MOST, 2), dtype=np.int32),
        clue=np.zeros(MOST * MOST_CLUES, dtype=np.int32),
        family=np.zeros(MOST * MOST_CLUES, dtype=np.int8),
        first_clue=np.zeros(MOST + 1, dtype=np.int32),
        nearness=np.zeros(MOST, dtype=np.float32),
        score=np.zeros(MOST, dtype=np.float32),
        probability=np.zeros(MOST, dtype=np.float32),
    )
