// A form with files is sent from the page itself: whatever comes back, a refusal, a full server or nothing at all, the
// files that were chosen stay chosen. Without script the browser sends it, and files of a refused form are chosen again.
(() => {
  "use strict";
  const dutch = (document.documentElement.lang || "nl").startsWith("nl");
  const SAY = {
    lost: dutch
      ? ["De verbinding viel weg", "Wij weten niet of het aankwam. Uw tekst en uw bestanden staan er nog: verstuur opnieuw, dubbel komt het niet aan."]
      : ["The connection was lost", "We do not know whether it arrived. Your text and your files are still here: send again, it will not arrive twice."],
    away: dutch
      ? ["Wij kunnen nu niet bij onze gegevens", "Er is niets veranderd. Uw tekst en uw bestanden staan er nog: wacht even en verstuur opnieuw."]
      : ["We cannot reach our records right now", "Nothing was changed. Your text and your files are still here: wait a moment and send again."],
    large: dutch
      ? ["Dit is te groot om in één keer te versturen", "Samen mag het {limit} MB zijn, en dit is {size} MB. Laat een bestand weg of maak het kleiner. Er is niets verstuurd."]
      : ["This is too large to send at once", "Together it may be {limit} MB, and this is {size} MB. Leave a file out or make it smaller. Nothing was sent."],
  };
  const MB = 1024 * 1024;

  const inputs = (form) => [...form.querySelectorAll("input[type=file]")];
  const chosen = (form) => inputs(form).flatMap((input) => [...input.files]);
  const address = (form) => form.getAttribute("action") || window.location.href;

  const tell = (form, [heading, text]) => {
    form.querySelector(".w-unsent")?.remove();
    const said = document.createElement("div");
    said.className = "w-unsent w-problems";
    said.setAttribute("role", "alert");
    said.tabIndex = -1;
    const title = document.createElement("h2");
    title.textContent = heading;
    const words = document.createElement("p");
    words.textContent = text;
    said.append(title, words);
    form.prepend(said);
    said.focus();
    said.scrollIntoView({ block: "nearest" });
  };

  const go = (to) => {
    const target = new URL(to, window.location.href);
    if (target.pathname + target.search !== window.location.pathname + window.location.search) {
      window.location.assign(target.href);
      return;
    }
    window.history.replaceState(null, "", target.href);
    window.location.reload();
  };

  // The refused page takes the place of this one, with the files in it that were chosen here.
  const swap = (form, fresh) => {
    const where = new URL(address(form), window.location.href).pathname;
    const files = new Map(inputs(form).map((input) => [input.name, input.files]));
    const to = [...fresh.forms].filter((one) => new URL(one.getAttribute("action") || where, window.location.href).pathname === where);
    const its = to.find((one) => one.querySelector("input[type=file]"));
    const main = fresh.querySelector("main");
    if (!its || !main || !main.contains(its)) return false;
    document.querySelector("main").replaceWith(main);
    window.htmx?.process(main);
    for (const input of inputs(its)) {
      const before = files.get(input.name);
      if (!before?.length) continue;
      input.files = before;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
    (main.querySelector(".w-problems, .w-refusal") || main).scrollIntoView({ block: "nearest" });
    main.querySelector(".w-problems")?.focus();
    return true;
  };

  const send = async (form, submitter) => {
    const body = new FormData(form, submitter?.name ? submitter : undefined);
    let answer;
    let page;
    try {
      answer = await fetch(address(form), { method: "POST", body, credentials: "same-origin", headers: { "X-Waarborg-Send": "1", Accept: "text/html" } });
      page = await answer.text();
    } catch {
      tell(form, SAY.lost);
      return;
    }
    const to = answer.headers.get("X-Waarborg-To") || (answer.redirected && answer.url);
    if (to) {
      go(to);
      return;
    }
    if (answer.status === 503) {
      tell(form, SAY.away);
      return;
    }
    const fresh = new DOMParser().parseFromString(page, "text/html");
    if (swap(form, fresh)) return;
    const words = [...fresh.querySelectorAll("main h1, main h1 ~ p:not(:has(a)), main .w-refusal p")].map((one) => one.textContent.trim());
    const [heading, ...rest] = words.filter(Boolean);
    if (answer.ok || !heading) tell(form, SAY.lost);
    else tell(form, [heading, [...new Set(rest)].slice(0, 2).join(" ")]);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    const files = event.defaultPrevented ? [] : chosen(form);
    if (!files.length || (form.getAttribute("method") || "").toLowerCase() !== "post") return;
    event.preventDefault();
    const limit = Number(inputs(form)[0].dataset.limit || 0);
    const size = files.reduce((sum, file) => sum + file.size, 0);
    const answered = () => form.dispatchEvent(new CustomEvent("answered", { bubbles: true }));
    if (limit && size > limit) {
      const shown = (bytes) => String(Math.ceil(bytes / MB));
      tell(form, [SAY.large[0], SAY.large[1].replace("{limit}", String(Math.floor(limit / MB))).replace("{size}", shown(size))]);
      answered();
      return;
    }
    send(form, event.submitter).finally(answered);
  });
})();
