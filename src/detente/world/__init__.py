"""The world: one directory of Delta Lake tables that holds articles and all that they say."""

from detente.world.adding import Added
from detente.world.store import Counts, World

__all__ = ["Added", "Counts", "World"]
