"""What many names cost: 100,000 aliases read, matched and kept in memory, on one core.

    python tests/benchmark_lexicon.py [--names 100000] [--characters 3000000]

Names are made up and written to a lexicon as `--lexicon FILE` takes it; the shipped names are read beside them.
Printed: the seconds to read the file and build the automaton, the characters a second of the match alone (squeezed
text, automaton, borders, spellings) and of the whole finder, and the memory that all of it adds. The text is the
sample summaries, again and again, with a made-up name every thousand characters.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

FIRST = "安宝博昌辰诚创达德东鼎方飞丰富光广国海翰浩恒弘宏华汇惠嘉坚建健杰金锦晶精景九久凯康科蓝朗乐力立利联林龙隆"
LAST = "明铭南能宁诺欧鹏普启乾强清庆荣锐瑞润森山上神生盛世顺硕泰腾天通拓万维伟纬文祥欣新鑫信兴雄旭轩亚延彦阳耀业"
ENDINGS = ("科技", "股份", "电子", "材料", "生物", "智能", "能源", "光电", "精密", "医疗")


@dataclass(frozen=True)
class Cost:
    """What was measured."""

    aliases: int
    load_seconds: float
    match_per_second: float  # characters
    find_per_second: float  # characters
    megabytes: float


def write_names(path: Path, count: int) -> list[str]:
    """A lexicon of `count` surfaces in rows of four: name, two short forms, a Latin form. The names are returned."""
    rng = random.Random(7)
    names: dict[str, None] = {}
    while len(names) < count // 4:
        names["".join(rng.choice(FIRST + LAST) for _ in range(3)) + rng.choice(ENDINGS)] = None
    rows = ["label,name,aliases,ticker,maker"]
    for n, name in enumerate(names):
        rows.append(f"COMPANY,{name},{name}{n}厂|{name}{n}部|Zq{n:x}ware Labs,,")
    path.write_text("\n".join(rows), encoding="utf8")
    return list(names)


def measure(names: int, characters: int) -> Cost:
    """Load, match and find once each, in this process."""
    from extract import samples
    from extract.analysis import Analysis, Part
    from extract.entities import Finder
    from extract.entities.lexicon import Lexicon, Squeezed, surfaces
    from extract.folding import fold
    from extract.knowledge import load, no_collection

    Finder(load()).annotate(Analysis("英伟达"))  # dictionaries that are read once, whatever the number of names
    before = _resident()
    with tempfile.TemporaryDirectory(prefix="jiyao-") as folder:
        path = Path(folder, "names.csv")
        made = write_names(path, names)
        started = time.process_time()
        known = load(path)
        loaded = time.process_time() - started
    started = time.process_time()
    with no_collection():
        lexicon = Lexicon(surfaces(known))
    loaded += time.process_time() - started
    megabytes = _resident() - before
    sample = "".join(p.read_text(encoding="utf8") for p in samples.paths())
    pieces = [sample[i : i + 1000] + made[i % len(made)] for i in range(0, len(sample), 1000)]
    once = fold("".join(pieces))
    text = (once * (characters // len(once) + 1))[:characters]
    rounds = []
    for _ in range(3):  # the quickest: other processes only ever slow it
        started = time.process_time()
        hits = sum(1 for _ in lexicon.find(text, Squeezed(text)))
        rounds.append(time.process_time() - started)
    matched = min(rounds)
    assert hits >= characters // 1100  # the made-up names are among them
    finder = Finder(known)
    few = [Analysis(once, parts=[Part(0, len(once))]) for _ in range(max(1, characters // 20 // len(once)))]
    started = time.process_time()
    for analysis in few:
        finder.annotate(analysis)
    found = time.process_time() - started
    return Cost(names, loaded, characters / matched, len(once) * len(few) / found, megabytes)


def _resident() -> float:
    """The memory that this process holds, in megabytes."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Measure in a fresh process and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=100_000)
    parser.add_argument("--characters", type=int, default=3_000_000)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if not given.here:
        subprocess.run([sys.executable, __file__, "--here", *sys.argv[1:]], check=True)
        return
    cost = measure(given.names, given.characters)
    print(f"{cost.aliases:,} aliases beside the shipped ones")
    print(f"load    {cost.load_seconds:.2f} s")
    print(f"match   {cost.match_per_second / 1e6:.2f} million characters a second")
    print(f"find    {cost.find_per_second / 1e6:.3f} million characters a second, the whole stage")
    print(f"memory  {cost.megabytes:.0f} MB")


if __name__ == "__main__":
    main()
