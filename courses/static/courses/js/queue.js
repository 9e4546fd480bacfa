// Sends what a learner does, once, in order, as soon as there is a connection.
//
// <form data-queue="answer|lesson"> goes through a queue in this browser: it is kept first and sent
// then, so a page that closes or a line that breaks loses nothing. Each act has a key of its own, and
// the platform takes a key once. An answer that comes back as HTML takes the place of the form, or of
// the nearest element with data-queue-place; {"next": "…"} leads on. A form with data-queue-stay stays as it
// is: kept-copy.js goes on in it by itself. The forms work without it. A script may put acts into the queue
// by itself (paper.js); it hears of each that arrived by "queue-arrived".
//
// An ended session keeps the queue until its owner signs in again. What the platform refuses is shown
// with its text and not sent again. The store and its rules are those of keeping.js.
(() => {
  "use strict";

  const panel = document.querySelector("[data-queue-for]");
  if (!panel) return;

  const words = panel.dataset;
  const key = `${window.keeping.claim(words.queueFor)}queue`;
  const said = panel.querySelector("[data-queue-said]");
  const refused = panel.querySelector("[data-queue-refused]");
  const WAITS_MS = [3000, 10000, 30000, 60000];
  let token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
  let memory = [];
  let forms = new Map();
  let tries = 0;
  let timer = 0;
  let running = null;
  let had = false;
  let signedOut = false;

  // --- the store: read anew every time, for another tab may have changed it ------------------------

  const read = () => window.keeping.read(key) ?? memory;
  const write = (items) => {
    memory = items;
    if (items.length === 0) window.keeping.drop(key);
    else if (window.keeping.write(key, items)) memory = [];
  };
  const remove = (id) => write(read().filter((item) => item.id !== id));
  const change = (id, changes) => write(read().map((item) => (item.id === id ? { ...item, ...changes } : item)));
  const waiting = () => read().filter((item) => !item.refused);
  const allRefused = () => read().filter((item) => item.refused);
  const put = (item) => write([...read().filter((other) => other.id !== item.id), item]);
  const newKey = () => "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16));

  // --- what is shown -------------------------------------------------------------------------------

  const counted = (items, kind) => {
    const found = items.filter((item) => item.kind === kind).length;
    if (!found) return [];
    return [(found === 1 ? words[`${kind}One`] : words[`${kind}Many`]).replace("{n}", String(found))];
  };

  const tell = (text) => { if (said.textContent !== text) said.textContent = text; };

  const show = () => {
    const items = waiting();
    const parts = [...counted(items, "answer"), ...counted(items, "lesson")];
    if (parts.length) {
      had = true;
      tell(`${words.notSent} ${parts.join(", ")}. ${signedOut ? words.signedOut : words.kept}`);
    } else if (had) {
      tell(words.saved);
    }
    panel.querySelector("[data-queue-login]").hidden = !(signedOut && parts.length);
    refused.replaceChildren(...grouped(allRefused()).map(line));
    document.dispatchEvent(new CustomEvent("queue-shown", { detail: { signedOut } }));
  };

  const written = (item) => item.body.filter(([name, value]) => name === "text" && value).map(([, value]) => value).join("\n");

  /** Those that were refused for one reason at one place and have no text are one line. */
  const grouped = (items) => {
    const groups = new Map();
    for (const item of items) {
      const group = written(item) ? item.id : `${item.url} ${item.refused}`;
      groups.set(group, [...(groups.get(group) ?? []), item]);
    }
    return [...groups.values()];
  };

  const line = (items) => {
    const [item] = items;
    const one = document.createElement("li");
    const why = document.createElement("p");
    why.textContent = item.refused;
    one.append(why);
    const text = written(item);
    if (text) {
      const quote = document.createElement("blockquote");
      quote.textContent = text;
      one.append(quote);
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--quiet button--small";
    button.textContent = words.remove;
    button.addEventListener("click", () => { for (const { id } of items) remove(id); show(); said.focus(); });
    one.append(button);
    return one;
  };

  // --- sending -------------------------------------------------------------------------------------

  async function ask(item) {
    const body = new URLSearchParams(item.body);
    if (item.kind === "time") body.set("ago", String(Math.max(0, Math.round((Date.now() - item.at) / 1000))));
    return fetch(item.url, {
      method: "POST",
      body,
      credentials: "same-origin",
      redirect: "manual",
      headers: {
        "HX-Request": "true",
        "X-CSRFToken": token,
        "X-Kept-Key": item.id,
        "X-Kept-For": words.queueFor,
        "X-Kept-Ago": String(Math.max(0, Math.round((Date.now() - item.at) / 1000))),
      },
    });
  }

  /** Whether the account is still the one signed in; brings a token that fits its session. */
  async function mine() {
    const answer = await fetch(words.queueHello, { credentials: "same-origin", redirect: "manual" });
    if (!answer.ok) return answer.status === 429 || answer.status >= 500 ? null : false;
    const hello = await answer.json();
    token = hello.token;
    if (hello.account === words.queueFor) return true;
    write([]);
    return false;
  }

  async function send(item) {
    let answer = await ask(item);
    if (answer.status === 403 && await mine()) answer = await ask(item);
    if (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403) return "signed out";
    if (answer.status === 429 || answer.status >= 500) return "later";
    return arrived(item, answer);
  }

  async function arrived(item, answer) {
    const json = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    const content = json ? await answer.json() : await answer.text();
    const form = forms.get(item.id);
    forms.delete(item.id);
    if (answer.ok) {
      remove(item.id);
      document.dispatchEvent(new CustomEvent("queue-arrived", { detail: { item, content } }));
      if (json && content.next && item.kind === "lesson" && form) window.location.assign(content.next);
      else if (!json && content && form && !stays(form)) place(form, content);
    } else if (json && content.other) {
      write([]);
    } else if (answer.status === 422 && form?.isConnected && !stays(form)) {
      remove(item.id);
      place(form, content, item);
    } else if (item.kind === "time") {
      remove(item.id);
    } else {
      change(item.id, { refused: (json ? content.said : answer.status === 422 && problem(content)) || words.gone });
    }
    return "done";
  }

  const stays = (form) => "queueStay" in form.dataset;

  const problem = (html) => parsed(html).querySelector("[role=alert]")?.textContent.trim();

  const parsed = (html) => {
    const parts = document.createElement("template");
    parts.innerHTML = html;
    return parts.content;
  };

  /** The answer's HTML where the form stood; a text that was refused stays in its field. */
  const place = (form, html, item) => {
    const fresh = parsed(html).firstElementChild;
    const old = form.closest("[data-queue-place]") ?? form;
    if (!fresh || !old.isConnected) return;
    const focused = old.contains(document.activeElement);
    old.replaceWith(fresh);
    window.htmx?.process(fresh);
    const field = item && fresh.querySelector("textarea");
    const text = item?.body.find(([name]) => name === "text");
    if (field && text) field.value = text[1];
    if (focused) (fresh.querySelector("button") ?? fresh).focus({ preventScroll: true });
  };

  async function drain() {
    for (let item = waiting()[0]; item; item = waiting()[0]) {
      let outcome;
      try { outcome = await send(item); } catch { outcome = "later"; }
      signedOut = outcome === "signed out";
      if (outcome === "later") {
        timer = window.setTimeout(flush, WAITS_MS[Math.min(tries, WAITS_MS.length - 1)]);
        tries += 1;
      }
      if (outcome !== "done") return;
      tries = 0;
      show();
    }
  }

  async function run() {
    try {
      if (navigator.locks) await navigator.locks.request(key, drain);
      else await drain();
    } finally {
      running = null;
      for (const form of forms.values()) delete form.dataset.queued;
      show();
      if (!signedOut) goOn();
    }
  }

  /** Sends what waits; ends when it is sent, or when it is known that it cannot be now. */
  async function flush() {
    window.clearTimeout(timer);
    if (!running && waiting().length) running = run();
    await running;
  }

  /** Whether a form that is sent now would arrive for this account: "yes", "signed out", or "no". */
  async function ready() {
    try {
      await flush();
      const own = await mine();
      signedOut = own === false;
      return own ? "yes" : own === null ? "no" : "signed out";
    } catch { return "no"; }
  }

  /** From a lesson that is finished here and not yet there, to the next one if it is kept on the device. */
  async function goOn() {
    for (const [id, form] of forms) {
      const next = form.dataset.queueNext;
      if (!next || !form.isConnected || !waiting().some((item) => item.id === id)) continue;
      const address = new URL(next, window.location.href).href;
      if (await window.caches?.match(address, { ignoreVary: true })) window.location.assign(address);
    }
  }

  // --- forms ---------------------------------------------------------------------------------------

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-queue]") || form.method !== "post") return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (form.dataset.queued) return;
    form.dataset.queued = "yes";
    const body = [...new FormData(form, event.submitter)].filter(([name]) => name !== "csrfmiddlewaretoken");
    const item = { id: newKey(), kind: form.dataset.queue, url: form.action.split("#")[0], body, at: Date.now() };
    forms.set(item.id, form);
    put(item);
    flush();
    // Said only when it takes longer than a good line does.
    window.setTimeout(() => { delete form.dataset.queued; if (waiting().some((one) => one.id === item.id)) show(); }, 1500);
  }, true);

  window.keptQueue = { put, drop: remove, flush, waiting, refused: allRefused, newKey, ready, token: () => token };
  window.addEventListener("online", () => { tries = 0; flush(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") flush(); });
  had = waiting().some((item) => item.kind !== "time");
  // The draft of what was handed in has served.
  if (words.queueEvaluated) window.keeping.drop(`${window.keeping.claim(words.queueFor)}draft:${words.queueEvaluated}`);
  show();
  // After the page's other scripts: paper.js puts what waits back into the page before it is sent.
  document.addEventListener("DOMContentLoaded", () => flush());
})();
