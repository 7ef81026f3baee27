// Reads a page aloud where the device itself has a voice of its language. Voices that send the text
// to somebody else's computer are not used.
"use strict";
(() => {
  if (!("speechSynthesis" in window)) return;
  const speech = window.speechSynthesis;
  const TEXTS = "h1, h2, h3, p, li, dt, dd";
  const QUIET = ".no-print, .actions, .unseen, nav, form, summary, svg";
  const LONGEST = 200; // longer pieces stall in some browsers

  const voice = (language) => speech.getVoices().find((one) =>
    one.localService && one.lang.toLowerCase().replace("_", "-").split("-")[0] === language.split("-")[0]);

  function paint() {
    const can = Boolean(voice(document.documentElement.lang));
    document.querySelectorAll("[data-aloud]").forEach((button) => { button.hidden = !can; });
  }

  function said(element) {
    const copy = element.cloneNode(true);
    copy.querySelectorAll(QUIET).forEach((one) => one.remove());
    return copy.textContent.replace(/\s+/g, " ").trim();
  }

  function sentences(text) {
    const parts = text.match(/[^.!?؟]+[.!?؟]*/g) || [];
    return parts.flatMap((part) => {
      const words = part.trim().split(" ");
      const pieces = [""];
      words.forEach((word) => {
        if ((pieces.at(-1) + " " + word).length > LONGEST) pieces.push("");
        pieces.push((pieces.pop() + " " + word).trim());
      });
      return pieces.filter(Boolean);
    });
  }

  function read(button) {
    const region = document.querySelector(button.dataset.aloud);
    const texts = Array.from(region.querySelectorAll(TEXTS))
      .filter((one) => !one.closest(QUIET) && !one.querySelector(TEXTS) && one.checkVisibility());
    const pieces = texts.flatMap((one) =>
      sentences(said(one)).map((text) => [text, one.closest("[lang]").lang]));
    pieces.filter(([, language]) => voice(language)).forEach(([text, language]) => {
      const piece = new SpeechSynthesisUtterance(text);
      piece.voice = voice(language);
      piece.lang = piece.voice.lang;
      speech.speak(piece);
      piece.onend = () => { if (!speech.pending) stop(button); };
    });
    button.setAttribute("aria-pressed", "true");
  }

  function stop(button) {
    speech.cancel();
    button.setAttribute("aria-pressed", "false");
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-aloud]");
    if (!button) return;
    const isOn = button.getAttribute("aria-pressed") === "true";
    stop(button);
    if (!isOn) read(button);
  });
  document.addEventListener("htmx:afterSwap", () => { speech.cancel(); paint(); });
  window.addEventListener("pagehide", () => speech.cancel());
  speech.addEventListener?.("voiceschanged", paint);
  paint();
})();
