// Keeps what stands in a form in this browser until the form is handed in: a lost connection, a session that
// ended or a closed page loses nothing, and the platform has nothing of it before. It belongs to one account
// (keeping.js); queue.js drops it on any page of a module whose evaluation the platform has.
(() => {
  "use strict";

  const form = document.querySelector("form[data-draft]");
  if (!form) return;

  const store = window.keeping;
  const key = `${store.claim(form.dataset.draftFor)}draft:${form.dataset.draft}`;
  const said = form.querySelector("[data-hand-in-said]");
  const keep = () => store.write(key, { entries: store.entries(form) });

  const kept = store.read(key);
  if ("draftSent" in form.dataset) {
    keep();
  } else if (kept) {
    store.fill(form, kept.entries);
    said.textContent = said.dataset.putBack;
  }
  form.addEventListener("input", keep);
})();
