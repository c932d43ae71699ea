// Beside the text: the document's names, its figures and its outline, each a way into the text.

function panelOf(doc, { jump, only, chosen }) {
  return tabs(t("panel"), [
    ["names", t("names"), () => namesIn(doc, only, chosen)],
    ["figures", `${t("figures")} ${doc.figures.length}`, () => figuresIn(doc, jump)],
    ["outline", t("outline"), () => outlineOf(doc, jump)],
  ], panelOf.tab, (key) => { panelOf.tab = key; });
}

function namesIn(doc, only, chosen) {
  const list = [...doc.standings].sort((a, b) => b.mentions - a.mentions);
  if (!list.length) return h("p.none", {}, t("nothing"));
  return h("ul.plain.names", {}, list.map((s) => {
    const entity = ENTITIES[s.entity];
    return h("li", {},
      h("button", { type: "button", class: "pick", "aria-pressed": String(chosen() === s.entity), title: t("onlyThis"), onclick: () => only(s.entity) },
        h("span.dot", { class: `dot ${entity.kind}` }), bdi(entity.name), h("span.faint", {}, ` ${s.mentions}`)),
      tone(s.tone),
      entity.kind === "person" ? h("span", {}) : h("a", { href: address.entity(entity), "aria-label": `${t("open")}: ${entity.name}` }, "→"));
  }));
}

function figuresIn(doc, jump) {
  if (!doc.figures.length) return h("p.none", {}, t("nothing"));
  const holder = h("div", {});
  const show = (count) => put(holder, h("ul.plain.figures", {}, doc.figures.slice(0, count).map((f) => h("li", {},
    h("button", { type: "button", class: "pick", onclick: () => jump(f.from) },
      h("span.metric", {}, f.metric ? bdi(f.metric) : h("span.faint", {}, t("noMetric"))),
      h("strong", {}, bdi(amount(f))),
      h("span.faint", {}, [f.subject, period(f.since, f.until)].filter(Boolean).map(visible).join(" · "), " ", tags(f)))))),
  count < doc.figures.length ? button(t("more"), () => show(count + 200)) : null);
  show(200);
  return holder;
}

function outlineOf(doc, jump) {
  if (!doc.claims.length) return h("p.none", {}, t("nothing"));
  const holder = h("div", {});
  const show = (count) => {
    let section = null, topic = null;
    put(holder, h("ul.plain.outline", {}, doc.claims.slice(0, count).flatMap((c) => {
      const lines = [], over = doc.sections.find((s) => s.from <= c.from && c.from < s.to);
      if (over && over !== section && over.heading) lines.push(h("li.section", {}, bdi(over.heading)));
      if (c.topic && c.topic !== topic) lines.push(h("li.topic", {}, bdi(c.topic)));
      section = over || section;
      topic = c.topic;
      lines.push(h("li", {}, h("button", { type: "button", class: "pick", onclick: () => jump(c.from) },
        h("span", { class: `tone ${TONES[c.tone]}`, title: t(`tone${c.tone}`) }, SIGNS[c.tone]), " ", bdi(brief(doc, c)))));
      return lines;
    })), count < doc.claims.length ? button(t("more"), () => show(count + 200)) : null);
  };
  show(200);
  return holder;
}
