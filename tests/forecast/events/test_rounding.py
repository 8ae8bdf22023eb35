"""A seed gives the same numbers whether code has just been compiled or was kept from a run before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LEARN = """
import hashlib
import numpy as np
from detente.forecast.events.groups import group_actors
from detente.forecast.events.vector_learning import learn_vectors
from detente.forecast.events.vectors import CONTEXT, new_vectors

rng = np.random.default_rng(1)
vectors = new_vectors(20, group_actors([f"a{i}" for i in range(50)]), 0)
sources, kinds, targets = (rng.integers(0, many, 32) for many in (50, 20, 50))
partners, last_kinds = (rng.integers(0, many, (32, CONTEXT)).astype(np.int32) for many in (50, 20))
learn_vectors(vectors, sources, kinds, targets, partners, last_kinds, np.zeros(50, dtype=np.int64), 0, 7)
print(hashlib.sha256(b"".join(part.tobytes() for part in vectors)).hexdigest())
"""


def test_a_first_run_rounds_as_later_ones_do(tmp_path: Path) -> None:
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path)}
    told = [
        subprocess.run(
            [sys.executable, "-c", LEARN], env=environment, check=True, capture_output=True, text=True
        ).stdout
        for _ in range(2)
    ]
    assert list(tmp_path.rglob("*.nbc"))  # the second run has found the code of the first
    assert told[0] == told[1]
