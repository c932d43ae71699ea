// The data by name. The index is read at once; a document's block when somebody looks at it.

const KINDS = ["company", "chip", "person"];
const VIA = ["name", "alias", "repair", "grammar", "model"];
const MEASURES = ["money", "percent", "multiple", "quantity"];
const INDEX = JSON.parse(document.getElementById("index").textContent);

const ENTITIES = INDEX.entities.map(([id, kind, name, ticker], n) => ({
  n, id, kind: KINDS[kind], name, ticker, standings: [], mentions: 0, good: 0, bad: 0,
}));
// Newest first. A standing is how one entity stands in one document.
const DOCUMENTS = INDEX.documents.map(([id, title, published, source, claims, figures, good, bad, flat], n) => {
  const standings = [];
  for (let i = 0; i < flat.length; i += 5) {
    const standing = {
      entity: flat[i], document: n, mentions: flat[i + 1], tone: flat[i + 2], good: flat[i + 3], bad: flat[i + 4],
    };
    const entity = ENTITIES[flat[i]];
    entity.standings.push(standing);
    entity.mentions += standing.mentions;
    entity.good += standing.good;
    entity.bad += standing.bad;
    standings.push(standing);
  }
  return { n, id, title: title || id, published, source, claims, figures, good, bad, standings };
});
const BY_ID = new Map(DOCUMENTS.map((d) => [d.id, d]));
const ENTITY_BY_ID = new Map(ENTITIES.map((e) => [e.id, e]));
const BY_NAME = new Map(ENTITIES.filter((e) => e.kind !== "person").map((e) => [e.name, e]));

/** Entities of a kind, most mentioned first. */
const ranked = (kind) =>
  ENTITIES.filter((e) => e.kind === kind).sort((a, b) => b.mentions - a.mentions || a.n - b.n);

const whenLoaded = new Promise((done) => {
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", done, { once: true });
  else done();
});
let blocks = null;
const opened = new Map();
const KEPT = 400; // parsed documents held at a time

/** The raw text of a document's block; only after `whenLoaded`. */
function raw(n) {
  blocks = blocks || document.querySelectorAll("script.block");
  return blocks[n].textContent;
}

/** A document with all that was found in it. `from` and `to` index its JavaScript string, `start` and `end` its source. */
function content(n) {
  let found = opened.get(n);
  if (!found) {
    found = unpack(n, JSON.parse(raw(n)));
    if (opened.size >= KEPT) opened.delete(opened.keys().next().value);
    opened.set(n, found);
  }
  return found;
}

function unpack(n, block) {
  const at = units(block.text);
  const place = (a) => ({ from: at(a[0]), to: at(a[0] + a[1]), start: a[0] + block.start, end: a[0] + a[1] + block.start });
  const sentiment = (a, i) => ({ tone: a[i], sure: a[i + 1] });
  const named = (list, ...names) => list.map((a, k) => {
    const item = { n: k, document: n, ...place(a) };
    names.forEach((name, i) => { item[name] = a[i + 2] ?? null; });
    return item;
  });
  const doc = {
    ...DOCUMENTS[n],
    text: block.text, start: block.start, at: (start) => at(Math.max(0, start - block.start)), query: block.query, meta: block.meta,
    sections: named(block.sections, "heading"),
    claims: named(block.claims, "tone", "sure", "lists", "topic", "citations", "headline"),
    sentences: named(block.sentences, "tone", "sure"),
    mentions: named(block.mentions, "entity", "via", "score", "tone", "sure", "maker"),
    figures: named(block.figures, "kind", "score", "lo", "hi", "unit", "approx", "forecast", "metric", "subject",
      "since", "until", "trend", "bound", "basis", "measure", "ledTo"),
    times: named(block.times, "since", "until"),
    changes: block.changes.map(([entity, before, fresh, revised, turned]) => ({
      entity, before, fresh, turned,
      revised: revised.map(([old, now, direction]) => ({ old, now, direction })),
    })),
  };
  for (const item of [...doc.mentions, ...doc.figures]) {
    const claim = doc.claims[firstAfter(doc.claims, item.from)];
    item.claim = claim && claim.from <= item.from ? claim.n : -1;
  }
  for (const m of doc.mentions) m.via = VIA[m.via];
  for (const f of doc.figures) {
    f.kind = MEASURES[f.kind];
    f.measure = f.measure || f.metric; // the same for 收入, 营收 and 销售额
  }
  for (const claim of doc.claims) claim.topic = block.topics[claim.topic];
  for (const item of [...doc.figures, ...doc.times, ...doc.mentions]) item.text = doc.text.slice(item.from, item.to);
  return doc;
}

/** From code points, which all offsets count, to the units of JavaScript's strings: some characters take two. */
function units(text) {
  if (!/[\ud800-\udfff]/.test(text)) return (n) => Math.min(n, text.length);
  const places = [];
  for (let i = 0; i < text.length; i += 1) {
    places.push(i);
    const code = text.codePointAt(i);
    if (code > 0xffff) i += 1;
  }
  places.push(text.length);
  return (n) => places[Math.min(n, places.length - 1)];
}

/** Whether a figure is about `entity`; several subjects are joined by 、. */
const isAbout = (figure, entity) => figure.subject !== null && figure.subject.split("、").includes(entity.name);

/**
 * A document's claims that name `entity` or give a figure of it, lists of companies left out, with the sentiment
 * towards it, or the claim's own where it is not named.
 */
function claimsOn(doc, entity) {
  const tones = new Map();
  for (const m of doc.mentions) {
    if (m.entity !== entity.n || m.claim < 0) continue;
    const before = tones.get(m.claim);
    if (!before || (before.tone === 0 && m.tone !== 0)) tones.set(m.claim, m);
  }
  for (const f of doc.figures) {
    if (f.claim >= 0 && !tones.has(f.claim) && isAbout(f, entity)) tones.set(f.claim, doc.claims[f.claim]);
  }
  return doc.claims
    .filter((c) => tones.has(c.n) && !c.lists)
    .map((claim) => ({ claim, tone: tones.get(claim.n).tone, sure: tones.get(claim.n).sure }));
}
