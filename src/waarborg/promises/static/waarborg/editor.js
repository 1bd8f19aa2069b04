// The source of an agreement: line numbers beside the text, and a way from a mistake to its line.
(() => {
  "use strict";
  const source = document.getElementById("source");
  const gutter = document.getElementById("gutter");
  if (!source || !gutter) return;
  let lines = 0;

  const number = () => {
    const now = source.value.split("\n").length;
    if (now !== lines) {
      lines = now;
      gutter.textContent = Array.from({ length: now }, (_, index) => index + 1).join("\n");
    }
    gutter.style.setProperty("height", `${source.clientHeight}px`);
    gutter.scrollTop = source.scrollTop;
  };

  const go = (line) => {
    const before = source.value.split("\n").slice(0, line - 1);
    const start = before.join("\n").length + (before.length ? 1 : 0);
    const end = source.value.indexOf("\n", start);
    source.focus();
    source.setSelectionRange(start, end < 0 ? source.value.length : end);
    source.scrollTop = (line - 5) * parseFloat(getComputedStyle(source).lineHeight);
  };

  source.addEventListener("input", number);
  // What was filled in on the form comes back as the source that the pane speaks of.
  document.addEventListener("htmx:afterSwap", () => {
    const rewritten = document.getElementById("rewritten");
    if (!rewritten) return;
    source.value = rewritten.value;
    rewritten.remove();
    number();
  });
  // It can be dragged taller, and a window turned.
  new ResizeObserver(number).observe(source);
  source.addEventListener("scroll", () => { gutter.scrollTop = source.scrollTop; });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-line]");
    if (!link) return;
    event.preventDefault();
    go(Number(link.dataset.line));
  });
  let saved = source.value;
  source.form.addEventListener("submit", () => { saved = source.value; });
  window.addEventListener("beforeunload", (event) => {
    if (source.value !== saved) event.preventDefault();
  });
  number();
})();
