// What keys do. Arrows, j and k move; / searches; Enter opens; Esc closes.

const helpDialog = h("dialog.help", { "aria-labelledby": "helptitle" });

function showHelp() {
  const keys = [["j k ↑ ↓", "keyMove"], ["/", "keySearch"], ["Enter", "keyEnter"], ["← →", "keyTurn"], ["Esc", "keyEsc"], ["?", "keyHelp"]];
  put(helpDialog, h("h2", { id: "helptitle" }, t("help")),
    h("dl.facts", {}, keys.map(([key, words]) => fact(key.split(" ").map((k) => h("kbd", {}, k)), t(words)))),
    button(t("close"), () => helpDialog.close(), { autofocus: true }));
  helpDialog.showModal();
}

/** To the next or previous row of the lists on the page. */
function moveRow(step) {
  const rows = [...document.querySelectorAll("main th[scope=row] a, main .quotes .source a, main ul.changes li > div:first-child a")]
    .filter((a) => a.offsetParent);
  if (!rows.length) return;
  const at = rows.indexOf(document.activeElement);
  const next = rows[Math.max(0, Math.min(rows.length - 1, at < 0 ? 0 : at + step))];
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || helpDialog.open) return;
  const { key, target } = event;
  const typing = target.matches("input, select, textarea");
  if (key === "Escape") {
    if (target.matches("input")) {
      const held = target.value;
      target.value = "";
      if (held) target.dispatchEvent(new Event("input", { bubbles: true }));
      target.blur();
    } else {
      view.escape?.();
    }
    return;
  }
  if (typing) return;
  const move = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }[key];
  if (move) {
    // Plain arrows scroll, until somebody moves among rows or highlights.
    const among = target.matches(".hit, th[scope=row] a, .quotes .source a, ul.changes a");
    if (key.startsWith("Arrow") && !among) return;
    event.preventDefault();
    (view.move || moveRow)(move);
  } else if (key === "/") {
    event.preventDefault();
    const place = document.querySelector("main [data-find]") || document.querySelector("header [type=search]");
    place.focus();
    place.select();
  } else if (key === "?") {
    showHelp();
  } else if ((key === "ArrowLeft" || key === "ArrowRight") && !target.closest("[role=tablist]")) {
    view.turn?.(key === "ArrowRight" ? 1 : -1);
  }
});
