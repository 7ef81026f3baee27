// Extras for long forms that work without them: search in a list of ticks, count the signs left.
"use strict";
(() => {
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  document.querySelectorAll("[data-narrow]").forEach((list) => {
    const field = list.querySelector("[data-narrow-search]");
    const search = field.querySelector("input");
    const folds = Array.from(list.querySelectorAll("details"));
    let before = null;
    field.hidden = false;
    search.addEventListener("input", () => {
      const wanted = plain(search.value.trim());
      // The folds the reader had open come back when the search is cleared.
      if (wanted && !before) before = folds.map((fold) => fold.open);
      folds.forEach((fold, number) => {
        let shown = 0;
        fold.querySelectorAll("label").forEach((label) => {
          label.parentElement.hidden = !plain(label.textContent).includes(wanted);
          shown += label.parentElement.hidden ? 0 : 1;
        });
        fold.hidden = !shown;
        fold.open = wanted ? shown > 0 : before ? before[number] : fold.open;
      });
      if (!wanted) before = null;
    });
    // Enter in the search must not save the whole form.
    search.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  });
})();
