"""The world: one directory of Delta Lake tables that holds articles and all that they say."""

from detente.world.store import Added, Counts, World

__all__ = ["Added", "Counts", "World"]
