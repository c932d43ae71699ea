"""How much the model and how much the rules are believed: five numbers for units and five for targets.

Final logits are ``scale * model + bias + rules * rules``. They are fitted by likelihood on documents that neither the
model was trained on nor the rules were written by; a part that does not help there gets a weight near nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from extract.encoder.runtime import ALONE

Floats = npt.NDArray[np.float64]
_RIDGE = 0.01  # keeps the numbers near (1, 0, 0, 0, 0) where documents are few
_START = np.array(ALONE)


def fit(labels: Sequence[int], model: Floats, rules: Floats, rounds: int = 500, rate: float = 0.1) -> Floats:
    """The five numbers, from labels (n) and logits of model and rules (n, 3) each, by gradient descent."""
    numbers = _START.copy()
    wanted = np.eye(3)[np.asarray(labels)]
    for _ in range(rounds):
        logits = joined(numbers, model, rules)
        shares = np.exp(logits - logits.max(1, keepdims=True))
        shares /= shares.sum(1, keepdims=True)
        slope = (shares - wanted) / len(labels)
        gradient = np.array([(slope * model).sum(), (slope * rules).sum(), *slope.sum(0)])
        numbers -= rate * (gradient + _RIDGE * (numbers - _START))
    return numbers


def joined(numbers: Floats, model: Floats, rules: Floats) -> Floats:
    """Logits, shape (n, 3), of model and rules taken together."""
    return np.asarray(numbers[0] * model + numbers[1] * rules + numbers[2:])
