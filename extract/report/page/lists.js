// Tables of documents and names: a page at a time, so that thousands cost no more than fifty.

const PAGE = 50;

/** A table whose rows are made as they are shown. `columns` are [words, class]; `row` gives an item's cells. */
function table(caption, columns, items, row) {
  const body = h("tbody", {}, items.map((item) => h("tr", {}, row(item).map((cell, i) => {
    const kind = columns[i][1];
    return h(kind === "head" ? "th.head" : kind ? `td.${kind}` : "td", kind === "head" ? { scope: "row" } : {}, cell);
  }))));
  return h("table.rows", {}, h("caption.unseen", {}, caption),
    h("thead", {}, h("tr", {}, columns.map(([words, kind]) => h("th", { scope: "col", class: kind || null }, words)))), body);
}

/** `items`, fifty at a time, with buttons to turn pages. */
function paged(items, draw) {
  const holder = h("div.paged", {});
  let first = 0;
  function show(turned) {
    const buttons = [
      button(t("prev"), () => { first -= PAGE; show(true); }, { disabled: first === 0 }),
      h("span", { "aria-live": "polite" }, t("page", items.length ? first + 1 : 0, Math.min(first + PAGE, items.length), whole(items.length))),
      button(t("next"), () => { first += PAGE; show(true); }, { disabled: first + PAGE >= items.length }),
    ];
    put(holder, items.length ? draw(items.slice(first, first + PAGE)) : h("p.none", {}, t("nothing")),
      items.length > PAGE ? h("div.pager", {}, buttons) : null);
    if (turned) holder.scrollIntoView({ block: "start" });
  }
  show(false);
  return holder;
}

/** A list with a field to narrow it and a choice of order. */
function sifted(items, { words, orders, draw }) {
  const holder = h("div", {});
  let wanted = "", order = Object.keys(orders)[0];
  const show = () => {
    const found = items.filter((item) => words(item).toLowerCase().includes(wanted));
    put(holder, paged(found.sort(orders[order]), draw));
  };
  show();
  return [
    h("div.sift", {},
      field(t("filterList"), "", later((value) => { wanted = value.trim().toLowerCase(); show(); }, 120), { "data-find": true }),
      choice(t("sortBy"), Object.keys(orders).map((key) => [key, t(key)]), order, (value) => { order = value; show(); })),
    holder,
  ];
}

function documentTable(documents) {
  return table(t("documents"), [
    [t("published"), "date"], [t("title"), "head"], [t("names"), "names wide"], [t("claims"), "number wide"],
    [t("figures"), "number wide"], [t("sentiment"), "bar"],
  ], documents, (d) => [
    h("time", {}, day(d.published)),
    [documentLink(d), d.source ? [" ", bdi(d.source, "faint")] : null],
    topNames(d), whole(d.claims), whole(d.figures), balance(d.good, d.bad, d.claims),
  ]);
}

/** The companies and chips that a document names most. */
function topNames(d) {
  return d.standings.filter((s) => ENTITIES[s.entity].kind !== "person")
    .sort((a, b) => b.mentions - a.mentions).slice(0, 4)
    .map((s, i) => [i ? "、" : "", entityLink(ENTITIES[s.entity])]);
}

function entityTable(entities) {
  return table(t("names"), [
    [t("name"), "head"], [t("documents"), "number"], [t("mentions"), "number"], [t("sentiment"), "bar"],
    [t("trend"), "wide"], [t("latest"), "date wide"],
  ], entities, (e) => [
    [entityLink(e), e.ticker ? [" ", bdi(e.ticker, "faint")] : null],
    whole(e.standings.length), whole(e.mentions), balance(e.good, e.bad, e.mentions), spark(e.standings),
    h("time", {}, e.standings.length ? day(DOCUMENTS[e.standings[0].document].published) : ""),
  ]);
}

const descending = (of) => (a, b) => of(b) - of(a) || a.n - b.n;

function documentsView() {
  return {
    title: t("documents"),
    node: h("div", {}, heading(t("documents"), whole(DOCUMENTS.length)),
      h("section.sheet", { "aria-label": t("documents") }, sifted([...DOCUMENTS], {
        words: (d) => `${d.title} ${d.id} ${d.source || ""} ${d.published || ""}`,
        orders: { byNewest: (a, b) => a.n - b.n, byOldest: (a, b) => b.n - a.n, byFigures: descending((d) => d.figures) },
        draw: documentTable,
      }))),
  };
}

function entitiesView(kind) {
  const title = t(kind === "company" ? "companies" : "chips"), entities = ranked(kind);
  return {
    title,
    node: h("div", {}, heading(title, whole(entities.length)),
      h("section.sheet", { "aria-label": title }, sifted(entities, {
        words: (e) => `${e.name} ${e.ticker || ""} ${e.id}`,
        orders: {
          byMentions: descending((e) => e.mentions), byDocuments: descending((e) => e.standings.length),
          byNewest: (a, b) => a.standings[0].document - b.standings[0].document || a.n - b.n,
          byName: (a, b) => a.name.localeCompare(b.name, "zh"),
        },
        draw: entityTable,
      }))),
  };
}

/** The page's main heading, where the focus goes when a page opens. */
function heading(words, ...more) {
  return h("div.heading", {}, h("h1", { tabindex: "-1" }, bdi(words)), more.filter(Boolean).map((m) => h("span.faint", {}, m)));
}
