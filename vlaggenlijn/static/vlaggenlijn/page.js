// Extras for a page that works without them: a list kept in this browser, share, print, leave.
"use strict";
(() => {
  const KEY = "vlaggenlijn.list";
  const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
  const LIMIT = 50;
  const all = (selector) => Array.from(document.querySelectorAll(selector));
  const show = (selector) => all(selector).forEach((element) => { element.hidden = false; });

  // A browser that refuses storage still keeps the list for as long as the page lives.
  let kept = [];

  function read() {
    try {
      const ids = JSON.parse(localStorage.getItem(KEY));
      return Array.isArray(ids) ? ids.filter((id) => ID.test(id)).slice(0, LIMIT) : [];
    } catch (refused) {
      return kept;
    }
  }

  function write(ids) {
    kept = ids.slice(-LIMIT);
    try {
      if (kept.length) localStorage.setItem(KEY, JSON.stringify(kept));
      else localStorage.removeItem(KEY);
    } catch (refused) { /* private browsing: see above */ }
    paint();
    keepCopies();
  }

  function say(text) {
    const status = document.getElementById("said");
    if (status && text) status.textContent = text;
  }

  function paint() {
    all("[data-save]").forEach((button) => {
      button.hidden = false;
      button.setAttribute("aria-pressed", String(kept.includes(button.dataset.save)));
    });
    all("[data-count]").forEach((count) => {
      count.hidden = !kept.length;
      count.textContent = kept.length;
    });
    show("[data-print]");
    if (kept.length && !isShared()) show("[data-empty-list]");
    if (navigator.share) show("[data-share]");
    if (navigator.clipboard) show("[data-copy]");
  }

  function isShared() {
    return new URLSearchParams(location.search).has("s");
  }

  // The identifiers travel in the body of a POST, so that no address and no log holds them.
  function fill() {
    const list = document.getElementById("shortlist");
    if (!list || isShared() || !kept.length || list.querySelector("[data-save]")) return;
    const body = new URLSearchParams(kept.map((id) => ["s", id]));
    list.classList.add("waiting");
    fetch(list.dataset.url, { method: "POST", body, headers: { "X-Requested-With": "fetch" }, credentials: "same-origin" })
      .then((answer) => { if (!answer.ok) throw new Error(answer.status); return answer.text(); })
      .then((html) => {
        const fresh = new DOMParser().parseFromString(html, "text/html").getElementById("shortlist");
        if (!fresh) throw new Error("no list");
        list.replaceWith(document.adoptNode(fresh));
        paint();
        say(fresh.dataset.said);
        keepCopies();
      })
      .catch(() => {
        list.classList.remove("waiting");
        show("[data-failed]");
        all("[data-nothing]").forEach((text) => { text.hidden = true; });
      });
  }

  function toggle(button) {
    const id = button.dataset.save;
    const others = read().filter((each) => each !== id);
    const isKept = kept.includes(id);
    write(isKept ? others : others.concat(id));
    say(isKept ? button.dataset.saidOff : button.dataset.saidOn);
  }

  const pressed = {
    "data-save": toggle,
    "data-print": () => window.print(),
    "data-share": (button) => navigator.share({ title: document.title, url: button.dataset.share }).catch(() => {}),
    "data-copy": (button) => navigator.clipboard.writeText(button.dataset.copy).then(() => {
      say(button.dataset.said);
      button.setAttribute("aria-pressed", "true");
    }, () => {}),
    "data-empty-list": () => {
      write([]);
      forgetCopies().catch(() => {}).finally(() => location.replace(location.pathname));
    },
  };

  // The page is gone at once; what this browser kept is cleared, and a neutral page replaces this one.
  function leave(form) {
    document.title = "...";
    document.body.hidden = true;
    write([]);
    const patience = new Promise((done) => { setTimeout(done, 300); });
    const ended = fetch(form.action, { method: "POST", credentials: "same-origin", keepalive: true });
    Promise.race([Promise.allSettled([forget(), ended]), patience])
      .then(() => location.replace(form.action));
  }

  function forget() {
    try {
      localStorage.clear();
      sessionStorage.clear();
    } catch { /* storage is shut off: nothing was kept */ }
    return Promise.allSettled([forgetCopies()]);
  }

  // Copies for when there is no network, only for who keeps a list; see zonder-netwerk.js.
  async function keepCopies() {
    const mine = document.querySelector("[data-offline]");
    if (!mine || !("serviceWorker" in navigator)) return;
    try {
      if (!kept.length) { await forgetCopies(); return; }
      const { offline, scopes } = mine.dataset;
      const workers = await Promise.all(scopes.split(" ").map((scope) => navigator.serviceWorker.register(offline, { scope })));
      const worker = await awake(workers[0]);
      worker.postMessage({ ids: kept, language: document.documentElement.lang });
    } catch { /* no copies here: the list itself works */ }
  }

  function awake(registration) {
    const coming = registration.installing || registration.waiting;
    if (!coming) return registration.active;
    return new Promise((resolve) => {
      coming.addEventListener("statechange", () => { if (coming.state === "activated") resolve(coming); });
    });
  }

  async function forgetCopies() {
    if (!("serviceWorker" in navigator)) return;
    const workers = await navigator.serviceWorker.getRegistrations();
    workers.forEach((worker) => worker.active && worker.active.postMessage({ forget: true }));
    await Promise.all(workers.map((worker) => worker.unregister()));
    await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  }

  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-leave]")) return;
    event.preventDefault();
    leave(event.target);
  });

  // Shift three times, with nothing between and within two seconds each.
  let presses = 0;
  let forgotten;
  document.addEventListener("keydown", (event) => {
    const way = document.querySelector("[data-leave]");
    if (!way || event.repeat) return;
    clearTimeout(forgotten);
    forgotten = setTimeout(() => { presses = 0; }, 2000);
    presses = event.key === "Shift" ? presses + 1 : 0;
    if (presses === 3) leave(way);
  });

  // Another language for a question: what stands in the form goes along, also when not yet sent.
  function translateQuestion(choice) {
    const form = document.querySelector("#again form");
    form.action = location.pathname + "?taal=" + choice.lang;
    form.submit();
  }

  document.addEventListener("click", (event) => {
    const choice = event.target.closest(".tongues [lang]:not(span)");
    if (choice && document.getElementById("again")) {
      event.preventDefault();
      translateQuestion(choice);
      return;
    }
    Object.keys(pressed).forEach((name) => {
      const target = event.target.closest("[" + name + "]");
      if (!target) return;
      event.preventDefault();
      pressed[name](target);
    });
  });

  // After a new answer: a press of the button moves the reader to it, a changed field only tells.
  document.addEventListener("htmx:afterSwap", (event) => {
    paint();
    const answer = document.getElementById("answer");
    if (!answer) return;
    say(answer.dataset.said);
    const cause = event.detail.requestConfig && event.detail.requestConfig.triggeringEvent;
    if (!cause || cause.type !== "submit") return;
    const again = document.getElementById("again");
    if (again) again.open = false;
    const title = answer.querySelector("h1");
    if (title) title.focus();
  });

  window.addEventListener("storage", (event) => {
    if (event.key === KEY) { kept = read(); paint(); }
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) { kept = read(); paint(); }
  });

  // htmx notes the path of its page; a parent leaves no trace.
  window.addEventListener("load", () => {
    try { sessionStorage.clear(); } catch { /* storage is shut off: nothing was kept */ }
  });

  // What a note taker's screen kept in this browser goes with the one who signs out.
  all('form[action$="/logout/"]').forEach((leave) => leave.addEventListener("submit", () => {
    try {
      Object.keys(localStorage).filter((key) => key.startsWith("vlaggenlijn.notes."))
        .forEach((key) => localStorage.removeItem(key));
    } catch { /* storage is shut off: nothing was kept */ }
  }));

  kept = read();
  paint();
  fill();
  // On a phone the navigation is one row: bring the open page into view.
  for (const here of document.querySelectorAll(".nav [aria-current], .tabs [aria-current]")) {
    here.scrollIntoView({ inline: "center", block: "nearest" });
  }
  const summary = document.querySelector(".error-summary");
  if (summary) summary.focus();
})();
