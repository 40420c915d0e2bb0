// Keeps the page up to date: fetches it again every two seconds and takes over only what has changed, so that nothing flickers and a
// selection, the focus and an open table stay. Says so if the node does not answer any more. Copies, shows times of this place on hover,
// and writes the command that does the same as a form.
"use strict";
(() => {
  const PAUSE_MS = 2000;
  const PATIENCE_MS = 5000;
  const OPEN = "open"; // whether a reader has opened a table is his affair
  const title = { last: document.title };
  let updated = Date.now();
  let asking = false;
  let timer = 0;

  const byId = (id) => document.getElementById(id);

  function takeOver(before, after) {
    if (before.isEqualNode(after)) {
      return;
    }
    if (before.nodeType !== after.nodeType || before.nodeName !== after.nodeName) {
      before.replaceWith(document.importNode(after, true));
      return;
    }
    if (before.nodeType !== Node.ELEMENT_NODE) {
      before.nodeValue = after.nodeValue;
      return;
    }
    takeOverAttributes(before, after);
    const old = [...before.childNodes];
    const fresh = [...after.childNodes];
    fresh.forEach((child, i) => {
      if (i < old.length) {
        takeOver(old[i], child);
      } else {
        before.append(document.importNode(child, true));
      }
    });
    old.slice(fresh.length).forEach((child) => child.remove());
  }

  function takeOverAttributes(before, after) {
    for (const { name } of [...before.attributes]) {
      if (!after.hasAttribute(name) && name !== OPEN) {
        before.removeAttribute(name);
      }
    }
    for (const { name, value } of after.attributes) {
      if (before.getAttribute(name) !== value && name !== OPEN) {
        before.setAttribute(name, value);
      }
    }
  }

  function apply(fresh) {
    if (fresh.body.dataset.version !== document.body.dataset.version) {
      location.reload(); // the node was upgraded: this script is the old one
      return;
    }
    for (const part of document.querySelectorAll("[data-live]")) {
      const after = fresh.getElementById(part.id);
      if (after) {
        takeOver(part, after);
      }
    }
    localTimes();
    title.last = fresh.title;
    updated = Date.now();
    show(null);
  }

  // What keeps the page from being up to date, in words; null if nothing does.
  function show(lost) {
    const is = lost !== null;
    document.body.classList.toggle("stale", is);
    byId("lost").hidden = !is;
    if (byId("state")) {
      byId("state").hidden = is;
    }
    put("lost-what", is ? lost.what : "");
    put("lost-why", is ? lost.why : "");
    document.title = is ? "✖ no answer - " + title.last.replace(/^.* - /, "") : title.last;
    tick();
  }

  // A text that stays the same is not written again: whoever has it read aloud would hear it each time.
  function put(id, text) {
    const place = byId(id);
    if (place.textContent !== text) {
      place.textContent = text;
    }
  }

  function tick() {
    const age = duration(Math.max(0, Math.round((Date.now() - updated) / 1000)));
    put("age", "updated " + age + " ago");
    put("lost-age", age);
  }

  function duration(seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
      ? Math.floor(seconds / 60) + " min " + (seconds % 60) + " s"
      : Math.floor(seconds / 3600) + " h " + (Math.floor(seconds / 60) % 60) + " min";
  }

  async function whyRefused(answer) {
    try {
      return "It says: " + (await answer.json()).detail + ".";
    } catch {
      return "It answered with status " + answer.status + ".";
    }
  }

  async function ask() {
    clearTimeout(timer);
    if (asking || document.hidden) {
      return; // comes again when this one is done, or when somebody looks
    }
    asking = true;
    try {
      const answer = await fetch(location.pathname + location.search, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
      if (answer.ok) {
        apply(new DOMParser().parseFromString(await answer.text(), "text/html"));
      } else {
        show({ what: "The node does not show its state", why: await whyRefused(answer) });
      }
    } catch (failed) {
      const slow = failed.name === "TimeoutError";
      show({
        what: "The node does not answer",
        why: slow ? "It has not answered for " + PATIENCE_MS / 1000 + " s." : "No connection to it can be made.",
      });
    } finally {
      asking = false;
      timer = setTimeout(ask, PAUSE_MS);
    }
  }

  // Times stand in UTC; on hover they are those of the reader's place.
  function localTimes() {
    for (const time of document.querySelectorAll("time[datetime]")) {
      const at = new Date(time.dateTime);
      if (!Number.isNaN(at.getTime())) {
        time.title = at.toLocaleString(undefined, { timeZoneName: "short" });
      }
    }
  }

  async function copy(button) {
    const text = byId(button.dataset.copy).textContent;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without TLS a browser gives no clipboard: what is marked can be copied by hand, or the old way.
      const range = document.createRange();
      range.selectNodeContents(byId(button.dataset.copy));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      document.execCommand("copy");
    }
    const before = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = before), 1500);
  }

  function quoted(text) {
    return /^[A-Za-z0-9_./:@%+=,-]+$/.test(text) ? text : "'" + text.replaceAll("'", "'\\''") + "'";
  }

  // The command of a form as it is filled in; what stands by itself, and not behind a flag, comes with the page.
  function command(form) {
    const place = byId("command");
    const base = place.dataset.base ?? (place.dataset.base = place.textContent.split(" --")[0]);
    let line = base;
    for (const field of form.querySelectorAll("[data-flag]")) {
      const flag = field.dataset.flag;
      if (field.type === "checkbox" ? field.checked : field.value.trim()) {
        const value = field.type === "checkbox" ? "" : quoted(field.value.trim());
        line = flag !== "none" ? (line + " " + flag + " " + value).trimEnd() : line.replace("<" + field.name + ">", value);
      }
    }
    place.textContent = line;
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) {
      copy(button);
    }
  });
  const form = byId("form");
  if (form && byId("command")) {
    form.addEventListener("input", () => command(form));
  }
  document.addEventListener("visibilitychange", ask);
  setInterval(tick, 1000);
  localTimes();
  tick();
  if (document.querySelector("[data-live]")) {
    timer = setTimeout(ask, PAUSE_MS);
  }
})();
