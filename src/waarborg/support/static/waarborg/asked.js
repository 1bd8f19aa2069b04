// Of a report that is being written: which of the four questions are answered, and how they are put for its kind.
(() => {
  "use strict";
  const box = document.querySelector("[data-asked]");
  const form = box?.closest("form");
  if (!form) return;
  const put = box.dataset.put ? JSON.parse(box.dataset.put) : {};

  const given = (name) => {
    const field = form.elements[name];
    if (!field) return false;
    return field.type === "file" ? field.files.length > 0 : field.value.trim() !== "";
  };

  const count = () => {
    let answered = 0;
    for (const item of box.querySelectorAll("[data-answers]")) {
      const done = given(item.dataset.answers);
      if (done && item.dataset.answers !== "files") answered += 1;
      if (done) item.dataset.state = "met";
      else delete item.dataset.state;
      item.querySelector("[data-asked-mark]").textContent = done ? "✓" : "○";
      item.querySelector("[data-asked-done]").hidden = !done;
    }
    const told = box.querySelector("[data-asked-count]");
    // What did not change is not said again to who listens.
    if (told.textContent !== String(answered)) told.textContent = String(answered);
    box.querySelector("[data-asked-all]").hidden = answered < box.querySelectorAll("[data-answers]").length - 1;
    box.hidden = false;
  };

  const word = () => {
    const kind = form.querySelector("[name=kind]:checked")?.value;
    for (const [name, label] of Object.entries(put[kind] || {})) {
      const shown = form.elements[name] && form.querySelector(`label[for="${form.elements[name].id}"]`);
      if (shown?.firstChild?.nodeType === Node.TEXT_NODE) shown.firstChild.data = `${label} `;
    }
  };

  const look = () => {
    word();
    count();
  };
  form.addEventListener("input", look);
  form.addEventListener("change", look);
  // A pasted picture, and a draft that comes back, are there a moment later without a word.
  for (const what of ["paste", "drop", "click"]) form.addEventListener(what, () => window.setTimeout(count, 0));
  window.addEventListener("pageshow", look);
  window.setTimeout(look, 0);
  look();
})();
