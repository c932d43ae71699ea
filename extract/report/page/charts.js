// Charts as inline SVG, drawn to the width at hand and drawn again when it changes.

/**
 * A chart of bars that rise with good news and hang with bad; `points` are {label, good, bad, href?}, oldest first. Without a height as
 * high as its place. */
function bars(points, label, height = 0) {
  const figure = h(height ? "figure.chart" : "figure.chart.grow", {});
  const draw = () => put(figure, drawn(points, label, figure.clientWidth || 640, height || figure.clientHeight || 230));
  new ResizeObserver(later(draw, 30)).observe(figure);
  draw();
  return figure;
}

function drawn(points, label, width, height) {
  const left = 34, bottom = 20, top = 8;
  const high = Math.max(1, ...points.map((p) => p.good));
  const low = Math.max(0, ...points.map((p) => p.bad));
  const unit = (height - bottom - top) / (high + low || 1);
  const zero = top + high * unit;
  const step = (width - left - 20) / Math.max(points.length, 6);
  const thick = Math.max(1.5, Math.min(18, step * 0.66));
  const root = svg("svg", { role: "img", "aria-label": label, width, height, viewBox: `0 0 ${width} ${height}` });
  for (const [value, y] of [[high, top], [0, zero], ...(low ? [[low, zero + low * unit]] : [])]) {
    root.append(svg("line", { x1: left, x2: width, y1: y, y2: y, class: value ? "grid" : "axis" }));
    root.append(svg("text", { x: left - 6, y: y + 4, class: "scale" }, whole(value)));
  }
  const every = Math.ceil(points.length / Math.max(1, Math.floor((width - left) / 78)));
  points.forEach((p, i) => {
    const x = left + 2 + i * step + (step - thick) / 2;
    const group = svg("g", { class: "bar" }, svg("title", {}, t("bar", p.label, p.good, p.bad)));
    // A column as high as the chart, so that thin bars can be pointed at.
    group.append(svg("rect", { x: left + 2 + i * step, y: top, width: step, height: height - top - bottom, class: "reach" }));
    if (p.good) group.append(svg("rect", { x, y: zero - p.good * unit, width: thick, height: p.good * unit, rx: 1.5, class: "pos" }));
    if (p.bad) group.append(svg("rect", { x, y: zero, width: thick, height: p.bad * unit, rx: 1.5, class: "neg" }));
    if (!p.good && !p.bad) group.append(svg("rect", { x, y: zero - 1, width: thick, height: 2, class: "neu" }));
    root.append(group);
    if (i % every === 0) {
      root.append(svg("text", { x: i ? x + thick / 2 : left, y: height - 5, class: i === 0 ? "label first" : "label" }, p.short || p.label));
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

const BINS = [
  ["day", (d) => d.slice(0, 10)],
  ["week", (d) => monday(d)],
  ["month", (d) => d.slice(0, 7)],
  ["quarter", (d) => `${d.slice(0, 4)} Q${Math.ceil(+d.slice(5, 7) / 3)}`],
  ["year", (d) => d.slice(0, 4)],
];

/** Counts by day, week, month …, the finest that gives at most `most` bars; days without a document have none. */
function binned(items, most = 36) {
  const dated = items.filter((item) => item.published);
  let found = new Map();
  for (const [, name] of BINS) {
    found = new Map();
    for (const item of dated) {
      const key = name(item.published);
      const bin = found.get(key) || { label: key, good: 0, bad: 0 };
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
