// Text with its highlights. Spans may lie inside each other or overlap: those that do form one group, which is one
// target for mouse and keyboard, and every stretch of it wears the styles of all spans over it.

const ALL_KINDS = ["company", "chip", "person", "figure", "time", "cite"];
const CITATION = /[[［【](\d+(?:\s*[-–,，、]\s*\d+)*)[\]］】]/g;
const CLIPPED = 600; // characters of a claim shown outside the reader

/** All spans of a document in text order: {from, to, kind, item}. */
function spansOf(doc) {
  if (doc.spans) return doc.spans;
  const spans = [
    ...doc.mentions.map((m) => ({ kind: ENTITIES[m.entity].kind, item: m })),
    ...doc.figures.map((f) => ({ kind: "figure", item: f })),
    ...doc.times.map((x) => ({ kind: "time", item: x })),
    ...doc.claims.filter((c) => c.citations.length).flatMap((c) => citations(doc, c)),
  ];
  for (const span of spans) Object.assign(span, { from: span.item.from, to: span.item.to });
  doc.spans = spans.sort((a, b) => a.from - b.from || b.to - a.to);
  return doc.spans;
}

/** Where a claim's citation numbers stand in it. */
function citations(doc, claim) {
  return [...doc.text.slice(claim.from, claim.to).matchAll(CITATION)]
    .map((found) => ({ found, numbers: found[1].match(/\d+/g).map(Number) }))
    .filter(({ numbers }) => numbers.some((n) => claim.citations.includes(n)))
    .map(({ found, numbers }) => {
      const from = claim.from + found.index, start = claim.start + [...doc.text.slice(claim.from, from)].length;
      return {
        kind: "cite",
        item: { from, to: from + found[0].length, start, end: start + found[0].length, document: doc.n, numbers, text: found[0] },
      };
    });
}

/** Spans of the kinds wanted in groups: {n, from, to, spans}. */
function groupsOf(doc, kinds) {
  const groups = [];
  for (const span of spansOf(doc)) {
    if (!kinds.has(span.kind) || span.from === span.to) continue;
    const last = groups[groups.length - 1];
    if (last && span.from < last.to) {
      last.to = Math.max(last.to, span.to);
      last.spans.push(span);
    } else {
      groups.push({ n: groups.length, from: span.from, to: span.to, spans: [span] });
    }
  }
  return groups;
}

/** The first of `items`, sorted and apart, that ends behind `offset`. */
function firstAfter(items, offset) {
  let low = 0, high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle].to > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Write `doc.text` from … to into `parent`, with sentences tinted and groups marked. `look` has `groups`, `finds`
 * (places searched for), `strong` (a claim's headline), and `live` where groups can be pointed at.
 */
function paint(doc, parent, from, to, look) {
  let at = from;
  for (let i = firstAfter(doc.sentences, from); i < doc.sentences.length && doc.sentences[i].from < to; i += 1) {
    const s = doc.sentences[i];
    marked(parent, at, Math.max(at, s.from));
    at = Math.max(at, s.from);
    const end = Math.min(s.to, to);
    const box = h(`span.sent.${TONES[s.tone]}`, { "data-s": i });
    marked(box, at, end);
    parent.append(box);
    at = Math.max(at, end);
  }
  marked(parent, at, to);

  function marked(box, a, b) {
    if (a >= b) return;
    let here = a;
    for (let i = firstAfter(look.groups, a); i < look.groups.length && look.groups[i].from < b; i += 1) {
      const group = look.groups[i], start = Math.max(here, group.from), end = Math.min(group.to, b);
      leaf(box, here, start);
      const mark = h("span.hit", look.live ? { role: "button", tabindex: "-1", "data-g": group.n } : {});
      const cuts = new Set([start, end]);
      for (const s of group.spans) for (const cut of [s.from, s.to]) if (cut > start && cut < end) cuts.add(cut);
      const places = [...cuts].sort((x, y) => x - y);
      for (let k = 0; k + 1 < places.length; k += 1) {
        const over = group.spans.filter((s) => s.from <= places[k] && s.to >= places[k + 1]);
        const part = h("span", { class: over.map((s) => `k-${s.kind}`).join(" ") });
        leaf(part, places[k], places[k + 1]);
        mark.append(part);
      }
      box.append(mark);
      here = end;
    }
    leaf(box, here, b);
  }

  /** Words without further structure: bold where a headline stands, marked where a search has found them. */
  function leaf(box, a, b) {
    if (a >= b) return;
    const cuts = [a, b], strong = look.strong, finds = look.finds || [];
    if (strong) cuts.push(...strong.filter((x) => x > a && x < b));
    let i = firstAfter(finds, a);
    const first = i;
    for (; i < finds.length && finds[i].from < b; i += 1) cuts.push(...[finds[i].from, finds[i].to].filter((x) => x > a && x < b));
    cuts.sort((x, y) => x - y);
    for (let k = 0; k + 1 < cuts.length; k += 1) {
      const [start, end] = [cuts[k], cuts[k + 1]];
      if (start === end) continue;
      let target = box;
      if (strong && strong[0] <= start && end <= strong[1]) target = target.appendChild(h("strong", {}));
      for (let n = first; n < i; n += 1) {
        if (finds[n].from <= start && end <= finds[n].to) target = target.appendChild(h("mark.find", { "data-f": n }));
      }
      words(target, doc.text.slice(start, end));
    }
  }
}

/** Text as it is, with signs for what cannot be seen and Markdown's stars set back. */
function words(box, text) {
  let last = 0;
  for (const found of text.matchAll(SPECIAL)) {
    add(box, [text.slice(last, found.index)]);
    box.append(found[0] === "**" ? h("span.star", {}, "**") : h("span.sign", {}, sign(found[0])));
    last = found.index + found[0].length;
  }
  add(box, [text.slice(last)]);
}
const SPECIAL = new RegExp(`\\*\\*|${UNSEEN.source}`, "g");

/** Where a claim's headline stands in the text. */
function headlineAt(doc, claim) {
  if (!claim.headline) return null;
  const at = doc.text.indexOf(claim.headline, claim.from);
  return at >= 0 && at + claim.headline.length <= claim.to ? [at, at + claim.headline.length] : null;
}

/** Places without the blanks at their ends; what cannot be seen stays, to be shown by its sign. */
function trimmed(doc, from, to) {
  let [a, b] = [from, to];
  while (a < b && BLANK.test(doc.text.charAt(a))) a += 1;
  while (b > a && BLANK.test(doc.text.charAt(b - 1))) b -= 1;
  return [a, b];
}
const BLANK = /[ \t\r\n\u3000\u00a0]/;

/** A claim's words with highlights, clipped where they are long; `finds` are places searched for. */
function passage(doc, claim, finds) {
  doc.groups = doc.groups || groupsOf(doc, new Set(ALL_KINDS));
  let [from, to] = trimmed(doc, claim.from, claim.to);
  const list = /^[-*•·]\s+/.exec(doc.text.slice(from, from + 8)); // a list of quotations needs no marks of its own
  if (list) from += list[0].length;
  const whole = to, begin = from;
  if (to - from > CLIPPED) {
    const inside = finds ? finds[firstAfter(finds, from)] : null;
    if (inside && inside.from > from + CLIPPED - 100) from = edge(doc, Math.min(inside.from - 100, to - CLIPPED));
    to = edge(doc, from + CLIPPED);
  }
  const box = h("span", {});
  paint(doc, box, from, to, { groups: doc.groups, finds, strong: headlineAt(doc, claim) });
  return [from > begin ? "… " : null, box,
    to < whole ? ["… ", h("a", { href: address.document(doc, claim.start) }, t("showAll"))] : null];
}

/** A place that cuts no character in two. */
const edge = (doc, at) => (/[\udc00-\udfff]/.test(doc.text.charAt(at)) ? at - 1 : at);

/** All places of `wanted` in `text`, whatever the case of its letters. */
function findAll(text, wanted, most = 2000) {
  const found = [];
  if (!wanted) return found;
  for (const m of text.matchAll(new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "giu"))) {
    found.push({ from: m.index, to: m.index + m[0].length });
    if (found.length >= most) break;
  }
  return found;
}
