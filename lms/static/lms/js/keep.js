// Keeps what is typed until the platform has it: in this browser at once, on the platform a moment
// later. A lost connection or a session that ended loses nothing. The forms work without it.
//
// <form data-keep="name" data-keep-for="whose"> saves by itself, and when its button is pressed, without leaving
// the page: on a bad line its place would be taken by the browser's own error page. What the platform refuses
// is sent as a form, for the page that comes back shows both texts. With data-keep-only it is only kept here
// until it is sent. The store and its rules are those of keeping.js.
(() => {
  "use strict";

  const store = window.keeping;
  const WAIT_MS = 1500;
  const AGAIN_MS = 20000;

  const keep = (form) => {
    const field = form.querySelector("textarea");
    const said = form.querySelector("[data-keep-said]");
    if (!field) return;
    const whose = store.claim(form.dataset.keepFor);
    const key = `${whose}${window.location.pathname}:${form.dataset.keep}`;

    const background = !("keepOnly" in form.dataset);
    let timer = 0;
    let sending = false;
    const say = (text) => { if (said && text) said.textContent = text; };
    const later = (wait) => {
      window.clearTimeout(timer);
      timer = window.setTimeout(() => save(), wait);
    };

    async function save(pressed) {
      if (sending) return later(WAIT_MS);
      const text = field.value;
      sending = true;
      try {
        const answer = await fetch(form.action, {
          method: "POST",
          body: new FormData(form),
          headers: { Accept: "application/json" },
          credentials: "same-origin",
        });
        const json = (answer.headers.get("Content-Type") || "").startsWith("application/json");
        if (answer.redirected || answer.status === 401 || answer.status === 403) return say(form.dataset.signedOut);
        if (!json) return retry();
        const saved = await answer.json();
        say(saved.said);
        if (!answer.ok) return pressed ? form.submit() : undefined;
        form.querySelector("[name=seen]").value = saved.seen;
        if (field.value === text) store.drop(key);
        else later(WAIT_MS);
      } catch {
        retry();
      } finally {
        sending = false;
      }
      return undefined;
    }

    const retry = () => {
      say(form.dataset.offline);
      later(AGAIN_MS);
    };

    const kept = store.read(key);
    // A comment that is on the page has arrived.
    const arrived = kept && kept.once && document.querySelector(`[data-once$=":${CSS.escape(kept.once)}"]`);
    if (kept && !arrived && kept.text.trim() && kept.text !== field.value) {
      field.value = kept.text;
      say(form.dataset.putBack);
      if (background) later(WAIT_MS);
    } else if (kept) {
      store.drop(key);
    }

    field.addEventListener("input", () => {
      store.write(key, { text: field.value });
      if (!background) return;
      say(form.dataset.typing);
      later(WAIT_MS);
    });
    form.addEventListener("submit", (event) => {
      window.clearTimeout(timer);
      if (background) {
        event.preventDefault();
        store.write(key, { text: field.value });
        save(true);
        return;
      }
      // Kept until the page that comes back shows it: the answer may never arrive.
      const once = form.querySelector("[name=once]");
      store.write(key, { text: field.value, once: once ? once.value : "" });
    });
    window.addEventListener("online", () => { if (store.read(key) && background) later(0); });
  };

  for (const form of document.querySelectorAll("form[data-keep]")) keep(form);
})();
