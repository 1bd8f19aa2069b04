// A link to an article into the answer beside it: where the cursor stands, else at the end.
(() => {
  "use strict";
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-insert]");
    const text = button && document.querySelector("#composer form[data-part='answer'] textarea");
    if (!text) return;
    const answer = document.querySelector("#composer input[name='write'][value='answer']");
    if (answer && !answer.checked) answer.click();
    const at = text.selectionStart ?? text.value.length;
    const before = text.value.slice(0, at);
    const gap = before && !/\s$/.test(before) ? " " : "";
    text.setRangeText(`${gap}${button.dataset.insert}`, at, text.selectionEnd ?? at, "end");
    text.dispatchEvent(new Event("input", { bubbles: true }));
    text.focus();
  });
})();
