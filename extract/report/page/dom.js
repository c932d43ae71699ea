// Elements are made here and nowhere else: text goes in as text, and an address can only be one of this page.

const SVG = "http://www.w3.org/2000/svg"; // a name, never fetched

// Characters that are obeyed instead of shown: controls, direction marks and overrides, invisible ones.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A visible sign for such a character: ⟨U+202E⟩ for a direction override. */
const sign = (character) => `\u27e8U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}\u27e9`;

/** `text` with signs in place of what cannot be seen. */
const visible = (text) => String(text).replace(UNSEEN, sign);

/**
 * Make an element: h("a.name", {href: "#/"}, "text", child, …). Classes stand behind points. Functions are listeners,
 * null and false leave an attribute or child out.
 */
function h(tag, properties, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name || "div");
  if (classes.length) element.className = classes.join(" ");
  return fill(element, properties, children);
}

/** The same for SVG. */
function svg(tag, properties, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (name === "href" && !String(value).startsWith("#/")) throw new Error("no address of this page");
    else element.setAttribute(name, value === true ? "" : visible(value));
  }
  add(element, children);
  return element;
}

function add(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    element.append(child instanceof Node ? child : visible(child));
  }
}

/** Put `children` in place of what `element` holds. */
function put(element, ...children) {
  element.replaceChildren();
  add(element, children);
}

/** Words from a document: set apart, so that their direction of writing stays theirs. */
const bdi = (text, classes = "") => h(classes ? `bdi.${classes}` : "bdi", {}, text);

/** A button that says what it does. */
function button(label, action, properties = {}) {
  return h("button", { type: "button", onclick: action, ...properties }, label);
}

/** A labelled choice; `options` are [value, words]. */
function choice(label, options, value, change) {
  const select = h("select", { "aria-label": label, onchange: (event) => change(event.target.value) },
    options.map(([key, words]) => h("option", { value: key, selected: String(key) === String(value) }, words)));
  return select;
}

/** A field for words, with a label for those who cannot see it. */
function field(label, value, change, properties = {}) {
  const input = h("input", {
    type: "search", "aria-label": label, placeholder: label, autocomplete: "off", spellcheck: "false",
    oninput: (event) => change(event.target.value), ...properties,
  });
  input.value = value;
  return input;
}

/** Tabs as ARIA wants them: arrows move, one panel shows. `tabs` are [key, words, make]. */
function tabs(label, list, chosen, change = () => {}) {
  const uid = `tab${(tabs.made = (tabs.made || 0) + 1)}`;
  const panel = h("div.tabpanel", { role: "tabpanel", id: `${uid}panel`, tabindex: "0" });
  const bar = h("div.tabs", { role: "tablist", "aria-label": label });
  const heads = list.map(([key, words]) =>
    button(words, () => open(key), { role: "tab", id: `${uid}-${key}`, "aria-controls": `${uid}panel`, "data-tab": key }));
  add(bar, heads);
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    const at = (heads.indexOf(document.activeElement) + step + heads.length) % heads.length;
    open(list[at][0]);
    heads[at].focus();
  });
  function open(key) {
    list.forEach(([other, , make], n) => {
      heads[n].setAttribute("aria-selected", String(other === key));
      heads[n].tabIndex = other === key ? 0 : -1;
      if (other !== key) return;
      panel.setAttribute("aria-labelledby", heads[n].id);
      put(panel, make());
    });
    change(key);
  }
  open(list.some(([key]) => key === chosen) ? chosen : list[0][0]);
  return h("div.tabbed", {}, bar, panel);
}

/** Do `action` once `wait` milliseconds have gone by without another call. */
function later(action, wait) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => action(...values), wait);
  };
}
