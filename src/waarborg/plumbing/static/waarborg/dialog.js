// Dialogs, toasts and what is said after a part of the page was replaced.
// data-opens="ID" opens a dialog (a link without script: its href is the same question as a page of its own);
// data-closes="dialog" or a selector closes or removes what surrounds the button.
(() => {
  "use strict";

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) {
      const dialog = document.getElementById(opener.dataset.opens);
      if (dialog && dialog.showModal) {
        event.preventDefault();
        dialog.showModal();
      }
      return;
    }
    const closer = event.target.closest("[data-closes]");
    if (!closer) return;
    const around = closer.closest(closer.dataset.closes);
    if (!around) return;
    event.preventDefault();
    if (around.tagName === "DIALOG") around.close();
    else around.remove();
  });

  // A menu closes when one looks elsewhere.
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.w-menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.w-menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // What went well leaves by itself; what went wrong stays until it is closed.
  const settle = (toast) => {
    toast.querySelectorAll("[data-closes][hidden]").forEach((button) => (button.hidden = false));
    if (toast.dataset.state === "broken" || toast.dataset.state === "risk" || toast.dataset.settled) return;
    toast.dataset.settled = "yes";
    const leave = () => (toast.matches(":hover, :focus-within") ? window.setTimeout(leave, 4000) : toast.remove());
    window.setTimeout(leave, 10000);
  };
  const settleAll = () => document.querySelectorAll(".w-toast").forEach(settle);

  // HX-Trigger: {"said": "..."} speaks one sentence to a screen reader; data-focus takes the focus after a swap.
  document.addEventListener("said", (event) => {
    const region = document.getElementById("said");
    if (region && event.detail) region.textContent = event.detail.value ?? String(event.detail);
  });
  document.addEventListener("htmx:afterSettle", (event) => {
    settleAll();
    if (event.detail.requestConfig?.triggeringEvent?.type === "live") return;
    const place = event.target.matches?.("[data-focus]") ? event.target : event.target.querySelector?.("[data-focus]");
    if (!place) return;
    if (!place.hasAttribute("tabindex")) place.setAttribute("tabindex", "-1");
    place.focus();
  });

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", settleAll);
  else settleAll();
})();
