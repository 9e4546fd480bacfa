// A form with data-hand-in goes only over a line that stands, for the account that filled it in: before it is
// sent, what waits in the queue (queue.js) is, and the platform is asked who is signed in. Otherwise the page
// stays, says what is the matter, and loses nothing. Without this script the form is sent as it is.
(() => {
  "use strict";

  const queue = window.keptQueue;
  const form = document.querySelector("form[data-hand-in]");
  if (!form || !queue) return;

  const said = form.querySelector("[data-hand-in-said]");
  const login = form.querySelector("[data-hand-in-login]");
  const paper = form.dataset.paper && new URL(form.dataset.paper, window.location.href).href;
  const waits = () => Boolean(paper) && queue.waiting().some((item) => item.url === paper);
  let asking = false;
  let cleared = false;

  const stop = (why) => {
    const saved = document.getElementById("saved");
    if (saved) saved.textContent = "";
    const late = form.dataset.handIn === "late" && why === "no";
    said.textContent = why === "signed out" ? said.dataset.signedOut : late ? said.dataset.late : said.dataset.offline;
    login.hidden = why !== "signed out";
    (login.hidden ? said : login).scrollIntoView({ block: "nearest" });
  };

  form.addEventListener("submit", async (event) => {
    if (cleared) {
      cleared = false;
      return;
    }
    event.preventDefault();
    if (asking) return;
    asking = true;
    try {
      const ready = await queue.ready();
      if (ready !== "yes" || waits()) {
        stop(ready === "signed out" ? ready : "no");
        return;
      }
      said.textContent = "";
      login.hidden = true;
      form.querySelector("[name=csrfmiddlewaretoken]").value = queue.token();
      cleared = true;
      form.requestSubmit(event.submitter);
    } finally {
      asking = false;
    }
  });
})();
