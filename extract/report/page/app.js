// The frame: head with navigation, language and theme, and the view that the address names.

const VIEWS = {
  "": () => overviewView(),
  documents: () => documentsView(),
  companies: () => entitiesView("company"),
  chips: () => entitiesView("chip"),
  name: (id) => entityView(id),
  document: (id, start) => readerView(id, /^\d+$/.test(start || "") ? +start : undefined),
  search: (words) => searchView(words || ""),
};
const root = document.getElementById("app");
const main = h("main", { id: "main", tabindex: "-1" });
const scrolled = new Map();
let view = {};
let here = null;
let linked = false; // whether a link led here; else it was the browser's way back or forth

/** What was chosen, kept by the browser where it lets a file do so. */
const kept = {
  get(key) { try { return localStorage.getItem(`jiyao.${key}`); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(`jiyao.${key}`, value); } catch { /* A browser may forbid it; the choice then lasts as long as the page. */ } },
};

function parts() {
  return location.hash.replace(/^#\/?/, "").split("/").map((part) => {
    try { return decodeURIComponent(part); } catch { return part; }
  });
}

function route({ keep = false } = {}) {
  if (here !== null) scrolled.set(here, scrollY);
  const [name, ...values] = parts();
  const make = Object.hasOwn(VIEWS, name) ? VIEWS[name] : missingView;
  view = make(...values);
  put(main, view.node);
  document.title = `${visible(view.title)} · ${t("brand")}`;
  for (const link of document.querySelectorAll("header nav a")) {
    if (link.getAttribute("href") === `#/${name}`) link.setAttribute("aria-current", "page");
    else if (link.getAttribute("href") === view.within) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  const first = here === null;
  here = location.hash;
  if (keep) return;
  scrollTo(0, linked ? 0 : scrolled.get(here) || 0);
  linked = false;
  const seek = document.querySelector("header [type=search]");
  if (document.activeElement !== seek) seek.value = view.search || "";
  if (!first && view.search === undefined) main.querySelector("h1")?.focus({ preventScroll: true });
}

function frame() {
  const nav = [["overview", "#/"], ["documents", "#/documents"], ["companies", "#/companies"], ["chips", "#/chips"]];
  document.documentElement.lang = language ? "en" : "zh-Hans";
  const seek = field(t("searchAll"), view.search || "", later((words) => {
    const target = words ? address.search(words) : address.overview();
    if (parts()[0] !== "search") {
      location.hash = target;
      return;
    }
    history.replaceState(null, "", target);
    route();
  }, 250));
  put(root,
    button(t("skip"), () => main.focus(), { class: "skip" }),
    h("header", {},
      h("a.brand", { href: "#/" }, h("span.logo", { "aria-hidden": "true" }, "纪"), t("brand")),
      h("nav", { "aria-label": t("views") }, nav.map(([key, href]) => h("a", { href }, t(key)))),
      h("div.seek", { role: "search" }, seek),
      h("div.tools", {},
        button(t("language"), speak, { class: "plain", lang: language ? "zh-Hans" : "en", "data-tool": "language" }),
        button("", () => { theme = isDark() ? "light" : "dark"; kept.set("theme", theme); dress(); }, { class: "plain", "data-tool": "theme" }),
        button("?", showHelp, { class: "plain", "aria-label": t("help"), title: t("help") }))),
    main, helpDialog);
  dress();
}

const preferred = matchMedia("(prefers-color-scheme: dark)");
let theme = kept.get("theme");
const isDark = () => (theme ? theme === "dark" : preferred.matches);

/** Wear the theme that holds. */
function dress() {
  const dark = isDark(), tool = root.querySelector("[data-tool=theme]");
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  put(tool, dark ? "☀" : "☾");
  tool.title = t(dark ? "light" : "dark");
  tool.setAttribute("aria-label", tool.title);
}

/** Change the language: all is drawn anew, and one stays where one is. */
function speak() {
  language = 1 - language;
  kept.set("language", language);
  const y = scrollY;
  frame();
  route({ keep: true });
  scrollTo(0, y);
  root.querySelector("[data-tool=language]").focus();
}

language = kept.get("language") === null ? (/^zh\b/i.test(navigator.language) ? 0 : 1) : +kept.get("language") || 0;
frame();
route();
document.documentElement.dataset.ready = "true";
performance.mark("jiyao-interactive");
document.addEventListener("click", (event) => { linked = linked || event.target.closest("a") !== null; }, true);
addEventListener("hashchange", () => route());
addEventListener("beforeprint", () => view.complete?.());
preferred.addEventListener("change", dress);
