// The note taker's screen at speed: keys, a queue that outlives a cut of the network, undo.
// What is typed is kept in this browser until the site has said that it is safe there.
"use strict";
(() => {
  const clock = document.querySelector("[data-clock]");
  if (clock) {
    const from = Date.now() - Number(clock.dataset.clock) * 1000;
    setInterval(() => { clock.textContent = Math.floor((Date.now() - from) / 60000); }, 5000);
  }

  const form = document.querySelector("form[data-notes]");
  if (!form) return;
  const PLACE = `vlaggenlijn.notes.${form.dataset.person}.${form.dataset.notes}`;
  const BATCH = 100;
  const box = form.elements.text;
  const list = document.querySelector("[data-list]");
  const waiting = document.querySelector("[data-waiting]");
  const count = document.querySelector("[data-safe]");
  const undo = form.querySelector("[data-undo]");
  const said = (text) => { document.getElementById("said").textContent = text; };
  let inMemory = [];
  let isSending = false;
  let wait = 1000;
  let timer = 0;
  let mayLeave = false;
  let trouble = "";

  form.querySelectorAll("[hidden]").forEach((one) => { one.hidden = false; });

  // The queue is read anew each time: a second tab of the same person adds to the same one.
  function queue() {
    try {
      const kept = JSON.parse(localStorage.getItem(PLACE));
      return Array.isArray(kept) ? kept : [];
    } catch (refused) {
      return inMemory;
    }
  }

  function write(entries) {
    inMemory = entries;
    try {
      if (entries.length) localStorage.setItem(PLACE, JSON.stringify(entries));
      else localStorage.removeItem(PLACE);
    } catch (refused) { /* no room, or no storage: the page itself holds it */ }
    paint(entries);
  }

  function paint(entries) {
    waiting.hidden = !entries.length;
    waiting.textContent = entries.length ? `· ${form.dataset.saidWaiting} ${entries.length}. ${trouble}` : "";
  }

  function newKey() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  function add(entry) {
    write([...queue(), entry]);
    send();
  }

  function keep() {
    const speaker = /^@(\d{1,2})\s+/.exec(box.value);
    const seat = speaker && Array.from(form.elements.speaker.options)
      .find((one) => Number(one.text.split("-")[1]) === Number(speaker[1]));
    if (seat) form.elements.speaker.value = seat.value;
    let text = (seat ? box.value.slice(speaker[0].length) : box.value).trim();
    const quoted = /^["“”„«]\s*/.exec(text);
    if (quoted) text = text.slice(quoted[0].length).replace(/\s*["“”»]$/, "");
    if (!text) return;
    const hat = form.querySelector("[name=hat]:checked");
    const entry = {
      key: newKey(), op: "put", hat: hat ? hat.value : "", speaker: form.elements.speaker.value,
      verbatim: form.elements.is_verbatim.checked || Boolean(quoted), text, at: Date.now(),
    };
    show(entry);
    box.value = "";
    form.elements.is_verbatim.checked = false;
    box.focus();
    add(entry);
  }

  function show(entry) {
    const line = document.createElement("li");
    line.dataset.quote = entry.key;
    const hat = form.querySelector(`[name=hat][value="${entry.hat}"]`);
    const picture = hat && hat.parentElement.querySelector("svg");
    if (picture) line.append(picture.cloneNode(true));
    const words = document.createElement("span");
    words.dir = "auto";
    words.textContent = entry.verbatim ? `“${entry.text}”` : entry.text;
    line.append(words);
    list.prepend(line);
  }

  function takeBack() {
    const last = list.querySelector("li");
    if (!last) return;
    const given = last.querySelector("[name=key]");
    const key = given ? given.value : last.dataset.quote;
    last.remove();
    // Nothing is cut out of the queue: what was sent and not yet answered must be undone as well.
    add({ key, op: "remove" });
    box.focus();
  }

  async function token() {
    const page = await fetch(location.pathname, { credentials: "same-origin" });
    const words = await page.text();
    const found = new DOMParser().parseFromString(words, "text/html");
    const input = found.querySelector("form[data-notes] [name=csrfmiddlewaretoken]");
    if (!input || found.querySelector("form[data-notes]").dataset.person !== form.dataset.person) return false;
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((one) => { one.value = input.value; });
    return true;
  }

  async function send() {
    if (isSending) return;
    isSending = true;
    clearTimeout(timer);
    try {
      while (queue().length) await sendSome(queue().slice(0, BATCH));
      wait = 1000;
      trouble = "";
    } catch (problem) {
      trouble = problem.words === undefined ? form.dataset.saidOffline : problem.words;
      wait = Math.min(wait * 2, 30000);
      timer = setTimeout(send, wait);
    }
    isSending = false;
    paint(queue());
  }

  async function sendSome(entries) {
    const stop = new AbortController();
    const limit = setTimeout(() => stop.abort(), 20000);
    const answer = await fetch(form.dataset.send, {
      method: "POST", credentials: "same-origin", signal: stop.signal,
      headers: { "Content-Type": "application/json", "Accept": "application/json",
        "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      body: JSON.stringify(entries),
    });
    const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    if (!answer.ok || !isJson) {
      clearTimeout(limit);
      // Signed in anew in another tab: the page has a token of before.
      if ((answer.status === 403 || answer.redirected) && await token()) throw { words: "" };
      throw { words: answer.status === 403 || answer.redirected ? form.dataset.saidSignedOut : "" };
    }
    const told = await answer.json();
    clearTimeout(limit);
    const done = new Set(told.kept);
    const refused = new Map(told.refused.map((one) => [one.key, one.why]));
    entries.filter((one) => refused.has(one.key) && one.text).forEach(giveBack);
    const isDone = (one) => done.has(one.key) || refused.has(one.key);
    // Only what was sent just now is let go: the same key may have been queued again meanwhile.
    const sent = entries.filter(isDone).map((one) => one.op + one.key);
    if (!sent.length) throw { words: "" };
    write(queue().filter((one) => !sent.includes(one.op + one.key)));
    count.textContent = told.count;
  }

  function giveBack(entry) {
    const line = list.querySelector(`[data-quote="${entry.key}"]`);
    if (line) line.remove();
    box.value = box.value ? `${box.value}\n${entry.text}` : entry.text;
    said(form.dataset.saidRefused);
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); keep(); });
  undo.addEventListener("click", takeBack);
  document.addEventListener("keydown", (event) => {
    const digit = /^Digit([1-9])$/.exec(event.code) || /^Numpad([1-9])$/.exec(event.code);
    const isEmpty = event.target === box && !box.value && !event.ctrlKey && !event.metaKey;
    if (digit && (event.altKey || isEmpty)) {
      const hat = form.querySelector(`[data-key="${digit[1]}"]`);
      if (!hat) return;
      event.preventDefault();
      hat.checked = true;
      box.focus();
    } else if (event.altKey && event.code === "KeyZ") {
      event.preventDefault();
      takeBack();
    } else if (event.target === box && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      keep();
    }
  });
  addEventListener("online", send);
  // What waits may be lost with the page only where the browser keeps nothing.
  addEventListener("beforeunload", (event) => {
    if (!mayLeave && box.value.trim()) event.preventDefault();
  });
  const leave = document.querySelector('form[action$="/logout/"]');
  if (leave) leave.addEventListener("submit", (event) => {
    if (!queue().length || mayLeave) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    mayLeave = true;
    said(form.dataset.saidLeaving);
    waiting.textContent = form.dataset.saidLeaving;
  }, { capture: true });

  const known = Array.from(list.querySelectorAll("[name=key]"), (one) => one.value);
  queue().filter((one) => one.op === "put" && !known.includes(one.key)).forEach(show);
  paint(queue());
  send();
  box.focus();
})();
