"""Parts of numpy are there for whoever asks, and are not loaded before."""

from __future__ import annotations

import subprocess
import sys

ASKED = """
import sys
from importlib.util import _LazyModule
import numpy
from detente.views.cli.deferred import UNUSED, defer_unused
defer_unused()
import scipy.special
print(all(isinstance(sys.modules[name], _LazyModule) for name in UNUSED))
defer_unused()
print(int(numpy.ma.masked_array([1, 2], [False, True]).sum()), int(numpy.random.default_rng(1).integers(1, 2)))
print(scipy.special.gammaln(3.0) > 0.69, isinstance(numpy.ma, _LazyModule), isinstance(numpy.f2py, _LazyModule))
"""


def test_scipy_begins_without_what_it_does_not_use() -> None:
    ran = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True)
    assert ran.stdout.split("\n") == ["True", "1 1", "True False True", ""]
