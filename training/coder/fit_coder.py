"""Fit the coder: cross-validated figures first, then the weights that ship, fitted on everything.

    python training/coder/fit_coder.py --material DIR --minilm DIR --out DIR [--teacher DIR] [--device cpu] [--quick]

1. Written sentences and attributions teach the encoder the codebook (no labelled pair is seen: once for all folds).
2. A fold's encoder is fitted on the labelled pairs of the other folds, with written ones mixed in. With --teacher a
   larger encoder goes first in the same way and hands down its opinion of the unlabelled pairs, fold by fold, so that
   no fold's figure has seen its own pairs, not through the teacher either.
3. The same on all pairs makes the weights that ship.

OUT gets folds.npz (out-of-fold logits), report.json and coder.pt.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from batches import Example, Ids, endless, padded
from encoders import load_student, load_teacher
from network import LABELS, TYPES, Coder, pair_loss, tag_loss
from pair_scores import plv_scores

FOLDS = 5
HELD = ("plv", "rounds")  # the labelled sets, which folds divide


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast: steps, learning rate, and how many rows of each set make a batch."""

    steps: int
    rate: float
    sizes: dict[str, int]
    tag_share: float = 0.5
    smooth: float = 0.0


FIRST = {
    "student": Plan(1500, 2e-4, {"written": 96, "attribution": 32}),
    "teacher": Plan(700, 4e-5, {"written": 96}),
}
SECOND = {
    "student": Plan(600, 1e-4, {"plv": 32, "rounds": 8, "written": 24, "unlabelled": 64, "attribution": 24}),
    "teacher": Plan(400, 3e-5, {"plv": 32, "rounds": 8, "written": 24}),
}


def main() -> None:
    """Fit, report, save."""
    options = _options()
    torch.manual_seed(options.seed)
    sets = read_sets(options)
    started = time.time()

    def tell(words: str) -> None:
        print(f"{time.time() - started:7.1f} s  {words}", flush=True)

    tell("material: " + ", ".join(f"{name} {len(rows)}" for name, rows in sets.items()))
    folds = {name: folds_of(options.groups[name], options.seed) for name in HELD}
    kinds = ["teacher", "student"] if options.teacher else ["student"]
    results: dict[str, np.ndarray] = {}
    report: dict[str, Any] = {"seed": options.seed, "device": options.device}
    opinions: list[torch.Tensor] = []
    for kind in kinds:
        first = _new(kind, options)
        fit(first, sets, _shortened(FIRST[kind], options), options)
        start = {name: each.detach().clone() for name, each in first.state_dict().items()}
        tell(f"{kind}: first part done")
        out = {name: torch.zeros(len(sets[name]), len(TYPES)) for name in HELD}
        for fold in range(FOLDS):
            model = first
            model.load_state_dict(start)
            kept = {name: [row for row, at in zip(sets[name], folds[name], strict=True) if at != fold] for name in HELD}
            taught = (
                sets
                if kind == "teacher" or not opinions
                else {**sets, "unlabelled": _with(sets["unlabelled"], opinions[fold])}
            )
            fit(model, {**taught, **kept}, _shortened(SECOND[kind], options), options)
            for name in HELD:
                held = [number for number, at in enumerate(folds[name]) if at == fold]
                out[name][held] = predict(model, [sets[name][number] for number in held], options.device)
            if kind == "teacher":
                opinions.append(predict(model, sets["unlabelled"], options.device))
        scores = plv_scores(out["plv"].numpy(), options.gold)
        report[kind] = scores
        tell(f"{kind}: " + json.dumps(scores))
        results |= {f"{kind}_{name}": each.numpy() for name, each in out.items()}
        if kind == "student" and not options.folds_only:
            first.load_state_dict(start)
            mean = torch.stack([each.softmax(-1) for each in opinions]).mean(0).log() if opinions else None
            taught = {**sets, "unlabelled": _with(sets["unlabelled"], mean)} if mean is not None else sets
            fit(first, taught, _shortened(replace(SECOND[kind], steps=SECOND[kind].steps * 5 // 4), options), options)
            torch.save({name: each.half().cpu() for name, each in first.state_dict().items()}, options.out / "coder.pt")
            tell("student: fitted on all")
    results |= {f"folds_{name}": np.array(each) for name, each in folds.items()}
    np.savez_compressed(options.out / "folds.npz", allow_pickle=False, **results)
    (options.out / "report.json").write_text(json.dumps(report, indent=1), encoding="utf-8")


def fit(model: Coder, sets: dict[str, list[Example]], plan: Plan, options: argparse.Namespace) -> None:
    """Fit in place: AdamW, a warm-up over a tenth of the steps, then linearly down."""
    chance = random.Random(options.seed)
    streams = {
        name: endless(sets[name], size, chance)
        for name, size in plan.sizes.items()
        if sets.get(name) and (name == "attribution" or sets[name][0].shares is not None)
    }
    decayed = [each for name, each in model.named_parameters() if each.ndim > 1]
    others = [each for name, each in model.named_parameters() if each.ndim <= 1]
    optimizer = torch.optim.AdamW(
        [{"params": decayed, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}], lr=plan.rate
    )
    warm = max(plan.steps // 10, 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / warm, max((plan.steps - step) / (plan.steps - warm + 1), 0.0))
    )
    model.train()
    fast = options.device != "cpu"
    for _ in range(plan.steps):
        pairs = [each for name, stream in streams.items() if name != "attribution" for each in next(stream)]
        with torch.autocast(options.device, torch.bfloat16, enabled=fast):
            batch = padded(pairs, options.device)
            logits, _ = model(batch["ids"], batch["mask"], batch["ends"])
            loss = (pair_loss(logits, batch["shares"]) * batch["weight"]).mean()
            if "attribution" in streams:
                batch = padded(next(streams["attribution"]), options.device)
                _, tags = model(batch["ids"], batch["mask"], batch["ends"])
                loss = loss + plan.tag_share * tag_loss(tags, batch["tags"])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()


@torch.no_grad()
def predict(model: Coder, examples: Sequence[Example], device: str, size: int = 512) -> torch.Tensor:
    """Logits of TYPES for each example, in order."""
    model.eval()
    order = sorted(range(len(examples)), key=lambda number: len(examples[number].ids))
    out = torch.zeros(len(examples), len(TYPES))
    for at in range(0, len(order), size):
        chunk = order[at : at + size]
        batch = padded([examples[number] for number in chunk], device)
        with torch.autocast(device, torch.bfloat16, enabled=device != "cpu"):
            logits, _ = model(batch["ids"], batch["mask"], batch["ends"])
        out[chunk] = logits.float().cpu()
    return out


def folds_of(groups: Sequence[str], seed: int) -> list[int]:
    """A fold for each row, the same for all rows of a group."""
    names = sorted(set(groups))
    random.Random(seed).shuffle(names)
    where = {name: number % FOLDS for number, name in enumerate(names)}
    return [where[group] for group in groups]


def read_sets(options: argparse.Namespace) -> dict[str, list[Example]]:
    """The material as examples; the groups and PLV's gold labels are kept in the options."""
    ids = Ids(Tokenizer.from_file(str(options.minilm / "tokenizer.json")))
    sets: dict[str, list[Example]] = {}
    options.groups = {}
    for name in ("plv", "rounds", "written", "unlabelled", "attribution"):
        rows = [
            json.loads(line) for line in (options.material / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        ]
        rows = rows[:60] if options.quick else rows
        options.groups[name] = [str(row.get("group")) for row in rows]
        if name == "plv":
            options.gold = [next(iter(row["labels"])) for row in rows]
        sets[name] = ids.sentences(rows) if name == "attribution" else ids.pairs(rows)
    return sets


def _with(examples: Sequence[Example], logits: torch.Tensor) -> list[Example]:
    """The examples with a teacher's opinion as their label shares."""
    shares = torch.cat([logits.softmax(-1), torch.zeros(len(logits), len(LABELS) - len(TYPES))], -1).tolist()
    return [replace(each, shares=share) for each, share in zip(examples, shares, strict=True)]


def _shortened(plan: Plan, options: argparse.Namespace) -> Plan:
    plan = replace(plan, steps=int(plan.steps * options.longer), rate=plan.rate * options.faster)
    return replace(plan, steps=2, sizes=dict.fromkeys(plan.sizes, 4)) if options.quick else plan


def _new(kind: str, options: argparse.Namespace) -> Coder:
    model = load_teacher(options.teacher) if kind == "teacher" else load_student(options.minilm)
    model.to(options.device)
    return model


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--material", type=Path, required=True)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--teacher", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--quick", action="store_true", help="two steps on 60 rows: does it run?")
    parser.add_argument("--folds-only", action="store_true")
    parser.add_argument("--faster", type=float, default=1.0, help="factor on the learning rates")
    parser.add_argument("--longer", type=float, default=1.0, help="factor on the steps")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    return options


if __name__ == "__main__":
    main()
