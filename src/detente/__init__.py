"""Detente: how political actors stand to each other, read from texts, with the evidence under every number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.errors import DetenteError, InputError
    from detente.pipeline import Failed, World, read, read_inputs
    from detente.pipeline import open_world as open  # noqa: A004 (the public face says detente.open)
    from detente.records import ActorMention, Article, DateSpan, Evidence, Reading, Statement
    from detente.shown import Presented, Shown

__version__ = "0.1.0"

_HOMES = {
    "ActorMention": "detente.records",
    "Article": "detente.records",
    "DateSpan": "detente.records",
    "DetenteError": "detente.errors",
    "Evidence": "detente.records",
    "Failed": "detente.pipeline",
    "InputError": "detente.errors",
    "Reading": "detente.records",
    "Statement": "detente.records",
    "World": "detente.pipeline",
    "open": "detente.pipeline",
    "read": "detente.pipeline",
    "read_inputs": "detente.pipeline",
}

__all__ = [
    "ActorMention",
    "Article",
    "DateSpan",
    "DetenteError",
    "Evidence",
    "Failed",
    "InputError",
    "Reading",
    "Statement",
    "World",
    "__version__",
    "open",
    "read",
    "read_inputs",
]


def present(result: Shown) -> Presented:
    """How a result shows itself: the public package alone knows both the results and the views."""
    from importlib import import_module

    shown: Presented = import_module("detente.views.notebook.present").present(result)
    return shown


def __getattr__(name: str) -> Any:
    """Import a public name at its first use, so that `import detente` stays quick."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module 'detente' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), "open_world" if name == "open" else name)
