// Sending a form: once, and with Ctrl+Enter. The server guards against a second arrival by itself; this spares the wait.
(() => {
  "use strict";

  const free = (form) => {
    delete form.dataset.sending;
    for (const button of form.querySelectorAll("[type=submit][aria-busy]")) button.removeAttribute("aria-busy");
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method === "dialog" || form.method === "get") return;
    if (form.dataset.sending) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.dataset.sending = "yes";
    // Not disabled: a disabled button loses its name and value, and the focus with it.
    if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
    window.setTimeout(() => free(form), 20000);
  });

  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(free));
  document.addEventListener("answered", (event) => free(event.target));
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest("form");
    if (form) free(form);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !event.target.form) return;
    event.preventDefault();
    const form = event.target.form;
    form.requestSubmit(form.querySelector("[type=submit][data-main]") || form.querySelector("[type=submit]"));
  });
})();
