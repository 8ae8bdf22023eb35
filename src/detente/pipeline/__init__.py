"""The only place where stages are joined: inputs to readings, readings into a world, a world to answers."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.pipeline.reading import choose_coder, code_lines, read, read_inputs
    from detente.pipeline.world import World, open_world
    from detente.reading.intake.inputs import count_inputs
    from detente.reading.read import Failed, Known
    from detente.world.adding import Added

__all__ = [
    "Added",
    "Failed",
    "Known",
    "World",
    "choose_coder",
    "code_lines",
    "count_inputs",
    "open_world",
    "read",
    "read_inputs",
]

# Imported at their first use: who asks a world need not wait for what reads texts.
_HOMES = {
    "Added": "detente.world.adding",
    "Failed": "detente.reading.read",
    "Known": "detente.reading.read",
    "World": "detente.pipeline.world",
    "choose_coder": "detente.pipeline.reading",
    "code_lines": "detente.pipeline.reading",
    "count_inputs": "detente.reading.intake.inputs",
    "open_world": "detente.pipeline.world",
    "read": "detente.pipeline.reading",
    "read_inputs": "detente.pipeline.reading",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
