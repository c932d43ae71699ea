"""Many names cost little. The bounds are a few times what a quiet machine needs (benchmark_lexicon.py prints that)."""

from __future__ import annotations

from benchmark_lexicon import measure


def test_twenty_thousand_aliases() -> None:
    cost = measure(20_000, 400_000)
    assert cost.load_seconds < 1.5
    assert cost.match_per_second > 1_000_000
    assert cost.megabytes < 100
