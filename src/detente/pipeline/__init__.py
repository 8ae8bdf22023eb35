"""The only place where stages are joined: inputs to readings, readings into a world, a world to answers."""

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
