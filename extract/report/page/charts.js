// Charts as inline SVG, drawn to the width at hand and drawn again when it changes.

/**
 * A chart of bars that rise with good news and hang with bad; `points` are {label, date, good, bad}, oldest first, as far
 * from one another as their dates are. Without a height as high as its place. */
function bars(points, label, height = 0) {
  const figure = h(height ? "figure.chart" : "figure.chart.grow", {});
  const draw = () => put(figure, drawn(points, label, figure.clientWidth || 640, height || figure.clientHeight || 230));
  new ResizeObserver(later(draw, 30)).observe(figure);
  draw();
  return figure;
}

const LABEL = 70; // units that a date below a chart takes

/** Where points of these times stand in `width`: in proportion, yet none nearer to the one before it than `least`. */
function spread(times, width, least) {
  const first = times[0], span = times[times.length - 1] - first || 1;
  const places = times.map((time) => ((time - first) / span) * width);
  for (let i = 1; i < places.length; i += 1) places[i] = Math.max(places[i], places[i - 1] + least);
  for (let i = places.length - 1, most = width; i >= 0; i -= 1, most -= least) places[i] = Math.min(places[i], most);
  return places;
}

function drawn(points, label, width, height) {
  const left = 34, bottom = 20, top = 8;
  const high = Math.max(1, ...points.map((p) => p.good));
  const low = Math.max(0, ...points.map((p) => p.bad));
  const unit = (height - bottom - top) / (high + low || 1);
  const zero = top + high * unit;
  const step = (width - left - 20) / Math.max(points.length, 6);
  const thick = Math.max(1.5, Math.min(18, step * 0.66));
  const places = spread(points.map((p) => Date.parse(p.date)), width - left - 20 - thick, Math.min(step, thick + 2)).map((x) => left + 8 + x);
  const root = svg("svg", { role: "img", "aria-label": label, width, height, viewBox: `0 0 ${width} ${height}` });
  for (const [value, y] of [[high, top], [0, zero], ...(low ? [[low, zero + low * unit]] : [])]) {
    root.append(svg("line", { x1: left, x2: width, y1: y, y2: y, class: value ? "grid" : "axis" }));
    root.append(svg("text", { x: left - 6, y: y + 4, class: "scale" }, whole(value)));
  }
  let free = left - 8; // where the next label may begin
  points.forEach((p, i) => {
    const x = places[i], middle = x + thick / 2;
    const from = i ? Math.max(middle - 24, (places[i - 1] + x + thick) / 2) : Math.max(left, middle - 24);
    const to = Math.min(middle + 24, i + 1 < points.length ? (x + places[i + 1] + thick) / 2 : width);
    const group = svg("g", { class: "bar" }, svg("title", {}, t("bar", p.label, p.good, p.bad)));
    // A column as high as the chart, so that thin bars can be pointed at.
    group.append(svg("rect", { x: from, y: top, width: to - from, height: height - top - bottom, class: "reach" }));
    if (p.good) group.append(svg("rect", { x, y: zero - p.good * unit, width: thick, height: p.good * unit, rx: 1.5, class: "pos" }));
    if (p.bad) group.append(svg("rect", { x, y: zero, width: thick, height: p.bad * unit, rx: 1.5, class: "neg" }));
    if (!p.good && !p.bad) group.append(svg("rect", { x, y: zero - 1, width: thick, height: 2, class: "neu" }));
    root.append(group);
    const start = Math.max(left, Math.min(middle - LABEL / 2, width - LABEL));
    if (start >= free) {
      root.append(svg("text", { x: start + LABEL / 2, y: height - 5, class: "label" }, p.short || p.label));
      free = start + LABEL + 8;
    }
  });
  return root;
}

/** A line of a name's sentiment, document by document, small enough for a table. */
function spark(standings) {
  const width = 72, height = 20, last = standings.slice(0, 24).reverse();
  const step = width / Math.max(last.length, 8);
  const high = Math.max(1, ...last.map((s) => Math.max(s.good, s.bad)));
  const unit = (height / 2 - 1) / high;
  const good = last.reduce((sum, s) => sum + s.good, 0), bad = last.reduce((sum, s) => sum + s.bad, 0);
  const root = svg("svg", {
    class: "spark", role: "img", "aria-label": t("trendSaid", last.length, good, bad), width, height, viewBox: `0 0 ${width} ${height}`,
  }, svg("line", { x1: 0, x2: width, y1: height / 2, y2: height / 2, class: "axis" }));
  last.forEach((s, i) => {
    const x = i * step + 0.5, thick = Math.max(1, step - 1);
    if (s.good) root.append(svg("rect", { x, width: thick, y: height / 2 - s.good * unit, height: s.good * unit, class: "pos" }));
    if (s.bad) root.append(svg("rect", { x, width: thick, y: height / 2, height: s.bad * unit, class: "neg" }));
  });
  return root;
}

const quarter = (d) => Math.ceil(+d.slice(5, 7) / 3);
// A period's name and its first day, from a date in it.
const BINS = [
  [(d) => d.slice(0, 10), (d) => d.slice(0, 10)],
  [monday, monday],
  [(d) => d.slice(0, 7), (d) => `${d.slice(0, 7)}-01`],
  [(d) => `${d.slice(0, 4)} Q${quarter(d)}`, (d) => `${d.slice(0, 4)}-${String(3 * quarter(d) - 2).padStart(2, "0")}-01`],
  [(d) => d.slice(0, 4), (d) => `${d.slice(0, 4)}-01-01`],
];

/** Counts by day, week, month …, the finest that gives at most `most` bars; days without a document have none. */
function binned(items, most = 36) {
  const dated = items.filter((item) => item.published);
  let found = new Map();
  for (const [name, first] of BINS) {
    found = new Map();
    for (const item of dated) {
      const key = name(item.published);
      const bin = found.get(key) || { label: key, date: first(item.published), good: 0, bad: 0 };
      bin.good += item.good;
      bin.bad += item.bad;
      found.set(key, bin);
    }
    if (found.size <= most) break;
  }
  return [...found.values()].sort((a, b) => (a.label < b.label ? -1 : 1));
}

function monday(published) {
  const date = new Date(`${published.slice(0, 10)}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}
