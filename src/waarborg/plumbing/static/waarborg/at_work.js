// Colleagues at one thing. [data-here=URL] shows who else has it open: the page says by itself that its reader is there and,
// from what is typed in a form with data-part, that he writes. [data-kept=URL] around such forms keeps what is typed on the
// server, for another browser too; what this very tab kept (drafts.js) goes before it. Whatever goes wrong here, the page
// works as it does without script.
(() => {
  "use strict";
  const BY_ITSELF = { "X-Waarborg-Refresh": "1" };
  const START_OVER = 25000;
  const WRITES_EVERY = 10000;
  const KEEP_AFTER = 1500;
  const token = () => document.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
  const send = (url, fields, more = {}) => {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", token());
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    return fetch(url, { method: "POST", body, headers: BY_ITSELF, credentials: "same-origin", ...more });
  };
  const partOf = (field) => field?.closest?.("form[data-part]");

  // --- who else is here ---------------------------------------------------------------------------------------------
  const place = () => document.querySelector("[data-here]");
  const show = async (asked) => {
    try {
      const answer = await asked;
      if (!answer.ok || answer.redirected || answer.status === 204) return;
      const said = (await answer.text()).trim();
      const now = place();
      // Only what changed is put there: a screen reader says it once.
      if (now && now.dataset.shown !== said) {
        now.innerHTML = said;
        now.dataset.shown = said;
      }
    } catch {
      // Unreachable: the stream itself says so.
    }
  };
  const beHere = (fields = {}) => place() && !document.hidden && show(send(place().dataset.here, fields));
  const go = () => place() && send(place().dataset.here, { gone: "1" }, { keepalive: true }).catch(() => {});
  let wrote = 0;
  document.addEventListener("input", (event) => {
    const form = partOf(event.target);
    if (!form || !event.isTrusted || Date.now() - wrote < WRITES_EVERY) return;
    wrote = Date.now();
    beHere({ part: form.dataset.part });
  });
  if (place()) {
    place().addEventListener("live", () => {
      if (!document.hidden) show(fetch(place().dataset.here, { headers: BY_ITSELF, credentials: "same-origin", cache: "no-store" }));
    });
    document.addEventListener("visibilitychange", () => (document.hidden ? go() : beHere()));
    window.addEventListener("pagehide", go);
    window.setInterval(beHere, START_OVER);
    beHere();
  }

  // --- a name put into the text ------------------------------------------------------------------------------------
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("button[data-insert]");
    const text = button?.form?.querySelector("textarea[name=text]");
    if (!text) return;
    const before = text.value.slice(0, text.selectionStart);
    text.setRangeText(`${before && !/\s$/.test(before) ? " " : ""}${button.dataset.insert} `, text.selectionStart, text.selectionEnd, "end");
    button.closest("details").open = false;
    text.focus();
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // --- what is typed ------------------------------------------------------------------------------------------------
  const kept = document.querySelector("[data-kept]");
  if (!kept) return;
  const textOf = (form) => form.querySelector("textarea[name=text]");
  const waiting = new Map();
  const flying = new Map();
  const last = new Map();
  const purposeOf = (form) => form.querySelector("input[name=purpose]:checked")?.value || "";
  const keep = (form, more = {}) => {
    window.clearTimeout(waiting.get(form));
    waiting.delete(form);
    const fields = { part: form.dataset.part, text: textOf(form).value, purpose: purposeOf(form) };
    const now = JSON.stringify(fields);
    if (last.get(form) === now) return;
    flying.get(form)?.abort();
    const flight = new AbortController();
    flying.set(form, flight);
    send(kept.dataset.kept, fields, { signal: flight.signal, ...more })
      .then((answer) => answer.ok && !answer.redirected && last.set(form, now))
      .catch(() => {});
  };
  const forms = [...kept.querySelectorAll("form[data-part]")].filter(textOf);
  for (const form of forms) {
    for (const kind of ["input", "change"]) {
      form.addEventListener(kind, () => {
        window.clearTimeout(waiting.get(form));
        waiting.set(form, window.setTimeout(() => keep(form), KEEP_AFTER));
      });
    }
    // It is sent: nothing of it may arrive after that.
    form.addEventListener("submit", () => {
      window.clearTimeout(waiting.get(form));
      waiting.delete(form);
      flying.get(form)?.abort();
    });
    form.addEventListener("reset", () => window.setTimeout(() => keep(form)));
  }
  window.addEventListener("pagehide", () => {
    for (const form of waiting.keys()) keep(form, { keepalive: true });
  });

  const putBack = (form, draft) => {
    const text = textOf(form);
    last.set(form, JSON.stringify({ part: form.dataset.part, text: draft.text, purpose: draft.purpose }));
    // What stands there was typed in this tab, or came back from the server with what is wrong beside it.
    if (text.value || form.hasAttribute("data-filled")) return;
    text.value = draft.text;
    const purpose = draft.purpose && form.querySelector(`input[name=purpose][value="${CSS.escape(draft.purpose)}"]`);
    if (purpose) purpose.checked = true;
    const tab = document.querySelector(`input[type=radio][name=write][value="${CSS.escape(form.dataset.part)}"]`);
    if (tab && forms.every((one) => one === form || !textOf(one).value)) tab.checked = true;
    const notice = form.querySelector("[data-draft-held]");
    if (notice) notice.hidden = false;
  };
  (async () => {
    try {
      const answer = await fetch(kept.dataset.kept, { headers: BY_ITSELF, credentials: "same-origin", cache: "no-store" });
      if (!answer.ok || answer.redirected) return;
      const drafts = await answer.json();
      for (const form of forms) if (drafts[form.dataset.part]) putBack(form, drafts[form.dataset.part]);
    } catch {
      // Then what this tab kept is all there is.
    }
  })();
})();
