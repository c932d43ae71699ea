// Search over everything: names and titles at once, then the texts, some at a time so that the page stays awake.

const SLICE = 12; // milliseconds of searching before the page may breathe
const HITS = 40; // passages before one has to ask for more

function searchView(wanted) {
  const words = wanted.trim();
  const names = h("div", {}), passages = h("ul.quotes", {}), state = h("p.faint", { role: "status" });
  const node = h("div.search", {}, heading(t("results", words)), words ? [state, names, h("section.sheet", { "aria-label": t("claims") }, passages)] : h("p.none", {}, t("typeMore")));
  const view = { title: t("results", words), node, search: wanted };
  if (!words) return view;
  const lower = words.toLowerCase();
  const entities = ENTITIES.filter((e) => e.kind !== "person" && `${e.name} ${e.ticker || ""} ${e.id}`.toLowerCase().includes(lower))
    .sort((a, b) => b.mentions - a.mentions);
  const documents = DOCUMENTS.filter((d) => `${d.title} ${d.id}`.toLowerCase().includes(lower));
  put(names,
    entities.length ? h("section.sheet", { "aria-label": t("names") }, h("h2", {}, t("names")), entityTable(entities.slice(0, 8))) : null,
    documents.length ? h("section.sheet", { "aria-label": t("documents") }, h("h2", {}, t("documents")), documentTable(documents.slice(0, 8))) : null);
  whenLoaded.then(() => scan(words, passages, state, view));
  return view;
}

/** As `words` stand in a block's raw text, where some characters are written as \uXXXX. */
function rawPattern(words) {
  const written = JSON.stringify(words).slice(1, -1)
    .replace(/[<>&\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return new RegExp(written.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"), "iu");
}

function scan(words, list, state, view) {
  const pattern = rawPattern(words);
  let n = 0, found = 0, limit = HITS;
  const step = () => {
    if (!view.node.isConnected) return;
    const begun = performance.now();
    while (n < DOCUMENTS.length && found < limit && performance.now() - begun < SLICE) {
      if (pattern.test(raw(n))) found += passagesIn(content(n), words, list);
      n += 1;
    }
    const paused = n < DOCUMENTS.length && found >= limit;
    put(state, paused ? t("soFar", whole(found), n, DOCUMENTS.length)
      : n < DOCUMENTS.length ? t("searching", n, DOCUMENTS.length) : t("resultCount", whole(found)),
    paused ? [" ", button(t("more"), () => { limit += HITS; step(); }, { class: "small" })] : null);
    if (n < DOCUMENTS.length && !paused) setTimeout(step, 0);
    else if (!list.childElementCount) list.append(h("li.none", {}, t("nothing")));
  };
  step();
}

/** The claims of a document that hold the words, and what stands outside of claims; how many. */
function passagesIn(doc, words, list) {
  const finds = findAll(doc.text, words);
  const shown = new Set();
  for (const place of finds) {
    const over = (items) => [items[firstAfter(items, place.from)]].find((item) => item && item.from <= place.from);
    const item = over(doc.claims) || over(doc.sentences) || lineAt(doc, place.from);
    if (shown.has(item.from)) continue;
    shown.add(item.from);
    list.append(h("li", {}, h("blockquote", { dir: "auto" }, passage(doc, { ...item, citations: [] }, finds)),
      h("div.meta", {}, tone(item.tone, item.sure), source(item))));
    if (shown.size >= 6) break;
  }
  return shown.size;
}

/** The line around a place that is in no claim and no sentence. */
function lineAt(doc, at) {
  const from = doc.text.lastIndexOf("\n", at - 1) + 1, end = doc.text.indexOf("\n", at), to = end < 0 ? doc.text.length : end;
  const start = doc.start + [...doc.text.slice(0, from)].length;
  return { from, to, start, end: start + [...doc.text.slice(from, to)].length, document: doc.n, tone: 0 };
}
