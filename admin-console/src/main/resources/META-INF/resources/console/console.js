// Keeps the page up to date: fetches it again every two seconds and takes over only what has changed, so that nothing flickers and a
// selection, the focus and an open table stay. Says so if the node does not answer any more.
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
    title.last = fresh.title;
    updated = Date.now();
    show(null);
  }

  // What keeps the page from being up to date, in words; null if nothing does.
  function show(lost) {
    const is = lost !== null;
    document.body.classList.toggle("stale", is);
    byId("lost").hidden = !is;
    byId("state").hidden = is;
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
      const answer = await fetch(location.pathname, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
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

  document.addEventListener("visibilitychange", ask);
  setInterval(tick, 1000);
  tick();
  timer = setTimeout(ask, PAUSE_MS);
})();
