// Keys of the desk. An element says its key with data-key="R" (or "G W"): a field gets the focus, anything else a click.
// data-key-text says what it does where its own text does not. data-leads="ID" names the field that takes the focus after the click. Rows of a list are [data-row]; J and K walk over
// their first link. Single keys never fire in a field, in a dialog or
// with a modifier, and not at all with data-keys="off" on the body.
(() => {
  "use strict";
  const body = document.body;
  let prefix = "";
  let timer = 0;

  const inField = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  const visible = (element) => element.getClientRects().length > 0;
  // The page's own goes before the frame's: "/" is the search field of this page, else the way to the search page.
  const owner = (key) => {
    const all = [...document.querySelectorAll("[data-key]")].filter((e) => e.dataset.key.toUpperCase() === key && visible(e));
    return all.find((e) => e.closest("main")) || all[0];
  };

  const use = (element) => {
    if (element.matches("input:not([type=checkbox]):not([type=radio]):not([type=submit]), textarea, select")) element.focus();
    else if (element.tagName === "SUMMARY") {
      element.parentElement.open = !element.parentElement.open;
      element.focus();
    } else element.click();
    if (element.dataset.leads) document.getElementById(element.dataset.leads)?.focus();
  };

  const rows = () => [...document.querySelectorAll("[data-row]")].filter(visible);
  const current = () => document.querySelector("[data-row].cursor") || document.activeElement?.closest("[data-row]");
  const walk = (step) => {
    const all = rows();
    if (!all.length) return false;
    const at = all.indexOf(current());
    const next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + step))];
    current()?.classList.remove("cursor");
    next.classList.add("cursor");
    next.querySelector("a")?.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
    return true;
  };
  const select = () => {
    const box = current()?.querySelector("input[type=checkbox]");
    if (!box) return false;
    box.click();
    return true;
  };
  const deselect = () => {
    for (const box of document.querySelectorAll("[data-row] input[type=checkbox]:checked")) box.click();
  };

  // The sheet tells what holds here and now: every key of an element that can be seen, once, in that element's own words
  // (data-key-text, else its label or text), and nothing of what this page has not.
  const words = (element) => {
    const said = element.dataset.keyText || element.getAttribute("aria-label");
    if (said) return said;
    const copy = (element.labels?.[0] || element).cloneNode(true);
    for (const part of copy.querySelectorAll("kbd, svg")) part.remove();
    return copy.textContent.replace(/\s+/g, " ").trim() || element.placeholder || "";
  };
  const fill = (sheet) => {
    const here = sheet.querySelector("[data-keys-here]");
    if (!here) return;
    for (const one of here.querySelectorAll("[data-found]")) one.remove();
    for (const one of sheet.querySelectorAll("[data-needs]")) {
      one.hidden = ![...document.querySelectorAll(one.dataset.needs)].some((found) => visible(found) && !sheet.contains(found));
    }
    const told = new Set([...sheet.querySelectorAll("[data-keys]")].map((one) => one.dataset.keys.toUpperCase()));
    for (const element of document.querySelectorAll("[data-key]")) {
      const key = element.dataset.key.toUpperCase();
      if (told.has(key) || !visible(element) || sheet.contains(element)) continue;
      told.add(key);
      const term = document.createElement("dt");
      for (const part of key.split(" ")) {
        if (term.childNodes.length) term.append(" ");
        term.append(Object.assign(document.createElement("kbd"), { textContent: part }));
      }
      const text = Object.assign(document.createElement("dd"), { textContent: words(owner(key) || element) });
      for (const one of [term, text]) one.dataset.found = "";
      here.querySelector("[data-keys-end]")?.before(term, text);
    }
    const part = here.closest("[data-keys-part]");
    if (part) part.hidden = ![...here.children].some((one) => !one.hidden);
  };
  // Before the script of dialogs opens it.
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-opens=keys]")) fill(document.getElementById("keys"));
  }, true);
  for (const opener of document.querySelectorAll("[data-opens=keys]")) opener.hidden = false;

  const single = (key) => {
    const found = owner(prefix ? `${prefix} ${key}` : key);
    if (found) {
      use(found);
      return true;
    }
    if (prefix) return false;
    if (key === "J") return walk(1);
    if (key === "K") return walk(-1);
    if (key === "X" || (key === " " && !document.activeElement.matches("button, input, summary"))) return select();
    if (key === "?") {
      const sheet = document.getElementById("keys");
      if (sheet) fill(sheet);
      sheet?.showModal?.();
      return true;
    }
    return false;
  };

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.defaultPrevented) return;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      const jump = document.querySelector("[data-jump]");
      if (!jump) return;
      event.preventDefault();
      use(jump);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]:not([data-static])")) return;
    if (event.key === "Escape" && !inField(event.target)) deselect();
    if (body.dataset.keys === "off" || event.key.length !== 1 || inField(event.target)) return;
    const key = event.key.toUpperCase();
    const starts = !prefix && [...document.querySelectorAll("[data-key]")].some((e) => e.dataset.key.toUpperCase().startsWith(`${key} `));
    const done = single(key);
    prefix = "";
    window.clearTimeout(timer);
    if (done) event.preventDefault();
    else if (starts) {
      prefix = key;
      timer = window.setTimeout(() => (prefix = ""), 1200);
    }
  });

  // The cursor follows the focus, so that a mouse and the keys agree.
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row || row.classList.contains("cursor")) return;
    current()?.classList.remove("cursor");
    row.classList.add("cursor");
  });

  // Rows that were fetched again get the classes that came with them a moment after they stand there: the reader may be in
  // one by then.
  document.addEventListener("htmx:afterSettle", () => document.activeElement?.closest("[data-row]")?.classList.add("cursor"));
})();
