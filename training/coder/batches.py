"""Rows of the material as token ids, sets of them as tensors, and batches: of like length together, little padding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from network import LABELS, ROLES

LONGEST = 128  # tokens
CLS, SEP, MARKS = "[CLS]", "[SEP]", ("[unused1]", "[unused2]", "[unused3]", "[unused4]")
UNKNOWN = 255  # a tag that nobody gave
POOL = 16  # batches that are filled from one shuffled part of a set


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence's ids; where its marks stand; shares of LABELS; tags (0 to 2 or UNKNOWN) by token and role."""

    ids: list[int]
    ends: tuple[int, int] = (0, 0)
    shares: list[float] | None = None
    tags: list[tuple[int, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """A set as tensors, padded: ids (rows, LONGEST), lengths, ends (rows, 2), shares (rows, LABELS; all 0: none), tags.

    `tags` are (rows, LONGEST, roles), or shares (rows, LONGEST, roles, 3) from a teacher; None in sets of pairs.
    """

    ids: Tensor
    lengths: Tensor
    ends: Tensor
    shares: Tensor
    tags: Tensor | None = None

    def __len__(self) -> int:
        return len(self.ids)

    def at(self, numbers: Sequence[int] | np.ndarray) -> Rows:
        """Some of the rows."""
        here = torch.as_tensor(np.asarray(numbers, dtype=np.int64))
        index = here.to(self.ids.device)
        tags = None if self.tags is None else self.tags[index]
        return Rows(self.ids[index], self.lengths[here], self.ends[index], self.shares[index], tags)

    def to(self, device: str) -> Rows:
        """The same on a device, but for the lengths, which batches are planned by."""
        tags = None if self.tags is None else self.tags.to(device)
        return Rows(self.ids.to(device), self.lengths, self.ends.to(device), self.shares.to(device), tags)

    def with_opinion(self, shares: Tensor, tags: Tensor | None = None) -> Rows:
        """The rows with a teacher's probabilities in place of labels (shares: (rows, TYPES))."""
        missing = torch.zeros(len(shares), len(LABELS) - shares.shape[1])
        return replace(self, shares=torch.cat([shares, missing], 1), tags=self.tags if tags is None else tags)


def rows_of(examples: Sequence[Example]) -> Rows:
    """Examples as tensors."""
    ids = torch.zeros(len(examples), LONGEST, dtype=torch.int32)
    shares = torch.zeros(len(examples), len(LABELS))
    tagged = any(each.tags is not None for each in examples)
    tags = torch.full((len(examples), LONGEST, len(ROLES)), UNKNOWN, dtype=torch.uint8) if tagged else None
    for row, each in enumerate(examples):
        ids[row, : len(each.ids)] = torch.tensor(each.ids, dtype=torch.int32)
        if each.shares is not None:
            shares[row] = torch.tensor(each.shares)
        if tags is not None and each.tags is not None:
            tags[row, : len(each.ids)] = torch.tensor(each.tags, dtype=torch.uint8)
    lengths = torch.tensor([len(each.ids) for each in examples])
    return Rows(ids, lengths, torch.tensor([each.ends for each in examples]), shares, tags)


class Ids:
    """Turns rows of the material into examples with one tokenizer."""

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
        return Example(out, (ends[0], ends[1]), _shares(row))

    def sentences(self, rows: Sequence[dict[str, Any]]) -> list[Example]:
        """Sentences without marks, with shares of types and spans by role, where they are known."""
        encoded = self.tokenizer.encode_batch([row["text"] for row in rows], add_special_tokens=False)
        examples = []
        for row, each in zip(rows, encoded, strict=True):
            ids, offsets = each.ids[: LONGEST - 2], each.offsets[: LONGEST - 2]
            columns = [_tags(row.get(role), offsets) for role in ROLES]
            outside = (UNKNOWN,) * len(ROLES)
            tags = [outside, *zip(*columns, strict=True), outside]
            examples.append(Example([self.cls, *ids, self.sep], shares=_shares(row), tags=tags))
        return examples


def _shares(row: dict[str, Any]) -> list[float] | None:
    return [row["labels"].get(label, 0.0) for label in LABELS] if "labels" in row else None


def _tags(spans: Sequence[Sequence[int]] | None, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """0 outside, 1 begin, 2 inside."""
    if spans is None:
        return [UNKNOWN] * len(offsets)
    tags = [0] * len(offsets)
    for start, end in spans:
        first = True
        for number, (low, high) in enumerate(offsets):
            if low < end and high > start:
                tags[number] = 1 if first else 2
                first = False
    return tags


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of several sets under one another, cut to the longest of them."""

    ids: Tensor
    mask: Tensor
    ends: Tensor
    shares: Tensor
    tags: Tensor | None


def batch_of(parts: Sequence[Rows]) -> Batch:
    """A batch; of tagged parts the tags as shares (rows, tokens, roles, 3), all 0 where unknown."""
    longest = int(max(part.lengths.max() for part in parts))
    ids = torch.cat([part.ids[:, :longest] for part in parts]).long()
    tagged = [part.tags for part in parts if part.tags is not None]
    assert len(tagged) in {0, len(parts)}, "pairs and sentences make batches of their own"
    tags = torch.cat([_as_shares(each[:, :longest]) for each in tagged]) if tagged else None
    lengths = torch.cat([part.lengths for part in parts]).to(ids.device)
    mask = (torch.arange(longest, device=ids.device) < lengths[:, None]).long()
    return Batch(ids, mask, torch.cat([part.ends for part in parts]), torch.cat([part.shares for part in parts]), tags)


def _as_shares(tags: Tensor) -> Tensor:
    if tags.ndim == 4:
        return tags.float()
    return torch.nn.functional.one_hot(tags.long().clamp(max=3), 4)[..., :3].float()


def endless(rows: Rows, size: int, chance: np.random.Generator) -> Iterator[Rows]:
    """Batches for ever, shuffled anew each time round, like lengths together."""
    lengths = rows.lengths.numpy()
    while True:
        order = chance.permutation(len(rows))
        batches = []
        for at in range(0, len(order), size * POOL):
            pool = order[at : at + size * POOL]
            pool = pool[np.argsort(lengths[pool], kind="stable")]
            batches += [pool[low : low + size] for low in range(0, len(pool), size)]
        for number in chance.permutation(len(batches)):
            yield rows.at(batches[number])
