// On an open paper: each answer is kept in this browser at once and sent a moment later, by the queue
// (queue.js): without a connection it waits there, for its owner alone. What waits is put back when the
// paper is opened again, unless the platform has a later answer. Tells how many minutes are left, and
// hands in when the time is up. The server decides; without this script the page's buttons save.
(() => {
  "use strict";

  const paper = document.querySelector("form[data-paper]");
  const saved = document.getElementById("saved");
  const stopped = document.querySelector("[data-hand-in-said]");
  const queue = window.keptQueue;
  if (!paper || !saved || !stopped || !queue) return;

  const WAIT_MS = 800;
  const url = new URL(paper.dataset.paper, window.location.href).href;
  // By how much this device's clock is ahead of the server's.
  const ahead = Date.now() - Number(paper.dataset.now);
  const said = (item, name) => item.body.find(([one]) => one === name)?.[1] ?? "";
  const ofThisPaper = (items) => items.filter((item) => item.url === url);
  const waiting = () => ofThisPaper(queue.waiting());
  const tell = (text) => { if (saved.textContent !== text) saved.textContent = text; };
  const refusedBefore = ofThisPaper(queue.refused()).length;
  let timer = 0;

  const keep = (question) => {
    for (const item of waiting()) if (said(item, "only") === question.dataset.question) queue.drop(item.id);
    queue.put({
      id: queue.newKey(),
      kind: "answer",
      url,
      at: Date.now(),
      body: [["only", question.dataset.question], ["done_at", String(Date.now() - ahead)], ...window.keeping.entries(question)],
    });
  };

  const putBack = () => {
    for (const item of waiting()) {
      const question = [...paper.querySelectorAll("[data-question]")].find((one) => one.dataset.question === said(item, "only"));
      if (question && Number(said(item, "done_at")) > Number(question.dataset.answeredAt)) {
        window.keeping.fill(question, item.body);
        tell(saved.dataset.putBack);
      } else {
        queue.drop(item.id);
      }
    }
  };

  putBack();
  paper.addEventListener("input", (event) => {
    const question = event.target.closest("[data-question]");
    if (!question) return;
    keep(question);
    window.clearTimeout(timer);
    timer = window.setTimeout(queue.flush, WAIT_MS);
  });

  document.addEventListener("queue-arrived", ({ detail }) => {
    if (detail.item.url !== url) return;
    stopped.textContent = "";
    tell(detail.content.said ?? "");
  });
  document.addEventListener("queue-shown", ({ detail }) => {
    paper.querySelector("[data-hand-in-login]").hidden = !(detail.signedOut && waiting().length);
    if (detail.signedOut && stopped.textContent === stopped.dataset.offline) stopped.textContent = "";
    // Who tried to hand in reads why that was stopped, once.
    if (waiting().length) tell(stopped.textContent ? "" : detail.signedOut ? saved.dataset.signedOut : saved.dataset.notSaved);
    // Refused while the page is open: the attempt has ended, and its page says how.
    else if (ofThisPaper(queue.refused()).length > refusedBefore) window.location.replace(paper.dataset.place);
  });

  // --- the time that is left -----------------------------------------------------------------------

  const clock = paper.querySelector("[data-seconds-left]");
  if (!clock) return;
  const told = clock.querySelector("[role=status]");
  const end = performance.now() + Number(clock.dataset.secondsLeft) * 1000;
  const TOLD = [10, 5, 2, 1];
  let last = Infinity;

  const handIn = () => paper.requestSubmit(paper.querySelector("button:not([formaction])"));

  const tick = () => {
    const minutes = Math.ceil((end - performance.now()) / 60000);
    if (minutes <= 0) {
      window.clearInterval(ticking);
      paper.dataset.handIn = "late";
      window.addEventListener("online", handIn);
      handIn();
      return;
    }
    const due = TOLD.filter((one) => one >= minutes).pop();
    if (due !== undefined && due < last) {
      last = due;
      told.textContent = `${clock.dataset.said} ${minutes}`;
    }
  };
  const ticking = window.setInterval(tick, 1000);
  tick();
})();
