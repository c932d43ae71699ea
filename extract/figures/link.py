"""Walk through the figures of a text and say for each what it measures, of whom, for when.

How a link is decided:

- metric: a place in a list told with 分别 decides (`营收与毛利分别为 3 亿元和 1 亿元`), and `X占Y的比重`; else all
  nouns that may be meant are candidates (`metric`), and the one whose features weigh most is taken (`ranking`).
- subject: whom the figure's own clause names, by grammar (`subject`): a name, a pronoun, 公司, a thing in words; where
  it names nobody, those told of before are weighed (`bearer`): names and things of earlier clauses, headline, topic
  and title.
- period: the last time of the figure's own words that is no mere base of comparison, of its clause, in brackets behind
  it, of its table column; then the one told before in the sentence, and across sentences for what flows in time only.
  `2025 年以来` runs to the document's date. Never the document's date alone (`period`).
- where the best candidate is not clearly better than the others (`_LEAST`), none is taken.
- in an English sentence the phrase before the verb is the metric, only a name the subject (`english`).
- in a table the header names metric and period, the first cell of the row the subject (`tables`).

`Told` remembers what the figures before were linked with. The score says how many of the links were found, and how
clearly the candidates taken stood out.

Measured end to end, F1 of metric, subject, period: call summaries 0.81, 0.86, 0.93; expert minutes 0.80, 0.72, 0.82.
Found texts of many fields, by folds: 0.73, 0.59, 0.76.
"""

from __future__ import annotations

import re

from extract.analysis import Figure
from extract.figures import bearer, english, metric, period, subject, tables
from extract.figures.context import Site, View
from extract.figures.features import sort_of_figure
from extract.figures.phrases import wording
from extract.figures.ranking import Ranker, shipped
from extract.figures.told import Past, Told
from extract.figures.words import AND

_RESPECTIVELY = re.compile(r"分别|依次|各为|各是|同比各|各(?=增|降|占)")
_NEXT_IN_LIST = re.compile(
    rf"(?:左右|以上|上下|多)? ?(?:{AND}|/|,)(?:[ 约近超逾]|超过|将近|至少|不低于|不超过|不到|不足)*"
)
_SLASH = re.compile(r"/ ?\d")  # `10/12/15 亿元`
_LEAST = 0.3  # share of the best candidate; of less clear ones none is taken
_NEAR = 400  # characters; a claim further back is not gone on with


def link(view: View, figures: list[Figure], ranker: Ranker | None = None) -> list[Site]:
    """Fill metric, subject, since, until and score of all `figures` (in text order); their places are returned."""
    ranker = ranker or shipped()
    sites = []
    told = Told()
    before: Figure | None = None
    for figure in figures:
        site = view.site(figure, before)
        told = _enter(site, told)
        column = tables.column(view, site)
        listed = _place_in_list(view, site, before, told)
        if column is not None:
            figure.metric, figure.subject = tables.link(view, site, column)
            clear = 1.0
        elif english.told_in(view, site):
            figure.metric = english.metric(view, site) or (told.history[-1][0] if told.history else None)
            figure.subject = english.subject(view, site, told)
            clear = 1.0
        else:
            clear = _weigh(view, site, figure, told, listed, ranker)
        if figure.metric is not None:
            told.history.append((figure.metric, sort_of_figure(view, figure), site.sentence, site.clause))
        of_column = None if column is None else tables.time(view, site, column)
        time = period.find(view, site, figure, before, told, listed, of_column)
        if time is not None:
            figure.since, figure.until = time.since, time.until
        figure.score = _score(figure, clear)
        if figure.metric is not None:
            told.owners.append((figure.metric, figure.subject))
        told.end = site.end
        told.sentence_of = site.sentence
        before = figure
        sites.append(site)
    return sites


def _enter(site: Site, told: Told) -> Told:
    """Within a claim all goes on; of the claim before, if near, the last links are kept apart."""
    if site.claim == told.claim and (site.claim is not None or site.sentence == told.sentence):
        return told
    near = told.end >= 0 and site.start - told.end < _NEAR
    past = Past(told.history[-1][0] if told.history else None, told.subject, told.company) if near else Past()
    return Told(claim=site.claim, sentence=site.sentence, past=past)


def _place_in_list(view: View, site: Site, before: Figure | None, told: Told) -> int | None:
    """0, 1, 2 … for the figures of a list told with 分别 (`分别为 4 万台、5 万台和 9 万台`) or slashes, else None."""
    slashed = _SLASH.match(view.text, site.end) and view.text[site.start - 1 : site.start] != "/"
    if slashed or _RESPECTIVELY.search(view.text, site.lead, site.start):
        told.nth = 0
    elif told.nth >= 0 and before is not None and _NEXT_IN_LIST.fullmatch(view.text, before.end, site.start):
        told.nth += 1
    else:
        told.nth = -1
    return None if told.nth < 0 else told.nth


def _weigh(view: View, site: Site, figure: Figure, told: Told, listed: int | None, ranker: Ranker) -> float:
    """Metric and subject of a figure in running text; how clearly its candidates stood out is returned."""
    span = (figure.start, figure.end)
    figure.metric, metric_at, sure = _of_list(view, site, told, listed), -1, 1.0
    part = metric.share(view, site.lead, site.start)
    if figure.metric is None and part is not None and part.headed:
        figure.metric, metric_at = wording(view, part), part.start
    if figure.metric is None:
        found, sure = ranker.choose("metric", span, metric.candidates(view, site, figure, told))
        if found is not None and sure >= _LEAST:
            figure.metric, metric_at = found.words, found.start
            told.places["metric"] = found.source
    figure.subject, known = subject.own(view, site, figure, told, listed), 1.0
    if figure.subject is None:
        found, known = ranker.choose("subject", span, bearer.candidates(view, site, figure, told, metric_at))
        figure.subject = None if found is None or known < _LEAST else found.words
        told.places["subject"] = "" if found is None else found.source
    else:
        told.places["subject"] = "own"
    figure.metric = _own_part(figure.metric, figure.subject)
    _remember(view, site, figure.subject, told, listed)
    return sure * known


def _own_part(measured: str | None, subject: str | None) -> str | None:
    """The metric without the subject it begins with: 出货量 of `动力电池出货量`, told of 动力电池."""
    if measured is None or subject is None or not measured.startswith(subject):
        return measured
    rest = measured[len(subject) :].lstrip(" 的")
    return rest if len(rest) > 1 else measured


def _of_list(view: View, site: Site, told: Told, listed: int | None) -> str | None:
    """The metric by the figure's place in a list of metrics told together."""
    if listed == 0 and (word := _RESPECTIVELY.search(view.text, site.lead, site.start)):
        things, metrics = metric.several(view, site.clause, word.start())
        if metrics:
            told.things, told.metrics = things, metrics
            return metrics[0]
    return told.metrics[listed] if listed and len(told.metrics) > listed else None


def _remember(view: View, site: Site, found: str | None, told: Told, listed: int | None) -> None:
    """Later figures may be about the same; not about a part (其中) or a member of a list."""
    part = "其中" in view.text[site.clause : site.start] and told.subject is not None
    if found is None or part or (listed is not None and len(told.things) > 1):
        return
    told.subject, told.subject_sentence = found, site.sentence
    if any(m.label == "COMPANY" and m.name == found for m in view.mentions_in(site.low, site.start)):
        told.company = found
    elif not view.is_name(found):
        told.thing = found


def _score(figure: Figure, clear: float) -> float:
    """How sure the reading is: a figure with all its links, taken from clear candidates, stands in a clear sentence."""
    linked = 0.1 * (figure.metric is not None) + 0.1 * (figure.subject is not None)
    return 0.55 + linked + 0.15 * clear + 0.05 * (figure.since is not None) + 0.05 * (figure.unit != "")
