"""The trained model as files, and the session that runs it.

A model is a folder in Hugging Face layout: `config.json` (with the numbers that join model and rules),
`tokenizer.json`, `model.onnx` (the encoder, int8, with the head that tags names) and `heads.onnx` (the heads that
judge). Windows go through one at a time: int8 activations are scaled by what is in a batch, so a batch would let one
sentence's result depend on its neighbours in it. The heads run in a session too, for numpy would start a thread on
every core.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from extract.encoder.windows import Packer, Window
from extract.errors import ModelError

Floats = npt.NDArray[np.float32]

JOINS = "jiyao_joins"  # in config.json: five numbers of `unit` and of `target`
ALONE = (1.0, 0.0, 0.0, 0.0, 0.0)  # scale, rules, bias of good, bad, neutral: the model as it is, without the rules
NAME = "reader"  # the model that ships
_REMEDY = "install the package again, or name another --model"
_FILES = ("config.json", "tokenizer.json", "model.onnx", "heads.onnx")


def shipped() -> Path | None:
    """The folder of the model that ships: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent.parent
    for root in (package / "models", package.parent / "models"):
        if (root / NAME).is_dir():
            return root / NAME
    return None


@dataclass(frozen=True, slots=True)
class Join:
    """How logits are joined with the rules': ``scale * logits + bias + rules * rules' logits``."""

    scale: float
    rules: float
    bias: Floats  # shape (3,)

    @classmethod
    def of(cls, numbers: Sequence[float]) -> Join:
        """The join of five numbers, as `JOINS` has them."""
        return cls(float(numbers[0]), float(numbers[1]), np.array(numbers[2:5], dtype=np.float32))


class Encoder:
    """One model in one session with one thread; safe to build anew in every process."""

    def __init__(self, folder: Path) -> None:
        """Load the model of `folder`; `ModelError` where a file is missing or damaged."""
        for name in _FILES:
            if not (folder / name).is_file():
                raise ModelError("J301", str(folder), f"{name} is missing", _REMEDY)
        from tokenizers import Tokenizer

        try:
            self.packer = Packer(Tokenizer.from_file(str(folder / "tokenizer.json")))
            config = json.loads((folder / "config.json").read_text(encoding="utf8"))
            self.unit_join, self.target_join = (Join.of(config[JOINS][head]) for head in ("unit", "target"))
            self._encoder, self._heads = (_session(folder / name) for name in ("model.onnx", "heads.onnx"))
        except Exception as error:  # each library has its own errors for a damaged file
            reason = f"cannot be loaded ({type(error).__name__}: {str(error)[:200]})"
            raise ModelError("J302", str(folder), reason, _REMEDY) from error

    def states(self, window: Window) -> tuple[Floats, Floats]:
        """Hidden states, shape (pieces, width), and tag logits, shape (pieces, tags), of a window."""
        states, tags = self._encoder.run(
            None, {"ids": np.array([window.ids], dtype=np.int64), "types": np.array([window.types], dtype=np.int64)}
        )
        return states[0], tags[0]

    def judge(self, units: Floats, targets: Floats) -> tuple[Floats, Floats]:
        """Logits (good, bad, neutral), a row each, of units (n, 2 × width) and of targets (m, 3 × width)."""
        unit, target = self._heads.run(None, {"units": units, "targets": targets})
        return unit, target


def _session(path: Path) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
