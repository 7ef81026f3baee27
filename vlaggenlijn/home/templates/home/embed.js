/* Puts the guide on this page, in place of every element with data-vlaggenlijn="address".
   It sets no cookie, keeps nothing and counts nobody; it only gives the frame its height. */
"use strict";
(() => {
  const origin = new URL(document.currentScript.src).origin;

  function place(box) {
    const address = new URL(box.dataset.vlaggenlijn, origin);
    if (address.origin !== origin || box.dataset.vlaggenlijnPlaced) return;
    const frame = document.createElement("iframe");
    frame.src = address.href;
    frame.title = box.textContent.trim();
    frame.loading = "lazy";
    frame.referrerPolicy = "no-referrer";
    frame.style.cssText = "display:block;inline-size:100%;block-size:40rem;border:0";
    addEventListener("message", (event) => {
      const height = event.source === frame.contentWindow && event.origin === origin && Number(event.data.vlaggenlijn);
      if (height > 0 && height < 20000) frame.style.blockSize = height + "px";
    });
    box.dataset.vlaggenlijnPlaced = "yes";
    box.replaceChildren(frame);
  }

  const placeAll = () => document.querySelectorAll("[data-vlaggenlijn]").forEach(place);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", placeAll);
  else placeAll();
})();
