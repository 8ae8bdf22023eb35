"""Make the weights that ship from a fitted coder: put the whole vocabulary back, export to ONNX, quantise to int8.

    python training/coder/export.py --fitted OUT/coder.pt --minilm DIR --full DIR --temperature 1.69 --to MODEL

`--minilm` is the folder that was fitted from (with kept.npy where the vocabulary was cut), `--full` the published one.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file
from torch import Tensor, nn

from encoders import WIDTH
from network import ROLES, TYPES, Coder, Encoder, bert_weights


class Shipped(nn.Module):
    """Probabilities rather than logits: of TYPES at the fitted temperature, and of each role by token."""

    def __init__(self, coder: Coder, temperature: float) -> None:
        super().__init__()
        self.coder, self.temperature = coder, temperature

    def forward(self, ids: Tensor, mask: Tensor, ends: Tensor) -> tuple[Tensor, Tensor]:
        pair, tags = self.coder(ids, mask, ends)
        return (pair / self.temperature).softmax(-1), 1 - tags.view(*tags.shape[:2], len(ROLES), 3).softmax(-1)[..., 0]


def main() -> None:
    """Export."""
    parser = argparse.ArgumentParser()
    for name in ("--fitted", "--minilm", "--full", "--to"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--temperature", type=float, required=True)
    options = parser.parse_args()
    coder = whole(options.fitted, options.minilm, options.full)
    options.to.mkdir(parents=True, exist_ok=True)
    large = options.to / "coder.fp32.onnx"
    ids = torch.randint(5, 2000, (2, 9))
    torch.onnx.export(
        Shipped(coder, options.temperature).eval(),
        (ids, torch.ones_like(ids), torch.tensor([[1, 4], [2, 0]])),
        str(large),
        input_names=["ids", "mask", "ends"],
        output_names=["types", "tags"],
        dynamic_axes={
            "ids": {0: "rows", 1: "tokens"}, "mask": {0: "rows", 1: "tokens"}, "ends": {0: "rows"},
            "types": {0: "rows"}, "tags": {0: "rows", 1: "tokens"},
        },
        opset_version=17,
        dynamo=False,
    )  # fmt: skip
    small = options.to / "coder.onnx"
    quantize_dynamic(large, small, weight_type=QuantType.QInt8, per_channel=True, reduce_range=False)
    graph = onnx.load(str(small))
    graph.doc_string = ""
    onnx.save(graph, str(small))
    large.unlink()
    shutil.copyfile(options.full / "tokenizer.json", options.to / "tokenizer.json")
    (options.to / "coder.json").write_text(
        json.dumps({"types": TYPES, "roles": ROLES, "temperature": options.temperature}, indent=1) + "\n",
        encoding="utf-8",
    )
    print(f"{small}: {small.stat().st_size / 1e6:.1f} MB")


def whole(fitted: Path, minilm: Path, full: Path) -> Coder:
    """The fitted coder with all 30,522 words: those the material never had keep their published vectors."""
    weights = {name.replace("encoder.encoder.", "encoder."): each.float() for name, each in torch.load(fitted).items()}
    words = bert_weights(load_file(full / "model.safetensors"))["words.weight"].float().clone()
    kept = minilm / "kept.npy"
    words[torch.from_numpy(np.load(kept).astype(np.int64)) if kept.exists() else slice(None)] = weights[
        "encoder.words.weight"
    ]
    weights["encoder.words.weight"] = words
    coder = Coder(Encoder(len(words)), WIDTH)
    coder.load_state_dict(weights)
    coder.eval()
    return coder


if __name__ == "__main__":
    main()
