"""The stage: label and score of every sentence and claim, polarity of every mention.

Two readers look at a sentence: the rules (`rules.py`), and the encoder where it has been at the text
(`Analysis.views`). Their logits are added, with the weights that came with the encoder; without it the rules decide.

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

from extract.analysis import Analysis, Logits
from extract.sentiment import rules
from extract.sentiment.weights import Shares, logits, softmax, verdict

_MARGIN = 1.5  # how much the stronger side of a claim must outweigh the other

Verdict = tuple[str, float]


def annotate(analysis: Analysis) -> None:
    """Fill `label` and `score` of sentences and claims, `polarity` and `polarity_score` of mentions.

    Scores are the confidence in the label, 0 to 1. Headings, titles, dates and questions are neutral by rule
    (score 1), persons too: no outlook is read for them.
    """
    for mention in analysis.mentions:
        mention.polarity, mention.polarity_score = "neu", 1.0
    for sentence in analysis.sentences:
        sentence.label, sentence.score = "neu", 1.0
    starts = [m.start for m in analysis.mentions]
    for number, opinion in rules.load().opinions(analysis):
        sentence = analysis.sentences[number]
        view = analysis.views.get(number)
        unit = _joined(opinion.unit, view.unit, view.rules[0]) if view else opinion.unit
        sentence.label, sentence.score = verdict(unit)
        verdicts: dict[str, Verdict] = {}
        for name, shares in opinion.targets.items():
            seen = view.targets.get(name) if view else None
            verdicts[name] = verdict(_joined(shares, seen, view.rules[1]) if view and seen else shares)
        for mention in analysis.mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]:
            if mention.label != "PERSON":
                mention.polarity, mention.polarity_score = verdicts[mention.name]
    _claims(analysis)


def _joined(shares: Shares, view: Logits, weight: float) -> Shares:
    """The encoder's logits and the rules', these by `weight`, as one."""
    good, bad, neutral = (b + weight * a for a, b in zip(logits(shares), view, strict=True))
    return softmax((good, bad, neutral))


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
