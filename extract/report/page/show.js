// How values are written, the same everywhere.

const TONES = ["neu", "pos", "neg"];
const SIGNS = ["·", "+", "−"];
const TRENDS = { up: "↑", down: "↓", flat: "→" };
const BOUNDS = { min: "≥", max: "≤" };

const address = {
  overview: () => "#/",
  list: (kind) => `#/${kind}`,
  document: (doc, start) => `#/document/${encodeURIComponent(doc.id)}${start === undefined ? "" : `/${start}`}`,
  entity: (entity) => `#/name/${encodeURIComponent(entity.id)}`,
  search: (words) => `#/search/${encodeURIComponent(words)}`,
};

/** A date without its time of day. */
const day = (published) => (published ? published.slice(0, 10) : t("undated"));

/** A figure's own words with what the words around say of it: ≈ 28 - 30 万颗 ↑. */
function amount(figure) {
  const marks = (figure.approx ? "≈" : "") + (BOUNDS[figure.bound] || "");
  return [marks, figure.text, TRENDS[figure.trend]].filter(Boolean).join(" ");
}

/** A figure's value in plain numbers: 280,000–300,000 颗. */
function plain(figure) {
  const number = (value) =>
    value === null ? "∞" : value.toLocaleString("en-US", { maximumFractionDigits: 6 });
  const range = figure.lo === figure.hi ? number(figure.lo) : `${number(figure.lo)}–${number(figure.hi)}`;
  return figure.unit === "%" ? `${range}%` : `${range} ${figure.unit}`.trim();
}

/** A span of days as people say it: 2025, 2025 Q2, 2025 H1, 2025-06, or from … to. */
function period(since, until) {
  if (!since && !until) return "";
  if (!since || !until) return since ? `${since} …` : `… ${until}`;
  const year = since.slice(0, 4);
  if (year === until.slice(0, 4)) {
    const span = `${since.slice(5)} ${until.slice(5)}`;
    const known = {
      "01-01 12-31": year, "01-01 06-30": `${year} H1`, "07-01 12-31": `${year} H2`, "01-01 03-31": `${year} Q1`,
      "04-01 06-30": `${year} Q2`, "07-01 09-30": `${year} Q3`, "10-01 12-31": `${year} Q4`,
    }[span];
    if (known) return known;
    const last = new Date(Date.UTC(+year, +since.slice(5, 7), 0)).getUTCDate();
    if (since.slice(0, 7) === until.slice(0, 7) && since.endsWith("-01") && +until.slice(8) === last) {
      return since.slice(0, 7);
    }
  }
  return since === until ? since : `${since} … ${until}`;
}

/** A sentiment as a small sign with its words. */
function tone(value, sure) {
  const words = t(`tone${value}`) + (sure === undefined ? "" : ` ${sure}%`);
  return h(`span.tone.${TONES[value]}`, { title: words }, h("span", { "aria-hidden": "true" }, SIGNS[value]), ` ${t(`tone${value}`)}`);
}

/** Good, neutral and bad as a bar of three lengths, said in words too. */
function balance(good, bad, all) {
  const rest = Math.max(0, all - good - bad);
  const words = t("tones", good, rest, bad);
  const bar = h("span.balance", { role: "img", "aria-label": words, title: words });
  for (const [name, value] of [["pos", good], ["neu", rest], ["neg", bad]]) {
    if (!value) continue;
    const part = h(`span.${name}`);
    part.style.flexGrow = value;
    bar.append(part);
  }
  return bar;
}

const entityLink = (entity) =>
  entity.kind === "person" ? bdi(entity.name) : h("a", { href: address.entity(entity) }, bdi(entity.name));

const documentLink = (doc, start) => h("a", { href: address.document(doc, start) }, bdi(doc.title));

/** A figure's words as a link to its place; `kind` is a class. */
const figureLink = (figure, kind = null) => h("a", { class: kind, href: address.document(DOCUMENTS[figure.document], figure.start) }, amount(figure));

/** Where a passage stands: date, document, offsets. */
function source(item) {
  const doc = DOCUMENTS[item.document];
  return h("span.source", {}, h("time", {}, day(doc.published)), " · ", documentLink(doc, item.start),
    h("span.offsets", { title: t("offsets") }, ` ${item.start}–${item.end}`));
}

/** Small words beside a figure: forecast, year on year. */
const tags = (figure) => [figure.forecast ? h("span.tag", {}, t("forecast")) : null, figure.basis ? h("span.tag", {}, t(figure.basis)) : null];
