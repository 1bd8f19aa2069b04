// A chat that goes on by itself: what is said appears, what one types is sent without a reload, and the other side sees who
// is there. Without script the page is a form that reloads. Stands before the other scripts: a message sent here is not
// theirs to send. Whatever goes wrong, the text stays, and under the same number it arrives once.
(() => {
  "use strict";
  const dutch = (document.documentElement.lang || "nl").startsWith("nl");
  const LOST = dutch
    ? "De verbinding viel weg. Uw tekst staat er nog: verstuur opnieuw, dubbel komt het niet aan."
    : "The connection was lost. Your text is still here: send again, it will not arrive twice.";
  // What the page does by itself keeps no session alive.
  const BY_ITSELF = { "X-Waarborg-Refresh": "1" };
  const START_OVER = 25000;
  const TYPING_EVERY = 3000;
  const TYPING_LASTS = 7000;

  const chat = () => document.querySelector("[data-chat]");
  const log = () => document.querySelector("[data-chat-log]");
  const atEnd = (part) => part.scrollHeight - part.scrollTop - part.clientHeight < 80;
  const toEnd = () => log()?.scrollTo({ top: log().scrollHeight });

  // --- what was said ------------------------------------------------------------------------------------------------
  let fading = 0;
  const show = (page) => {
    const fresh = new DOMParser().parseFromString(page, "text/html");
    const now = log();
    const follow = atEnd(now);
    // Only what is new is added, so that a screen reader says that and no more.
    for (const message of fresh.querySelectorAll("[data-chat-log] > article[id]")) {
      if (!document.getElementById(message.id)) now.append(document.adoptNode(message));
    }
    const there = document.querySelector("[data-chat-there]");
    const said = fresh.querySelector("[data-chat-there]");
    if (there && said && there.innerHTML !== said.innerHTML) there.replaceWith(document.adoptNode(said));
    if (follow) toEnd();
    window.clearTimeout(fading);
    if (document.querySelector("[data-chat-types]")) fading = window.setTimeout(look, TYPING_LASTS);
  };
  let looking = false;
  let again = false;
  const look = async () => {
    if (looking) {
      again = true;
      return;
    }
    looking = true;
    try {
      const answer = await fetch(chat().dataset.chatFrom, { headers: BY_ITSELF, credentials: "same-origin", cache: "no-store" });
      if (answer.ok && !answer.redirected) show(await answer.text());
    } catch {
      // Unreachable: the stream itself says so, and looks again when it is back.
    }
    looking = false;
    if (again) {
      again = false;
      look();
    }
  };
  document.addEventListener("live", (event) => event.target.matches?.("[data-chat-log]") && look());

  // --- saying something -----------------------------------------------------------------------------------------------
  const tell = (form, text) => {
    const place = form.querySelector("[data-chat-unsent]");
    place.textContent = text;
    place.hidden = !text;
  };
  const sent = (form) => {
    tell(form, "");
    form.querySelectorAll(".w-problems:not([data-chat-unsent])").forEach((part) => part.remove());
    for (const input of form.querySelectorAll("input[type=file]")) {
      input.value = "";
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    const text = form.querySelector("[data-chat-text]");
    text.value = "";
    // The draft goes with it.
    text.dispatchEvent(new Event("input", { bubbles: true }));
    form.querySelector("input[name=once]").value = window.crypto.randomUUID();
    text.focus();
  };
  const send = async (form) => {
    form.dataset.talking = "yes";
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        credentials: "same-origin",
        headers: { "X-Waarborg-Send": "1", Accept: "text/html" },
      });
      const to = answer.headers.get("X-Waarborg-To");
      if (to && new URL(to, window.location.href).pathname === window.location.pathname) {
        sent(form);
        await look();
        toEnd();
      } else if (to) {
        window.location.assign(to);
      } else {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const words = [...page.querySelectorAll("main .w-problems li, main .w-refusal p, main .invalid-feedback")];
        tell(form, [...new Set(words.map((one) => one.textContent.trim()))].filter(Boolean).join(" ") || LOST);
        look();
      }
    } catch {
      tell(form, LOST);
    }
    delete form.dataset.talking;
  };
  document.addEventListener(
    "submit",
    (event) => {
      const form = event.target;
      if (!form.matches("[data-chat-form]") || event.submitter?.name || !window.crypto?.randomUUID) return;
      event.preventDefault();
      event.stopPropagation();
      if (!form.dataset.talking && form.querySelector("[data-chat-text]").value.trim()) send(form);
    },
    true,
  );
  document.addEventListener("keydown", (event) => {
    if (!event.target.matches?.("[data-chat-form] [data-chat-text]")) return;
    if (event.key !== "Enter" || event.shiftKey || event.ctrlKey || event.isComposing) return;
    // On a phone Enter is a new line.
    if (window.matchMedia("(pointer: coarse)").matches) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });

  // --- who is there -----------------------------------------------------------------------------------------------------
  const beThere = (typing) => {
    const part = chat();
    if (!part || document.hidden) return;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]")?.value || "");
    if (typing) body.set("typing", "1");
    fetch(part.dataset.chatPresence, { method: "POST", body, headers: BY_ITSELF, credentials: "same-origin" }).catch(() => {});
  };
  let typed = 0;
  document.addEventListener("input", (event) => {
    if (!event.isTrusted || !event.target.matches?.("[data-chat-text]") || Date.now() - typed < TYPING_EVERY) return;
    typed = Date.now();
    beThere(true);
  });
  document.addEventListener("visibilitychange", () => {
    beThere(false);
    if (!document.hidden && chat()) look();
  });
  window.setInterval(() => beThere(false), START_OVER);

  document.addEventListener("DOMContentLoaded", () => {
    if (!log()) return;
    toEnd();
    beThere(false);
  });
})();
