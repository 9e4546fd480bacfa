// Tells the platform how long a lesson was really in front of somebody: seconds while the tab is
// visible and something moved within the last three minutes, or a recording plays. It tells the sum
// since the page was opened, so a report that is lost or arrives twice does no harm. Without this
// script the platform counts from one act to the next.
(() => {
  "use strict";

  const lesson = document.querySelector("[data-seat-time]");
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  if (!lesson || !token) return;

  const IDLE_MS = 180000;
  const SEND_SECONDS = 30;
  const visit = crypto.randomUUID?.() ?? "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16));
  let moved = Date.now();
  let counted = moved;
  let seconds = 0;
  let told = -1;

  for (const kind of ["scroll", "keydown", "pointermove", "pointerdown"]) {
    document.addEventListener(kind, () => { moved = Date.now(); }, { passive: true });
  }
  // What happens in a frame of another host nobody tells; that the frame is the place where one types is seen.
  const framed = () => document.activeElement?.hasAttribute("data-seat-frame") ?? false;
  const plays = () => framed() || [...document.querySelectorAll("video, audio")].some((one) => !one.paused && !one.ended);

  const report = () => {
    const body = new FormData();
    body.append("visit", visit);
    body.append("seconds", String(seconds));
    body.append("ago", String(Math.round((Date.now() - counted) / 1000)));
    body.append("csrfmiddlewaretoken", token.value);
    return body;
  };

  // How much of the minimum time is reached, where the page shows one.
  const show = ({ read, finished }) => {
    const minimum = document.querySelector("[data-minimum]");
    if (!minimum) return;
    const bar = minimum.querySelector("progress");
    bar.value = read;
    const text = minimum.querySelector(".progress__text");
    text.textContent = text.textContent.replace(/\d+/, String(read));
    if (!finished) return;
    for (const part of minimum.querySelectorAll("form, p")) part.hidden = !("minimumSaid" in part.dataset);
  };

  // Without a connection it waits in the queue; a later sum of the same visit takes its place.
  const keep = () => window.keptQueue?.put({
    id: visit, kind: "time", url: lesson.dataset.seatTime, at: counted, body: [["visit", visit], ["seconds", String(seconds)]],
  });

  async function send() {
    if (seconds === told) return;
    const telling = seconds;
    const account = document.querySelector("[data-queue-for]")?.dataset.queueFor;
    try {
      const answer = await fetch(lesson.dataset.seatTime, {
        method: "POST", body: report(), credentials: "same-origin", headers: account ? { "X-Kept-For": account } : {},
      });
      if (answer.redirected || answer.status === 403) return keep();
      if (!answer.ok) return undefined;
      told = telling;
      window.keptQueue?.drop(visit);
      if (answer.status === 200) show(await answer.json());
    } catch { keep(); }
    return undefined;
  }

  window.setInterval(() => {
    if (document.visibilityState !== "visible") return;
    if (Date.now() - moved > IDLE_MS && !plays()) return;
    seconds += 1;
    counted = Date.now();
    if (seconds - told >= SEND_SECONDS) send();
  }, 1000);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || seconds <= told) return;
    if (navigator.onLine) navigator.sendBeacon(lesson.dataset.seatTime, report());
    else keep();
  });
  send();
})();
