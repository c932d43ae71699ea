"""The loop: epochs over windows, measured on the kept documents after each, resumable, best epoch kept.

Loss: cross entropy of targets, units (0.6) and tags (0.5). With teachers, the mean of their answers (softened by a
temperature) is asked besides the labels, and alone where a window has none.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from extract.encoder.windows import Packer
from extract.learning.training import measures
from extract.learning.training.examples import TAGS, UNLABELLED, Document, Example, hidden, windows
from extract.learning.training.network import Batch, Network

_UNIT, _TAG, _SMOOTHING = 0.6, 0.5, 0.05
_TEMPERATURE, _TAUGHT = 2.0, 0.5  # of the teachers' answers; their share of the loss where there are labels too
_CLIP, _DECAY, _WARM = 1.0, 0.01, 1 / 12
_POOL = 400  # windows that are sorted by length together


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train. `pieces`: of a batch, padding counted; `unmarked`: share of names shown without their mark."""

    layers: int | None = None
    inner: int | None = None
    epochs: int = 4
    rate: float = 1e-4
    pieces: int = 2048
    unmarked: float = 0.25
    seed: int = 1
    threads: int = 1
    half: bool = True  # bfloat16 where the processor has it


@dataclass(slots=True)
class Report:
    """After an epoch: its number, and macro-F1 and F1 on the kept documents."""

    epoch: int
    unit: float
    target: float
    tag: float

    @property
    def sum(self) -> float:
        """What the best epoch is chosen by."""
        return self.unit + self.target


def fit(
    network: Network,
    packer: Packer,
    documents: Sequence[Document],
    kept: Sequence[Document],
    settings: Settings,
    folder: Path,
    teachers: Sequence[Network] = (),
) -> Iterator[Report | tuple[int, int, float]]:
    """Train; yields (step, steps, loss) now and then and a `Report` after each epoch.

    `folder` gets ``best.pt`` and ``last.pt``; where the last is there from a run with the same settings that was cut
    short, training goes on from it. At the end `network` has the best epoch's weights.
    """
    torch.manual_seed(settings.seed)
    torch.set_num_threads(settings.threads)
    steps = settings.epochs * len(list(_batches(_epoch(documents, packer, settings, 0), settings, 0)))
    decayed = [p for p in network.parameters() if p.ndim > 1]
    plain = [p for p in network.parameters() if p.ndim <= 1]
    groups = [{"params": decayed, "weight_decay": _DECAY}, {"params": plain, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=settings.rate, fused=True)
    warm = max(1, int(steps * _WARM))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / warm, max(0.02, (steps - s) / max(1, steps - warm)))
    )
    done, best = _resume(folder, settings, network, optimizer, schedule)
    step = schedule.last_epoch
    for epoch in range(done, settings.epochs):
        network.train()
        torch.manual_seed(settings.seed * 1000 + epoch)  # the same drop-out after a restart
        for examples in _batches(_epoch(documents, packer, settings, epoch), settings, epoch):
            batch = Batch.of(examples, network.encoder.config.pad_token_id)
            loss = _loss(network, batch, settings, teachers)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), _CLIP)
            optimizer.step()
            schedule.step()
            step += 1
            if step % 20 == 0:
                yield step, steps, float(loss.detach())
        report = measure(network, packer, kept, epoch, settings)
        if report.sum > best:
            best = report.sum
            torch.save(network.state_dict(), folder / "best.pt")
        _save(folder, settings, network, optimizer, schedule, epoch + 1, best)
        yield report
    network.load_state_dict(torch.load(folder / "best.pt", weights_only=True))
    network.eval()


def measure(network: Network, packer: Packer, kept: Sequence[Document], epoch: int, settings: Settings) -> Report:
    """Units and targets with names given, tags with no name given."""
    found = predict(network, list(windows(kept, packer)), settings)
    units = [(g, p) for e, (u, _, _) in found for (_, _, g), p in zip(e.units, u, strict=True) if g >= 0]
    targets = [(g, p) for e, (_, t, _) in found for (_, _, g), p in zip(e.targets, t, strict=True) if g >= 0]
    unseen = predict(network, list(hidden(kept, packer)), settings)
    spans = [(measures.spans(e.tags), measures.spans(_visible(e, t))) for e, (_, _, t) in unseen]
    return Report(epoch, measures.macro_f1(units), measures.macro_f1(targets), measures.f1(spans))


def predict(
    network: Network, examples: Sequence[Example], settings: Settings
) -> list[tuple[Example, tuple[list[int], list[int], list[int]]]]:
    """Each window with the labels found for its units and targets, and its tags."""
    network.eval()
    out: list[tuple[Example, tuple[list[int], list[int], list[int]]]] = []
    with torch.no_grad():
        for group in _by_length(sorted(examples, key=lambda e: len(e.ids)), 2 * settings.pieces):
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=settings.half):
                units, targets, tags = network(Batch.of(group, network.encoder.config.pad_token_id))
            best = [x.float().argmax(-1).tolist() for x in (units, targets, tags)]
            unit = target = 0
            for row, e in enumerate(group):
                found = (
                    best[0][unit : unit + len(e.units)],
                    best[1][target : target + len(e.targets)],
                    best[2][row][: len(e.ids)],
                )
                out.append((e, found))
                unit, target = unit + len(e.units), target + len(e.targets)
    return out


def _loss(network: Network, batch: Batch, settings: Settings, teachers: Sequence[Network]) -> Tensor:
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=settings.half):
        found = [x.float() for x in network(batch)]
        taught: list[Any] = [None] * 3
        if teachers:
            with torch.no_grad():
                each = zip(*(teacher(batch) for teacher in teachers), strict=True)
                taught = [torch.stack([x.float() for x in head]).mean(0) for head in each]
    loss = torch.zeros(())
    answers = (batch.unit_labels, batch.target_labels, batch.tags)
    for logits, labels, soft, weight in zip(found, answers, taught, (_UNIT, 1.0, _TAG), strict=True):
        smoothing = 0.0 if labels is batch.tags else _SMOOTHING
        hard = (labels >= 0).any()
        own = (
            functional.cross_entropy(
                logits.reshape(-1, logits.shape[-1]),
                labels.reshape(-1),
                ignore_index=UNLABELLED,
                label_smoothing=smoothing,
            )
            if hard
            else torch.zeros(())
        )
        if soft is not None and soft.numel():
            own = (1 - _TAUGHT) * own + _TAUGHT * _distance(logits, soft, batch.mask if labels is batch.tags else None)
        loss = loss + weight * own
    return loss


def _distance(logits: Tensor, soft: Tensor, mask: Tensor | None) -> Tensor:
    """How far the answers are from the teacher's, both softened."""
    wanted = functional.softmax(soft / _TEMPERATURE, -1)
    each = -(wanted * functional.log_softmax(logits / _TEMPERATURE, -1)).sum(-1)
    return each.mean() if mask is None else (each * mask).sum() / mask.sum()


def _visible(example: Example, tags: Sequence[int]) -> list[int]:
    return [t if gold != UNLABELLED else TAGS.index("O") for t, gold in zip(tags, example.tags, strict=True)]


def _epoch(documents: Sequence[Document], packer: Packer, settings: Settings, epoch: int) -> list[Example]:
    chance = random.Random(settings.seed * 1000 + epoch)
    return list(windows(documents, packer, chance, settings.unmarked))


def _batches(examples: list[Example], settings: Settings, epoch: int) -> Iterator[list[Example]]:
    chance = random.Random(settings.seed * 1000 + epoch)
    chance.shuffle(examples)
    groups: list[list[Example]] = []
    for at in range(0, len(examples), _POOL):
        groups += _by_length(sorted(examples[at : at + _POOL], key=lambda e: len(e.ids)), settings.pieces)
    chance.shuffle(groups)
    yield from groups


def _by_length(examples: Sequence[Example], pieces: int) -> Iterator[list[Example]]:
    """Neighbours in length, as many as fit into `pieces`."""
    group: list[Example] = []
    for example in examples:
        if group and len(example.ids) * (len(group) + 1) > pieces:
            yield group
            group = []
        group.append(example)
    if group:
        yield group


def _save(
    folder: Path, settings: Settings, network: Network, optimizer: Any, schedule: Any, done: int, best: float
) -> None:
    state = {
        "settings": asdict(settings),
        "network": network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(),
        "done": done,
        "best": best,
    }
    torch.save(state, folder / "last.pt.part")
    (folder / "last.pt.part").replace(folder / "last.pt")


def _resume(folder: Path, settings: Settings, network: Network, optimizer: Any, schedule: Any) -> tuple[int, float]:
    """The number of epochs done and the best sum so far."""
    path = folder / "last.pt"
    if not path.is_file():
        return 0, -1.0
    state = torch.load(path, weights_only=True)
    if state["settings"] != asdict(settings):
        return 0, -1.0
    network.load_state_dict(state["network"])
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    return state["done"], state["best"]
