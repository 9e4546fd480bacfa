// "Keep this module on this device": fetches a copy of each lesson, with what it needs to be drawn,
// into a cache of this account and module. The worker (kept-pages.js) shows them without a connection.
(() => {
  "use strict";

  const place = document.querySelector("[data-keep-module]");
  if (!place || !("caches" in window) || !("serviceWorker" in navigator)) return;

  const words = place.dataset;
  const name = `kept-pages:${words.account}:${words.code}`;
  const now = place.querySelector("[data-keep-now]");
  const remove = place.querySelector("[data-keep-remove]");
  const said = place.querySelector("[data-keep-module-said]");
  const PARTS = "link[rel=stylesheet][href], link[rel=icon][href], script[src], img[src]";

  const size = (bytes) => {
    const megabytes = bytes >= 1e6;
    const style = { style: "unit", unit: megabytes ? "megabyte" : "kilobyte", maximumFractionDigits: megabytes ? 1 : 0 };
    return new Intl.NumberFormat(document.documentElement.lang, style).format(bytes / (megabytes ? 1e6 : 1e3));
  };

  async function show() {
    const kept = await caches.has(name);
    now.hidden = kept;
    remove.hidden = !kept;
    if (!kept) return;
    const cache = await caches.open(name);
    let bytes = 0;
    let pages = 0;
    for (const answer of await cache.matchAll()) {
      bytes += (await answer.blob()).size;
      pages += (answer.headers.get("Content-Type") || "").startsWith("text/html") ? 1 : 0;
    }
    said.textContent = words.size.replace("{n}", String(pages)).replace("{size}", size(bytes));
  }

  const fetched = async (address) => {
    const answer = await fetch(address, { credentials: "same-origin", redirect: "error" });
    if (!answer.ok) throw new Error(address);
    return answer;
  };

  async function keepAll(cache) {
    const parts = new Set();
    const { pages } = await (await fetched(words.keepModule)).json();
    for (const { url, copy } of pages) {
      const answer = await fetched(copy);
      const html = new DOMParser().parseFromString(await answer.clone().text(), "text/html");
      for (const part of html.querySelectorAll(PARTS)) {
        const address = new URL(part.getAttribute("href") ?? part.getAttribute("src"), window.location.href);
        if (address.origin === window.location.origin) parts.add(address.href);
      }
      await cache.put(url, answer);
    }
    for (const part of parts) await cache.put(part, await fetched(part));
  }

  now.addEventListener("click", async () => {
    now.disabled = true;
    said.textContent = words.working;
    try {
      await navigator.serviceWorker.register(words.worker, { scope: "/" });
      await keepAll(await caches.open(name));
      await show();
      remove.focus();
    } catch {
      await caches.delete(name);
      await show();
      said.textContent = words.failed;
    } finally {
      now.disabled = false;
    }
  });
  remove.addEventListener("click", async () => {
    await caches.delete(name);
    await show();
    said.textContent = words.removed;
    now.focus();
  });

  place.hidden = false;
  show();
})();
