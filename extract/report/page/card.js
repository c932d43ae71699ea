// The structured record of what is pointed at, in a card beside it (a sheet at the foot of a small screen).

/** The card of one reader: `show(group, element, pinned)`, `hide()`. */
function makeCard(doc, jump, only) {
  const box = h("div.card", { role: "group", "aria-label": t("detail"), hidden: true });
  let timer = 0, owner = null;
  const self = {
    box, pinned: false,
    show(group, element, pinned) {
      clearTimeout(timer);
      if (self.pinned && !pinned) return;
      if (owner) owner.classList.remove("on");
      owner = element;
      owner.classList.add("on");
      self.pinned = pinned;
      put(box, group.spans.map((span) => record(doc, span, jump, only)), pinned ? button("×", () => self.hide(true), { class: "close", "aria-label": t("close") }) : null);
      box.hidden = false;
      box.classList.toggle("pinned", pinned);
      beside(element);
      if (pinned) (box.querySelector("a, button:not(.close)") || box.querySelector("button")).focus({ preventScroll: true });
    },
    hide(back = false) {
      clearTimeout(timer);
      if (box.hidden) return false;
      if (back && owner && owner.isConnected) owner.focus({ preventScroll: true }); // while pinned: shows nothing anew
      box.hidden = true;
      self.pinned = false;
      if (owner) owner.classList.remove("on");
      owner = null;
      return true;
    },
    soon(action) {
      clearTimeout(timer);
      timer = setTimeout(action, 120);
    },
  };
  box.addEventListener("mouseenter", () => clearTimeout(timer));
  box.addEventListener("mouseleave", () => { if (!self.pinned) self.soon(() => self.hide()); });
  /** Below the words where there is room, else above; never over the edge. */
  function beside(element) {
    const place = element.getClientRects()[0] || element.getBoundingClientRect();
    const ground = box.offsetParent ? box.offsetParent.getBoundingClientRect() : { left: 0, top: 0, width: innerWidth };
    const below = place.bottom + box.offsetHeight + 12 < innerHeight || place.top < box.offsetHeight + 12;
    if (getComputedStyle(box).position === "fixed") {
      const hidden = place.bottom + 12 - box.getBoundingClientRect().top; // under the sheet
      if (hidden > 0 && box.classList.contains("pinned")) scrollBy(0, hidden);
      return;
    }
    box.style.left = `${Math.max(4, Math.min(place.left - ground.left, ground.width - box.offsetWidth - 4))}px`;
    box.style.top = `${(below ? place.bottom + 6 : place.top - box.offsetHeight - 6) - ground.top}px`;
  }
  return self;
}

function record(doc, span, jump, only) {
  const { item, kind } = span;
  const rows = { mention: mentionRows, figure: figureFacts, time: timeRows, cite: citeRows }[["company", "chip", "person"].includes(kind) ? "mention" : kind];
  const sentence = doc.sentences.find((s) => s.from <= item.from && item.from < s.to);
  return h("div.record", {},
    h("div.line", {}, h("span.kind", { class: `kind ${kind}` }, t(kind)), h("strong", { dir: "auto" }, recordTitle(kind, item))),
    h("dl.facts", {}, rows(doc, item, jump, only),
      sentence && kind !== "cite" ? fact(t("sentence"), tone(sentence.tone, sentence.sure)) : null,
      fact(t("offsets"), h("span.offsets", {}, `${item.start}–${item.end}`))));
}

function recordTitle(kind, item) {
  if (kind === "figure") return amount(item);
  if (kind === "time" || kind === "cite") return item.text;
  return entityLink(ENTITIES[item.entity]);
}

function mentionRows(doc, m, jump, only) {
  const entity = ENTITIES[m.entity];
  return [
    entity.ticker ? fact(t("ticker"), entity.ticker) : null,
    m.maker ? fact(t("maker"), bdi(m.maker)) : null,
    fact(t("via"), [t(`via_${m.via}`), m.text === entity.name ? null : [" “", bdi(m.text), "”"], ` ${m.score}%`]),
    fact(t("sentiment"), [tone(m.tone), ` ${m.sure}%`]),
    fact(t("id"), bdi(entity.id)),
    only ? fact("", button(t("onlyThis"), () => only(m.entity), { class: "small" })) : null,
  ];
}

function figureFacts(doc, f) {
  const about = f.subject ? f.subject.split("、").map((name, i) => [i ? "、" : "", BY_NAME.has(name) ? entityLink(BY_NAME.get(name)) : bdi(name)]) : null;
  const change = doc.changes.flatMap((c) => c.revised.filter((r) => r.now.includes(f.n)).map((r) => [c, r]))[0];
  return [
    fact(t("metric"), f.metric ? bdi(f.metric) : "–"),
    about ? fact(t("subject"), about) : null,
    fact(t("value"), [plain(f), h("span.tag", {}, t(f.kind)), f.approx ? h("span.tag", {}, t("approx")) : null, f.bound ? h("span.tag", {}, BOUNDS[f.bound]) : null]),
    f.since || f.until ? fact(t("period"), [period(f.since, f.until)]) : null,
    f.trend ? fact(t("trendOf"), `${TRENDS[f.trend]} ${t(f.trend)}`) : null,
    f.basis ? fact(t("basis"), t(f.basis)) : null,
    fact(t("status"), t(f.forecast ? "forecast" : "fact")),
    change ? fact(t("before"), revision(change[1], change[0], doc)) : null,
    fact(t("score"), `${f.score}%`),
  ];
}

const timeRows = (doc, x) => [fact(t("period"), period(x.since, x.until) || "–")];

function citeRows(doc, item, jump) {
  const others = doc.claims.filter((c) => c.citations.some((n) => item.numbers.includes(n)));
  return [fact(t("citedBy"), h("ul.plain", {}, others.slice(0, 8).map((c) => h("li", {},
    button(visible(brief(doc, c)), () => jump(c.from), { class: "link" })))))];
}

/** A claim in a few words: its headline, or how it begins. */
function brief(doc, claim, most = 32) {
  const words = claim.headline || doc.text.slice(...trimmed(doc, claim.from, claim.to)).replace(/^[-•*\d.、)\s]+|\*\*/g, "");
  const letters = [...words];
  return letters.length > most ? `${letters.slice(0, most).join("")}…` : words;
}
