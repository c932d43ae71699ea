"""Memory, speed and overhead of `jiyao run` over many short summaries: the samples with other names and numbers.

    python tests/scale.py [COUNT] [--jobs 2] [--model none] [--pairs 0] [--folder DIR]

Printed for each tenth: documents a second, processor time a document, the most memory of parent and of a worker. Then
what the parent took of the workers' processor time, and how long a second run takes that finds nothing new. With
--pairs, one job and two take turns that many times over the documents, and nothing else is done.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parent / "fakes"))

from runs import documents
from summaries import write

TICK = 0.5  # seconds


class Watched:
    """A run as it goes: documents done, memory and processor time, ten times."""

    def __init__(self, inbox: Path, store: Path, count: int, *options: str) -> None:
        self.rows: list[dict[str, float]] = []
        self.begun = time.monotonic()
        command = [sys.executable, "-m", "extract", "run", str(inbox), "--store", str(store), "--json", *options]
        self.process = psutil.Popen(command, stdout=subprocess.PIPE, text=True)
        peaks, seen, at, before = [0.0, 0.0], 0, self.begun, 0.0
        cpu = {"parent": 0.0, "workers": 0.0}
        workers: dict[int, float] = {}
        while self.process.poll() is None:
            time.sleep(TICK)
            with suppress(psutil.Error):
                cpu["parent"] = sum(self.process.cpu_times()[:2])
                peaks[0] = max(peaks[0], self.process.memory_info().rss)
                for child in self.process.children():
                    workers[child.pid] = sum(child.cpu_times()[:2])
                    peaks[1] = max(peaks[1], child.memory_info().rss)
            done = documents(store)
            if done >= (len(self.rows) + 1) * count / 10:
                now, cpu["workers"] = time.monotonic(), sum(workers.values())
                self.rows.append({
                    "documents": done, "a second": round((done - seen) / (now - at), 1),
                    "ms of workers": round(1000 * (cpu["workers"] - before) / (done - seen), 2),
                    "parent MB": round(peaks[0] / 1e6, 1), "worker MB": round(peaks[1] / 1e6, 1),
                })  # fmt: skip
                print(json.dumps(self.rows[-1]), flush=True)
                peaks, seen, at, before = [0.0, 0.0], done, now, cpu["workers"]
        self.seconds = time.monotonic() - self.begun
        self.share = cpu["parent"] / max(sum(workers.values()), 1e-9)
        self.said = json.loads(self.process.stdout.read())


def pairs(inbox: Path, folder: Path, count: int, options: list[str]) -> None:
    """One job and two in turn, each over the same documents into a new store."""
    gains = []
    for pair in range(count):
        rates = {}
        for jobs in (1, 2) if pair % 2 else (2, 1):
            done = Watched(inbox, folder / f"{pair}-{jobs}.sqlite", 10**9, "--jobs", str(jobs), *options)
            rates[jobs] = done.said["documents"] / done.said["seconds"]
            print(f"{jobs} jobs: {rates[jobs]:.1f} a second, parent {done.share:.1%} of the workers", flush=True)
        gains.append(round(rates[2] / rates[1], 2))
    print(f"2 jobs do {statistics.median(gains):.2f} times the documents a second of 1 ({gains})")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", type=int, nargs="?", default=10_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--model")
    parser.add_argument("--pairs", type=int, default=0)
    parser.add_argument("--folder", type=Path)
    args = parser.parse_args()
    options = ["--model", args.model] if args.model else []
    with tempfile.TemporaryDirectory(dir=args.folder) as name:
        inbox, store = Path(name) / "inbox", Path(name) / "s.sqlite"
        characters = sum(len(path.read_text(encoding="utf8")) for path in write(inbox, args.count))
        print(f"{args.count} documents, {characters / args.count:.0f} characters each, {args.jobs} jobs", flush=True)
        if args.pairs:
            pairs(inbox, Path(name), args.pairs, options)
            return
        options += ["--jobs", str(args.jobs)]
        first = Watched(inbox, store, args.count, *options)
        again = Watched(inbox, store, 10**9, *options)
        print(f"first run {first.seconds:.1f} s, parent {first.share:.1%} of the workers' processor time")
        share = first.seconds / again.seconds
        print(f"second run {again.seconds:.1f} s (1/{share:.0f}), {again.said['unchanged']} unchanged")
        print(f"store {os.path.getsize(store) / args.count / 1000:.1f} kB a document")


if __name__ == "__main__":
    main()
