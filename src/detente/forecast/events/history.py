"""The past of a forecaster: grows step by step, knows nothing of what comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from detente.forecast.events.counting import fade_table, grown, new_counts
from detente.forecast.events.hashing import EMPTY, new_map, with_room
from detente.forecast.events.past import EVENTS, PAIRS, ROLES, TOP, TRIPLES, Past, add_events

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from detente.forecast.facts import Facts

_ROOM = 1024


class History:
    """All events up to and including `last_step`; grows by `append`, and never shrinks."""

    def __init__(self, n_actors: int, n_types: int) -> None:
        """Know nothing yet."""
        self.n_actors, self.n_types = n_actors, n_types
        self.last_step = -1
        n_kinds = 2 * n_types
        roles, pairs, triples = new_map(_ROOM), new_map(_ROOM), new_map(_ROOM)
        self.past = Past(
            fade=fade_table(),
            used=np.zeros(4, dtype=np.int64),
            actor=new_counts(n_actors),
            kind=new_counts(n_kinds),
            role=new_counts(_ROOM),
            pair=new_counts(_ROOM),
            triple=new_counts(_ROOM),
            actor_fresh=np.full((n_actors, 2), 0.5, dtype=np.float32),
            kind_fresh=np.full((n_kinds, 2), 0.5, dtype=np.float32),
            actor_first=_empty(n_actors),
            actor_size=np.zeros(n_actors, dtype=np.int32),
            kind_first=_empty(n_kinds),
            role_links=_empty(_ROOM, 5),
            pair_links=_empty(_ROOM, 5),
            triple_links=_empty(_ROOM, 7),
            events=_empty(_ROOM, 2),
            top=_empty(n_kinds, TOP),
            role_keys=roles[0],
            role_slots=roles[1],
            pair_keys=pairs[0],
            pair_slots=pairs[1],
            triple_keys=triples[0],
            triple_slots=triples[1],
        )

    def append(self, both: Facts, step: int) -> None:
        """Add one step's facts, given both ways and each once; steps come in order.

        Raises:
            ValueError: The step is not after the last one.
        """
        if step <= self.last_step:
            raise ValueError(f"step {step} comes after step {self.last_step}; a history only grows forward")
        self._make_room(len(both))
        add_events(self.past, both.source, both.type, both.target, step)
        self.last_step = step

    def busiest(self, most: int, scale: int) -> NDArray[np.int32]:
        """Actors with the highest count at a scale of `HALF_LIVES`, the highest first."""
        past = self.past
        lags = np.clip(self.last_step - past.actor[:, 0], 0, len(past.fade) - 1).astype(np.int64)
        left = past.actor[:, 3 + scale] * past.fade[lags, scale]
        return np.argsort(-left, kind="stable")[:most].astype(np.int32)

    def _make_room(self, more: int) -> None:
        past = self.past
        needed = past.used + more
        role_keys, role_slots = with_room(past.role_keys, past.role_slots, int(needed[ROLES]))
        pair_keys, pair_slots = with_room(past.pair_keys, past.pair_slots, int(needed[PAIRS]))
        triple_keys, triple_slots = with_room(past.triple_keys, past.triple_slots, int(needed[TRIPLES]))
        self.past = past._replace(
            role=grown(past.role, int(needed[ROLES])),
            role_links=grown(past.role_links, int(needed[ROLES])),
            pair=grown(past.pair, int(needed[PAIRS])),
            pair_links=grown(past.pair_links, int(needed[PAIRS])),
            triple=grown(past.triple, int(needed[TRIPLES])),
            triple_links=grown(past.triple_links, int(needed[TRIPLES])),
            events=grown(past.events, int(needed[EVENTS])),
            role_keys=role_keys,
            role_slots=role_slots,
            pair_keys=pair_keys,
            pair_slots=pair_slots,
            triple_keys=triple_keys,
            triple_slots=triple_slots,
        )


def _empty(*shape: int) -> NDArray[np.int32]:
    return np.full(shape, EMPTY, dtype=np.int32)
