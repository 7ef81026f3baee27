// A flag on a map that is dragged to a neighbourhood, or moved there by the arrow keys. The list in
// the form stays what counts: the flag changes it, and it moves the flag.
"use strict";
(() => {
  const form = document.querySelector("form[data-drag]");
  const map = document.querySelector("svg[data-pick]");
  if (!form || !map) return;
  const list = form.elements[map.dataset.pick];
  const pin = map.querySelector("[data-pin]");
  const spots = Array.from(map.querySelectorAll("[data-code]"), (one) => ({
    code: one.dataset.code,
    name: one.dataset.name,
    x: Number(one.getAttribute("cx")),
    y: Number(one.getAttribute("cy")),
  }));
  const order = spots.slice().sort((one, other) => one.name.localeCompare(other.name));
  let at = null;

  document.querySelectorAll("[data-with-script]").forEach((one) => { one.hidden = false; });
  pin.setAttribute("role", "slider");
  pin.setAttribute("tabindex", "0");
  pin.setAttribute("aria-label", pin.dataset.label);
  pin.setAttribute("aria-valuemin", "1");
  pin.setAttribute("aria-valuemax", String(order.length));

  function show(spot) {
    at = spot;
    pin.setAttribute("transform", `translate(${spot.x} ${spot.y}) scale(${pin.dataset.scale})`);
    pin.setAttribute("aria-valuenow", String(order.indexOf(spot) + 1));
    pin.setAttribute("aria-valuetext", spot.name);
  }

  // Only when it comes to another neighbourhood is anything asked.
  function put(spot) {
    if (!spot || (spot === at && list.value === spot.code)) return;
    show(spot);
    pin.classList.remove("is-loose");
    list.value = spot.code;
    form.dispatchEvent(new Event("dragged", { bubbles: true }));
  }

  const nearest = (x, y, among) => among.reduce(
    (best, one) => (Math.hypot(one.x - x, one.y - y) < Math.hypot(best.x - x, best.y - y) ? one : best),
  );

  // The nearest in the direction of the key; what lies aside counts as farther away.
  const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  function towards([east, south]) {
    const far = (one) => {
      const ahead = (one.x - at.x) * east + (one.y - at.y) * south;
      const aside = Math.abs((one.x - at.x) * south) + Math.abs((one.y - at.y) * east);
      return ahead > 0 ? ahead + 2 * aside : Infinity;
    };
    const best = spots.reduce((one, other) => (far(other) < far(one) ? other : one));
    return far(best) < Infinity ? best : null;
  }

  function place(event) {
    const point = new DOMPoint(event.clientX, event.clientY);
    const { x, y } = point.matrixTransform(map.getScreenCTM().inverse());
    return nearest(x, y, spots);
  }

  // Dragged by the flag alone, so that a finger beside it still scrolls the page.
  pin.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    event.preventDefault();
    pin.focus({ preventScroll: true });
    pin.setPointerCapture(event.pointerId);
  });
  pin.addEventListener("pointermove", (event) => {
    if (pin.hasPointerCapture(event.pointerId)) put(place(event));
  });
  map.addEventListener("click", (event) => put(place(event)));
  pin.addEventListener("keydown", (event) => {
    const way = KEYS[event.key];
    if (!way) return;
    event.preventDefault();
    put(towards(way));
  });
  // The map of then is looked at while dragging: its dots are as many, in the same order.
  document.addEventListener("htmx:afterSwap", () => {
    const then = document.querySelectorAll("#seen [data-then] circle");
    map.querySelectorAll("[data-code]").forEach((one, place) => {
      if (then[place]) one.setAttribute("class", then[place].getAttribute("class"));
    });
    const sum = document.querySelector("#seen [data-sum]");
    document.querySelector("[data-said]").textContent = sum ? sum.textContent : "";
  });
  list.addEventListener("change", () => {
    const chosen = spots.find((one) => one.code === list.value);
    if (chosen) show(chosen);
  });
  const first = spots.find((one) => one.code === list.value);
  show(first || nearest(...pin.getAttribute("transform").match(/[-0-9.]+/g).slice(0, 2).map(Number), spots));
})();
