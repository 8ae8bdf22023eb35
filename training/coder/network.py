"""The coder's network: a BERT encoder with two heads, small enough to read in one sitting and to export as it stands.

Head 1, `pair`: from the states of [CLS], of the marks before source and target, and the mean of all, PLOVER's types and
NONE; of a sentence without marks, the types of all that it tells.
Head 2, `tags`: for each token of a sentence without marks, and each of source, cue and content of an attribution and of
doer, target and act of an event: outside, begin, inside.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor, nn
from torch.nn import functional

TYPES = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "NONE",
)  # fmt: skip
LABELS = (*TYPES, "YIELD")
"""What the material may name: YIELD is CONCEDE and RETREAT together."""
CONCEDE, RETREAT = TYPES.index("CONCEDE"), TYPES.index("RETREAT")
ROLES = ("source", "cue", "content", "doer", "target", "act")


class Layer(nn.Module):
    """One transformer layer, normalised after each part as in BERT."""

    def __init__(self, width: int, heads: int, inner: int, drop: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(width, width) for _ in range(3))
        self.output, self.norm = nn.Linear(width, width), nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.last_norm, self.drop = nn.LayerNorm(width, eps=1e-12), nn.Dropout(drop)

    def forward(self, states: Tensor, bias: Tensor) -> Tensor:
        batch, length, width = states.shape
        shape = (batch, length, self.heads, width // self.heads)
        query, key, value = (part(states).view(shape).transpose(1, 2) for part in (self.query, self.key, self.value))
        scores = query @ key.transpose(2, 3) * (width // self.heads) ** -0.5 + bias
        mixed = (scores.softmax(-1) @ value).transpose(1, 2).reshape(batch, length, width)
        states = self.norm(states + self.drop(self.output(mixed)))
        return self.last_norm(states + self.drop(self.down(functional.gelu(self.up(states)))))


class Encoder(nn.Module):
    """BERT without its pooler. `words` may be a part of the vocabulary while training (fit_coder.py)."""

    def __init__(self, words: int, width: int = 384, layers: int = 6, heads: int = 12, drop: float = 0.1) -> None:
        super().__init__()
        self.words, self.places = nn.Embedding(words, width), nn.Embedding(512, width)
        self.kind = nn.Parameter(torch.zeros(width))
        self.norm, self.drop = nn.LayerNorm(width, eps=1e-12), nn.Dropout(drop)
        self.layers = nn.ModuleList(Layer(width, heads, 4 * width, drop) for _ in range(layers))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        places = torch.arange(ids.shape[1], device=ids.device)
        states = self.drop(self.norm(self.words(ids) + self.places(places) + self.kind))
        bias = ((1 - mask[:, None, None, :].to(states.dtype)) * -10000.0).to(states.dtype)
        for layer in self.layers:
            states = layer(states, bias)
        return states


class Heads(nn.Module):
    """Both heads, on an encoder's states."""

    def __init__(self, width: int, drop: float = 0.1) -> None:
        super().__init__()
        self.drop = nn.Dropout(drop)
        self.joined = nn.Linear(4 * width, width)
        self.pair = nn.Linear(width, len(TYPES))
        self.tags = nn.Linear(width, 3 * len(ROLES))

    def forward(self, states: Tensor, mask: Tensor, ends: Tensor) -> tuple[Tensor, Tensor]:
        weights = mask[:, :, None].to(states.dtype)
        mean = (states * weights).sum(1) / weights.sum(1)
        rows = torch.arange(states.shape[0], device=states.device)
        marks = [states[rows, ends[:, each]] for each in (0, 1)]
        joined = functional.gelu(self.joined(self.drop(torch.cat([states[:, 0], mean, *marks], -1))))
        return self.pair(self.drop(joined)), self.tags(self.drop(states))


class Coder(nn.Module):
    """Encoder and heads. `ends` holds where the marks before source and target stand, 0 for one that is missing."""

    def __init__(self, encoder: nn.Module, width: int) -> None:
        super().__init__()
        self.encoder, self.head = encoder, Heads(width)

    def forward(self, ids: Tensor, mask: Tensor, ends: Tensor) -> tuple[Tensor, Tensor]:
        pair, tags = self.head(self.encoder(ids, mask), mask, ends)
        return pair, tags


def bert_weights(found: Mapping[str, Tensor], layers: int = 6) -> dict[str, Tensor]:
    """A published BERT's weights under this encoder's names."""
    parts = {
        "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
        "output": "attention.output.dense", "norm": "attention.output.LayerNorm",
        "up": "intermediate.dense", "down": "output.dense", "last_norm": "output.LayerNorm",
    }  # fmt: skip
    weights = {
        "words.weight": found["embeddings.word_embeddings.weight"],
        "places.weight": found["embeddings.position_embeddings.weight"],
        "kind": found["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": found["embeddings.LayerNorm.weight"],
        "norm.bias": found["embeddings.LayerNorm.bias"],
    }
    for number in range(layers):
        for ours, theirs in parts.items():
            for kind in ("weight", "bias"):
                weights[f"layers.{number}.{ours}.{kind}"] = found[f"encoder.layer.{number}.{theirs}.{kind}"]
    return weights


def pair_loss(logits: Tensor, shares: Tensor) -> Tensor:
    """Cross-entropy with the shares of LABELS, YIELD being CONCEDE or RETREAT. One value a row."""
    known = functional.log_softmax(logits.float(), -1)
    both = torch.logaddexp(known[:, CONCEDE], known[:, RETREAT])
    return -(shares * torch.cat([known, both[:, None]], -1)).sum(-1)


def tag_loss(logits: Tensor, tags: Tensor) -> Tensor:
    """Mean cross-entropy with shares of outside, begin and inside, over the roles and tokens that have any.

    Args:
        logits: (rows, tokens, 3 * roles).
        tags: Shares, (rows, tokens, roles, 3); all 0 where nothing is known.
    """
    known = functional.log_softmax(logits.float().reshape(*tags.shape), -1)
    return -(tags * known).sum() / tags.sum().clamp(min=1.0)
