// A ring on a map that goes from neighbourhood to neighbourhood by the arrow keys or a click, and
// says what each is. Without scripts the table below the map says the same.
"use strict";
(() => {
  const map = document.querySelector("svg[data-neighbourhoods]");
  const ring = map && map.querySelector("[data-ring]");
  const said = document.querySelector("[data-said]");
  if (!ring || !said) return;
  const spots = Array.from(map.querySelectorAll("[data-x]"), (one) => ({
    shape: one,
    words: one.querySelector("title").textContent,
    x: Number(one.dataset.x),
    y: Number(one.dataset.y),
  }));
  if (!spots.length) return;
  let at = spots[0];

  // An image has no parts to step through; a group has.
  map.setAttribute("role", "group");
  map.querySelectorAll("path, circle:not([data-ring])").forEach((one) => one.setAttribute("aria-hidden", "true"));
  document.querySelectorAll("[data-with-script]").forEach((one) => one.removeAttribute("hidden"));
  ring.setAttribute("role", "slider");
  ring.setAttribute("tabindex", "0");
  ring.setAttribute("aria-label", ring.dataset.label);
  ring.setAttribute("aria-valuemin", "1");
  ring.setAttribute("aria-valuemax", String(spots.length));

  function show(spot) {
    at = spot;
    ring.setAttribute("cx", String(spot.x));
    ring.setAttribute("cy", String(spot.y));
    ring.setAttribute("aria-valuenow", String(spots.indexOf(spot) + 1));
    ring.setAttribute("aria-valuetext", spot.words);
  }

  // Read out by the slider itself, and written for who sees it.
  function go(spot) {
    if (!spot) return;
    show(spot);
    ring.classList.add("is-on");
    said.textContent = spot.words;
  }

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

  ring.addEventListener("keydown", (event) => {
    const way = KEYS[event.key];
    if (!way && event.key !== "Home" && event.key !== "End") return;
    event.preventDefault();
    go(way ? towards(way) : spots[event.key === "Home" ? 0 : spots.length - 1]);
  });
  ring.addEventListener("focus", () => go(at));
  map.addEventListener("click", (event) => go(spots.find((one) => one.shape.contains(event.target))));
  show(at);
})();
