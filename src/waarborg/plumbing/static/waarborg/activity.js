// What a person does keeps a session alive, what a page does by itself does not. Only the browser knows which of the two
// made htmx ask for something: it says so, and whoever says nothing counts as the page.
(() => {
  "use strict";
  const deliberate = /^(click|submit|change|input|search|key|pointer|mouse(down|up)|touch)/;
  document.addEventListener("htmx:configRequest", (event) => {
    const cause = event.detail.triggeringEvent;
    if (cause && cause.isTrusted && deliberate.test(cause.type)) event.detail.headers["X-Waarborg-Activity"] = "user";
  });
})();
