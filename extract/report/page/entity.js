// A company's or chip's page: what changed, what is claimed of it, its figures, its sentiment over time.

const CLAIMS = 25; // shown at a time
const FIGURES = 300; // read at a time

function entityView(id) {
  const entity = ENTITY_BY_ID.get(id);
  if (!entity || !entity.standings.length) return missingView();
  const dates = entity.standings.map((s) => DOCUMENTS[s.document].published).filter(Boolean);
  const main = h("div.main", {}, h("p.none", {}, t("loading")));
  whenLoaded.then(() => put(main, changesOf(entity), tabs(entity.name, [
    ["claims", t("claims"), () => claimList(entity)],
    ["figures", t("figures"), () => figureTable(entity)],
    ["documents", t("documents"), () => paged(entity.standings, (found) => standingTable(found))],
  ], entityView.tab, (key) => { entityView.tab = key; })));
  const points = trendPoints(entity);
  return {
    title: entity.name,
    within: address.list(entity.kind === "company" ? "companies" : "chips"),
    node: h("div", {},
      heading(entity.name, h("span.kind", { class: `kind ${entity.kind}` }, t(entity.kind)), entity.ticker ? bdi(entity.ticker) : null),
      h("div.two", {}, main, h("aside.side", { "aria-label": t("sentiment") },
        h("section.sheet", { "aria-labelledby": "trend" },
          h("div.line", {}, h("h2", { id: "trend" }, t("trend")), legend()),
          bars(points, t("trendSaid", entity.standings.length, entity.good, entity.bad), 160)),
        h("section.sheet", {}, h("dl.facts", {},
          fact(t("documents"), whole(entity.standings.length)), fact(t("mentions"), whole(entity.mentions)),
          fact(t("sentiment"), [balance(entity.good, entity.bad, entity.mentions), h("span.faint", {}, t("tones", entity.good, entity.mentions - entity.good - entity.bad, entity.bad))]),
          fact(t("published"), dates.length ? t("range", day(dates[dates.length - 1]), day(dates[0])) : t("undated")),
          fact(t("id"), bdi(entity.id)))),
        beside(entity)))),
  };
}

const fact = (name, value) => [h("dt", {}, name), h("dd", {}, value)];

function trendPoints(entity) {
  const items = entity.standings.map((s) => ({ ...s, published: DOCUMENTS[s.document].published }));
  const dated = items.filter((item) => item.published);
  if (dated.length > 30) return binned(dated, 30);
  return dated.reverse().map((s) => ({ label: `${day(s.published)} ${DOCUMENTS[s.document].title}`, short: day(s.published), date: day(s.published), good: s.good, bad: s.bad }));
}

/** Names that stand most often in the same documents. */
function beside(entity) {
  const counts = new Map();
  for (const s of entity.standings) {
    for (const other of DOCUMENTS[s.document].standings) {
      if (other.entity !== entity.n && ENTITIES[other.entity].kind !== "person") {
        counts.set(other.entity, (counts.get(other.entity) || 0) + 1);
      }
    }
  }
  const top = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 12);
  if (!top.length) return null;
  return h("section.sheet", { "aria-labelledby": "beside" }, h("h2", { id: "beside" }, t("besides")),
    h("ul.cloud", {}, top.map(([n, count]) => h("li", {}, entityLink(ENTITIES[n]), h("span.faint", {}, ` ${count}`)))));
}

/** What changed, for the newest document or an older one that is chosen. */
function changesOf(entity) {
  const dated = entity.standings.filter((s) => DOCUMENTS[s.document].published);
  const holder = h("div", {});
  const section = h("section.sheet", { "aria-labelledby": "changed" });
  const compared = dated.slice(0, -1);
  if (!compared.length) {
    put(section, h("h2", { id: "changed" }, t("changed")), h("p.none", {}, t("firstTime")));
    return section;
  }
  const show = (n) => {
    const doc = content(n), change = doc.changes.find((c) => c.entity === entity.n);
    put(holder, change ? changed(doc, change) : h("p.none", {}, t("firstTime")));
  };
  put(section, h("div.line", {}, h("h2", { id: "changed" }, t("changed")),
    choice(t("compared"), compared.slice(0, 200).map((s) => [s.document, `${day(DOCUMENTS[s.document].published)} ${DOCUMENTS[s.document].title}`]),
      compared[0].document, (value) => show(+value))), holder);
  show(compared[0].document);
  return section;
}

function changed(doc, change) {
  const before = DOCUMENTS[change.before];
  const parts = [h("p.compare", {}, documentLink(doc), " ", h("time.faint", {}, day(doc.published)), " ",
    h("span.faint", {}, t("against")), " ", documentLink(before), " ", h("time.faint", {}, day(before.published)))];
  if (change.turned >= 0) parts.push(h("h3", {}, t("turned")), h("p", {}, turn(change, doc)));
  if (change.revised.length) {
    parts.push(h("h3", {}, t("revised")), h("ul.changes", {}, change.revised.map((r) => h("li", {}, revision(r, change, doc)))));
  }
  if (change.fresh.length) {
    const holder = h("ul.quotes.fresh", {});
    const on = new Map(claimsOn(doc, ENTITIES[change.entity]).map((found) => [found.claim.n, found]));
    const show = (count) => put(holder, change.fresh.slice(0, count).map((n) => quote(doc, doc.claims[n], on.get(n))),
      count < change.fresh.length ? h("li", {}, button(t("more"), () => show(count + 10))) : null);
    show(5);
    parts.push(h("h3", {}, t("newClaims")), holder);
  }
  return parts.length > 1 ? parts : [...parts, h("p.none", {}, t("noChange"))];
}

/** A claim in its own words, with its place and how it stands to the name at hand. */
function quote(doc, claim, { tone: toneOf, sure }) {
  return h("li", {}, h("blockquote", { dir: "auto" }, passage(doc, claim)),
    h("div.meta", {}, tone(toneOf, sure), source(claim),
      claim.topic ? bdi(claim.topic, "faint") : null,
      claim.citations.length ? h("span.faint", {}, claim.citations.map((c) => `[${c}]`).join("")) : null));
}

function claimList(entity) {
  const holder = h("ul.quotes", {});
  const foot = h("div.pager", {});
  let at = 0;
  let wanted = "";
  const more = () => {
    let shown = 0;
    if (!at) put(holder);
    while (at < entity.standings.length && shown < CLAIMS) {
      const doc = content(entity.standings[at].document);
      for (const found of claimsOn(doc, entity)) {
        if (wanted !== "" && found.tone !== +wanted) continue;
        holder.append(quote(doc, found.claim, found));
        shown += 1;
      }
      at += 1;
    }
    put(foot, h("span", { "aria-live": "polite" }, t("readDocuments", at, entity.standings.length)),
      at < entity.standings.length ? button(t("more"), more) : null);
    if (!holder.childElementCount && at === entity.standings.length) put(holder, h("li.none", {}, t("nothing")));
  };
  const again = (value) => { wanted = value; at = 0; more(); };
  more();
  return [h("div.sift", {}, toneChoice(wanted, again)), holder, foot];
}

const toneChoice = (value, change) =>
  choice(t("sentiment"), [["", t("anyTone")], [1, t("tone1")], [2, t("tone2")], [0, t("tone0")]], value, change);

/** Figures by metric and period: what the newest document says, and what was said before. */
function figureTable(entity) {
  const holder = h("div", {}), foot = h("div.pager", {}), found = new Map();
  let at = 0;
  const more = () => {
    let read = 0;
    while (at < entity.standings.length && read < FIGURES) {
      for (const f of content(entity.standings[at].document).figures) {
        if (!isAbout(f, entity)) continue;
        const undated = DOCUMENTS[f.document].published ? "" : f.document; // nothing is known to be earlier or later
        const key = [f.measure || "", f.since || "", f.until || "", f.kind, f.unit, f.basis || "", undated].join("\u0000");
        found.set(key, [...(found.get(key) || []), f]);
        read += 1;
      }
      at += 1;
    }
    put(holder, found.size ? figureRows([...found.values()]) : h("p.none", {}, t("nothing")));
    put(foot, at < entity.standings.length ? [h("span", {}, t("readDocuments", at, entity.standings.length)), button(t("more"), more)] : null);
  };
  more();
  return [holder, foot];
}

function figureRows(groups) {
  const metric = (g) => g[0].measure || "";
  const weight = new Map([["", -1]]); // metrics spoken of most come first, figures without one last
  for (const g of groups) if (metric(g)) weight.set(metric(g), (weight.get(metric(g)) || 0) + g.length);
  const order = (a, b) => weight.get(metric(b)) - weight.get(metric(a)) || metric(a).localeCompare(metric(b), "zh")
    || (b[0].since || "").localeCompare(a[0].since || "");
  let last = null;
  return table(t("figures"), [
    [t("metric"), "head"], [t("period"), "period"], [t("value"), "value"], [t("earlier"), "value wide"], [t("where"), "wide"],
  ], groups.sort(order), (all) => {
    const [newest] = all, same = last === newest.measure;
    last = newest.measure;
    const { now, earlier, from } = told(all);
    const before = earlier.slice(0, 3).map((f) => h("div", {}, figureLink(f, "was"), h("span.faint", {}, ` ${day(DOCUMENTS[f.document].published)}`)));
    return [
      h(same ? "span.again" : "span", {}, newest.metric ? bdi(newest.metric) : t("noMetric")), period(newest.since, newest.until),
      [
        now.map((f) => h("div", {}, figureLink(f), " ", tags(f),
          from.filter((g) => g.document === f.document && g.ledTo === f.n).map((g) => h("span.faint.from", {}, ` ${t("from")} `, figureLink(g))))),
        h("div.narrow", {}, before, now.map(source)),
      ],
      before.map((line) => line.cloneNode(true)),
      now.map((f) => h("div", {}, source(f))),
    ];
  });
}

/**
 * Of figures that measure the same, newest document first: what is said `now`, side by side where that document says
 * several things or another of its day does, what an `earlier` one said instead, and where a change began (`from`).
 */
function told(all) {
  const from = all.filter((f) => f.ledTo !== null && all.some((g) => g.document === f.document && g.n === f.ledTo));
  const once = (found) => found.filter((f, i) => found.findIndex((g) => g.lo === f.lo && g.hi === f.hi) === i);
  const values = all.filter((f) => !from.includes(f)), dated = DOCUMENTS[values[0].document].published;
  const isNow = (f) => f.document === values[0].document || !isBefore(DOCUMENTS[f.document].published, dated);
  const now = once(values.filter(isNow));
  const earlier = once(values.filter((f) => !isNow(f) && !now.some((g) => g.lo === f.lo && g.hi === f.hi)));
  return { now, earlier, from };
}

/** Whether one date lies before another, as far as both say. */
function isBefore(one, other) {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length) < other.slice(0, length);
}

function standingTable(found) {
  return table(t("documents"), [
    [t("published"), "date"], [t("title"), "head"], [t("mentions"), "number"], [t("sentiment"), ""],
  ], found, (s) => [
    h("time", {}, day(DOCUMENTS[s.document].published)), documentLink(DOCUMENTS[s.document]), whole(s.mentions), tone(s.tone),
  ]);
}

function missingView() {
  return { title: t("missing"), node: h("div", {}, heading(t("missing")), h("p", {}, h("a", { href: address.overview() }, t("overview")))) };
}
