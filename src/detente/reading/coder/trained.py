"""The project's own encoder, run by onnxruntime: types of marked pairs, attributions of sentences.

The weights lie beside this file (model/README.md is their card); training/coder makes them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from typing import Any

from detente.errors import ModelMissingError
from detente.reading.coder.marks import LONGEST, Marked, mark
from detente.reading.coder.pairs import Pair, SentenceMarks, TypeShares

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
            told = json.load(file)
        self._types: list[str] = told["types"]
        self._roles: list[str] = told["roles"]

    def shares(self, pairs: Sequence[Pair]) -> list[TypeShares]:
        """The types' probabilities for each pair, in order; like lengths run together."""
        encoded = self._encoded(dict.fromkeys(pair.text for pair in pairs))
        marked = [mark(encoded[pair.text].ids, encoded[pair.text].offsets, pair.source, pair.target) for pair in pairs]
        found: list[TypeShares | None] = [None] * len(pairs)
        for number, types, _ in self._run(marked, ["types"]):
            found[number] = self._type_shares(types)
        return [each for each in found if each is not None]

    def sentences(self, texts: Sequence[str]) -> list[SentenceMarks]:
        """What each sentence tells, in order."""
        encoded = [self._encoded([text])[text] for text in texts]
        bare = [mark(each.ids[: LONGEST - 2], each.offsets, None, None) for each in encoded]
        found: list[SentenceMarks | None] = [None] * len(texts)
        for number, types, tags in self._run(bare, ["types", "tags"]):
            offsets = encoded[number].offsets[: LONGEST - 2]
            columns = tags[1 : len(offsets) + 1].T.tolist()
            found[number] = SentenceMarks(
                self._type_shares(types), offsets, dict(zip(self._roles, columns, strict=True))
            )
        return [each for each in found if each is not None]

    def _encoded(self, texts: Iterable[str]) -> dict[str, Any]:
        wanted = list(texts)
        return dict(zip(wanted, self._tokenizer.encode_batch(wanted, add_special_tokens=False), strict=True))

    def _type_shares(self, row: Any) -> TypeShares:
        return TypeShares(dict(zip(self._types, map(float, row), strict=True)))

    def _run(self, marked: Sequence[Marked], wanted: list[str]) -> Iterator[tuple[int, Any, Any]]:
        """Each row's number with its types and, where wanted, tags; like lengths run together."""
        import numpy as np

        order = sorted(range(len(marked)), key=lambda number: len(marked[number].ids))
        for at in range(0, len(order), BATCH):
            numbers = order[at : at + BATCH]
            longest = len(marked[numbers[-1]].ids)
            padded = np.zeros((len(numbers), longest), dtype=np.int64)
            mask = np.zeros_like(padded)
            for row, number in enumerate(numbers):
                ids = marked[number].ids
                padded[row, : len(ids)] = ids
                mask[row, : len(ids)] = 1
            ends = np.array([marked[number].ends for number in numbers], dtype=np.int64)
            types, *tags = self._session.run(wanted, {"ids": padded, "mask": mask, "ends": ends})
            yield from zip(numbers, types, tags[0] if tags else [None] * len(numbers), strict=True)
