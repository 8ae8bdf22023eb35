"""Detente: how political actors stand to each other, read from texts, with the evidence under every number.

>>> import detente
>>> "read" in detente.__all__
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.errors import DetenteError
    from detente.pipeline import open_world as open
    from detente.pipeline import read, read_inputs
    from detente.records import ActorMention, Article, DateSpan, Evidence, Reading, Statement
    from detente.world.store import World

__version__ = "0.1.0"
__all__ = [
    "ActorMention",
    "Article",
    "DateSpan",
    "DetenteError",
    "Evidence",
    "Reading",
    "Statement",
    "World",
    "__version__",
    "open",
    "read",
    "read_inputs",
]

_HOMES = {
    "DetenteError": "detente.errors",
    "World": "detente.world.store",
    "read": "detente.pipeline",
    "read_inputs": "detente.pipeline",
} | dict.fromkeys(("ActorMention", "Article", "DateSpan", "Evidence", "Reading", "Statement"), "detente.records")


def __getattr__(name: str) -> Any:
    """Import a public name at its first use, so that `import detente` stays quick."""
    from importlib import import_module

    if name == "open":
        return import_module("detente.pipeline").open_world
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'detente' has no attribute {name!r}")
