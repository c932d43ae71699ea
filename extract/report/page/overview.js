// The first view: how much there is, how sentiment went, who is spoken about, what changed.

function overviewView() {
  if (!DOCUMENTS.length) return { title: t("overview"), node: h("p.none", {}, h("h1", {}, t("empty"))) };
  const dated = DOCUMENTS.filter((d) => d.published);
  const sum = (of) => DOCUMENTS.reduce((total, d) => total + of(d), 0);
  const companies = ranked("company"), chips = ranked("chip");
  const bins = binned(DOCUMENTS);
  const span = dated.length ? t("range", day(dated[dated.length - 1].published), day(dated[0].published)) : t("undated");
  const stats = [
    ["documents", DOCUMENTS.length, address.list("documents")], ["companies", companies.length, address.list("companies")],
    ["chips", chips.length, address.list("chips")], ["claims", sum((d) => d.claims)], ["figures", sum((d) => d.figures)],
  ];
  const good = sum((d) => d.good), bad = sum((d) => d.bad);
  const news = h("section.sheet.news", { "aria-labelledby": "news" }, h("h2", { id: "news" }, t("whatChanged")), h("p.none", {}, t("loading")));
  whenLoaded.then(() => put(news, h("h2", { id: "news" }, t("whatChanged")), lately()));
  const top = (key, id, list, all) => h("section.sheet", { "aria-labelledby": id },
    h("div.line", {}, h("h2", { id }, t(key)), h("a", { href: address.list(all) }, t("all"))),
    list.length ? entityTable(list.slice(0, 10)) : h("p.none", {}, t("nothing")));
  return {
    title: t("overview"),
    node: h("div", {},
      heading(document.body.dataset.store, span),
      h("ul.stats", {}, stats.map(([key, value, href]) => h("li", {},
        h(href ? "a" : "span", { href }, h("strong", {}, whole(value)), h("span", {}, t(key)))))),
      h("div.two.even", {},
        h("section.sheet", { "aria-labelledby": "time" },
          h("div.line", {}, h("h2", { id: "time" }, t("overTime")), legend()),
          bins.length ? bars(bins, t("overTimeSaid", bins.length, good, bad)) : h("p.none", {}, t("undated"))),
        news),
      h("div.halves", {}, top("topCompanies", "top1", companies, "companies"), top("topChips", "top2", chips, "chips")),
      h("section.sheet", { "aria-labelledby": "newest" },
        h("div.line", {}, h("h2", { id: "newest" }, t("newest")), h("a", { href: address.list("documents") }, t("all"))),
        documentTable(DOCUMENTS.slice(0, 10)))),
  };
}

function legend() {
  return h("span.legend", {}, [1, 2].map((n) => h(`span.${TONES[n]}`, {}, t(`tone${n}`))));
}

/** The weightiest changes of the newest documents. */
function lately() {
  const found = [];
  for (let n = 0; n < Math.min(DOCUMENTS.length, 30) && found.length < 40; n += 1) {
    for (const change of content(n).changes) {
      const weight = change.revised.length * 3 + (change.turned >= 0 ? 2 : 0) + Math.min(change.fresh.length, 3);
      if (weight) found.push({ n, change, weight });
    }
  }
  found.sort((a, b) => a.n - b.n || b.weight - a.weight);
  const perDocument = new Map();
  const shown = found.filter(({ n }) => {
    perDocument.set(n, (perDocument.get(n) || 0) + 1);
    return perDocument.get(n) <= 3;
  }).slice(0, 6);
  if (!shown.length) return h("p.none", {}, t("noChange"));
  return h("ul.changes", {}, shown.map(({ n, change }) => {
    const entity = ENTITIES[change.entity], doc = content(n);
    return h("li", {},
      h("div", {}, entityLink(entity), change.turned >= 0 ? turn(change, doc) : null, h("a.when", { href: address.document(doc), title: doc.title }, day(doc.published))),
      change.revised.slice(0, 2).map((r) => h("div.detail", {}, revision(r, change, doc))),
      change.fresh.length ? h("div.detail.faint", {}, t("newCount", change.fresh.length)) : null);
  }));
}

/** Sentiment before → now. */
function turn(change, doc) {
  const now = doc.standings.find((s) => s.entity === change.entity).tone;
  return h("span.turn", {}, tone(change.turned), h("span", { "aria-label": t("to") , role: "img" }, " → "), tone(now));
}

/** A figure's value before → now; side by side where a document tells several. */
function revision({ old, now, direction }, change, doc) {
  const before = content(change.before);
  const values = (from, numbers, kind) => numbers.map((n, i) => [i ? " / " : "", figureLink(from.figures[n], kind)]);
  const [first] = now.map((n) => doc.figures[n]);
  return [
    h("span.metric", {}, bdi(first.metric), " ", h("span.faint", {}, period(first.since, first.until))), " ",
    values(before, old, "was"),
    h("span", { "aria-label": t("to"), role: "img" }, " → "),
    values(doc, now, "now"),
    direction ? h(`span.${direction > 0 ? "rise" : "fall"}`, { role: "img", "aria-label": t(direction > 0 ? "up" : "down") }, direction > 0 ? " ▲" : " ▼") : null,
  ];
}
