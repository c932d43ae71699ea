"""Measure extracted records against labelled documents: precision, recall, F1 and accuracies.

Labelled documents are JSON Lines with `id`, `text`, `published`, `mentions`, `figures`, `times`, `units`
(each with its sentiment and that of its targets) and, where the layout is labelled, `parts` and `claims`. A list
that a document does not have was not labelled: the document is left out of its measures; so is a mention without a
`name` of the names.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from extract.learning.pairing import Item, pair, plain, same_span, same_value, same_words, shared, solid_overlap

LABELS = ("COMPANY", "CHIP", "PERSON")
POLARITIES = ("pos", "neg", "neu")
LISTS = ("mentions", "figures", "times", "sentences", "claims")
_SPAN: dict[str, Any] = {"start": int, "end": int}
_LABELLED = {"mentions": _SPAN | {"label": str}, "figures": _SPAN, "times": _SPAN, "units": _SPAN, "claims": _SPAN}

Result = dict[str, Any]


def read_gold(path: Path) -> list[dict[str, Any]]:
    """The labelled documents of a JSON Lines file. Raises `ValueError` with the line that is none, and why."""
    documents = []
    with path.open(encoding="utf8") as lines:
        for n, line in enumerate(lines, 1):
            if line.strip():
                try:
                    documents.append(_checked(json.loads(line)))
                except ValueError as error:
                    raise ValueError(f"line {n}: {error}") from None
    return documents


def _checked(document: Any) -> dict[str, Any]:
    """The document, if it has all that the measures ask for."""
    if not isinstance(document, dict):
        raise ValueError("not a JSON object")
    _fields(document, {"id": (str, int), "text": str}, "the document")
    for name, fields in _LABELLED.items():
        items = document.get(name, [])
        if not isinstance(items, list):
            raise ValueError(f"`{name}` is no list")
        for n, item in enumerate(items, 1):
            _fields(item, fields, f"number {n} of `{name}`")
    return document


def _fields(item: Any, fields: Mapping[str, Any], what: str) -> None:
    for field, kind in fields.items():
        if not isinstance(item, dict) or not isinstance(item.get(field), kind):
            raise ValueError(f"{what} has no `{field}` that is {'a number' if kind is int else 'a string'}")


def merge(records: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Records by input: `s000#1` and `s000#2`, cut from one text, are taken together as `s000`."""
    out: dict[str, dict[str, Any]] = {}
    for record in records:
        whole = out.setdefault(str(record["id"]).split("#")[0], {"parts": [], **{name: [] for name in LISTS}})
        whole["parts"].append({key: record.get(key) for key in ("title", "published")})
        for name in LISTS:
            whole[name].extend(record.get(name, ()))
    return out


def evaluate(gold: Sequence[Mapping[str, Any]], records: Iterable[Mapping[str, Any]]) -> Result:
    """All measures of `records` (in their JSON form) on the labelled documents `gold`."""
    found = merge(records)
    empty = merge([{"id": ""}])[""]
    pairs = [(g, found.get(str(g["id"]), empty)) for g in gold]
    result: Result = {
        "documents": len(gold),
        "answered": sum(str(g["id"]) in found for g in gold),
        **_entities(_having(pairs, "mentions")),
        **_figures(_having(pairs, "figures")),
        "times": _times(_having(pairs, "times")),
    }
    if any("claims" in g for g in gold):
        result["layout"] = _layout(_having(pairs, "claims"))
    result["sentiment_unit"], result["sentiment_target"] = _sentiment(_having(pairs, "units"))
    return result


def _prf(right: int, found: int, gold: int) -> dict[str, float]:
    p = right / found if found else 0.0
    r = right / gold if gold else 0.0
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    return {"p": round(p, 4), "r": round(r, 4), "f1": round(f1, 4), "gold": gold, "pred": found}


def _ratio(right: float, n: int) -> float:
    return round(right / n, 4) if n else 0.0


Pairs = Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]


def _having(pairs: Pairs, name: str) -> Pairs:
    return [(gold, found) for gold, found in pairs if name in gold]


def _entities(pairs: Pairs) -> Result:
    counts = {label: Counter[str]() for label in LABELS}
    named = total = 0
    for gold, found in pairs:
        for label in LABELS:
            ours = [m for m in gold["mentions"] if m["label"] == label]
            theirs = [m for m in found["mentions"] if m["label"] == label]
            touching = pair(ours, theirs)
            counts[label].update(
                gold=len(ours),
                found=len(theirs),
                overlap=len(touching),
                strict=sum(same_span(a, b) for a, b in touching),
            )
            known = [(a, b) for a, b in touching if "name" in a]
            total += len(known)
            named += sum(plain(a["name"]) == plain(b.get("name")) for a, b in known)
    return {
        "entities": {
            label: {kind: _prf(c[kind], c["found"], c["gold"]) for kind in ("strict", "overlap")}
            for label, c in counts.items()
        },
        "link_accuracy": {"accuracy": _ratio(named, total), "n": total},
    }


def _period(figure: Item) -> tuple[Any, Any]:
    period = figure.get("period") or {}
    return period.get("from"), period.get("to")


def _figures(pairs: Pairs) -> Result:
    n = Counter[str]()
    attributes = Counter[str]()
    links = {name: Counter[str]() for name in ("metric", "subject", "period")}
    for gold, found in pairs:
        ours, theirs = gold["figures"], found["figures"]
        right = pair(ours, theirs, same_value)
        n.update(gold=len(ours), found=len(theirs), value=len(right), span=len(pair(ours, theirs)))
        for a, b in right:
            for name in ("approx", "forecast"):
                attributes[name] += bool(a.get(name)) == bool(b.get(name))
            for name in ("bound", "trend"):
                attributes[name] += (a.get(name) or None) == (b.get(name) or None)
            for name in ("metric", "subject"):
                links[name].update(
                    gold=bool(a.get(name)), found=bool(b.get(name)), right=same_words(a.get(name), b.get(name))
                )
            dated = any(_period(a))
            links["period"].update(gold=dated, found=any(_period(b)), right=dated and _period(a) == _period(b))
    return {
        "figures": {kind: _prf(n[kind], n["found"], n["gold"]) for kind in ("span", "value")},
        "figure_attributes": {k: _ratio(attributes[k], n["value"]) for k in ("approx", "bound", "trend", "forecast")},
        "figure_links": {name: _prf(c["right"], c["found"], c["gold"]) for name, c in links.items()},
    }


def _times(pairs: Pairs) -> Result:
    """A labelled time that nobody could resolve is neither hit nor miss, and so is what is found on it."""
    n = Counter[str]()
    for gold, found in pairs:
        ours = [t for t in gold["times"] if t.get("from") and t.get("to")]
        unresolved = [t for t in gold["times"] if not (t.get("from") and t.get("to"))]
        waived = {id(b) for _, b in pair(unresolved, found["times"])}
        theirs = [t for t in found["times"] if id(t) not in waived]
        equal = pair(ours, theirs, lambda a, b: (a["from"], a["to"]) == (b.get("from"), b.get("to")))
        n.update(gold=len(ours), found=len(theirs), value=len(equal), span=len(pair(ours, theirs)))
    return {kind: _prf(n[kind], n["found"], n["gold"]) for kind in ("span", "value")}


def _layout(pairs: Pairs) -> Result:
    n = Counter[str]()
    for gold, found in pairs:
        ours = gold.get("parts", [])
        theirs = {(plain(p["title"]), str(p["published"] or "")[:16]) for p in found["parts"]}
        n.update(
            parts=len(ours),
            parts_found=len(found["parts"]),
            parts_right=sum((plain(p.get("title")), str(p.get("published") or "")[:16]) in theirs for p in ours),
        )
        text = gold["text"]
        claims = pair(gold["claims"], found["claims"], lambda a, b, t=text: solid_overlap(t, a, b) >= 0.75)  # type: ignore[misc]
        n.update(gold=len(gold["claims"]), found=len(found["claims"]), right=len(claims))
        for a, b in claims:
            n["section"] += a.get("section") == b.get("section")
            n["topic"] += plain(a.get("topic")) == plain(b.get("topic"))
            n["headline"] += plain(a.get("headline")) == plain(b.get("headline"))
            n["citations"] += sorted(a.get("citations") or []) == sorted(b.get("citations") or [])
    return {
        "parts": _prf(n["parts_right"], n["parts_found"], n["parts"]),
        "claims": _prf(n["right"], n["found"], n["gold"]),
        **{k: _ratio(n[k], n["right"]) for k in ("section", "topic", "headline", "citations")},
    }


def _sentiment(pairs: Pairs) -> tuple[Result, Result]:
    units, targets = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for gold, found in pairs:
        for unit in gold["units"]:
            if unit.get("sentiment"):
                best = max(found["sentences"], key=lambda s, u=unit: shared(u, s), default=None)  # type: ignore[misc]
                hit = best is not None and shared(unit, best) > 0
                units[unit["sentiment"], _label(best) if hit else "none"] += 1
            for name, label in (unit.get("targets") or {}).items():
                targets[label, _target(unit, plain(name), found["mentions"])] += 1
    return _macro(units), _macro(targets)


def _label(item: Item | None) -> str:
    return str(((item or {}).get("sentiment") or {}).get("label", "none"))


def _target(unit: Item, name: str, mentions: Sequence[Item]) -> str:
    """What was found for one target in a unit: the label most of its mentions bear, pos and neg before neu."""
    inside = [
        m for m in mentions if unit["start"] <= m["start"] and m["end"] <= unit["end"] and plain(m.get("name")) == name
    ]
    counts = Counter(_label(m) for m in inside)
    polar = {label: n for label, n in counts.items() if label in ("pos", "neg")}
    if polar:
        return max(polar, key=lambda label: polar[label])
    return counts.most_common(1)[0][0] if counts else "none"


def _macro(counts: Counter[tuple[str, str]]) -> Result:
    scores = []
    for label in POLARITIES:
        gold = sum(n for (g, _), n in counts.items() if g == label)
        found = sum(n for (_, f), n in counts.items() if f == label)
        if gold:
            scores.append(2 * counts[label, label] / (gold + found))
    total = counts.total()
    right = sum(counts[label, label] for label in POLARITIES)
    return {"macro_f1": _ratio(sum(scores), len(scores)), "accuracy": _ratio(right, total), "n": total}


def table(result: Result) -> list[tuple[str, str]]:
    """The measures as rows (name, value) for people; – where nothing was there to measure."""

    def of(value: float, n: int) -> str:
        return f"{value:.3f}  of {n}" if n else "–"

    def prf(v: Mapping[str, float]) -> str:
        if not v["gold"] and not v["pred"]:
            return "–"
        return f"{v['f1']:.3f}  (P {v['p']:.3f}, R {v['r']:.3f}, gold {v['gold']:.0f})"

    rows = [("documents", f"{result['answered']} of {result['documents']}")]
    rows += [(f"{label} strict F1", prf(v["strict"])) for label, v in result["entities"].items()]
    rows.append(("names right", of(result["link_accuracy"]["accuracy"], result["link_accuracy"]["n"])))
    rows += [(f"{kind} value F1", prf(result[kind]["value"])) for kind in ("figures", "times")]
    valued = bool(result["figures"]["value"]["f1"])
    rows += [(f"figure {k}", f"{v:.3f}" if valued else "–") for k, v in result["figure_attributes"].items()]
    rows += [(f"figure {k} F1", prf(v)) for k, v in result["figure_links"].items()]
    if "layout" in result:
        layout = result["layout"]
        rows += [("claims F1", prf(layout["claims"])), ("documents F1", prf(layout["parts"]))]
        rows += [(f"claim {k}", f"{layout[k]:.3f}") for k in ("section", "topic", "headline", "citations")]
    for name, title in (("sentiment_unit", "unit sentiment"), ("sentiment_target", "target sentiment")):
        rows.append((f"{title} macro-F1", of(result[name]["macro_f1"], result[name]["n"])))
    return rows
