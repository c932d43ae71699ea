"""Sentences with their names and times marked, as the stages before the figures would leave them.

`<C>鸿远芯</C>` is a company, `<K>GX20</K>` a chip, `<T 2025-01-01 2025-12-31>今年</T>` a time. A name after a
bar is the canonical one: `<C 鸿远芯>鸿远</C>`.
"""

from __future__ import annotations

import re

from extract.analysis import Analysis, Claim, Mention, Part, Sentence, Time
from extract.figures import annotate_figures

_TAG = re.compile(r"<([CKT])(?: ([^>]*))?>(.*?)</\1>")
_LABELS = {"C": "COMPANY", "K": "CHIP"}


def read(
    source: str,
    published: str | None = "2025-06-15",
    headline: str | None = None,
    topic: str | None = None,
    title: str | None = None,
) -> Analysis:
    """The analysis of a marked text: one claim, a sentence up to each 。 or ;, figures found."""
    text, mentions, times = "", [], []
    at = 0
    for tag in _TAG.finditer(source):
        text += source[at : tag.start()]
        start, at = len(text), tag.end()
        text += tag[3]
        if tag[1] == "T":
            since, until = (tag[2] or "").split()
            times.append(Time(start, len(text), since, until))
        else:
            name = tag[2] or tag[3]
            mentions.append(Mention(start, len(text), _LABELS[tag[1]], f"company:{name}", name, "name", 1.0))
    text += source[at:]
    analysis = Analysis(text, published=published, mentions=mentions, times=times)
    analysis.parts = [Part(0, len(text), title, published)]
    claim = Claim(0, len(text), 0, headline=headline, topic=topic)
    if headline:
        claim.headline_at = (text.index(headline), text.index(headline) + len(headline))
    if topic:
        claim.topic_at = (text.index(topic), text.index(topic) + len(topic))
        claim.start = claim.topic_at[1]
    analysis.claims = [claim]
    analysis.sentences = [Sentence(m.start(), m.end(), 0, 0) for m in re.finditer(r"[^。;\n]+[。;]?", text)]
    annotate_figures(analysis)
    return analysis
