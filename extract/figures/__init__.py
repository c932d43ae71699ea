"""Figures: quantities that a text claims, with what they measure, of whom and for when.

`annotate` is the pipeline's stage: it has the times found, then the figures, and links the two.
`parse` reads the numeric expressions of any string by itself, without links (metric, subject and period
need a document):

>>> [(f.kind, f.lo, f.hi, f.unit) for f in parse("约 15 - 20 倍")]
[('multiple', Decimal('15'), Decimal('20'), 'x')]
"""

from __future__ import annotations

from extract.analysis import Analysis, Figure
from extract.figures import times
from extract.figures.amount import Amount
from extract.figures.context import View
from extract.figures.currency import settle
from extract.figures.link import link
from extract.figures.plain import everything
from extract.figures.qualify import qualify
from extract.figures.scan import find

__all__ = ["annotate", "annotate_figures", "parse"]


def annotate(analysis: Analysis) -> None:
    """Fill `analysis.times` and `analysis.figures`. Layout and mentions must be there already."""
    times.annotate(analysis)
    annotate_figures(analysis)


def annotate_figures(analysis: Analysis) -> None:
    """Fill `analysis.figures` from the text, its layout, mentions and times."""
    marked, amounts = find(analysis)
    _describe(analysis, marked, amounts, linked=True)


def parse(text: str) -> list[Figure]:
    """Every numeric expression of `text`, bare numbers too, in text order, unlinked. Takes any string."""
    analysis = Analysis(text)
    marked, amounts = everything(analysis)
    _describe(analysis, marked, amounts, linked=False)
    return analysis.figures


def _describe(analysis: Analysis, marked: str, amounts: list[Amount], linked: bool) -> None:
    """Make figures of `amounts`, then link them if asked to, settle their currencies and qualify them."""
    figures = [Figure(a.start, a.end, a.unit.kind, a.lo, a.hi, a.unit.name, approx=a.few) for a in amounts]
    view = View(analysis, marked, figures)
    sites = link(view, figures) if linked else view.sites(figures)
    settle(view, figures, sites, {n: a.scaled for n, a in enumerate(amounts) if a.unit.sort == "bare"})
    qualify(view, figures, sites, [analysis.published_at(f.start) for f in figures])
    analysis.figures = figures
