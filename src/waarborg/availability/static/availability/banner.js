/* Maintenance on a sign-in page of yours. No dependency, nothing inline but its own style, no cookie, no eval.
   <script src="…/status/maintenance/banner.js" data-into="#notices" defer></script>
   Without data-into it stands at the top of the page. data-lang is nl or en; else the page's own language. */
(() => {
  "use strict";
  const script = document.currentScript;
  if (!script) return;
  const dutch = (script.dataset.lang || document.documentElement.lang || "nl").toLowerCase().startsWith("nl");
  const lang = dutch ? "nl" : "en";
  const say = dutch ? { name: "Onderhoud", now: "Nu bezig", more: "Meer hierover" } : { name: "Maintenance", now: "Under way", more: "More about this" };
  const when = (one) => {
    const words = new Intl.DateTimeFormat(dutch ? "nl-NL" : "en-GB", {
      weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", timeZoneName: "short",
    });
    return words.formatRange(new Date(one.from), new Date(one.until));
  };
  const line = (one) => {
    const made = document.createElement("p");
    const title = document.createElement("strong");
    title.textContent = one.title[lang];
    const link = document.createElement("a");
    link.href = one.url;
    link.textContent = say.more;
    made.append(title, `: ${one.under_way ? `${say.now}, ` : ""}${when(one)}. `, link);
    return made;
  };
  const show = (told) => {
    if (!told.maintenance.length) return;
    const made = document.createElement("section");
    made.setAttribute("aria-label", say.name);
    made.setAttribute("lang", lang);
    made.dataset.waarborgMaintenance = "";
    made.append(...told.maintenance.map(line));
    const into = script.dataset.into && document.querySelector(script.dataset.into);
    if (into) into.append(made);
    else document.body.prepend(made);
  };
  fetch(new URL("banner.json", script.src), { credentials: "omit" })
    .then((answer) => (answer.ok ? answer.json() : { maintenance: [] }))
    .then(show)
    .catch(() => {});  // Nobody is kept from signing in by what could not be read.
})();
