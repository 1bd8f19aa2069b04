// Screenshots pasted or dropped anywhere in a form go into its file field (data-paste). Without script one chooses a file.
(() => {
  "use strict";
  const dutch = (document.documentElement.lang || "nl").startsWith("nl");

  const field = (inside) => inside.closest?.("form")?.querySelector("input[type=file][data-paste]");

  const keep = (input, files) => {
    const all = new DataTransfer();
    for (const file of files) all.items.add(file);
    input.files = all.files;
  };
  // Each file that goes along by its name, and a button that leaves it out again.
  const tell = (input) => {
    const list = input.parentElement.querySelector("[data-paste-list]");
    if (!list) return;
    const files = [...input.files];
    list.hidden = files.length === 0;
    list.replaceChildren(
      ...files.map((file, index) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "w-close";
        button.textContent = "×";
        button.setAttribute("aria-label", `${dutch ? "Niet meesturen" : "Leave out"}: ${file.name}`);
        button.addEventListener("click", () => {
          keep(input, files.filter((_, other) => other !== index));
          tell(input);
          input.focus();
        });
        const row = document.createElement("span");
        row.className = "w-file";
        row.append(file.name, button);
        return row;
      }),
    );
    const said = document.getElementById("said");
    if (said) said.textContent = files.length ? `${dutch ? "Gaat mee" : "Attached"}: ${files.map((file) => file.name).join(", ")}` : "";
  };

  const add = (input, files) => {
    const kept = input.multiple ? [...input.files] : [];
    const shots = [...files].map((file, index) =>
      // A pasted picture has no name of its own.
      file.name && file.name !== "image.png"
        ? file
        : new File([file], `${dutch ? "schermafdruk" : "screenshot"}-${kept.length + index + 1}.png`, { type: file.type }),
    );
    keep(input, [...kept, ...shots].slice(0, input.multiple ? 50 : 1));
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
