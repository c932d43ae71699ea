// One document: its text with highlights, a toolbar to choose what is seen, and the panel beside it.

const AT_ONCE = 30000; // characters of a text that is painted whole; of a longer one what comes near to being seen
const LONGEST = 6000; // characters of one block
const kinds = new Set(ALL_KINDS); // highlights shown, kept from document to document

function readerView(id, start) {
  const meta = BY_ID.get(id);
  if (!meta) return missingView();
  const node = h("div.reader", {}, heading(meta.title), h("p.none", {}, t("loading")));
  const view = { title: meta.title, node, within: address.list("documents") };
  whenLoaded.then(() => openReader(view, content(meta.n), start));
  return view;
}

function openReader(view, doc, start) {
  const text = h("article.text", { "aria-label": t("text") });
  const state = { entity: -1, tone: "", fresh: false, finds: [], find: -1, blocks: [] };
  const fresh = new Set(doc.changes.flatMap((c) => c.fresh));
  const card = makeCard(doc, jump, only);
  const count = h("span.count", { "aria-live": "polite" });
  const shown = h("p.shown", { "aria-live": "polite", hidden: true });
  const all = blocksOf(doc), long = doc.text.length > AT_ONCE;
  text.classList.toggle("long", long);
  const near = new IntersectionObserver((seen) => {
    for (const s of seen) if (s.isIntersecting) light(+s.target.dataset.b);
  }, { rootMargin: "1200px" });
  let look = null;

  /** Which claims pass the filters; null where there are none. */
  function passing() {
    if (state.entity < 0 && state.tone === "" && !state.fresh) return null;
    const towards = new Map();
    if (state.entity >= 0) {
      for (const m of doc.mentions) {
        if (m.entity === state.entity && (!towards.has(m.claim) || m.tone)) towards.set(m.claim, m.tone);
      }
    }
    return new Set(doc.claims.filter((c) => {
      const tone = state.entity < 0 ? c.tone : towards.get(c.n);
      return tone !== undefined && (state.tone === "" || tone === +state.tone) && (!state.fresh || fresh.has(c.n));
    }).map((c) => c.n));
  }

  /** Write the text anew. */
  function repaint() {
    const pass = passing();
    card.hide();
    near.disconnect();
    state.blocks = pass ? all.filter((b) => b.claim && pass.has(b.claim.n)) : all;
    look = { groups: groupsOf(doc, kinds), finds: state.finds, live: true };
    shown.hidden = !pass;
    if (pass) put(shown, t("shown", pass.size, doc.claims.length), " ", button(t("clear"), clear, { class: "small" }));
    put(text, state.blocks.map((b, n) => block(doc, b, n, fresh)), state.blocks.length ? null : h("p.none", {}, t("nothing")));
    if (!long) complete();
    else for (const box of text.children) near.observe(box);
  }

  /** Give the block its highlights, if it has none yet. */
  function light(n) {
    const box = text.children[n], piece = state.blocks[n];
    if (!piece || box.dataset.lit) return;
    box.dataset.lit = "true";
    box.lastElementChild.replaceChildren();
    paint(doc, box.lastElementChild, piece.from, piece.to, { ...look, strong: piece.claim ? headlineAt(doc, piece.claim) : null });
    if (!text.querySelector('.hit[tabindex="0"]')) text.querySelector(".hit")?.setAttribute("tabindex", "0");
  }

  function complete() {
    state.blocks.forEach((_, n) => light(n));
  }

  /** Go to a place in the text, and show the sentence there for a moment. */
  function jump(place, quiet = false) {
    if (passing() && !state.blocks.some((b) => b.from <= place && place < b.to)) clear();
    const at = Math.min(firstAfter(state.blocks, place), state.blocks.length - 1);
    light(at);
    const n = firstAfter(doc.sentences, place), g = firstAfter(look.groups, place);
    const sentence = text.querySelector(`[data-s="${n}"]`);
    const hit = look.groups[g] && look.groups[g].from <= place ? text.querySelector(`[data-g="${g}"]`) : null;
    const target = hit || sentence || text.children[at];
    if (!target) return;
    target.scrollIntoView({ block: "center" });
    for (const part of text.querySelectorAll(`[data-s="${n}"]`)) flash(part);
    if (hit && !quiet) select(hit);
  }

  function select(hit) {
    text.querySelector('.hit[tabindex="0"]')?.setAttribute("tabindex", "-1");
    hit.setAttribute("tabindex", "0");
    hit.focus({ preventScroll: true });
  }

  function only(entity) {
    state.entity = state.entity === entity ? -1 : entity;
    entitySelect.value = state.entity;
    refreshPanel();
    repaint();
  }

  function clear() {
    Object.assign(state, { entity: -1, tone: "", fresh: false });
    entitySelect.value = -1;
    toneSelect.value = "";
    freshButton?.setAttribute("aria-pressed", "false");
    refreshPanel();
    repaint();
  }

  function search(words) {
    state.finds = findAll(doc.text, words.trim());
    state.find = -1;
    repaint();
    turnFind(1);
  }

  function turnFind(step) {
    if (!state.finds.length) {
      put(count, finder.value.trim() ? t("notFound") : "");
      return;
    }
    state.find = (state.find + step + state.finds.length) % state.finds.length;
    put(count, t("found", state.find + 1, state.finds.length));
    text.querySelector(".find.current")?.classList.remove("current");
    jump(state.finds[state.find].from, true);
    const mark = text.querySelector(`[data-f="${state.find}"]`);
    mark?.classList.add("current");
    mark?.scrollIntoView({ block: "center" });
  }

  const named = [...doc.standings].sort((a, b) => b.mentions - a.mentions);
  const entitySelect = choice(t("name"), [[-1, t("anyName")], ...named.map((s) => [s.entity, ENTITIES[s.entity].name])], -1,
    (value) => { state.entity = +value; refreshPanel(); repaint(); });
  const toneSelect = toneChoice("", (value) => { state.tone = value; repaint(); });
  const freshButton = fresh.size ? button(`${t("onlyNew")} ${fresh.size}`, () => {
    state.fresh = !state.fresh;
    freshButton.setAttribute("aria-pressed", String(state.fresh));
    repaint();
  }, { "aria-pressed": "false", class: "toggle" }) : null;
  const counts = new Map();
  for (const span of spansOf(doc)) counts.set(span.kind, (counts.get(span.kind) || 0) + 1);
  const kindButtons = ALL_KINDS.filter((kind) => counts.has(kind)).map((kind) => {
    const toggle = h("button", {
      type: "button", class: "toggle", "data-kind": kind, "aria-pressed": String(kinds.has(kind)),
      onclick: () => {
        if (!kinds.delete(kind)) kinds.add(kind);
        toggle.setAttribute("aria-pressed", String(kinds.has(kind)));
        repaint();
      },
    }, h("span", { class: `dot ${kind}` }), t(kind), h("span.faint", {}, ` ${counts.get(kind)}`));
    return toggle;
  });
  const finder = field(t("find"), "", later(search, 150), {
    "data-find": true,
    onkeydown: (event) => { if (event.key === "Enter") { event.preventDefault(); turnFind(event.shiftKey ? -1 : 1); } },
  });
  const drawer = h("details.drawer", { open: matchMedia("(min-width: 900px)").matches }, h("summary", {}, t("panel")));
  const side = h("div", {});
  const refreshPanel = () => put(side, panelOf(doc, { jump, only, chosen: () => state.entity }));
  drawer.append(side);
  refreshPanel();

  put(view.node,
    heading(doc.title, h("time", {}, day(doc.published)), doc.source ? bdi(doc.source) : null, bdi(doc.id),
      doc.query ? [`${t("query")}: `, bdi(doc.query)] : null,
      Object.entries(doc.meta).slice(0, 6).map(([name, value]) => [" ", bdi(name), ": ", bdi(value), " "])),
    h("div.turns", {}, h("span.faint", {}, balance(doc.good, doc.bad, doc.claims.length), t("tones", doc.good, doc.claims.length - doc.good - doc.bad, doc.bad)),
      turnLink(doc.n + 1, "prevDocument", "← "), turnLink(doc.n - 1, "nextDocument", "→ ")),
    h("div.toolbar", { role: "toolbar", "aria-label": t("kinds") },
      h("div.group", {}, kindButtons), h("div.group", {}, toneSelect, entitySelect, freshButton),
      h("div.group.finder", {}, finder, count,
        button("↑", () => turnFind(-1), { "aria-label": t("prevMatch") }), button("↓", () => turnFind(1), { "aria-label": t("nextMatch") }))),
    h("div.columns", {}, h("div.ground", {}, shown, text, card.box), h("aside.panel", { "aria-label": t("panel") }, drawer)));

  const group = (hit) => look.groups[+hit.dataset.g];
  text.addEventListener("mouseover", (event) => {
    const hit = event.target.closest(".hit");
    if (hit) card.soon(() => card.show(group(hit), hit, false));
  });
  text.addEventListener("mouseout", (event) => {
    if (event.target.closest(".hit") && !card.pinned) card.soon(() => card.hide());
  });
  let pressed = false; // a press opens the card at its end: one that opened at once could come to lie under the pointer
  text.addEventListener("pointerdown", () => { pressed = true; });
  text.addEventListener("focusin", (event) => {
    if (event.target.matches(".hit") && !pressed) card.show(group(event.target), event.target, false);
  });
  text.addEventListener("click", (event) => {
    pressed = false;
    const hit = event.target.closest(".hit");
    if (hit) card.show(group(hit), hit, true);
    else card.hide();
  });
  text.addEventListener("keydown", (event) => {
    if (event.target.matches(".hit") && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      card.show(group(event.target), event.target, true);
    }
  });

  repaint();
  Object.assign(view, {
    /** To the next or previous highlight. */
    move(step) {
      const chosen = text.querySelector('.hit[tabindex="0"]');
      if (!chosen) return;
      let next = chosen;
      if (document.activeElement === chosen || step < 0) {
        let hits = [...chosen.closest(".block").querySelectorAll(".hit")];
        next = hits[hits.indexOf(chosen) + step];
        for (let n = +chosen.closest(".block").dataset.b + step; !next && n >= 0 && n < state.blocks.length; n += step) {
          light(n);
          hits = text.children[n].querySelectorAll(".hit");
          next = hits[step > 0 ? 0 : hits.length - 1];
        }
      }
      if (!next) return;
      card.hide();
      select(next);
      next.scrollIntoView({ block: "nearest" });
    },
    turn(step) {
      const other = DOCUMENTS[doc.n - step];
      if (other) location.hash = address.document(other);
    },
    escape() {
      if (card.hide(true)) return;
      if (finder.value) { finder.value = ""; search(""); } else if (passing()) clear();
    },
    complete,
  });
  if (start !== undefined) requestAnimationFrame(() => jump(doc.at(start)));
}

function turnLink(n, key, arrow) {
  const other = DOCUMENTS[n];
  if (!other) return null;
  return h("a", { href: address.document(other), title: other.title }, h("span", { "aria-hidden": "true" }, arrow), t(key));
}

function flash(element) {
  element.classList.remove("flash");
  requestAnimationFrame(() => element.classList.add("flash"));
  setTimeout(() => element.classList.remove("flash"), 2500);
}

/** The text in blocks: {from, to, claim} for a claim, {from, to, rank} for what stands between claims. */
function blocksOf(doc) {
  const found = [];
  const topics = new Set(doc.claims.map((c) => c.topic).filter(Boolean));
  const headings = new Set(doc.sections.map((s) => s.heading).filter(Boolean));
  const between = (from, to) => {
    for (const line of doc.text.slice(from, to).matchAll(/[^\n]+/g)) {
      let [a, b] = trimmed(doc, from + line.index, from + line.index + line[0].length);
      if (a >= b) continue;
      // In a flattened page a section's heading and its first topic share a line.
      const over = [...headings].find((name) => doc.text.startsWith(name, a) && a + name.length < b);
      if (over) {
        add({ from: a, to: a + over.length, rank: 2 });
        [a, b] = trimmed(doc, a + over.length, b);
      }
      const words = doc.text.slice(a, b).replace(/^[#\s*\d.、:]+|[\s*::]+$/g, "");
      const ends = (set) => [...set].some((name) => words.endsWith(name));
      add({ from: a, to: b, rank: topics.has(words) ? 3 : headings.has(words) ? 2 : b - a < 60 && (ends(topics) || ends(headings)) ? 3 : 0 });
    }
  };
  const add = (piece) => {
    for (let from = piece.from; from < piece.to;) {
      const to = edge(doc, Math.min(from + LONGEST, piece.to));
      found.push({ ...piece, from, to, more: from > piece.from });
      from = to;
    }
  };
  let at = 0;
  for (const claim of doc.claims) {
    if (claim.from < at) continue;
    between(at, claim.from);
    const [from, to] = trimmed(doc, claim.from, claim.to);
    add({ from, to, claim });
    at = claim.to;
  }
  between(at, doc.text.length);
  return found;
}

/** The n-th block shown, with its words alone: highlights come with `paint`. */
function block(doc, piece, n, fresh) {
  const { claim } = piece;
  const box = h(claim ? "p.block.claim" : piece.rank ? `h${piece.rank}.block` : "p.block.between", { dir: "auto", "data-b": n });
  if (claim) {
    box.classList.add(TONES[claim.tone]);
    box.classList.toggle("continued", piece.more);
    if (!piece.more) {
      box.append(h("span.gutter", { title: `${t(`tone${claim.tone}`)} ${claim.sure}%` },
        h("span", { "aria-hidden": "true" }, SIGNS[claim.tone]), h("span.unseen", {}, `${t(`tone${claim.tone}`)} `)));
      if (fresh.has(claim.n)) box.append(h("span.tag.new", {}, t("newClaim")));
    }
  }
  const body = h("span.body", {});
  // Of a long text the browser lays out what is seen, and takes the rest for about as high as this.
  body.style.containIntrinsicBlockSize = `auto ${Math.ceil((piece.to - piece.from) / 45) * 29}px`;
  words(body, doc.text.slice(piece.from, piece.to));
  box.append(body);
  return box;
}
