// Forms that save by themselves on every change; their buttons do the same without JavaScript. What could
// not be sent (no connection, signed out) stays in this tab, survives a reload, and is sent again. It belongs
// to one account, and signing out wipes it (keeping.js).
(() => {
  "use strict";

  const desk = document.querySelector("[data-desk]");
  if (!desk) return;

  const PAUSE_MS = 1200;
  const AGAIN_MS = 15000;
  const account = desk.dataset.desk;
  const keyOf = (form) => `unsaved:${account}:${form.action}:${form.elements.area?.value || ""}`;
  const waiting = new Map();
  const sending = new Set();

  const say = (form, text) => {
    const place = form.querySelector("[data-saved]");
    if (place && place.textContent !== text) place.textContent = text;
  };

  const written = (form) =>
    [...new FormData(form).entries()].filter(([name]) => name !== "csrfmiddlewaretoken");

  const keep = (form) => {
    form.dataset.unsent = "yes";
    try {
      window.sessionStorage.setItem(keyOf(form), JSON.stringify(written(form)));
    } catch { /* a full or closed storage: the page itself still holds it */ }
  };
  const forget = (form) => {
    delete form.dataset.unsent;
    try { window.sessionStorage.removeItem(keyOf(form)); } catch { /* as above */ }
  };

  // The token of a session that began in another tab is on a fresh copy of this page.
  const freshToken = async () => {
    const answer = await fetch(window.location.href, { redirect: "manual" });
    if (!answer.ok) return "";
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("[name=csrfmiddlewaretoken]")?.value || "";
  };

  const post = (form) =>
    fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Saves-Itself": "1" },
      redirect: "manual",
    });

  const show = (told) => {
    if (told.progress) desk.querySelector("[data-progress]")?.replaceChildren(told.progress);
    const bar = desk.querySelector("[data-progress-bar]");
    if (bar && told.done !== undefined) bar.value = told.done;
    for (const place of told.found ? desk.querySelectorAll("[data-found]") : []) {
      place.textContent = told.found[place.dataset.found] || "";
    }
    for (const [requirement, sentence] of Object.entries(told.effects || {})) {
      const place = desk.querySelector(`[data-effect="${CSS.escape(requirement)}"]`);
      if (!place) continue;
      place.textContent = sentence;
      place.hidden = !sentence;
    }
  };

  const save = async (form) => {
    window.clearTimeout(waiting.get(form));
    waiting.delete(form);
    if (sending.has(form)) {
      later(form);
      return;
    }
    sending.add(form);
    const sent = JSON.stringify(written(form));
    try {
      let answer = await post(form);
      if (answer.status === 403) {
        const token = await freshToken();
        if (token) {
          for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
          answer = await post(form);
        }
      }
      if (answer.type === "opaqueredirect" || answer.status === 403) {
        failed(form, desk.dataset.signedOut);
        return;
      }
      const told = await answer.json();
      say(form, told.saved || told.problem);
      if (!answer.ok) return;
      // What was typed while it was on its way is not saved yet.
      if (JSON.stringify(written(form)) === sent) forget(form);
      show(told);
    } catch {
      failed(form, desk.dataset.offline);
    } finally {
      sending.delete(form);
    }
  };

  const failed = (form, why) => {
    say(form, why);
    later(form, AGAIN_MS);
  };

  const later = (form, pause = PAUSE_MS) => {
    window.clearTimeout(waiting.get(form));
    waiting.set(form, window.setTimeout(() => save(form), pause));
  };

  const formOf = (event) => event.target.closest?.("form[data-saves-itself]");
  desk.addEventListener("input", (event) => {
    const form = formOf(event);
    if (!form) return;
    keep(form);
    later(form);
  });
  desk.addEventListener("change", (event) => {
    const form = formOf(event);
    if (!form) return;
    keep(form);
    save(form);
  });
  desk.addEventListener("submit", (event) => {
    const form = formOf(event);
    if (!form) return;
    window.clearTimeout(waiting.get(form));
    waiting.delete(form);
    forget(form);
  });
  window.addEventListener("online", () => { for (const form of [...waiting.keys()]) save(form); });

  window.keeping.claim(account);
  // After a reload: what had not been sent is put back and sent.
  for (const form of desk.querySelectorAll("form[data-saves-itself]")) {
    let kept = null;
    try { kept = JSON.parse(window.sessionStorage.getItem(keyOf(form)) || "null"); } catch { /* as above */ }
    if (!kept) continue;
    for (const [name, value] of kept) {
      const fields = form.elements.namedItem(name);
      if (!fields) continue;
      if (fields instanceof RadioNodeList || fields.type !== "hidden") fields.value = value;
    }
    form.dataset.unsent = "yes";
    say(form, desk.dataset.kept);
    save(form);
  }
})();
