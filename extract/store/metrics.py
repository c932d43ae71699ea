"""One metric under its many names: 收入, 营收, 销售额 and revenue are asked for by any of them.

The table is ``metrics.csv`` beside this file: ``metric,aliases``, aliases parted by ``|``. A user's own file of the
same form (``--metrics FILE``) is laid over it: a row whose metric or one of whose aliases is known adds its names to
that metric, any other row is a new one; a name that stands in two rows counts for the user's.

A figure's metric is words of the text (数据中心业务营收), so names are looked for inside it, the longest first:
毛利率 is not the 毛利 within it, 产能利用率 no 产能. Latin names stand as whole words, in any case.

>>> table = load()
>>> table.canonical("数据中心业务营收")
'数据中心业务收入'
>>> table.select("Revenue", ["数据中心业务营收", "销售额", "出货量", "net sales"])
['数据中心业务营收', '销售额', 'net sales']
>>> table.select("毛利", ["毛利率", "二季度毛利润"])
['二季度毛利润']
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from extract.errors import PlacedError
from extract.folding import fold
from extract.knowledge.rows import Row, read_rows
from extract.knowledge.tables import cells

FILE = Path(__file__).with_name("metrics.csv")
COLUMNS = ("metric", "aliases")
_GAP = re.compile(r"(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])| (?= )")  # blanks beside Chinese, and more than one
_MARKED = re.compile("\x02[^\x03]*\x03")
_OPEN, _CLOSE = "\x02", "\x03"  # around a metric of the table, so that 收 is not found in it


class MetricsError(PlacedError):
    """A user's table of metrics breaks its rules: J408."""


class Metrics:
    """Names of metrics, each with the one that stands for all of its metric."""

    def __init__(self, rows: Iterable[Row], own: Iterable[Row] = ()) -> None:
        self._metric: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._marks: dict[str, str] = {}
        for row in rows:
            self._add(_names(row), _plain(row.cell["metric"]), row.cell["metric"])
        for row in own:
            names = _names(row)
            known = next((self._metric[name] for name in names if name in self._metric), None)
            self._add(names, known or names[0], row.cell["metric"])
        self._search = AhoCorasick(list(self._metric), matchkind=MatchKind.LeftmostLongest)

    def _add(self, names: Sequence[str], metric: str, shown: str) -> None:
        self._shown.setdefault(metric, shown)
        self._marks[metric] = f"{_OPEN}{metric}{_CLOSE}"
        self._metric.update(dict.fromkeys(names, metric))

    def canonical(self, metric: str) -> str:
        """`metric` with each name of the table in it replaced by the one that stands for all."""
        return self._replaced(_plain(metric), self._shown)

    def select(self, wanted: str, metrics: Sequence[str]) -> list[str]:
        """Those of `metrics` that are, or contain, the metric `wanted`, whichever of its names either uses."""
        words = _plain(wanted)
        if not (words and metrics):
            return []
        plain = _lines(metrics)
        named = [self._metric[words[start:end]] for start, end in self._found(words)]
        if not named:
            return [metric for metric, line in zip(metrics, plain, strict=True) if words in line]
        marked = self._replaced(words, self._marks)
        beside = [piece for piece in _MARKED.split(marked) if piece]
        held = self._lines_with(named[0], plain)
        likely = ((metrics[n], plain[n]) for n in held if all(piece in plain[n] for piece in beside))
        if marked == self._marks[named[0]]:  # nothing but the metric
            return [metric for metric, _ in likely]
        return [metric for metric, line in likely if marked in self._replaced(line, self._marks)]

    def _found(self, plain: str) -> Iterator[tuple[int, int]]:
        """Where names of the table stand, the longest at each place; a Latin one only as whole words."""
        for _, start, end in self._search.find_matches_as_indexes(plain):
            if not (_cut(plain, start) or _cut(plain, end)):
                yield start, end

    def _lines_with(self, metric: str, lines: Sequence[str]) -> list[int]:
        """The numbers of the lines in which `metric` is named."""
        names = AhoCorasick([name for name, of in self._metric.items() if of == metric])
        likely = _numbers(lines, lambda whole: (start for _, start, _ in names.find_matches_as_indexes(whole)))

        def surely(whole: str) -> Iterator[int]:
            return (start for start, end in self._found(whole) if self._metric[whole[start:end]] == metric)

        return [likely[n] for n in _numbers([lines[n] for n in likely], surely)]

    def _replaced(self, plain: str, by: Mapping[str, str]) -> str:
        out, at = [], 0
        for start, end in self._found(plain):
            out += [plain[at:start], by[self._metric[plain[start:end]]]]
            at = end
        return "".join((*out, plain[at:]))


def load(own: Path | None = None) -> Metrics:
    """The shipped table, with the user's own laid over it; raises `MetricsError` where a row of that is bad."""
    return Metrics(_shipped(), _read(own)) if own else _default()


@lru_cache(maxsize=1)
def _default() -> Metrics:
    return Metrics(_shipped())


def _shipped() -> list[Row]:
    return _read(FILE)


def _read(path: Path) -> list[Row]:
    rows, problems = read_rows(path, COLUMNS)
    for problem in problems:
        raise MetricsError("J408", f"{problem.file} line {problem.line}", problem.what, problem.remedy)
    for row in rows:
        if not all(map(_plain, (row.cell["metric"], *cells(row.cell["aliases"])))):
            remedy = "write a metric, and its aliases with one | between two"
            raise MetricsError("J408", f"{row.file} line {row.line}", "a name is blank", remedy)
    return rows


def _names(row: Row) -> list[str]:
    return list(dict.fromkeys(_plain(name) for name in (row.cell["metric"], *cells(row.cell["aliases"]))))


def _plain(words: str) -> str:
    """Folded, in small letters, without blanks beside Chinese."""
    return _lines([words])[0]


def _lines(metrics: Sequence[str]) -> list[str]:
    """The same of many at once, which is quicker."""
    lines = fold("\n".join(metric.replace("\n", " ") for metric in metrics)).lower().split("\n")
    return [_GAP.sub("", line).strip() if " " in line else line for line in lines]


def _numbers(lines: Sequence[str], places: Callable[[str], Iterable[int]]) -> list[int]:
    """The numbers of the lines in which `places`, offsets into all of them joined, lie."""
    ends = list(accumulate(len(line) + 1 for line in lines))
    return list(dict.fromkeys(bisect_right(ends, place) for place in places("\n".join(lines))))


def _cut(plain: str, at: int) -> bool:
    """Whether a border at `at` would cut a Latin word."""
    return 0 < at < len(plain) and plain[at - 1 : at + 1].isascii() and plain[at - 1 : at + 1].isalpha()
