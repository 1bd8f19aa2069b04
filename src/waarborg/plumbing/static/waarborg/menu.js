// Parts of the main menu fold (details); which ones, this browser remembers in a cookie that the server draws the next page
// by: nothing moves while a page loads. The part of the page one is on is open whatever was kept.
(() => {
  "use strict";
  const NAME = "waarborg_folds";
  const kept = () => {
    const found = document.cookie.split("; ").find((one) => one.startsWith(`${NAME}=`));
    return new Set(found ? found.slice(NAME.length + 1).split(".").filter(Boolean) : []);
  };
  document.addEventListener("click", (event) => {
    const summary = event.target.closest?.("summary[data-fold]");
    if (!summary) return;
    // The keys click too; the part opens or closes after this.
    const folded = kept();
    if (summary.parentElement.open) folded.add(summary.dataset.fold);
    else folded.delete(summary.dataset.fold);
    const secure = window.location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `${NAME}=${[...folded].join(".")}; Max-Age=31536000; Path=/; SameSite=Lax${secure}`;
  });
})();
