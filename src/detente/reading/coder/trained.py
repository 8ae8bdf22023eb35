"""The project's own encoder, run by onnxruntime: types of marked pairs, attributions of sentences.

The weights lie beside this file (model/README.md is their card); training/coder makes them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from detente.errors import ModelMissingError
from detente.reading.coder.marks import mark
from detente.reading.coder.pairs import Pair, TypeShares

if TYPE_CHECKING:
    import numpy as np

BATCH = 8  # small, so that short sentences are not padded to long ones; one thread loses nothing by it
NEEDED = ("onnxruntime", "tokenizers")
MISSING = (
    "The trained coder needs {}. Install Detente with all that it requires (`pip install detente`), or code by the "
    "rules alone with `--coder rules`."
)


@cache
def trained_coder() -> TrainedCoder:
    """The coder, loaded once.

    Raises:
        ModelMissingError: onnxruntime, tokenizers or the weights are not there.
    """
    missing = [name for name in NEEDED if find_spec(name) is None]
    folder = files("detente.reading.coder") / "model"
    if not (folder / "coder.onnx").is_file():
        missing.append("its weights (model/coder.onnx)")
    if missing:
        raise ModelMissingError(MISSING.format(" and ".join(missing)))
    return TrainedCoder(str(folder))


class TrainedCoder:
    """An onnxruntime session and the tokenizer; made by `trained_coder`.

    Args:
        folder: Holds coder.onnx, tokenizer.json and coder.json.
    """

    def __init__(self, folder: str) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # articles are read in processes, not threads
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # a second thread beside a second process costs more than it gives
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            f"{folder}/coder.onnx", options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(f"{folder}/tokenizer.json")
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        with open(f"{folder}/coder.json", encoding="utf-8") as file:
            self._types: list[str] = json.load(file)["types"]

    def shares(self, pairs: Sequence[Pair]) -> list[TypeShares]:
        """The types' probabilities for each pair, in order; like lengths run together."""
        texts = list(dict.fromkeys(pair.text for pair in pairs))
        encoded = dict(zip(texts, self._tokenizer.encode_batch(texts, add_special_tokens=False), strict=True))
        marked = [mark(encoded[pair.text].ids, encoded[pair.text].offsets, pair.source, pair.target) for pair in pairs]
        order = sorted(range(len(pairs)), key=lambda number: len(marked[number].ids))
        found: list[TypeShares | None] = [None] * len(pairs)
        for at in range(0, len(order), BATCH):
            numbers = order[at : at + BATCH]
            batch = [marked[number] for number in numbers]
            for number, row in zip(
                numbers, self._run([each.ids for each in batch], [each.ends for each in batch]), strict=True
            ):
                found[number] = TypeShares(dict(zip(self._types, map(float, row), strict=True)))
        return [each for each in found if each is not None]

    def _run(self, ids: Sequence[Sequence[int]], ends: Sequence[tuple[int, int]]) -> np.ndarray[Any, Any]:
        import numpy as np

        longest = max(map(len, ids))
        padded = np.zeros((len(ids), longest), dtype=np.int64)
        mask = np.zeros_like(padded)
        for row, each in enumerate(ids):
            padded[row, : len(each)] = each
            mask[row, : len(each)] = 1
        given = {"ids": padded, "mask": mask, "ends": np.array(ends, dtype=np.int64)}
        return self._session.run(["types"], given)[0]  # type: ignore[no-any-return]  # onnxruntime is untyped
