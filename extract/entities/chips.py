"""Chips that no list has, told by how their makers number them.

Three kinds of rule, all on the folded text:

- `series.tsv`: a brand and a number (`昇腾 960`, `TPU v8p`, `骁龙 8 Gen4`), or a number that needs no brand
  (`MI450X`, `HBM5`, `910B` → 昇腾910B), some only where brand or maker is named near by (`C600` beside 沐曦);
- a model number right before a word for a chip (`AX9000 芯片`, `M88 SoC`), or right behind a firm that makes chips;
- `B 系列`: a letter and 系列, where chips are what the text speaks of.

Process nodes, data rates, standards, model versions and material grades look alike and are left out.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ahocorasick_rs import AhoCorasick, MatchKind

from extract.entities.candidates import Candidate, Entity, unlisted_chip
from extract.entities.context import Context
from extract.entities.lexicon import Lexicon, Squeezed, bordered, squeeze
from extract.entities.scope import Scope
from extract.entities.sound import by_sound
from extract.entities.spoken import spelt_out
from extract.entities.vocabulary import one_of

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_TABLE = Path(__file__).with_name("series.tsv")
_SURE, _LIKELY = 0.95, 0.85

# A bare number is an amount, not a model, when one of these follows (`昇腾 384 亿`).
_AMOUNT = re.compile(rf" ?(?:{one_of('counted')}|(?:nm|GB|TB|Gb|W|GW|MW|kW)(?![A-Za-z]))|[.,]\d|[-~]\d")
_LIST_GAP = re.compile(r" ?(?:[、/,]|和|与|及|或|到|至) ?|以及 ?")
_CHIP_WORD = rf"(?:系列)?{one_of('chip-uses')}?{one_of('chips')}"
_NUMBERED = re.compile(rf"(?<![A-Za-z0-9./+-])[A-Z]{{1,5}}-?\d{{1,5}}[A-Z]{{0,3}}\d?[A-Z]?(?= ?{_CHIP_WORD})")
# The shapes of other things: nodes, data rates, standards, radio generations, models, material and board grades.
_NO_CHIP = re.compile(
    r"N\d[A-Z]?|SF\d[A-Z]*|A1[46]|1[48]A|PCI-?E\d|USB\d|WIFI\d|DP\d|HDMI\d|CAT\d+|[QO]?SFP\d*|GPT-?\d|[RVOK]\d|M[4-9]|HVLP\d?"
    r"|IP\d{2}|ISO\d+|AEC-?Q\d+|L[0-5]|Q[1-4]|H[12]|[FC]Y\d+(?:[QH]\d)?|T\d{3,4}|PM\d+|CO2|FP\d{1,2}|INT\d{1,2}|BF16|TF32|CUDA\d*|NVL\d+"
    r"|CES\d*|GTC\d*|COVID-?\d+|TIER\d|[A-Z]+-?20[12]\d|X86|ARMV\d|RV\d{2}|[B-Z]G"
)
_LETTER_SERIES = re.compile(r"(?<![A-Za-z0-9])[A-Z]{1,2} ?系列")
_MAKERS_MODEL = re.compile(
    r"(?: | ?的 ?)?(?P<model>[A-Z]{2,6}-?\d[A-Z]?\d[A-Z0-9]{1,5}(?:-[A-Z0-9]{1,3})?)(?![A-Za-z0-9])"
)
# Behind an unlisted firm whose name ends like a chip maker's; and its own first two characters before a number.
_CHIP_FIRM = re.compile(rf".*{one_of('chip-firm-endings')}")
_FIRMS_MODEL = re.compile(
    r" ?(?:的|[:：])? ?(?P<model>[A-Z]{1,5}-?\d{1,5}[A-Z]{0,3}\d{0,2}[A-Z]?)(?![A-Za-z0-9])(?! ?系列?机器人|轮)"
)
_OWN_NUMBER = r" ?[A-Z]{1,2}-?\d{1,4}[A-Z]?(?![A-Za-z0-9])"
# `“昇腾”910B`: the quotation marks stand within the name.
_QUOTED = re.compile(
    r'[“「『"](?P<brand>[\u4e00-\u9fff]{2,4})[”」』"] ?'
    r"(?P<model>[A-Z]{3,4}(?![A-Za-z])|[A-Z]{0,3}\d{2,4}[A-Z]?)(?![A-Za-z0-9])"
)
_PART_NUMBER = re.compile(
    r"(?<![A-Za-z0-9./+#-])[A-Z]{1,5}(?:\d{3,6}[A-Z]{0,3}\d?|-[A-Z]?\d{1,4}[A-Z]?|\d{2,4}[A-Z]{1,2}\d?)(?![A-Za-z0-9.%+-])"
)
_MANY = 3  # chips that a document names which is about chips
_LONG_NUMBER = re.compile(r"[A-Z]\d{4}")
_CHIP_BEHIND = re.compile(r" ?(?:芯片|GPU|显卡|加速卡|架构)")
_OTHER_GOODS = re.compile(rf".{{0,12}}{one_of('other-goods')}")
_MODEL_WORDS = [
    "Gen",
    "Elite",
    "Plus",
    "Leading",
    "Lite",
    "Ultra",
    "SUPER",
    "Ti",
    "PRO",
    "Max",
    "Ride",
    "AI",
    "Venice",
    "Turin",
]
_WORDS = {w.lower(): w for w in _MODEL_WORDS}
_WORD = re.compile(rf"[ -]*(?<![a-z])({'|'.join(_WORDS)})(?![a-z])[ -]*", re.I)
_VERSIONED = frozenset(("TPU", "MTIA", "LPU"))  # their versions are written v7


@dataclass(frozen=True, slots=True)
class _Series:
    """One row of the table."""

    families: tuple[str, ...]
    models: str  # regular expression
    behind_brand: re.Pattern[str]  # the number right behind the brand, or behind a list's comma
    template: str
    maker: str | None
    alone: str

    def name(self, number: str) -> str:
        """The canonical name of the model numbered so: `8 gen4` of 骁龙 → `骁龙8 Gen 4`."""
        spaced = _WORD.sub(lambda m: f" {_WORDS[m[1].lower()]} ", number).split()
        parts = [p if p in _WORDS.values() else p.upper() for p in spaced]
        joined = " ".join(parts).replace(" NVL", "NVL").replace("NVL ", "NVL").replace("NVL", " NVL").strip()
        if self.families and self.families[0] in _VERSIONED:
            joined = joined.lower()
        return self.template.format(joined)


def load_series() -> list[_Series]:
    """The rows of series.tsv, their regular expressions compiled."""
    with _TABLE.open(encoding="utf8", newline="") as file:
        rows = list(csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t"))
    found = []
    for row in rows:
        models = row["models"].replace(" ", "[ -]?")
        behind = re.compile(rf"[ -]?(?P<model>{models})(?![A-Za-z0-9])", re.I)
        families = tuple(filter(None, row["family"].split("|")))
        found.append(_Series(families, models, behind, row["name"], row["maker"] or None, row["alone"]))
    return found


class ChipGrammar:
    """Reads model numbers by the table of series."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._makers = {s.entity.maker for s in lexicon.famous() if s.entity.label == "CHIP" and s.entity.maker}
        series = load_series()
        self._by_family = [(squeeze(f), s) for s in series for f in s.families]
        self._families = AhoCorasick([f for f, _ in self._by_family], matchkind=MatchKind.LeftmostLongest)
        self._han_family = [(f, s) for f, s in self._by_family if _HAN.fullmatch(f)]
        self._alone = [s for s in series if s.alone in ("yes", "document", "claim")]
        bare = "|".join(f"(?P<s{n}>{s.models})" for n, s in enumerate(self._alone))
        self._bare = re.compile(rf"(?<![A-Za-z0-9.])(?=[A-Z0-9])(?:{bare})(?![A-Za-z0-9])")

    @cached_property
    def _by_sound(self) -> AhoCorasick:
        """The brands in Chinese by their sound; made when the first text comes, as readings are slow to load."""
        return AhoCorasick([by_sound(f) for f, _ in self._han_family], matchkind=MatchKind.LeftmostLongest)

    def find(self, folded: str, squeezed: Squeezed, scope: Scope) -> Iterator[Candidate]:
        """Chips by brand and number, by number alone, and by number and the word for a chip."""
        yield from self._quoted(folded)
        spelt = spelt_out(folded)
        for c in self._find(spelt, squeezed if spelt == folded else Squeezed(spelt), scope):
            if folded[c.start : c.end] != spelt[c.start : c.end]:
                c.via = "repair"
            yield c

    def _find(self, folded: str, squeezed: Squeezed, scope: Scope) -> Iterator[Candidate]:
        for index, lo, hi in self._families.find_matches_as_indexes(squeezed.text):
            yield from self._branded(folded, *squeezed.original(lo, hi), self._by_family[index][1], "grammar")
        for index, lo, hi in self._by_sound.find_matches_as_indexes(by_sound(squeezed.text)):
            family, series = self._han_family[index]
            if squeezed.text[lo:hi] != family:  # `思源 590` for 思元 590
                yield from self._branded(folded, *squeezed.original(lo, hi), series, "repair")
        for m in self._bare.finditer(folded):
            series = self._alone[int(m.lastgroup[1:])]  # type: ignore[index]  # every alternative is a named group
            if series.alone != "yes" and not scope.names_maker(m.start(), series.maker, series.alone):
                continue
            if m.group().isdigit() and _AMOUNT.match(folded, m.end()):
                continue
            yield self._candidate(m.start(), m.end(), series, m.group(), _SURE if series.alone == "yes" else _LIKELY)
            yield from self._listed(folded, m.end(), series)
        for m in _NUMBERED.finditer(folded):
            if not _NO_CHIP.fullmatch(m.group().upper()):
                name = m.group()
                entity = self._lexicon.lookup(name) or unlisted_chip(name, scope.maker_before(m.start()))
                if entity.label == "CHIP":
                    yield Candidate(m.start(), m.end(), entity, "grammar", _LIKELY)

    def find_of_makers(self, folded: str, named: dict[int, Entity]) -> Iterator[Candidate]:
        """A model number right behind a firm that makes chips, or a long one behind any firm (`思特威的 SC580XS`).

        `named` are the firms by their end.
        """
        for m in _MAKERS_MODEL.finditer(folded):
            maker = named.get(m.start())
            if maker is None or _NO_CHIP.fullmatch(m["model"].upper()):
                continue
            if maker.name not in self._makers and not _LONG_NUMBER.search(m["model"]):
                continue
            entity = self._lexicon.lookup(m["model"]) or unlisted_chip(m["model"], maker.name)
            if entity.label == "CHIP":
                yield Candidate(*m.span("model"), entity, "grammar", _LIKELY)

    def find_of_unlisted(self, folded: str, named: dict[int, Entity], scope: Scope) -> Iterator[Candidate]:
        """The model number right behind an unlisted firm, and those that carry its name (`某图半导体把某图 V3 …`).

        `named` are the firms by their end; only where the document names a chip.
        """
        for end, maker in named.items():
            if not maker.key.startswith("company:?") or not _CHIP_FIRM.fullmatch(maker.name):
                continue
            start, stop = scope.part_range(scope.part(end - 1))
            if not scope.chips_named(end - 1):
                continue
            if (m := _FIRMS_MODEL.match(folded, end)) and not _NO_CHIP.fullmatch(m["model"].upper()):
                yield self._of(maker, *m.span("model"), m["model"])
            if _HAN.fullmatch(maker.name) and len(maker.name) > 3:
                for m in re.finditer(re.escape(maker.name[:2]) + _OWN_NUMBER, folded[start:stop]):
                    yield self._of(maker, start + m.start(), start + m.end(), m.group().replace(" ", ""))

    def find_of_field(self, folded: str, scope: Scope, context: Context) -> Iterator[Candidate]:
        """Part numbers beside a word for a chip or for what is done with chips, in a document that is about chips."""
        for m in _PART_NUMBER.finditer(folded):
            if scope.chips_named(m.start()) < _MANY or _NO_CHIP.fullmatch(m.group().upper()):
                continue
            c = Candidate(*m.span(), unlisted_chip(m.group(), scope.maker_before(m.start())), "grammar", _LIKELY)
            if any(context.cues(folded, c)):
                yield c

    def _of(self, maker: Entity, start: int, end: int, name: str) -> Candidate:
        entity = self._lexicon.lookup(name)
        fits = entity is not None and entity.label == "CHIP"
        return Candidate(start, end, entity if entity and fits else unlisted_chip(name, maker.name), "grammar", _LIKELY)

    def _quoted(self, folded: str) -> Iterator[Candidate]:
        for m in _QUOTED.finditer(folded):
            entity = self._lexicon.lookup(m["brand"] + m["model"])
            if entity is not None and entity.label == "CHIP":
                yield Candidate(*m.span(), entity, "name", _SURE)

    def find_letter_series(self, folded: str, scope: Scope) -> Iterator[Candidate]:
        """`B 系列` where a chip of that letter is named in the document, or any chip in the same sentence."""
        for m in _LETTER_SERIES.finditer(folded):
            letters = m.group()[:-2].strip()
            maker = scope.maker_of_models(m.start(), letters)
            told = maker is not None or _CHIP_BEHIND.match(folded, m.end())
            if not told and (_OTHER_GOODS.match(folded, m.end()) or not scope.chip_in_sentence(m.start())):
                continue
            maker = maker or scope.maker_before(m.start())
            yield Candidate(m.start(), m.end(), unlisted_chip(f"{letters}系列", maker), "grammar", _LIKELY)

    def _branded(self, folded: str, start: int, brand_end: int, series: _Series, via: str) -> Iterator[Candidate]:
        """The brand with its number, and the numbers listed behind it (`昇腾 910B、910C`)."""
        m = series.behind_brand.match(folded, brand_end)
        if not m or not bordered(folded, start, m.end()) or (m["model"].isdigit() and _AMOUNT.match(folded, m.end())):
            return
        yield self._candidate(start, m.end(), series, m["model"], _SURE, via)
        yield from self._listed(folded, m.end(), series)

    def _listed(self, folded: str, end: int, series: _Series) -> Iterator[Candidate]:
        """The numbers of the same series that are listed behind one (`910B、910C`)."""
        while gap := _LIST_GAP.match(folded, end):
            m = series.behind_brand.match(folded, gap.end())
            if not m or m.start("model") != gap.end() or _AMOUNT.match(folded, m.end()):
                return
            end = m.end()
            yield self._candidate(m.start("model"), end, series, m["model"], _LIKELY)

    def _candidate(
        self, start: int, end: int, series: _Series, number: str, score: float, via: str = "grammar"
    ) -> Candidate:
        name = series.name(number)
        known = self._lexicon.lookup(name)
        entity = known if known and known.label == "CHIP" else unlisted_chip(name, series.maker)
        return Candidate(start, end, entity, via, score)
