// The page around a package, on the host of packages: starts the interface that the package talks to and
// sends what it sets, one message after the other, until the platform has it. A lost connection loses
// nothing as long as this page is open; what is unsent is tried again when it closes.
// A part of cmi5 talks to the platform by itself: for it this page only tells the time and that it is open.
// Content of H5P talks to a page of ours (h5p-page.js), which hands on what it says.
(() => {
  "use strict";

  const AGAIN_MS = 10000;
  const BEAT_MS = 60000;
  const SEND_LATER_MS = 1000;

  const page = document.querySelector("[data-player]");
  const frame = page.querySelector("iframe");
  const button = page.querySelector("[data-open]");
  const said = page.querySelector("[data-said]");
  const start = JSON.parse(document.getElementById("start").textContent);

  let token = start.token;
  let unsent = {};
  let last = false;
  let seconds = 0;
  let sending = false;
  let over = false;
  let finished = false;
  let timer = 0;
  let opened = null;
  let looked = performance.now();

  const say = (what) => {
    said.textContent = page.dataset[what] || "";
    // The platform's page around this one repeats it; it believes only this host.
    window.parent.postMessage({ player: what }, start.platform);
  };

  const later = (wait) => {
    window.clearTimeout(timer);
    if (!over) timer = window.setTimeout(send, wait);
  };

  const body = (values, ended, time) => JSON.stringify({ token, values, last: ended, seconds: time });

  async function send() {
    if (sending || over) return;
    const values = { ...unsent, ...window.h5pPlayer?.gather?.() };
    const ended = last;
    const time = seconds;
    unsent = {};
    seconds = 0;
    sending = true;
    try {
      const answer = await fetch(start.report, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: body(values, ended, time),
        credentials: "omit",
        keepalive: JSON.stringify(values).length < 50000,
      });
      if ([400, 403, 409, 410, 413].includes(answer.status)) return stop(answer.status === 409 ? "elsewhere" : "ended");
      if (!answer.ok) throw new Error(String(answer.status));
      const kept = await answer.json();
      token = kept.token;
      if (kept.over) return stop(kept.done ? "done" : "ended");
      finished = finished || kept.done;
      say(finished ? "done" : "saved");
      if (Object.keys(unsent).length) later(SEND_LATER_MS);
    } catch {
      // What was set meanwhile is newer.
      unsent = { ...values, ...unsent };
      seconds += time;
      say("unsent");
      later(AGAIN_MS);
    } finally {
      sending = false;
    }
    return undefined;
  }

  const stop = (why) => {
    over = true;
    window.clearTimeout(timer);
    say(why);
  };

  const keep = (values, now) => {
    unsent = { ...unsent, ...values };
    later(now ? 0 : SEND_LATER_MS);
  };

  const listen = () => {
    if (start.standard === "h5p") {
      window.h5pPlayer = { values: start.values, keep };
      return;
    }
    window.startScorm(start.standard, start.values, (values, ended) => {
      last = last || ended;
      keep(values, ended);
    });
  };

  // A page of the same host: what it asks the platform for shows when there is news to fetch.
  const watch = (of) => {
    try {
      const heard = (list) => list.getEntries().some((one) => one.name.startsWith(start.spoken));
      new of.PerformanceObserver((list) => heard(list) && later(SEND_LATER_MS))
        .observe({ type: "resource", buffered: true });
    } catch {
      // The beat below asks anyway.
    }
  };

  // Behind its own window this page is hidden, and its clock strikes once a minute at least.
  const inFront = () => document.visibilityState === "visible"
    || Boolean(opened && !opened.closed && opened.document?.visibilityState === "visible");

  window.setInterval(() => {
    const passed = Math.round((performance.now() - looked) / 1000);
    looked = performance.now();
    if (inFront()) seconds += Math.min(passed, opened ? 60 : 1);
  }, 1000);
  window.setInterval(() => later(0), BEAT_MS);
  window.addEventListener("online", () => later(0));
  // Closing a phone's tab fires no other event for certain.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") send();
    else if (start.spoken) later(0);
  });
  window.addEventListener("pagehide", () => send());

  const openWindow = () => {
    opened = window.open(start.entry, "_blank");
    button.hidden = Boolean(opened);
    said.textContent = opened ? "" : page.dataset.blocked;
  };

  if (!start.spoken) listen();
  if (button) button.addEventListener("click", openWindow);
  if (frame && start.spoken) frame.addEventListener("load", () => watch(frame.contentWindow));
  if (frame) frame.src = start.entry;
})();
