"""Rows of the material as token ids, and batches of them: of like length together, so that little is padding."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor

from network import LABELS, ROLES

LONGEST = 128  # tokens
CLS, SEP, MARKS = "[CLS]", "[SEP]", ("[unused1]", "[unused2]", "[unused3]", "[unused4]")


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence's ids; where its marks stand; shares of LABELS (pairs) or tags by role and token (attribution)."""

    ids: list[int]
    ends: tuple[int, int]
    shares: list[float] | None = None
    tags: list[tuple[int, int, int]] | None = None
    weight: float = 1.0


class Ids:
    """Turns rows into examples with one tokenizer."""

    def __init__(self, tokenizer: Tokenizer, cls: str = CLS, sep: str = SEP, marks: Sequence[str] = MARKS) -> None:
        self.tokenizer = tokenizer
        tokenizer.no_truncation()
        tokenizer.no_padding()
        found = [tokenizer.token_to_id(word) for word in (cls, sep, *marks)]
        known = [each for each in found if each is not None]
        assert len(known) == len(found), "the vocabulary lacks a mark"
        self.cls, self.sep, *self.marks = known

    def pairs(self, rows: Sequence[dict[str, Any]]) -> list[Example]:
        """Pairs, with their label shares where they have any."""
        encoded = self.tokenizer.encode_batch([row["text"] for row in rows], add_special_tokens=False)
        return [self._pair(row, each.ids, each.offsets) for row, each in zip(rows, encoded, strict=True)]

    def _pair(self, row: dict[str, Any], ids: list[int], offsets: list[tuple[int, int]]) -> Example:
        spans = [row.get("source"), row.get("target")]
        places: list[tuple[int, int]] = []  # token position, mark
        for number, span in enumerate(spans):
            if span is not None:
                first = next((i for i, (_, end) in enumerate(offsets) if end > span[0]), len(ids))
                after = next((i for i, (start, _) in enumerate(offsets) if start >= span[1]), len(ids))
                places += [(first, 2 * number), (max(after, first), 2 * number + 1)]
        room = LONGEST - 2 - len(places)
        low = 0
        if len(ids) > room and places:  # the part of a long sentence that holds both, as far as it goes
            middle = (min(at for at, _ in places) + max(at for at, _ in places)) // 2
            low = max(0, min(middle - room // 2, len(ids) - room))
        # Of marks at one token an end comes before a start.
        ordered = sorted(((at - low, mark) for at, mark in places), key=lambda each: (each[0], -(each[1] % 2), each[1]))
        kept = ids[low : low + room]
        out, ends, next_mark = [self.cls], [0, 0], 0
        for position in range(len(kept) + 1):
            while next_mark < len(ordered) and (ordered[next_mark][0] <= position or position == len(kept)):
                mark = ordered[next_mark][1]
                if mark % 2 == 0:
                    ends[mark // 2] = len(out)
                out.append(self.marks[mark])
                next_mark += 1
            if position < len(kept):
                out.append(kept[position])
        out.append(self.sep)
        shares = [row["labels"].get(label, 0.0) for label in LABELS] if "labels" in row else None
        return Example(out, (ends[0], ends[1]), shares, weight=row.get("weight", 1.0))

    def sentences(self, rows: Sequence[dict[str, Any]]) -> list[Example]:
        """Sentences with the tags of their attributions."""
        encoded = self.tokenizer.encode_batch([row["text"] for row in rows], add_special_tokens=False)
        examples = []
        for row, each in zip(rows, encoded, strict=True):
            ids, offsets = each.ids[: LONGEST - 2], each.offsets[: LONGEST - 2]
            columns = [_tags(row.get(role, []), offsets) for role in ROLES]
            outside = (-100, -100, -100)
            tags = [outside, *zip(*columns, strict=True), outside]
            examples.append(Example([self.cls, *ids, self.sep], (0, 0), tags=tags))
        return examples


def _tags(spans: Sequence[Sequence[int]], offsets: Sequence[tuple[int, int]]) -> list[int]:
    """0 outside, 1 begin, 2 inside."""
    tags = [0] * len(offsets)
    for start, end in spans:
        first = True
        for number, (low, high) in enumerate(offsets):
            if low < end and high > start:
                tags[number] = 1 if first else 2
                first = False
    return tags


def padded(examples: Sequence[Example], device: str) -> dict[str, Tensor]:
    """A batch as tensors."""
    longest = max(len(each.ids) for each in examples)
    ids = torch.zeros(len(examples), longest, dtype=torch.long)
    mask = torch.zeros_like(ids)
    for row, each in enumerate(examples):
        ids[row, : len(each.ids)] = torch.tensor(each.ids)
        mask[row, : len(each.ids)] = 1
    batch = {"ids": ids, "mask": mask, "ends": torch.tensor([each.ends for each in examples])}
    if examples[0].shares is not None:
        batch["shares"] = torch.tensor([each.shares for each in examples])
        batch["weight"] = torch.tensor([each.weight for each in examples])
    if examples[0].tags is not None:
        tags = torch.full((len(examples), longest, 3), -100)
        for row, each in enumerate(examples):
            tags[row, : len(each.ids)] = torch.tensor(each.tags)
        batch["tags"] = tags
    return {name: tensor.to(device, non_blocking=True) for name, tensor in batch.items()}


def endless(examples: Sequence[Example], size: int, chance: random.Random) -> Iterator[list[Example]]:
    """Batches for ever, shuffled anew each time round, like lengths together."""
    while True:
        order = list(examples)
        chance.shuffle(order)
        pools = [order[at : at + size * 16] for at in range(0, len(order), size * 16)]
        batches = []
        for pool in pools:
            pool.sort(key=lambda each: len(each.ids))
            batches += [pool[at : at + size] for at in range(0, len(pool), size)]
        chance.shuffle(batches)
        yield from batches
