"""The stage: label and score of every sentence and claim, polarity of every mention.

>>> from extract.analysis import Analysis, Sentence
>>> a = Analysis("收入超预期,毛利率大幅提升")
>>> a.sentences = [Sentence(0, len(a.text), 0)]
>>> annotate(a)
>>> a.sentences[0].label
'pos'
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from extract.analysis import Analysis, Mention, Sentence
from extract.sentiment import lexicon, roles, weights
from extract.sentiment.evidence import Evidence, Hit, Reading, read
from extract.sentiment.lexicon import NEG, NEU, POS, Lexicon
from extract.sentiment.targets import PRECEDENCE, REVERSING, Group, groups, ranks, relate
from extract.sentiment.weights import Weights, judge

_MANY, _LIST = 4, 3  # groups in a sentence, names in a group
_MARGIN = 1.5  # how much the stronger side of a claim must outweigh the other
_WHOLE = 300  # characters: longer sentences are read in pieces, so that no text costs more than linear time
_FRAME = " *])"  # what may follow a question mark
_PLAIN, _LEAD, _RANKING, _TARGETS = range(4)  # place numbers: of units, then where those of targets begin


Verdict = tuple[str, float]
Poured = tuple[Evidence, int, int]  # the bowl that it goes to, its place number


def annotate(analysis: Analysis) -> None:
    """Fill `label` and `score` of sentences and claims, `polarity` and `polarity_score` of mentions.

    Scores are the confidence in the label, 0 to 1. Headings, titles, dates and questions are neutral by rule
    (score 1), persons too: no outlook is read for them.

    Macro-F1 of units and of targets, names and units given: 16 call summaries 0.74 and 0.72, 10 expert-call minutes
    and articles 0.67 and 0.64, none of them used in fitting. About 0.7 µs a character.
    """
    stage = _Stage(lexicon.load(), roles.load(), weights.load())
    stage(analysis)


class _Stage:
    def __init__(self, words: Lexicon, parts: roles.Roles, numbers: Weights) -> None:
        self.words, self.parts, self.numbers = words, parts, numbers

    def __call__(self, analysis: Analysis) -> None:
        text = analysis.folded
        hits = _outside(self.words.find(text), analysis.mentions)
        hit_starts = [h[1] for h in hits]
        starts = [m.start for m in analysis.mentions]
        for mention in analysis.mentions:
            mention.polarity, mention.polarity_score = "neu", 1.0
        for sentence in analysis.sentences:
            sentence.label, sentence.score = "neu", 1.0
            if sentence.kind != "text":
                continue
            verdicts: list[Verdict] = []
            for start, end in _pieces(text, sentence):
                inside = hits[bisect_left(hit_starts, start) : bisect_left(hit_starts, end)]
                reading = read(text, start, end, [h for h in inside if h[2] <= end], self.words)
                named = analysis.mentions[bisect_left(starts, start) : bisect_left(starts, end)]
                named = [m for m in named if m.label != "PERSON"]
                verdicts.append(self.unit(text, start, end, reading, named))
                if named:
                    self.targets(text, start, end, reading, named)
            sentence.label, sentence.score = verdicts[0] if len(verdicts) == 1 else _weigh(verdicts)
        _claims(analysis)

    def unit(self, text: str, start: int, end: int, reading: Reading, named: Sequence[Mention]) -> Verdict:
        """The label of a sentence and its score."""
        words = text[start:end].rstrip(_FRAME)
        bowls = self._start(("u.bias", True), ("u.question", words.endswith("?")), ("u.nameless", not named))
        poured = [
            (e, e.bowl, _RANKING if ranks(e, named) else _LEAD if reading.clauses[e.clause].lead else _PLAIN)
            for e in reading.evidence
        ]
        self._fill(bowls, poured, 0, reading)
        return judge(bowls, self.numbers.conflict[0])

    def targets(self, text: str, start: int, end: int, reading: Reading, named: Sequence[Mention]) -> None:
        """Label every name of a sentence: once for all its mentions there, from the nearest relation of each word."""
        found = groups(text, reading, named)
        related = relate(found, reading)
        by_name: dict[str, list[Mention]] = {}
        for mention in named:
            by_name.setdefault(mention.name, []).append(mention)
        for name, mentions in by_name.items():
            own = [n for n, group in enumerate(found) if name in group.names]
            bowls = self._start(
                ("t.bias", True),
                ("t.chip", mentions[0].label == "CHIP"),
                ("t.single", len(found) == 1),
                ("t.many", len(found) >= _MANY),
                ("t.list", any(len(set(found[n].names)) >= _LIST for n in own)),
                ("t.first", own[0] == 0),
                ("t.house", roles.is_house(name)),
            )
            for logits in self._roles(text, start, end, [found[n] for n in own]):
                bowls[POS] += logits[POS]
                bowls[NEG] += logits[NEG]
            poured = [
                (e, NEG + POS - e.bowl if relation in REVERSING and e.bowl != NEU else e.bowl, _TARGETS + relation)
                for e, relation in _nearest([related[n] for n in own])
            ]
            self._fill(bowls, poured, 1, reading)
            label, score = judge(bowls, self.numbers.conflict[1])
            for mention in mentions:
                mention.polarity, mention.polarity_score = label, score

    def _start(self, *features: tuple[str, bool]) -> list[float]:
        """The bowls before any evidence: what kind of unit or target it is."""
        bowls = [0.0, 0.0, 0.0]
        for name, holds in features:
            if holds and name in self.numbers.bias:
                good, bad = self.numbers.bias[name]
                bowls[POS] += good
                bowls[NEG] += bad
        return bowls

    def _fill(self, bowls: list[float], poured: Sequence[Poured], whose: int, reading: Reading) -> None:
        """Add evidence to the bowls: the heaviest piece of each side in full, the others by half."""
        numbers = self.numbers
        phases = numbers.phase[whose]
        total, heaviest = [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]
        for e, bowl, place in poured:
            clause = reading.clauses[e.clause]
            weight = (
                self.words.entries[e.entry].strength
                * numbers.place[place][bowl]
                * numbers.state[e.state][bowl]
                * phases[clause.phase * 2 + clause.outlook]
            )
            total[bowl] += weight
            heaviest[bowl] = max(heaviest[bowl], weight)
        for bowl in (POS, NEG, NEU):
            bowls[bowl] += (total[bowl] + heaviest[bowl]) / 2

    def _roles(self, text: str, start: int, end: int, own: Sequence[Group]) -> list[tuple[float, float]]:
        """The logits of the role words that touch any of the groups, each word once."""
        words: dict[tuple[bool, str], tuple[float, float]] = {}
        for group in own:
            left, right = roles.touching(text, group.start, group.end, start, end)
            for table, context, behind in ((self.parts.before, left, False), (self.parts.behind, right, True)):
                word = roles.longest(table, context, behind)
                if word is not None:
                    words[behind, word] = table[word]
        return list(words.values())


def _pieces(text: str, sentence: Sentence) -> list[tuple[int, int]]:
    """The sentence whole; one far too long to be a sentence in pieces, cut at commas where there are any."""
    out: list[tuple[int, int]] = []
    start = sentence.start
    while sentence.end - start > _WHOLE:
        cut = text.rfind(",", start + 1, start + _WHOLE) + 1 or start + _WHOLE
        out.append((start, cut))
        start = cut
    out.append((start, sentence.end))
    return out


def _outside(hits: list[Hit], mentions: Sequence[Mention]) -> list[Hit]:
    """The hits that touch no name."""
    out: list[Hit] = []
    at = 0
    for hit in hits:
        while at < len(mentions) and mentions[at].end <= hit[1]:
            at += 1
        if at == len(mentions) or hit[2] <= mentions[at].start:
            out.append(hit)
    return out


def _nearest(related: list[list[tuple[Evidence, int]]]) -> list[tuple[Evidence, int]]:
    """Each piece of evidence once, in its closest relation to any of the groups that hold the name."""
    if len(related) == 1:
        return related[0]
    return [min(options, key=lambda option: PRECEDENCE[option[1]]) for options in zip(*related, strict=True)]


def _claims(analysis: Analysis) -> None:
    """A claim takes the side of its sentences where one side clearly outweighs the other."""
    verdicts: dict[int, list[Verdict]] = {}
    for sentence in analysis.sentences:
        if sentence.claim is not None:
            verdicts.setdefault(sentence.claim, []).append((sentence.label, sentence.score))
    for n, claim in enumerate(analysis.claims):
        claim.label, claim.score = _weigh(verdicts.get(n, []))


def _weigh(verdicts: Sequence[Verdict]) -> Verdict:
    """Several verdicts as one: a side must outweigh the other by half; the score is the mean of those that decide."""
    weight = {label: sum(score for own, score in verdicts if own == label) for label in ("pos", "neg")}
    label = "neu"
    if weight["pos"] > _MARGIN * weight["neg"]:
        label = "pos"
    elif weight["neg"] > _MARGIN * weight["pos"]:
        label = "neg"
    deciding = [score for own, score in verdicts if own == label] or [score for _, score in verdicts]
    return label, sum(deciding) / len(deciding) if deciding else 1.0
