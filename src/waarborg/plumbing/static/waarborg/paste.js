// Screenshots pasted or dropped anywhere in a form go into its file field (data-paste). Without script one chooses a file.
(() => {
  "use strict";
  const dutch = (document.documentElement.lang || "nl").startsWith("nl");

  const field = (inside) => inside.closest?.("form")?.querySelector("input[type=file][data-paste]");

  const tell = (input) => {
    const list = input.parentElement.querySelector("[data-paste-list]");
    if (!list) return;
    const names = [...input.files].map((file) => file.name);
    list.hidden = names.length === 0;
    list.textContent = names.length ? `${dutch ? "Gaat mee" : "Attached"}: ${names.join(", ")}` : "";
    const said = document.getElementById("said");
    if (said) said.textContent = list.textContent;
  };

  const add = (input, files) => {
    const all = new DataTransfer();
    const kept = input.multiple ? [...input.files] : [];
    const shots = [...files].map((file, index) =>
      // A pasted picture has no name of its own.
      file.name && file.name !== "image.png"
        ? file
        : new File([file], `${dutch ? "schermafdruk" : "screenshot"}-${kept.length + index + 1}.png`, { type: file.type }),
    );
    for (const file of [...kept, ...shots].slice(0, input.multiple ? 50 : 1)) all.items.add(file);
    input.files = all.files;
    tell(input);
  };

  document.addEventListener("paste", (event) => {
    const input = field(event.target);
    const files = event.clipboardData?.files;
    if (!input || !files?.length) return;
    event.preventDefault();
    add(input, files);
  });
  const carries = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  document.addEventListener("dragover", (event) => {
    const input = carries(event) && field(event.target);
    if (!input) return;
    event.preventDefault();
    input.dataset.dropping = "";
  });
  const over = () => document.querySelectorAll("[data-dropping]").forEach((input) => delete input.dataset.dropping);
  document.addEventListener("dragleave", (event) => event.relatedTarget || over());
  document.addEventListener("drop", (event) => {
    const input = carries(event) && field(event.target);
    over();
    if (!input) return;
    event.preventDefault();
    add(input, event.dataTransfer.files);
  });
  document.addEventListener("change", (event) => event.target.matches("input[type=file][data-paste]") && tell(event.target));
})();
