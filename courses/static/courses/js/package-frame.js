// Says under the frame what the player in it says. Only the host of packages is listened to, and all it
// can do is choose one of the sentences that are here.
(() => {
  "use strict";

  const page = document.querySelector("[data-package-frame]");
  const said = page && page.querySelector("[data-said]");
  if (!said) return;
  const host = new URL(page.dataset.packageFrame).origin;
  window.addEventListener("message", (event) => {
    if (event.origin !== host || typeof event.data?.player !== "string") return;
    const sentence = said.dataset[event.data.player];
    if (sentence) said.textContent = sentence;
  });
})();
