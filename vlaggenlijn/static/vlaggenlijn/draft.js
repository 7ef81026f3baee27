// Keeps what is typed as a draft, some seconds after the last key; without it a button does.
"use strict";
(() => {
  const WAIT = 4000;
  document.querySelectorAll("form[data-draft]").forEach((form) => {
    const said = document.querySelector("[data-draft-said]");
    let timer = 0;
    let isLeaving = false;
    const keep = async () => {
      if (isLeaving) return;
      try {
        const answer = await fetch(form.dataset.draft, {
          method: "POST",
          body: new URLSearchParams(new FormData(form)),
          headers: { Accept: "application/json" },
          credentials: "same-origin",
        });
        const words = (await answer.json()).said;
        if (!isLeaving) said.textContent = words;
      } catch {
        said.textContent = said.dataset.lost;
      }
    };
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(keep, WAIT);
    });
    form.addEventListener("submit", () => {
      isLeaving = true;
      clearTimeout(timer);
    });
  });
})();
