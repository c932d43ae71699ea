"""A trained network as the folder that `extract.encoder` runs: ONNX with int8 weights, heads, tokenizer, card."""

from __future__ import annotations

import json
import shutil
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from extract.encoder.runtime import ALONE, JOINS
from extract.learning.training.network import Network

_OPSET = 17
_TOKENIZER = ("tokenizer.json", "tokenizer_config.json")


class _Forward(nn.Module):
    """One window, without padding: what the session runs."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, types: Tensor) -> tuple[Tensor, Tensor]:
        """States and tag logits of pieces (1, n)."""
        states = self.network.encoder(input_ids=ids, attention_mask=torch.ones_like(ids), token_type_ids=types)[0]
        return states, self.network.tag(states)


def write(network: Network, base: str, folder: Path) -> None:
    """Write `folder` anew, with the rules counting nothing beside the model."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    network.encoder.set_attn_implementation("eager")  # the form that exports
    with tempfile.TemporaryDirectory() as scratch:
        whole = Path(scratch) / "whole.onnx"
        _export(network, whole)
        _quantize(whole, folder / "model.onnx")
    _export_heads(network, folder / "heads.onnx")
    network.encoder.config.update({JOINS: {"unit": [*ALONE], "target": [*ALONE]}})
    network.encoder.config.save_pretrained(folder)
    for name in _TOKENIZER:
        shutil.copyfile(Path(base) / name, folder / name)


def write_joins(folder: Path, joins: Mapping[str, Sequence[float]]) -> None:
    """Set the numbers that join model and rules in `folder`: those of `unit` and of `target` (see `joining`)."""
    path = folder / "config.json"
    config = json.loads(path.read_text(encoding="utf8"))
    config[JOINS] |= {head: [round(n, 4) for n in numbers] for head, numbers in joins.items()}
    path.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf8")


def _export(network: Network, path: Path) -> None:
    example = torch.ones(1, 16, dtype=torch.long), torch.zeros(1, 16, dtype=torch.long)
    _to_onnx(_Forward(network), example, path, ["ids", "types"], ["states", "tags"], 1)


def _to_onnx(module: nn.Module, example: Any, path: Path, given: list[str], made: list[str], free: int) -> None:
    """Write a module whose inputs and outputs are of any length in dimension `free`."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's own advice about newer exporters and traced branches
        torch.onnx.export(
            module.eval(),
            example,
            str(path),
            dynamo=False,
            opset_version=_OPSET,
            input_names=given,
            output_names=made,
            dynamic_axes={name: {free: f"n_{name}"} for name in given + made},
        )


class _Heads(nn.Module):
    """The heads that judge, without the encoder."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.unit, self.target = network.unit, network.target

    def forward(self, units: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of units and of targets."""
        return self.unit(units), self.target(targets)


def _export_heads(network: Network, path: Path) -> None:
    width = network.encoder.config.hidden_size
    example = torch.zeros(2, 2 * width), torch.zeros(2, 3 * width)
    _to_onnx(_Heads(network), example, path, ["units", "targets"], ["unit", "target"], 0)


def _quantize(whole: Path, small: Path) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(str(whole), str(small), weight_type=QuantType.QInt8, per_channel=True)
