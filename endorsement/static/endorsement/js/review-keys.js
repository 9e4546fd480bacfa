// Single keys on the reviewer's desk: off until the reviewer switches them on, silent while somebody types,
// never with Alt, Control or Meta (WCAG 2.1.4). Everything they do is done by links and buttons as well.
(() => {
  "use strict";

  const box = document.querySelector("[data-keys]");
  const control = box?.querySelector("[data-keys-switch]");
  if (!control) return;

  const REMEMBERED = "review-keys";
  box.hidden = false;
  try { control.checked = window.localStorage.getItem(REMEMBERED) === "on"; } catch { /* stays off */ }
  control.addEventListener("change", () => {
    try { window.localStorage.setItem(REMEMBERED, control.checked ? "on" : "off"); } catch { /* for now */ }
  });

  const forms = [...document.querySelectorAll("form[data-requirement]")];
  const titleOf = (form) => form.querySelector("[id$='-title']");
  const go = (element) => {
    if (!element) return;
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "start" });
  };

  // The requirement that has the focus, else the first whose end is still in sight.
  const current = () => {
    const inside = forms.findIndex((form) => form.contains(document.activeElement));
    if (inside >= 0) return inside;
    return forms.findIndex((form) => form.getBoundingClientRect().bottom > 80);
  };
  const move = (by) => {
    const inside = forms.some((form) => form.contains(document.activeElement));
    const at = inside ? current() + by : by > 0 ? Math.max(current(), 0) : current() - 1;
    if (at >= forms.length) go(document.getElementById("whole"));
    else if (at >= 0) go(titleOf(forms[at]));
  };
  const find = (verdict) => {
    const form = forms[current()];
    const choice = form?.querySelector(`input[name=verdict][value="${verdict}"]`);
    if (!choice || choice.disabled) return;
    choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    if (verdict === "reject") form.elements.reason.focus();
    else go(titleOf(form));
  };

  const KEYS = {
    n: () => move(1),
    p: () => move(-1),
    a: () => find("accept"),
    r: () => find("reject"),
    o: () => find(""),
    w: () => go(document.getElementById("whole")),
  };

  document.addEventListener("keydown", (event) => {
    if (!control.checked || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.target.closest?.("textarea, select, summary, button, iframe, [contenteditable]")) return;
    if (event.target.matches?.("input:not([type=radio]):not([type=checkbox])")) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
})();
