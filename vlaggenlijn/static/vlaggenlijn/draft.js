// Keeps what is typed as a draft, some seconds after the last key; without it a button does.
"use strict";
(() => {
  const WAIT = 4000;
  document.querySelectorAll("form[data-draft]").forEach((form) => {
    const said = document.querySelector("[data-draft-said]");
    let timer = 0;
    let isLeaving = false;
    const keep = async (keepalive) => {
      timer = 0;
      if (isLeaving) return;
      try {
        const answer = await fetch(form.dataset.draft, {
          method: "POST",
          body: new URLSearchParams(new FormData(form)),
          headers: { Accept: "application/json" },
          credentials: "same-origin",
          keepalive,
        });
        const words = (await answer.json()).said;
        if (!isLeaving) said.textContent = words;
      } catch {
        said.textContent = said.dataset.lost;
      }
    };
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(keep, WAIT, false);
    });
    // Whoever goes elsewhere within these seconds, or locks the phone, loses nothing either.
    const keepOnLeaving = () => {
      if (!timer) return;
      clearTimeout(timer);
      keep(true);
    };
    addEventListener("pagehide", keepOnLeaving);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") keepOnLeaving();
    });
    form.addEventListener("submit", () => {
      isLeaving = true;
      clearTimeout(timer);
    });
  });
})();
