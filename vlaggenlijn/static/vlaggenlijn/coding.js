// Coding by keys: the number of a code, a letter for the side, Enter to save and go on.
// The keys work while the form has the focus, so that they are in nobody's way elsewhere.
"use strict";
(() => {
  const form = document.querySelector("form[data-coding]");
  if (!form) return;
  const PAUSE = 700; // between the two digits of one number, in milliseconds
  const SIDES = { o: "opportunity", b: "bottleneck", n: "neither" };
  let digits = "";
  let typedAt = 0;
  let before = null;

  form.querySelectorAll(".with-keys").forEach((one) => { one.hidden = false; });
  form.tabIndex = -1;
  if (!document.querySelector(".error-summary")) form.focus({ preventScroll: true });

  const codes = Array.from(form.querySelectorAll(".code-choice"), (label) => {
    const key = document.createElement("kbd");
    key.setAttribute("aria-hidden", "true");
    label.insertBefore(key, label.lastElementChild);
    return { label, key, input: label.querySelector("input"), name: plain(label.textContent) };
  });
  // A suggestion shows by which number it is chosen; it is never chosen by itself.
  const hints = Array.from(document.querySelectorAll("[data-hint]"), (place) => {
    const key = document.createElement("kbd");
    place.prepend(key, " ");
    return { key, code: codes.find((one) => one.input.value === place.dataset.hint) };
  });
  const find = document.getElementById("find");
  let shown = [];

  function plain(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  }

  // Only what fits is left, and what is left is numbered from 1; what is chosen stays in sight.
  function narrow() {
    const words = plain(find.value).split(/\s+/);
    const fits = (one) => words.every((word) => one.name.includes(word));
    shown = codes.filter(fits);
    codes.forEach((one) => {
      one.label.hidden = !fits(one) && !one.input.checked;
      one.key.hidden = !fits(one);
    });
    shown.forEach((one, place) => { one.key.textContent = place + 1; });
    hints.forEach(({ key, code }) => {
      const place = shown.indexOf(code);
      key.hidden = place < 0;
      key.textContent = place + 1;
    });
    digits = "";
  }

  const numbered = (number) => (shown[number - 1] || {}).input || null;
  const say = (input) => {
    const place = document.getElementById("said");
    if (place) place.textContent = `${input.checked ? "+" : "-"} ${input.parentElement.querySelector("span").textContent}`;
  };

  function turn(input) {
    input.checked = !input.checked;
    input.parentElement.scrollIntoView({ block: "nearest" });
    say(input);
  }

  // "1" and then quickly "2" is 12: what the 1 did is undone first.
  function number(digit) {
    const now = Date.now();
    const longer = digits && now - typedAt < PAUSE ? numbered(digits + digit) : null;
    if (longer && before) turn(before);
    const input = longer || numbered(digit);
    digits = longer ? digits + digit : digit;
    typedAt = now;
    before = input;
    if (input) turn(input);
  }

  function found() {
    if (shown.length && find.value.trim()) turn(shown[0].input);
    find.value = "";
    narrow();
    form.focus({ preventScroll: true });
  }

  function letter(key) {
    digits = "";
    const side = SIDES[key] && form.querySelector(`[data-side="${SIDES[key]}"]`);
    if (side) side.checked = true;
    else if (key === "f") find.focus();
    else if (key === "m") form.elements.memo.focus();
    else if (key === "s") form.requestSubmit(form.elements.skip);
    else return false;
    return true;
  }

  form.addEventListener("keydown", (event) => {
    if (event.altKey || event.metaKey || event.isComposing) return;
    if (event.target === find) {
      if (event.key !== "Enter") return;
      event.preventDefault();
      found();
      return;
    }
    const isTyping = event.target === form.elements.memo;
    const isControl = event.target.matches("button, summary, a");
    if (event.key === "Enter" && (isTyping ? event.ctrlKey : !isControl)) {
      event.preventDefault();
      if (!event.repeat) form.requestSubmit();
    } else if (isTyping || event.ctrlKey) {
      return;
    } else if (/^[0-9]$/.test(event.key)) {
      event.preventDefault();
      number(event.key);
    } else if (letter(event.key.toLowerCase())) event.preventDefault();
  });

  find.addEventListener("input", narrow);
  narrow();

  let isSent = false;
  form.addEventListener("submit", (event) => {
    if (isSent) event.preventDefault();
    isSent = true;
  });
  addEventListener("pageshow", () => { isSent = false; });
})();
