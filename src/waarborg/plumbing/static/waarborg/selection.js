// Selecting rows of a list ([data-row], each with a box): the count in the bulk bar, the box that selects all, and the surface
// of the row. A row is known by its id, which names what stands in it: rows that are fetched again, or a page one comes back
// to, get the selection of that moment back by it and never by where a row stands. What is no longer in the list is told in
// [data-selection-lost]. The form says autocomplete="off", or the browser would tick as many boxes by their order.
(() => {
  "use strict";
  const boxes = () => [...document.querySelectorAll("[data-row] input[type=checkbox]")];
  const rowOf = (box) => box.closest("[data-row]");
  const selected = () => boxes().filter((box) => box.checked).map((box) => rowOf(box).id);

  // With the page in the history, so that the way back finds it. Once for all boxes of one act: browsers limit how often.
  let keeping = 0;
  const keep = () => {
    window.clearTimeout(keeping);
    keeping = window.setTimeout(() => window.history.replaceState({ ...window.history.state, selected: selected() }, ""));
  };
  const count = () => {
    const all = boxes();
    for (const box of all) rowOf(box).setAttribute("aria-selected", String(box.checked));
    const chosen = all.filter((box) => box.checked).length;
    for (const count of document.querySelectorAll("[data-selected-count]")) count.textContent = String(chosen);
    const whole = document.querySelector("[data-select-all]");
    if (!whole) return;
    whole.indeterminate = chosen > 0 && chosen < all.length;
    whole.checked = chosen > 0 && chosen === all.length;
    keep();
  };
  const tell = (lost) => {
    const notice = document.querySelector("[data-selection-lost]");
    if (!notice) return;
    notice.hidden = lost === 0;
    notice.querySelector("[data-one]").hidden = lost !== 1;
    notice.querySelector("[data-more]").hidden = lost === 1;
    notice.querySelector("[data-count]").textContent = String(lost);
  };
  const putBack = (ids) => {
    let lost = 0;
    for (const id of ids) {
      const box = document.getElementById(id)?.querySelector("input[type=checkbox]");
      if (box) box.checked = true;
      else lost += 1;
    }
    tell(lost);
    count();
  };

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-select-all]")) {
      for (const box of boxes()) box.checked = event.target.checked;
    } else if (!event.target.closest("[data-row]")) return;
    tell(0);
    count();
  });
  // Without script the button resets the form by itself; with it the rows, the count and the bar follow.
  document.addEventListener("reset", (event) => {
    if (event.target.querySelector("[data-row]")) window.setTimeout(count);
  });

  // Read when the answer is there, not when it was asked for: what was ticked or cleared meanwhile counts.
  let before = [];
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.shouldSwap) before = selected();
  });
  document.addEventListener("htmx:afterSwap", () => {
    // What was told of those that left stays until the reader does something.
    if (before.length) putBack(before);
    else count();
    before = [];
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) count();
    else putBack(window.history.state?.selected || []);
  });
})();
