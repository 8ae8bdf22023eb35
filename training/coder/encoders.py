"""Where the encoders' first weights come from: MiniLM-L6 for the coder, a larger one for the teacher."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from network import Coder, Encoder, bert_weights

MPNET_WIDTH = 768
WIDTH = 384


def load_student(folder: Path) -> Coder:
    """The coder on MiniLM-L6's weights (folder: model.safetensors or model-*.npz).

    Where kept.npy lies beside it, the file holds those rows of the vocabulary only (the words that the material has; no
    other is ever looked up in training, so that nothing is lost), and export.py puts the others back.
    """
    found = {name: tensor.float() for name, tensor in _load_compact(folder).items()}
    kept = folder / "kept.npy"
    words = bert_weights(found)
    encoder = Encoder(len(words["words.weight"]))
    encoder.load_state_dict(words)
    return Coder(Part(encoder, np.load(kept)) if kept.exists() else encoder, WIDTH)


class Part(nn.Module):
    """An encoder whose ids are looked up among the vocabulary's kept rows first."""

    def __init__(self, encoder: nn.Module, kept: np.ndarray) -> None:
        super().__init__()
        places = torch.zeros(30522, dtype=torch.long)
        places[torch.from_numpy(kept.astype(np.int64))] = torch.arange(len(kept))
        self.register_buffer("places", places, persistent=False)
        self.encoder = encoder

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        return self.encoder(self.places[ids], mask)


class MpnetEncoder(nn.Module):
    """MPNet behind BERT's ids: its vocabulary is BERT's, moved by four places, but for the special ones."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        from transformers import MPNetConfig, MPNetModel

        config = MPNetConfig.from_pretrained(folder)
        found = {name.removeprefix("mpnet."): tensor.float() for name, tensor in _load_compact(folder).items()}
        places = torch.arange(30522) + 4
        places[0], places[101], places[102] = 1, 0, 2  # padding, begin, end
        kept = folder / "kept_mpnet.npy"
        if kept.exists():
            rows = torch.zeros(30527, dtype=torch.long)
            known = np.load(kept).astype(np.int64)
            rows[torch.from_numpy(known)] = torch.arange(len(known))
            places = rows[places]
            config.vocab_size = len(known)
        self.model = MPNetModel(config, add_pooling_layer=False)
        missing, _ = self.model.load_state_dict(found, strict=False)
        assert not [name for name in missing if "position_ids" not in name], missing
        self.register_buffer("places", places, persistent=False)
        self.padding = int(places[0])

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        length = ids.shape[1]
        positions = (torch.arange(length, device=ids.device) + 2).expand_as(ids)
        return self.model(
            input_ids=self.places[ids],
            attention_mask=mask,
            position_ids=positions,
        ).last_hidden_state


def load_teacher(folder: Path) -> Coder:
    """The teacher on all-mpnet-base-v2's weights (folder: config.json, model.safetensors or model-*.npz)."""
    return Coder(MpnetEncoder(folder), MPNET_WIDTH)


def _load_compact(folder: Path) -> dict[str, Tensor]:
    """Weights as published, or as rows of int8 with a scale each: a quarter of the size, to carry elsewhere."""
    if (folder / "model.safetensors").exists():
        return dict(load_file(folder / "model.safetensors"))
    weights: dict[str, Tensor] = {}
    for path in sorted(folder.glob("model-*.npz")):
        with np.load(path) as part:
            for name in part.files:
                if not name.endswith("#scale"):
                    scale = part[f"{name}#scale"] if f"{name}#scale" in part.files else None
                    values = part[name].astype(np.float32)
                    weights[name] = torch.from_numpy(values * scale[:, None] if scale is not None else values)
    return weights
