"""Parts of numpy that a command does not use, loaded only where somebody does."""

from __future__ import annotations

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec
from typing import Final

UNUSED: Final = (
    "numpy.f2py", "numpy.testing", "numpy.polynomial", "numpy.random", "numpy.ctypeslib",
)  # fmt: skip
"""What `from numpy import *`, by which scipy begins, would load: a fifth of a second, most of it a Fortran parser."""


def defer_unused() -> None:
    """Let each of UNUSED load at the first look at what is in it, and not before.

    For a command that begins no threads which use them: two that look for the first time at once may trip.
    """
    for name in UNUSED:
        if name not in sys.modules:
            _defer(name)


def _defer(name: str) -> None:
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        return  # another release of numpy
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    parent, _, child = name.rpartition(".")
    setattr(sys.modules[parent], child, module)
