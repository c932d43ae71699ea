"""Characters a second and peak memory of the whole pipeline, beside jieba.posseg on the same text.

    python tests/benchmark.py [FILE ...] [--rounds 5] [--characters 400000]

Each contender is a process of its own with one thread; after a warm-up the two take turns, so that a
machine whose speed drifts is fair to both. Printed: median of the rounds, and the ratio round by round.
Without FILE the sample summaries are read, again and again until there are enough characters.
"""

from __future__ import annotations

import argparse
import multiprocessing
import platform
import resource
import statistics
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import extract
from extract import samples

Work = Callable[[str], object]


def jiyao() -> Work:
    """The whole pipeline, from text to records."""
    return extract.Reader().documents


def posseg() -> Work:
    """jieba's part-of-speech tagger alone."""
    import jieba
    import jieba.posseg

    jieba.initialize()
    return jieba.posseg.lcut


CONTENDERS: dict[str, Callable[[], Work]] = {"jiyao": jiyao, "jieba.posseg": posseg}


def serve(name: str, texts: list[str], pipe: Connection) -> None:
    """In a process of its own: build the contender, warm up, then run once for every message."""
    started = time.perf_counter()
    work = CONTENDERS[name]()
    ready = time.perf_counter() - started
    work(texts[0])
    pipe.send(ready)
    while pipe.recv():
        started = time.perf_counter()
        for text in texts:
            work(text)
        seconds = time.perf_counter() - started
        pipe.send((seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--characters", type=int, default=400_000)
    args = parser.parse_args()
    texts = [t.text for path in args.files or samples.paths() for t in extract.read(path)]
    texts = texts * max(1, args.characters // sum(map(len, texts)))
    total = sum(map(len, texts))
    spawn = multiprocessing.get_context("spawn")
    pipes: dict[str, Connection] = {}
    ready: dict[str, float] = {}
    for name in CONTENDERS:
        pipes[name], theirs = spawn.Pipe()
        spawn.Process(target=serve, args=(name, texts, theirs), daemon=True).start()
        ready[name] = pipes[name].recv()
    seconds: dict[str, list[float]] = {name: [] for name in CONTENDERS}
    memory: dict[str, float] = {}
    for _ in range(args.rounds):
        for name, pipe in pipes.items():
            pipe.send(True)
            took, memory[name] = pipe.recv()
            seconds[name].append(took)
    print(f"{total:,} characters, {len(texts)} texts, {args.rounds} rounds")
    print(f"{platform.machine()}, Python {platform.python_version()}")
    for name, took in seconds.items():
        rate = total / statistics.median(took)
        print(f"{name:14} {rate:10,.0f} characters/s   {memory[name]:6.0f} MB peak   ready in {ready[name]:.1f} s")
    ratios = [b / a for a, b in zip(seconds["jiyao"], seconds["jieba.posseg"], strict=True)]
    middle = statistics.median(ratios)
    print(f"jiyao reads {middle:.2f} times as fast as jieba.posseg ({min(ratios):.2f} to {max(ratios):.2f})")
    for pipe in pipes.values():
        pipe.send(False)


if __name__ == "__main__":
    main()
