// On an open paper: tells how many minutes are left, hands in when the time is up, and says when an
// answer could not be saved. The server decides; without this script the page's text says all there is.
(() => {
  "use strict";

  const paper = document.querySelector("[data-paper]");
  const saved = document.getElementById("saved");
  if (!paper || !saved) return;

  for (const kind of ["htmx:sendError", "htmx:responseError", "htmx:error", "htmx:response:error"]) {
    paper.addEventListener(kind, () => { saved.textContent = saved.dataset.notSaved; });
  }

  const clock = paper.querySelector("[data-seconds-left]");
  if (!clock) return;
  const said = clock.querySelector("[role=status]");
  const end = performance.now() + Number(clock.dataset.secondsLeft) * 1000;
  const TOLD = [10, 5, 2, 1];
  let told = Infinity;

  const tick = () => {
    const minutes = Math.ceil((end - performance.now()) / 60000);
    if (minutes <= 0) {
      window.clearInterval(timer);
      paper.requestSubmit(paper.querySelector("button:not([formaction])"));
      return;
    }
    const due = TOLD.filter((one) => one >= minutes).pop();
    if (due !== undefined && due < told) {
      told = due;
      said.textContent = `${clock.dataset.said} ${minutes}`;
    }
  };
  const timer = window.setInterval(tick, 1000);
  tick();
})();
