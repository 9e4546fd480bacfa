// What this browser keeps for somebody until the platform has it: the one store of keep.js, queue.js
// and draft.js; what saves-itself.js has not sent stays in its tab. Everything belongs to one account. Signing
// out wipes it, and so does somebody else who signs in; before signing out one is told when something has not
// been sent.
(() => {
  "use strict";

  const PREFIX = "keep:";
  const IN_TAB = "unsaved:";

  // Lessons that the learner chose to keep on this device: a cache for each account and module.
  const PAGES = "kept-pages:";
  async function dropPages(which) {
    try {
      for (const name of await window.caches.keys()) {
        if (name.startsWith(PAGES) && which(name)) await window.caches.delete(name);
      }
    } catch { /* A browser without caches keeps no pages. */ }
  }

  const inTab = () => { try { return Object.keys(window.sessionStorage).filter((key) => key.startsWith(IN_TAB)); } catch { return []; } };

  const LEFT_OUT = ["hidden", "password", "file", "submit"];
  const fieldsOf = (place) =>
    [...place.querySelectorAll("input, select, textarea")].filter((field) => field.name && !LEFT_OUT.includes(field.type));
  const isTicked = (field) => ["radio", "checkbox"].includes(field.type);

  const keeping = {
    read(key) { try { return JSON.parse(window.localStorage.getItem(key)); } catch { return null; } },
    /** Whether it is kept: a browser may be full or forbid it. */
    write(key, value) { try { window.localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } },
    drop(key) { try { window.localStorage.removeItem(key); } catch { /* forbidden */ } },
    keys() { try { return Object.keys(window.localStorage).filter((key) => key.startsWith(PREFIX)); } catch { return []; } },
    /** The beginning of this account's keys; whatever another account left here goes. */
    claim(account) {
      const whose = `${PREFIX}${account}:`;
      for (const other of keeping.keys()) if (!other.startsWith(whose)) keeping.drop(other);
      for (const other of inTab()) if (!other.startsWith(`${IN_TAB}${account}:`)) window.sessionStorage.removeItem(other);
      dropPages((name) => !name.startsWith(`${PAGES}${account}:`));
      return whose;
    },
    /** What stands in the fields of a part of a page, as pairs of name and value; secrets and files stay out. */
    entries(place) {
      return fieldsOf(place).filter((field) => !isTicked(field) || field.checked).map((field) => [field.name, field.value]);
    },
    /** Puts such pairs back: a field that they do not name is emptied. */
    fill(place, entries) {
      for (const field of fieldsOf(place)) {
        const values = entries.filter(([name]) => name === field.name).map(([, value]) => value);
        if (isTicked(field)) field.checked = values.includes(field.value);
        else field.value = values[0] ?? "";
      }
    },
    wipe() {
      for (const key of keeping.keys()) keeping.drop(key);
      for (const key of inTab()) window.sessionStorage.removeItem(key);
      dropPages(() => true);
    },
  };
  window.keeping = keeping;

  // Reading time alone is no reason to ask: nobody would miss it.
  const unsent = () => inTab().length > 0 || keeping.keys().some((key) => {
    const kept = keeping.read(key);
    return !Array.isArray(kept) || kept.some((item) => item.kind !== "time");
  });

  document.addEventListener("submit", (event) => {
    if (!new URL(event.target.action, window.location.href).pathname.endsWith("/logout/")) return;
    const warning = document.querySelector("[data-unsent-warning]");
    if (warning && unsent() && !window.confirm(warning.dataset.unsentWarning)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    keeping.wipe();
  }, true);
})();
