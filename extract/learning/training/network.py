"""The model: one encoder, a head that tags names, one that judges units, one that judges the names in them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from transformers import AutoModel

from extract.encoder.windows import TYPES
from extract.learning.training.examples import LABELS, TAGS, UNLABELLED, Example

_DROPOUT = 0.1
WORK = ".training"  # the folder, inside that of a model, of what a training leaves


@dataclass(slots=True)
class Pool:
    """Means over pieces: row `rows[i]` of the result gains `weights[i]` of piece `pieces[i]` of the flattened batch."""

    rows: Tensor
    pieces: Tensor
    weights: Tensor
    count: int

    @classmethod
    def of(cls, groups: Sequence[Sequence[int]]) -> Pool:
        """A mean for every group of pieces."""
        rows = [n for n, group in enumerate(groups) for _ in group]
        weights = [1 / len(group) for group in groups for _ in group]
        pieces = [piece for group in groups for piece in group]
        return cls(torch.tensor(rows).long(), torch.tensor(pieces).long(), torch.tensor(weights).float(), len(groups))

    def __call__(self, states: Tensor) -> Tensor:
        """The means, shape (groups, width), of states of shape (pieces, width)."""
        picked = states[self.pieces] * self.weights.unsqueeze(1)
        return torch.zeros(self.count, states.shape[1]).index_add(0, self.rows, picked)


@dataclass(slots=True)
class Batch:
    """Windows padded to one length, with what is asked of them and the answers."""

    ids: Tensor
    mask: Tensor
    types: Tensor
    units: Pool
    ends: Tensor  # the [SEP] of every unit
    targets: Pool
    unit_of: Tensor  # of every target
    unit_labels: Tensor
    target_labels: Tensor
    tags: Tensor

    @classmethod
    def of(cls, examples: Sequence[Example], padding: int) -> Batch:
        """A batch of windows."""
        length = max(len(e.ids) for e in examples)
        shape = (len(examples), length)
        ids, tags = torch.full(shape, padding), torch.full(shape, UNLABELLED)
        mask, types = torch.zeros(shape, dtype=torch.long), torch.zeros(shape, dtype=torch.long)
        units: list[list[int]] = []
        ends: list[int] = []
        unit_labels: list[int] = []
        targets: list[list[int]] = []
        unit_of: list[int] = []
        target_labels: list[int] = []
        for row, e in enumerate(examples):
            n = len(e.ids)
            ids[row, :n], types[row, :n], tags[row, :n] = (torch.tensor(v) for v in (e.ids, e.types, e.tags))
            mask[row, :n] = 1
            at = row * length
            for number, pieces, label in e.targets:
                targets.append([at + p for p in pieces])
                unit_of.append(len(units) + number)
                target_labels.append(label)
            for first, last, label in e.units:
                units.append([at + p for p in range(first, last)])
                ends.append(at + last)
                unit_labels.append(label)
        closing, owner, unit, target = (torch.tensor(v).long() for v in (ends, unit_of, unit_labels, target_labels))
        return cls(ids, mask, types, Pool.of(units), closing, Pool.of(targets), owner, unit, target, tags)


class Network(nn.Module):
    """An encoder of `layers` first layers of the base in `folder`, with its heads."""

    def __init__(self, folder: str, layers: int | None = None) -> None:
        super().__init__()
        self.encoder: Any = AutoModel.from_pretrained(folder, dtype=torch.float32, add_pooling_layer=False)
        if layers is not None:
            self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
            self.encoder.config.num_hidden_layers = len(self.encoder.encoder.layer)
        self._widen_types(len(TYPES) + 1)
        width = self.encoder.config.hidden_size
        self.unit, self.target = _head(2 * width, width), _head(3 * width, width)
        self.tag = nn.Sequential(nn.Dropout(_DROPOUT), nn.Linear(width, len(TAGS)))

    @classmethod
    def trained(cls, folder: Path, base: str) -> Network:
        """The network of a folder that `jiyao train` wrote from `base`, with the weights of its best epoch."""
        config = json.loads((folder / "config.json").read_text(encoding="utf8"))
        network = cls(base, config["num_hidden_layers"])
        network.narrow(config["intermediate_size"])
        network.load_state_dict(torch.load(folder / WORK / "best.pt", weights_only=True))
        network.eval()
        return network

    def thin(self, layers: int) -> None:
        """Keep `layers` layers, evenly spread from the first to the last: how a student starts from its teacher."""
        stack = self.encoder.encoder.layer
        last = len(stack) - 1
        if layers <= last:
            self.encoder.encoder.layer = nn.ModuleList(
                stack[round(n * last / max(1, layers - 1))] for n in range(layers)
            )
            self.encoder.config.num_hidden_layers = layers

    def narrow(self, inner: int) -> None:
        """Keep `inner` units of each layer's feed-forward part, by the norms of what goes in and comes out."""
        for layer in self.encoder.encoder.layer:
            into, out = layer.intermediate.dense, layer.output.dense
            if inner < into.out_features:
                weight = into.weight.data.norm(dim=1) * out.weight.data.norm(dim=0)
                best = weight.topk(inner).indices.sort().values
                layer.intermediate.dense = _linear(into.weight.data[best], into.bias.data[best])
                layer.output.dense = _linear(out.weight.data[:, best], out.bias.data)
                self.encoder.config.intermediate_size = inner

    def _widen_types(self, count: int) -> None:
        """A token type for every kind of name; new ones start beside the first."""
        old = self.encoder.embeddings.token_type_embeddings.weight.data
        if old.shape[0] == count:
            return
        new = old[:1].repeat(count, 1)
        new[1:] += torch.randn(count - 1, old.shape[1]) * 0.02
        self.encoder.embeddings.token_type_embeddings = nn.Embedding.from_pretrained(new, freeze=False)
        self.encoder.config.type_vocab_size = count

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """Logits of units (units, 3), of targets (targets, 3) and of tags (windows, length, tags)."""
        states = self.encoder(input_ids=batch.ids, attention_mask=batch.mask, token_type_ids=batch.types)[0]
        flat = states.reshape(-1, states.shape[-1]).float()
        whole = torch.cat([batch.units(flat), flat[batch.ends]], -1)
        named = torch.cat([batch.targets(flat), whole[batch.unit_of]], -1)
        return self.unit(whole), self.target(named), self.tag(states)


def _linear(weight: Tensor, bias: Tensor) -> nn.Linear:
    layer = nn.Linear(weight.shape[1], weight.shape[0])
    layer.weight.data, layer.bias.data = weight.clone(), bias.clone()
    return layer


def _head(features: int, width: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Dropout(_DROPOUT), nn.Linear(features, width), nn.GELU(), nn.Dropout(_DROPOUT), nn.Linear(width, len(LABELS))
    )
