"""Fit the coder: cross-validated figures first, then the weights that ship, fitted on everything.

    python training/coder/fit_coder.py --sets sets.pt --minilm DIR --out DIR [--teacher DIR] [--device cpu] [--jobs 1]

1. Written sentences, attributions and what the rules find teach the encoder (no labelled pair is seen: once for all
   folds).
2. A fold's encoder is fitted on the labelled rows of the other folds, with written ones mixed in. With --teacher a
   larger encoder goes first in the same way and hands down its opinion of the unlabelled rows, fold by fold, so that
   no fold's figure has seen its own rows, not through the teacher either.
3. The same on all rows makes the weights that ship.

OUT gets folds.npz (out-of-fold logits; of the rounds' sentences also tags), report.json and coder.pt. sets.pt is what
encode_sets.py makes of the material.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
import torch

from batches import Rows, batch_of, endless
from encode_sets import FOLDS, HELD, Sets, load_sets
from encoders import load_student, load_teacher
from network import ROLES, TYPES, Coder, pair_loss, tag_loss
from pair_scores import plv_scores

ASKED = "rounds_asked"  # pairs that are asked about and not fitted on
EVERYTHING = -1  # the fold that holds nothing back


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast: steps, learning rate, rows of each set in a batch, and what tags weigh beside types.

    The heads learn `heads` times as fast: they begin with nothing.
    """

    steps: int
    rate: float
    sizes: dict[str, int]
    tag_share: float = 0.5
    heads: float = 1.0


FIRST = {
    "student": Plan(1500, 2e-4, {"written": 80, "written_bare": 24, "attribution": 32, "sentences": 48}, heads=3.0),
    "teacher": Plan(700, 4e-5, {"written": 64, "written_bare": 16, "sentences": 32}, heads=20.0),
}
LABELLED = {"plv": 32, "rounds": 8, "written": 24, "plv_bare": 16, "rounds_bare": 16, "written_bare": 12}
SECOND = {
    "student": Plan(700, 1e-4, {**LABELLED, "unlabelled": 64, "sentences": 48, "attribution": 24}, heads=2.0),
    "teacher": Plan(450, 3e-5, LABELLED, heads=10.0),
}


def main() -> None:
    """Fit, report, save."""
    options = _options()
    started = time.time()

    def tell(words: str) -> None:
        print(f"{time.time() - started:7.1f} s  {words}", flush=True)

    kinds = ["teacher", "student"] if options.teacher else ["student"]
    folds = [*range(FOLDS)] if options.folds_only else [*range(FOLDS), EVERYTHING]
    with _workers(options.jobs) as each_of:
        list(each_of(partial(first_part, options=options), kinds))
        tell("first parts done")
        for kind in kinds:
            list(each_of(partial(second_part, kind, options=options), folds if kind == "student" else range(FOLDS)))
            tell(f"{kind}: second part done")
    sets = load_sets(options.sets, options.quick)
    report: dict[str, Any] = {"seed": options.seed, "longer": options.longer, "faster": options.faster}
    results: dict[str, np.ndarray] = {f"folds_{name}": sets.folds[name] for name in (*HELD, ASKED)}
    for kind in kinds:
        for name in (*HELD, ASKED):
            results |= _gathered(kind, name, sets, options.out)
        report[kind] = plv_scores(results[f"{kind}_plv"], sets.gold)
        tell(f"{kind}: {json.dumps(report[kind])}")
    np.savez_compressed(options.out / "folds.npz", allow_pickle=False, **results)
    (options.out / "report.json").write_text(json.dumps(report, indent=1), encoding="utf-8")


def first_part(kind: str, options: argparse.Namespace) -> None:
    """Written sentences and the rules' findings; leaves OUT/KIND.pt."""
    torch.manual_seed(options.seed)
    sets = load_sets(options.sets, options.quick)
    model = _new(kind, options)
    fit(model, sets.rows, _shortened(FIRST[kind], options), options)
    torch.save(model.state_dict(), options.out / f"{kind}.pt")


def second_part(kind: str, fold: int, options: argparse.Namespace) -> None:
    """The labelled rows but for a fold's; leaves the answers to that fold's, a teacher also its opinions."""
    torch.manual_seed(options.seed + 100)
    sets = load_sets(options.sets, options.quick)
    model = _new(kind, options)
    model.load_state_dict(torch.load(options.out / f"{kind}.pt", map_location=options.device))
    rows = dict(sets.rows)
    for name in HELD:
        rows[name] = rows[name].at(np.flatnonzero(sets.folds[name] != fold))
    if kind == "student" and options.teacher:
        rows |= _taught(sets, fold, options)
    elif kind == "student":
        del rows["unlabelled"]
    plan = _shortened(SECOND[kind], options)
    if fold == EVERYTHING:
        plan = replace(plan, steps=plan.steps * 5 // 4)
    fit(model, rows, plan, options)
    if fold == EVERYTHING:
        torch.save({name: each.half().cpu() for name, each in model.state_dict().items()}, options.out / "coder.pt")
        return
    told: dict[str, torch.Tensor] = {}
    for name in (*HELD, ASKED):
        held = sets.rows[name].at(np.flatnonzero(sets.folds[name] == fold))
        told[name], told[f"{name}_tags"] = predict(model, held, options.device)
    torch.save(told, options.out / f"{kind}_{fold}.pt")
    if kind == "teacher":
        pairs, _ = predict(model, sets.rows["unlabelled"], options.device)
        types, tags = predict(model, sets.rows["sentences"], options.device)
        opinion = {"pairs": pairs.softmax(-1), "types": types.softmax(-1), "tags": _tag_shares(tags)}
        torch.save(opinion, options.out / f"opinion_{fold}.pt")


def _taught(sets: Sets, fold: int, options: argparse.Namespace) -> dict[str, Rows]:
    """The unlabelled rows with the opinion of a fold's teacher, for the last fit with the mean of all."""
    which = range(FOLDS) if fold == EVERYTHING else [fold]
    opinions = [torch.load(options.out / f"opinion_{each}.pt") for each in which]
    pairs, types, tags = (
        torch.stack([each[name].float() for each in opinions]).mean(0) for name in ("pairs", "types", "tags")
    )
    found = sets.rows["sentences"]
    known = torch.arange(found.ids.shape[1]) < found.lengths[:, None] - 1  # not the padding, not what ends the sentence
    known[:, 0] = False
    tags = tags * known[:, : tags.shape[1], None, None]
    tags[:, :, :3] = 0  # attributions are labelled elsewhere
    return {
        "unlabelled": sets.rows["unlabelled"].with_opinion(pairs),
        "sentences": found.with_opinion(types, tags.half()),
    }


def fit(model: Coder, sets: dict[str, Rows], plan: Plan, options: argparse.Namespace) -> None:
    """Fit in place: AdamW, a warm-up over a tenth of the steps, then linearly down."""
    chance = np.random.default_rng(options.seed)
    streams = {
        name: endless(sets[name].to(options.device), size, chance) for name, size in plan.sizes.items() if name in sets
    }
    pairs = [stream for name, stream in streams.items() if sets[name].tags is None]
    sentences = [stream for name, stream in streams.items() if sets[name].tags is not None]
    optimizer = torch.optim.AdamW(
        [
            {
                "params": [each for each in part.parameters() if (each.ndim > 1) is decayed],
                "weight_decay": 0.01 if decayed else 0.0,
                "lr": plan.rate * faster,
            }
            for part, faster in ((model.encoder, 1.0), (model.head, plan.heads))
            for decayed in (True, False)
        ],
        fused=options.device != "cpu",
    )
    warm = max(plan.steps // 10, 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max((plan.steps - step) / (plan.steps - warm + 1), 0.0))
    )
    model.train()
    for _ in range(plan.steps):
        with torch.autocast(options.device, torch.bfloat16, enabled=options.device != "cpu"):
            loss = _loss(model, pairs, plan.tag_share) + _loss(model, sentences, plan.tag_share)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()


def _loss(model: Coder, streams: Iterable[Any], tag_share: float) -> torch.Tensor:
    batch = batch_of([next(stream) for stream in streams])
    types, tags = model(batch.ids, batch.mask, batch.ends)
    labelled = batch.shares.sum(1) > 0
    loss = pair_loss(types, batch.shares).sum() / labelled.sum().clamp(min=1)
    return loss if batch.tags is None else loss * 0.5 + tag_share * tag_loss(tags, batch.tags)


@torch.no_grad()
def predict(model: Coder, rows: Rows, device: str, size: int = 512) -> tuple[torch.Tensor, torch.Tensor]:
    """Logits of TYPES, and for sentences those of tags (rows, tokens, 3 * roles), for each row in order."""
    model.eval()
    order = np.argsort(rows.lengths.numpy(), kind="stable")
    types = torch.zeros(len(rows), len(TYPES))
    tags = torch.zeros(len(rows), rows.ids.shape[1] if rows.tags is not None else 0, 3 * len(ROLES), dtype=torch.half)
    for at in range(0, len(order), size):
        chunk = order[at : at + size]
        batch = batch_of([rows.at(chunk).to(device)])
        with torch.autocast(device, torch.bfloat16, enabled=device != "cpu"):
            told, tagged = model(batch.ids, batch.mask, batch.ends)
        types[chunk] = told.float().cpu()
        if rows.tags is not None:
            tags[chunk, : tagged.shape[1]] = tagged.half().cpu()
    return types, tags


def _tag_shares(tags: torch.Tensor) -> torch.Tensor:
    return tags.float().view(*tags.shape[:2], len(ROLES), 3).softmax(-1).half()


def _gathered(kind: str, name: str, sets: Sets, out: Path) -> dict[str, np.ndarray]:
    """What the folds' models said of a set, each row by the one that did not see it."""
    parts = [torch.load(out / f"{kind}_{fold}.pt") for fold in range(FOLDS)]
    where = np.concatenate([np.flatnonzero(sets.folds[name] == fold) for fold in range(FOLDS)])
    found: dict[str, np.ndarray] = {}
    for key, label in ((name, f"{kind}_{name}"), (f"{name}_tags", f"{kind}_{name}_tags")):
        values = np.concatenate([part[key].numpy() for part in parts])
        if values.size:
            found[label] = np.zeros_like(values)
            found[label][where] = values
    return found


def _workers(jobs: int) -> Any:
    """A context that gives a map over processes, or over nothing but this one."""
    if jobs > 1:
        return _Pool(jobs)
    return _Alone()


class _Pool:
    def __init__(self, jobs: int) -> None:
        self._pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"))

    def __enter__(self) -> Callable[..., Iterable[Any]]:
        return self._pool.map

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown()


class _Alone:
    def __enter__(self) -> Callable[..., Iterable[Any]]:
        return map

    def __exit__(self, *_: object) -> None:
        pass


def _shortened(plan: Plan, options: argparse.Namespace) -> Plan:
    plan = replace(plan, steps=int(plan.steps * options.longer), rate=plan.rate * options.faster)
    return replace(plan, steps=2, sizes=dict.fromkeys(plan.sizes, 4)) if options.quick else plan


def _new(kind: str, options: argparse.Namespace) -> Coder:
    model = load_teacher(options.teacher) if kind == "teacher" else load_student(options.minilm)
    model.to(options.device)
    return model


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--sets", type=Path, required=True)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--teacher", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1, help="fits side by side, for a large GPU")
    parser.add_argument("--quick", action="store_true", help="two steps on 60 rows: does it run?")
    parser.add_argument("--folds-only", action="store_true")
    parser.add_argument("--faster", type=float, default=1.0, help="factor on the learning rates")
    parser.add_argument("--longer", type=float, default=1.0, help="factor on the steps")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    return options


if __name__ == "__main__":
    main()
