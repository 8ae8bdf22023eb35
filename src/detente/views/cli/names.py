"""Names of actors for the terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from detente.actors.registry import Registry


def actor_names(user_actors: Sequence[Path] = ()) -> Callable[[str], str]:
    """What makes names of ids; an id that the registry does not know stays as it is."""
    registry = Registry.load(user_actors)

    @cache
    def name(actor_id: str) -> str:
        actor = registry.get(actor_id)
        return actor.name if actor else actor_id

    return name
