// Live pages. The body carries where the stream is, a ticket and a grant for the next ones; a part of the page that wants
// to hear of a topic carries data-live-topic and is fetched again by htmx (hx-get, hx-trigger="live"). With data-live-hold
// it is not replaced under the reader: a notice [data-live-held] says how many changes wait. data-live-hold="while-used"
// holds only while the reader is in it. data-live-version says what the part was made from: the notice then shows only when
// the page would really be another now, whatever was announced.
// Counters ([data-left]) go on by the minute from the server's time, with or without a stream.
(() => {
  "use strict";
  const body = document.body;
  const root = document.documentElement;

  // --- counters -----------------------------------------------------------------------------------------------------
  const ahead = root.dataset.now ? Number(root.dataset.now) - Date.now() : 0;
  const serverSeconds = () => (Date.now() + ahead) / 1000;

  const tick = () => {
    const now = serverSeconds();
    for (const counter of document.querySelectorAll("[data-left]")) {
      const { left, at, until, state } = counter.dataset;
      const passed = Math.max(0, Math.min(now, Number(until) || now) - Number(at));
      const late = state === "late" || state === "broken";
      const seconds = late ? Number(left) + passed : Math.max(0, Number(left) - passed);
      const minutes = Math.floor(seconds / 60);
      const text = `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
      const words = counter.lastElementChild || counter;
      const next = words.textContent.replace(/\d+:\d\d/, text);
      if (next !== words.textContent) words.textContent = next;
    }
  };
  const untilNextMinute = () => 60000 - ((Date.now() + ahead) % 60000) + 50;
  const keepTicking = () => {
    tick();
    window.setTimeout(keepTicking, untilNextMinute());
  };
  window.setTimeout(keepTicking, untilNextMinute());
  document.addEventListener("visibilitychange", () => document.hidden || tick());

  // --- stream -------------------------------------------------------------------------------------------------------
  if (!body.dataset.live || !window.EventSource) return;
  let source = null;
  let ticket = body.dataset.ticket;
  let last = "";
  let wait = 3000;
  let lostAt = null;
  // When the stream ended in good order; a new ticket tells of the two seconds before it was made, and of no more.
  let endedAt = null;
  let warning = 0;

  const stale = (on) => {
    for (const notice of document.querySelectorAll("[data-stale]")) {
      notice.hidden = !on;
      const since = notice.querySelector("[data-stale-since]");
      if (on && since && lostAt) {
        const at = new Date(lostAt + ahead);
        since.dateTime = at.toISOString();
        since.textContent = at.toLocaleTimeString(root.lang || "nl", { hour: "2-digit", minute: "2-digit" });
      }
    }
  };

  // A part that is being fetched is busy until what came in its place has settled: htmx drops what waits for an element
  // that was replaced, and the new one does not listen before. What is heard meanwhile is asked for after it.
  const busy = new Map();
  const place = (part) => `${part.id} ${part.dataset.liveTopic}`;
  const refresh = (part) => {
    if (busy.has(place(part))) busy.set(place(part), true);
    else if (window.htmx) window.htmx.trigger(part, "live");
  };
  document.addEventListener("htmx:beforeSend", (event) => {
    const { requestConfig, xhr } = event.detail;
    if (requestConfig.elt.dataset?.liveTopic === undefined) return;
    const where = place(requestConfig.elt);
    busy.set(where, false);
    const settled = () => {
      const again = busy.get(where);
      busy.delete(where);
      if (again) [...document.querySelectorAll("[data-live-topic]")].filter((part) => place(part) === where).forEach(freshen);
    };
    // Settling comes 20 ms after the swap, which is done when the load ends.
    xhr.addEventListener("loadend", () => window.setTimeout(settled, 100));
  });
  const used = (part) => part.matches(":hover") || part.contains(document.activeElement) || part.querySelector(":checked");
  const tell = (held) => {
    const count = Number(held.dataset.liveHeld || 0) + 1;
    held.dataset.liveHeld = String(count);
    held.hidden = false;
    const number = held.querySelector("[data-count]");
    if (number) number.textContent = String(count);
  };
  const compare = async (part, held) => {
    try {
      const answer = await fetch(window.location.href, { credentials: "same-origin", cache: "no-store" });
      if (answer.redirected || !answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = fresh.querySelector(`[data-live-topic="${CSS.escape(part.dataset.liveTopic)}"]`)?.dataset.liveVersion;
      if (now !== undefined && now !== part.dataset.liveVersion && held.hidden) tell(held);
    } catch {
      // Unreachable: the stream itself says so.
    }
  };
  // While a button of the mouse, a finger or a key is down nothing is replaced: what is let go must be what was pressed, or
  // a click would find another row, or none. The part is asked for again afterwards; of each, whether it came by itself.
  let pressed = false;
  const waiting = new Map();
  const press = (event) => {
    pressed = event.isTrusted;
  };
  const letGo = () => {
    pressed = false;
    const parts = [...waiting].filter(([part]) => part.isConnected);
    waiting.clear();
    for (const [part, byItself] of parts) {
      if (byItself) freshen(part);
      else window.htmx?.trigger(part, "refresh");
    }
  };
  // The click comes after the release, and it still is of the rows that stood there.
  const release = () => window.setTimeout(letGo);
  for (const name of ["pointerdown", "keydown"]) document.addEventListener(name, press, true);
  for (const name of ["pointerup", "pointercancel", "keyup"]) document.addEventListener(name, release, true);
  window.addEventListener("blur", release);

  const comparing = new Map();
  const freshen = (part) => {
    if (pressed && part.dataset.liveHold === "while-used") {
      waiting.set(part, waiting.get(part) ?? true);
      return;
    }
    const held = part.dataset.liveHold !== undefined && document.querySelector("[data-live-held]");
    if (!held || (part.dataset.liveHold === "while-used" && !used(part))) {
      refresh(part);
    } else if (part.dataset.liveVersion === undefined) {
      tell(held);
    } else {
      // One act says several things at once: look when they are through.
      window.clearTimeout(comparing.get(part));
      comparing.set(part, window.setTimeout(() => compare(part, held), 200));
    }
  };
  const hear = (topic) => {
    for (const part of document.querySelectorAll("[data-live-topic]")) {
      if (!topic || part.dataset.liveTopic.split(" ").includes(topic)) freshen(part);
    }
  };

  const renew = async () => {
    const form = new FormData();
    form.set("grant", body.dataset.grant || "");
    const answer = await fetch(body.dataset.renew || "/live-ticket", { method: "POST", body: form, credentials: "same-origin" });
    if (answer.status === 403) return null;
    if (!answer.ok) throw new Error("no ticket");
    return answer.text();
  };

  const lose = () => {
    if (source) source.close();
    source = null;
    lostAt = lostAt ?? Date.now();
    window.clearTimeout(warning);
    // A server that restarts is back within seconds: only then is the page out of date.
    warning = window.setTimeout(() => stale(true), 10000);
    window.setTimeout(again, wait);
    wait = Math.min(60000, wait * 2);
  };
  const again = async () => {
    try {
      ticket = await renew();
    } catch {
      lose();
      return;
    }
    if (ticket) {
      open();
      return;
    }
    // The session is over: only a fresh page can say so.
    lostAt = lostAt ?? Date.now();
    stale(true);
  };

  const open = () => {
    const query = new URLSearchParams({ ticket });
    if (last) query.set("last", last);
    source = new EventSource(`${body.dataset.live}?${query}`);
    source.addEventListener("open", () => {
      window.clearTimeout(warning);
      const missed = !last && (lostAt !== null || (endedAt !== null && Date.now() - endedAt > 1000));
      lostAt = endedAt = null;
      wait = 3000;
      stale(false);
      if (missed) hear("");
    });
    const names = ["changed", ...(body.dataset.liveEvents || "").split(" ").filter(Boolean)];
    for (const name of names) {
      source.addEventListener(name, (event) => {
        if (event.lastEventId) last = event.lastEventId;
        hear(event.data);
      });
    }
    source.addEventListener("stale", () => hear(""));
    source.addEventListener("end", () => {
      leave();
      again();
    });
    source.addEventListener("error", lose);
  };
  const leave = () => {
    endedAt = Date.now();
    if (source) source.close();
  };
  // Like htmx, which listens to nothing before: what is heard earlier would move no part of the page.
  if (document.readyState === "complete") open();
  else document.addEventListener("DOMContentLoaded", open);
  // What changed was told while the server could not answer: asked again, or the part would stay as it was.
  for (const failure of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(failure, (event) => {
      const { elt, requestConfig, xhr } = event.detail;
      const refused = xhr?.status >= 400 && xhr.status < 500;
      if (requestConfig?.triggeringEvent?.type === "live" && !refused) window.setTimeout(() => refresh(elt), 5000);
    });
  }
  window.addEventListener("pagehide", leave);
  window.addEventListener("pageshow", (event) => event.persisted && again());

  // --- what changed flashes once ----------------------------------------------------------------------------------------
  const versions = new Map();
  document.addEventListener("htmx:beforeSwap", (event) => {
    // The reader may have gone into the part while it was being fetched: then it waits, like one fetched a moment later.
    const part = event.detail.target;
    const held = document.querySelector("[data-live-held]");
    const byItself = event.detail.requestConfig?.triggeringEvent?.type === "live";
    if (pressed && part?.dataset?.liveHold === "while-used") {
      event.detail.shouldSwap = false;
      waiting.set(part, byItself && (waiting.get(part) ?? true));
      return;
    }
    if (byItself && held && part?.dataset?.liveHold === "while-used" && used(part)) {
      event.detail.shouldSwap = false;
      tell(held);
      return;
    }
    for (const row of event.detail.target?.querySelectorAll?.("[id][data-v]") || []) versions.set(row.id, row.dataset.v);
  });
  const holderOf = (event) => document.getElementById(event.detail.target?.id) || event.detail.target;
  // Not before it settles: for a moment after the swap a row has the class of the one before it, and then loses what was added.
  document.addEventListener("htmx:afterSettle", (event) => {
    const byItself = event.detail.requestConfig?.triggeringEvent?.type === "live";
    for (const row of holderOf(event)?.querySelectorAll?.("[id][data-v]") || []) {
      if (byItself && versions.get(row.id) !== row.dataset.v) row.classList.add("w-fresh");
    }
    versions.clear();
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    const holder = holderOf(event);
    const held = document.querySelector("[data-live-held]");
    if (held && holder?.matches?.("[data-live-hold]")) {
      held.hidden = true;
      held.dataset.liveHeld = "0";
    }
    tick();
  });
})();
