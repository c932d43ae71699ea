"""Whom a figure is about where its own clause names nobody: candidates, and what speaks for each.

Candidates are the names of earlier clauses (`E`; the sentence's first also `F`) and sentences (`P`, `PF`) of the claim,
of headline (`H`) and topic (`Q`), the document's firm (`lead`), the makers of chips named (`maker`), the name behind
the figure (`B`); the subjects told before (`T`, `TC`: the last company, `TW`: the last in words) and in the claim
before (`past`); and things in words: the phrases of the lead (`l`), the clause (`c`), earlier clauses (`e0` …), behind
the figure (`b`), of titles (`Ht`, `Qt`, `Nt`). A phrase stands whole (`w`) and in parts: before its measuring noun
(`q`), before a verb (`v`), its first word (`f`), first two (`g`) and last (`y`), without the adverbs and numbers it
opens with (`s`), behind its last verb (`z`), or with the noun that the measuring one only describes (`t`:
`高算力芯片`); `m` marks one that goes on a name (`甲手术显微镜`). `TM` is whom the same measure was told of before;
`Qm`, `Hm` are what topic and headline tell it of. `like` compares where the candidate stands with where the subject of
the figure before stood: lists run parallel.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate

from extract.analysis import Figure, Mention
from extract.figures import names, things
from extract.figures.context import FIGURE, Phrase, Site, View
from extract.figures.features import sign, size, sort_of_figure, way_to
from extract.figures.phrases import around, phrases, tag, words_of
from extract.figures.ranking import Candidate
from extract.figures.subject import OF_BUYER, OF_FIRM
from extract.figures.told import Told
from extract.figures.words import cue

_ABOUT = (  # whose such a metric is
    ("firm", OF_FIRM),
    ("chip", re.compile(r"显存|内存|带宽|功耗|主频|频率|算力|互联|制程|晶体管|TDP|die")),
    ("goods", re.compile(r"价格|均价|报价|单价|售价|现货价|合约价|批价|毛利|占比$|良率|渗透率|价值量")),
    ("buyer", OF_BUYER),
    ("flow", re.compile(r"出货|销量|产能|订单|交付|产量|良率|份额")),
)
_LED_BY = ",:;。(、和与在于对从以由较比据将把向给为是有的使"
_NO_THING = "dpcurmqtyzo"  # parts of speech that end no thing
_BODY = re.compile(r".*" + cue("bearer.body") + r"$|" + cue("things.never") + "$")
_OPENS_NONE = "dpcrmquytz"  # … that begin none
_SPLITS = "vdpcrqut"  # … behind which one begins
_FIRST_OF_NONE = "vdpmtrcuq"  # … that are none alone
_QUOTED = re.compile(r"据(?:了解|悉)?[^,。;:]{0,3}$")
_SAYS = re.compile(cue("bearer.says"))
_NEAR = (500, 200)  # characters before and behind in which a name is counted
_PAST = 300  # characters before the sentence
_WORDS_BEFORE, _WORDS_BEHIND = 100, 20
_MOST_PHRASES = 6
_LENGTHS = range(2, 17)


class _Collector:
    """The candidates for one figure's subject, each wording once, with what all its places say for it."""

    def __init__(self, view: View, site: Site, figure: Figure, told: Told, metric_at: int) -> None:
        self.view, self.site, self.figure, self.told = view, site, figure, told
        self.metric_at = metric_at
        words = figure.metric or ""
        self.about = next((name for name, pattern in _ABOUT if pattern.search(words)), "any")
        self.sort = sort_of_figure(view, figure)
        self.way = way_to(view, site)
        self.named = bool(view.mentions_in(site.clause, site.start))
        self.leading = view.protagonist(site)
        self.headline = names.of_headline(view, site)
        firm = "m" if view.main_firm(site) else "p" if self.leading else ""
        self.stage = ("h" if self.headline else "") + firm  # who stands ready: the headline's, the document's firm
        self.before = told.places.get("subject", "") if told.sentence_of == site.sentence else "-"
        self.here = told.subject_sentence == site.sentence
        self.near = view.mentions_in(max(0, site.start - _NEAR[0]), site.start + _NEAR[1])
        self.window = view.text[max(0, site.start - _NEAR[0]) : site.start + _NEAR[1]]
        self.tail = words[-2:]  # of the metric: its measuring noun
        claim, text = view.claim(site), view.analysis.text
        places = [("N", view.title_at(site))]
        if claim is not None:
            places = [("H", claim.headline_at), ("Q", claim.topic_at), *places]
        self.over = [(letter, text[at[0] : at[1]]) for letter, at in places if at is not None and at[0] < site.start]
        self.found: dict[str, Candidate] = {}

    def add(self, words: str, start: int, source: str, kind: str, *features: str) -> None:
        words = words.strip()
        if not words:
            return
        held = self.found.get(words)
        if held is None:
            held = self.found[words] = Candidate(words, start, self._first(words, kind), source)
            held.features.append(f"like:{self.before}>{source}")
        held.features += (
            f"s:{source}",
            f"s:{source}|{self.about}",
            f"s:{source}|{self.way}",
            f"s:{source}|{self.named}|{self.stage}",
            f"s:{source}|{self.named}|{kind}",
            *features,
        )

    def measured_in(self, text: str, end: int) -> bool:
        """Whether the words that end at `end` name the figure's measure: 价格 of `市场价格`."""
        return bool(self.tail) and text.endswith(self.tail, end - len(self.tail), end)

    def titles(self, words: str) -> str:
        """Which of headline, topic and title name `words`."""
        return "".join([letter for letter, title in self.over if words in title])

    def _first(self, words: str, kind: str) -> list[str]:
        features = [f"k:{kind}", f"k:{kind}|{self.about}", f"k:{kind}|{self.sort}", f"k:{kind}|{self.stage}"]
        if words == self.headline:
            features += (f"headline|{self.named}", f"headline|{self.about}")
        if words == self.told.subject:
            features += (f"told|{self.here}|{self.named}", f"told|{self.about}|{self.here}")
        return features

    def group(self, group: list[Mention], source: str, low: int, nth: int) -> None:
        """A group of names between `low` and the figure, the `nth` of its source."""
        view, site = self.view, self.site
        role = _role(view, group, low, site.start)
        if "r" in role:
            return  # a research house speaks
        last = group[-1]
        kind = ("COM" if last.label == "COMPANY" else "CHIP") + ("s" if len({m.name for m in group}) > 1 else "")
        follows = sign(view.blank[last.end : site.start], "的占为由从,(、:")
        gap = view.blank[last.end : site.start]
        features = [
            f"n:{source}{nth}",
            f"nx:{follows}|{kind}",
            f"nx:{follows}|{source}",
            f"r:{role}|{kind}|{self.sort}",
            f"often:{min(4, sum([m.name == last.name for m in self.near]))}|N",
            f"gap:{size(len(gap) // 2)}|{source}",
            f"past figure:{FIGURE in gap}|{source[0]}",
        ]
        if self.metric_at >= 0:
            features.append(f"pos:{'<' if group[0].start < self.metric_at else '>'}|{source}|{role}")
        self.add(names.joined(group), group[0].start, source, kind, *features)
        if last.label == "CHIP" and last.maker and len(group) == 1:
            self.add(last.maker, group[0].start, "maker", "COM")


def candidates(view: View, site: Site, figure: Figure, told: Told, metric_at: int) -> list[Candidate]:
    """Whom `figure` may be about; its metric, which begins at `metric_at` (-1: told before), is known."""
    found = _Collector(view, site, figure, told, metric_at)
    _names(view, site, found)
    _titles(view, site, found)
    _told(view, found)
    _things(view, site, found)
    return list(found.found.values())


def _names(view: View, site: Site, found: _Collector) -> None:
    clause = names.groups(view, view.mentions_in(site.clause, site.start))
    for n, group in enumerate(reversed(clause)):
        found.group(group, "L" if group[0].start >= site.lead else "C", site.clause, min(n, 2))
    earlier = names.groups(view, view.mentions_in(site.low, site.clause))
    for n, group in enumerate(reversed(earlier[-4:])):
        found.group(group, "E", site.low, min(n, 3))
    if earlier:
        found.group(earlier[0], "F", site.low, 0)
    for group in names.groups(view, view.mentions_in(site.end, site.clause_end))[:1]:
        found.group(group, "B", site.end, 0)
    claim = view.claim(site)
    past = names.groups(view, view.mentions_in(max(claim.start, site.low - _PAST), site.low)) if claim else []
    for n, group in enumerate(reversed(past[-3:])):
        found.group(group, "P", site.low - _PAST, n)
    if past:
        found.group(past[0], "PF", site.low - _PAST, 0)


def _titles(view: View, site: Site, found: _Collector) -> None:
    claim = view.claim(site)
    for source, at in [] if claim is None else [("H", claim.headline_at), ("Q", claim.topic_at)]:
        if at is None or at[0] >= site.start:
            continue
        for n, group in enumerate(names.groups(view, view.mentions_in(*at))[:2]):
            found.group(group, source, at[0], n)
        if thing := things.of_title(view, view.title_phrases(at, phrases)):
            found.add(thing, at[0], f"{source}t", "thing")
        _owner(view, at, source, found)
    titled = view.title_at(site)
    if titled is not None and (thing := things.of_title(view, view.title_phrases(titled, phrases))):
        found.add(thing, titled[0], "Nt", "thing")


def _owner(view: View, at: tuple[int, int], source: str, found: _Collector) -> None:
    """What a title tells the figure's own measure of: 铝 for a 价格 under `铝价格何时见顶`."""
    text = view.analysis.text
    for phrase in view.title_phrases(at, phrases):
        if phrase.headed and found.measured_in(text, phrase.end) and phrase.head > phrase.start:
            words = text[phrase.start : phrase.head].strip(" 的")
            if len(words) in _LENGTHS and not _BODY.fullmatch(words):
                found.add(words, phrase.start, f"{source}m", "thing")


def _told(view: View, found: _Collector) -> None:
    """Who stands ready: the document's firm, the headline's, whom the claim or the one before told of."""
    told = found.told
    for source, name in (("lead", found.leading), ("headline", found.headline), ("TC", told.company)):
        if name:
            found.add(name, -1, source, "COM")
    if told.company is None and told.past.company:
        found.add(told.past.company, -1, "pastC", "COM")
    if told.thing and told.thing != told.subject:
        found.add(told.thing, -1, "TW", "thing")
    for measured, subject in reversed(told.owners[-6:]):
        if subject and found.tail and measured.endswith(found.tail):
            kind = "name" if view.is_name(subject) else "thing"
            found.add(subject, -1, "TM", kind, f"TM:{subject == told.subject}|{found.here}")
            break
    last = told.subject or told.past.subject
    if last:
        kind = "name" if view.is_name(last) else "thing"
        same = len(told.history) > 1 and told.history[-1][0] == told.history[-2][0]
        found.add(last, -1, "T" if told.subject else "past", kind, f"T|{found.here}|{same}|{found.named}")


def _things(view: View, site: Site, found: _Collector) -> None:
    """The phrases in words around the figure, the nearest first."""
    low, high = site.start - _WORDS_BEFORE, min(site.start + _WORDS_BEHIND, site.clause_end)
    nth = 0
    for p in reversed(around(view, site)):
        if p.start < low or nth >= _MOST_PHRASES:
            break
        if p.end <= high and not site.start <= p.start < site.end:
            _thing(view, site, p, nth, found)
            nth += 1


def _thing(view: View, site: Site, phrase: Phrase, nth: int, found: _Collector) -> None:
    """A phrase and its parts as candidates."""
    tags = phrase.tags
    ends = list(accumulate(map(len, phrase.words), initial=phrase.start))[1:]
    source = _source(view, site, phrase)
    head = "strong" if phrase.headed else "weak" if phrase.head >= 0 else "no"
    text = view.analysis.text
    named_by = _name_before(view, phrase)
    parts = _parts(phrase)
    if phrase.whole > phrase.end:
        more = words_of(view, phrase.end, phrase.whole)
        tags = [*tags, *map(tag, more)]
        ends += list(accumulate(map(len, more), initial=phrase.end))[1:]
        parts[phrase.start, phrase.whole] = "t"
    for (start, stop), part in parts.items():
        end = start + len(text[start:stop].rstrip(" 的"))
        own = text[start:end].strip()
        mine = tags[: bisect_left(ends, end) + 1] if end > start else []
        if len(own) not in _LENGTHS or not mine or mine[-1] in _NO_THING or _BODY.fullmatch(own):
            continue
        if named_by is not None and start == phrase.start and named_by.start >= site.low:
            start, own = named_by.start, text[named_by.start : end].strip()
            part += "m"
        rel = _relation(view, start, end, own, found)
        form, marks = things.form(own), f"{'v' in mine}{'d' in mine}{'r' in mine}{'m' in mine}"
        follows = sign(view.blank[end : end + 2], "的占为由从:(,则、")
        led = sign(view.blank[max(site.low, start - 1) : start] or ",", _LED_BY)
        often = min(3, found.window.count(own))
        said = _QUOTED.search(view.text, max(site.low, start - 6), start) or _SAYS.match(view.text, end)
        found.add(
            own,
            start,
            source + part,
            "thing",
            f"th:{part}|{head}|{rel}",
            f"th:{form}|{found.stage}|{found.named}",
            f"th:{form}",
            f"th:{form}|{source}",
            f"tx:{follows}|{part}|{head}",
            f"tx:{follows}|{source}",
            f"tp:{led}|{part}",
            f"tp:{led}|{source}",
            f"tp:{led}|{form}",
            f"tp:{led}|{follows}",
            f"ti:{found.titles(own)}|{part}",
            f"ti:{found.titles(own)}|{found.stage}",
            f"tf:{form}|{found.about}|{source[0]}",
            f"tf:{found.about}|{source}{part}",
            f"tt:{mine[-1]}|{part}",
            f"t1:{mine[0]}|{part}",
            f"tw:{own[-1]}",
            f"tn:{min(nth, 3)}|{source}",
            f"tl:{size(len(own))}|{part}",
            f"rel:{rel}|{found.named}",
            f"same:{phrase.headed and found.measured_in(text, phrase.end) and rel not in '=pi'}|{source[0]}",
            f"rel:{rel}|{part}|{led}",
            f"rel:{rel}|{found.stage}|{source[0]}",
            f"rel:{rel}|{source}|{led}",
            f"rel:{rel}|{form}|{found.here}",
            f"rel:{rel}|{found.about}|{found.stage}",
            f"rel:{rel}|{found.sort}",
            f"often:{often}",
            f"often:{often}|{part}",
            f"said:{bool(said)}",
            f"tags:{marks}|{part}",
        )


def _relation(view: View, start: int, end: int, own: str, found: _Collector) -> str:
    """Where words stand to the metric: = the same, p its beginning, i inside, b right before, < before, > behind.

    T: the metric was told before the figure's own words.
    """
    at, metric = found.metric_at, found.figure.metric or ""
    if own == metric:
        return "="
    if at < 0:
        return "T"
    if at <= start < at + len(metric):
        return "p" if start == at else "i"
    if end <= at:
        return "b" if view.text[end:at].strip() in ("", "的") else "<"
    return ">"


def _name_before(view: View, phrase: Phrase) -> Mention | None:
    """The name that a phrase goes on with: 甲 of `甲手术显微镜`."""
    names_at = view.mentions_in(phrase.start - 24, phrase.start)
    return names_at[-1] if names_at and not view.text[names_at[-1].end : phrase.start].strip() else None


def _parts(phrase: Phrase) -> dict[tuple[int, int], str]:
    """Where the phrase and those of its parts stand that may name a thing. A measure is no thing."""
    ends = list(accumulate(map(len, phrase.words), initial=phrase.start))
    count = bisect_right(ends, phrase.head) - 1 if phrase.headed else len(phrase.words)
    tags = phrase.tags[:count]
    if not count:
        return {}
    parts = {(phrase.start, ends[count]): "q" if phrase.headed else "w"}
    if count > 1 or phrase.headed:
        opening = next((n for n, t in enumerate(tags) if t not in _OPENS_NONE), count)
        ending = max([n + 1 for n, t in enumerate(tags) if t in _SPLITS], default=0)
        verb = next((n for n, t in enumerate(phrase.tags) if t == "v"), 0)
        spans = [(opening, count, "s"), (ending, count, "z")]
        if 0 < verb <= count:
            spans.append((opening if opening < verb else 0, verb, "v"))
        if tags[0] not in _FIRST_OF_NONE:
            spans += [(0, 1, "f"), (0, 2, "g")] if count > 2 else [(0, 1, "f")]
        spans.append((count - 1, count, "y"))
        for first, last, name in spans:
            if first < last:
                parts.setdefault((ends[first], ends[last]), name)
    return parts


def _source(view: View, site: Site, phrase: Phrase) -> str:
    if phrase.start >= site.end:
        return "b"
    if phrase.start >= site.lead:
        return "l"
    if phrase.start >= site.clause:
        return "c"
    between = view.blank[phrase.end : site.clause]
    return f"e{min(2, sum(map(between.count, ',;。')))}"


def _role(view: View, group: list[Mention], low: int, high: int) -> str:
    """What a group does besides bearing figures: what `names.role` says, and s where it is quoted or speaks."""
    first, last = group[0], group[-1]
    left = view.text[max(low, first.start - 6, 0) : first.start]
    right = view.blank[last.end : min(high, last.end + 6)]
    speaks = first.start - low < 8 and _SAYS.search(view.blank, last.end, min(high, last.end + 16))
    return names.role(group, left, right) + ("s" if _QUOTED.search(left) or speaks else "")
