// A lesson that comes from this device: a case unfolds here, choice by choice, and texts are added to what the
// platform has. What is done goes through the queue (queue.js), which sends each act once and in order; nothing
// that was sent before is on this page.
(() => {
  "use strict";

  // --- cases ---------------------------------------------------------------------------------------

  const startCase = (place) => {
    const steps = [...place.querySelectorAll("[data-case-step]")];
    const again = place.querySelector("[data-case-restart]");
    let taken = new Set();

    const open = (key) => {
      const step = steps.find((one) => one.dataset.caseStep === key);
      if (!step || taken.has(key)) return;
      taken.add(key);
      step.hidden = false;
      // A choice may lead back to a step further up: it is read where it comes.
      again.before(step);
    };

    const begin = () => {
      taken = new Set();
      for (const step of steps) {
        step.hidden = true;
        step.querySelector("form").reset();
        step.querySelector("fieldset").disabled = false;
        step.querySelector(".actions").hidden = false;
        for (const one of step.querySelectorAll("[data-case-follows]")) one.hidden = true;
      }
      again.hidden = true;
      if (steps.length) open(steps[0].dataset.caseStep);
    };

    const choose = (form) => {
      const chosen = form.querySelector("input[name=option]:checked");
      const step = form.closest("[data-case-step]");
      if (!chosen) return;
      step.querySelector("fieldset").disabled = true;
      step.querySelector(".actions").hidden = true;
      again.hidden = false;
      const follows = [...step.querySelectorAll("[data-case-follows]")].find((one) => one.dataset.caseFollows === chosen.value);
      follows.hidden = false;
      open(chosen.dataset.caseNext);
      follows.focus({ preventScroll: true });
    };

    begin();
    return { choose, begin };
  };

  const cases = new Map();
  for (const place of document.querySelectorAll("[data-kept-case]")) cases.set(place, startCase(place));

  // --- texts ---------------------------------------------------------------------------------------

  const part = (form) => form.querySelector("[name=block]")?.value ?? "";

  /** What was written in this form and is not sent: it is seen here until it is. */
  const showTexts = () => {
    for (const form of document.querySelectorAll("form[data-kept-text]")) {
      const address = form.action.split("#")[0];
      const said = (item, name) => item.body.find(([one]) => one === name)?.[1] ?? "";
      const texts = (window.keptQueue?.waiting() ?? [])
        .filter((item) => item.url === address && said(item, "add") && said(item, "block") === part(form))
        .map((item) => said(item, "text"));
      const list = form.querySelector("[data-kept-texts]");
      list.querySelectorAll("blockquote").forEach((one) => one.remove());
      for (const text of texts) list.append(Object.assign(document.createElement("blockquote"), { textContent: text }));
      list.hidden = !texts.length;
    }
  };

  const acted = (form) => {
    const place = form.closest("[data-kept-case]");
    if (form.matches("[data-case-choice]")) cases.get(place).choose(form);
    else if (form.matches("[data-case-restart]")) cases.get(place).begin();
    else if (form.matches("[data-kept-text]")) form.querySelector("textarea").value = "";
    else if (form.matches("[data-kept-bookmark]")) {
      form.querySelector("[data-kept-before]").hidden = true;
      form.querySelector("[data-kept-after]").hidden = false;
      form.querySelector("button").disabled = true;
    }
    showTexts();
  };

  // Before the queue, which ends the event there; what it reads of the form it reads first.
  window.addEventListener("submit", (event) => {
    // One that is still on its way is not taken a second time: what was typed meanwhile stays.
    if (event.target.matches("form[data-queue-stay]:not([data-queued])")) window.setTimeout(() => acted(event.target));
  }, true);
  document.addEventListener("queue-shown", showTexts);
  document.addEventListener("DOMContentLoaded", showTexts);
})();
