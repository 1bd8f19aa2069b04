// What somebody types in a form with data-draft is kept in this tab (sessionStorage) until the server says that the form
// was taken (the cookie of plumbing/web/sent.py): a session that ends, a line that breaks or a page that is left loses
// nothing. A draft belongs to one person (data-owner on the body) and to the address that the form is sent to; a page of
// somebody else throws away all others, signing out all of them. Never kept: passwords, hidden fields and files.
(() => {
  "use strict";
  const PREFIX = "draft:";
  const HOURS = 12;
  const owner = document.body.dataset.owner || "";

  let store;
  try {
    store = window.sessionStorage;
    store.length;
  } catch {
    return; // The browser keeps nothing for this site.
  }
  const kept = () => Object.keys(store).filter((key) => key.startsWith(PREFIX));
  const read = (key) => {
    try {
      return JSON.parse(store.getItem(key) || "null");
    } catch {
      return null;
    }
  };
  const write = (key, draft) => {
    try {
      store.setItem(key, JSON.stringify(draft));
    } catch {
      // Full: what is on the page is still there.
    }
  };
  const keyOf = (path) => `${PREFIX}${owner}:${path}`;

  document.addEventListener("submit", (event) => {
    if (event.target.hasAttribute("data-sign-out")) for (const key of kept()) store.removeItem(key);
  });

  // --- what was taken, is old or belongs to somebody else ----------------------------------------------------------------
  const taken = document.cookie.split("; ").find((one) => one.startsWith("sent="));
  if (taken && owner) {
    const path = decodeURIComponent(taken.slice(5).replaceAll('"', ""));
    const draft = read(keyOf(path));
    // Another tab may be on its way to the same address: only the tab that sent it lets go.
    if (draft?.sent) {
      store.removeItem(keyOf(path));
      document.cookie = "sent=; Max-Age=0; Path=/; SameSite=Lax";
    }
  }
  for (const key of kept()) {
    const draft = read(key);
    if (!draft || (owner && !key.startsWith(keyOf(""))) || Date.now() - draft.at > HOURS * 3600000) store.removeItem(key);
  }
  if (!owner) return;

  // --- fields ---------------------------------------------------------------------------------------------------------
  const FIELDS = "textarea, select, input:not([type=hidden], [type=password], [type=file], [type=submit], [type=button])";
  const fields = (form) => [...form.elements].filter((field) => field.name && field.matches(FIELDS));
  const isChoice = (field) => field.matches("[type=radio], [type=checkbox]");
  const isText = (field) => !isChoice(field) && !field.matches("select");
  const nameOf = (field) => (isChoice(field) ? `${field.name}=${field.value}` : field.name);
  const now = (field) => (isChoice(field) ? field.checked : field.value);
  const pathOf = (form) => new URL(form.getAttribute("action") || "", window.location.href).pathname;
  const state = (form) => Object.fromEntries(fields(form).map((field) => [nameOf(field), now(field)]));
  const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const isKept = (form) => form instanceof HTMLFormElement && form.hasAttribute("data-draft");

  const keep = (form) => {
    const key = keyOf(pathOf(form));
    const before = read(key);
    if (!before && fields(form).filter(isText).every((field) => field.value === field.defaultValue)) return;
    if (fields(form).filter(isText).every((field) => !field.value)) {
      store.removeItem(key);
      return;
    }
    const files = [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length);
    write(key, { ...before, at: Date.now(), fields: state(form), files });
  };

  const putBack = (form) => {
    // The server put more behind what was typed: that is the draft now.
    if (form.hasAttribute("data-filled")) return keep(form);
    const draft = read(keyOf(pathOf(form)));
    if (!draft) return;
    const typed = fields(form).filter((field) => isText(field) && draft.fields[field.name]);
    // What the server refused stands there already, with what is wrong beside it.
    if (!typed.length || typed.every((field) => field.value.replaceAll("\r\n", "\n") === draft.fields[field.name])) return;
    for (const field of fields(form)) {
      const value = draft.fields[nameOf(field)];
      if (value === undefined) continue;
      if (isChoice(field)) field.checked = value;
      else if (isText(field) || [...field.options].some((option) => option.value === value)) field.value = value;
    }
    const menu = form.closest("details");
    if (menu) menu.open = true;
    const tab = form.dataset.part && document.querySelector(`input[type=radio][name=write][value="${CSS.escape(form.dataset.part)}"]`);
    if (tab) tab.checked = true;
    const notice = form.querySelector("[data-draft-held]");
    if (!notice) return;
    notice.hidden = false;
    const files = notice.querySelector("[data-draft-files]");
    if (files) files.hidden = !draft.files;
  };
  document.querySelectorAll("form[data-draft]").forEach(putBack);

  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => isKept(event.target.form) && keep(event.target.form));
  }
  document.addEventListener("click", (event) => {
    const drop = event.target.closest("[data-draft-drop]");
    const form = drop?.closest("form");
    if (!form) return;
    store.removeItem(keyOf(pathOf(form)));
    form.reset();
    drop.closest("[data-draft-held]").hidden = true;
    fields(form)[0]?.focus();
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !isKept(form)) return;
    keep(form);
    const key = keyOf(pathOf(form));
    const draft = read(key);
    if (!draft) return;
    // The same words may have arrived before the line broke: under the same number they arrive once.
    const once = form.querySelector("input[type=hidden][name=once]");
    if (once && draft.sent && same(draft.sent.fields, draft.fields)) once.value = draft.sent.once;
    write(key, { ...draft, sent: { once: once ? once.value : "", fields: draft.fields } });
  });
})();
