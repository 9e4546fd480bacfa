// Small comforts; every page works without them.
(() => {
  "use strict";

  // After a form came back with errors, start reading at their summary.
  const summary = document.querySelector("[data-error-summary]");
  if (summary) summary.focus();
  document.addEventListener("htmx:afterSettle", (event) => {
    const swapped = event.detail.elt.querySelector?.("[data-error-summary]");
    if (swapped) swapped.focus();
  });

  // Menus close on Escape and when one goes elsewhere.
  const menus = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus()) {
      const inside = menu.contains(document.activeElement);
      menu.open = false;
      if (inside) menu.querySelector("summary").focus();
    }
  });
  for (const kind of ["click", "focusin"]) {
    document.addEventListener(kind, (event) => {
      for (const menu of menus()) if (!menu.contains(event.target)) menu.open = false;
    });
  }

  // A file may be dropped anywhere on a form that asks for one.
  for (const form of document.querySelectorAll("form[data-drop]")) {
    const field = form.querySelector("input[type=file]");
    const carries = (event) => [...event.dataTransfer.types].includes("Files");
    for (const kind of ["dragenter", "dragover"]) {
      form.addEventListener(kind, (event) => {
        if (!carries(event)) return;
        event.preventDefault();
        form.classList.add("form--drop");
      });
    }
    for (const kind of ["dragleave", "drop"]) {
      form.addEventListener(kind, () => form.classList.remove("form--drop"));
    }
    form.addEventListener("drop", (event) => {
      if (!carries(event)) return;
      event.preventDefault();
      field.files = event.dataTransfer.files;
      form.requestSubmit();
    });
  }

  // A button that was pressed is not pressed twice while the answer is on its way.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    form.dataset.sending = "yes";
    window.setTimeout(() => delete form.dataset.sending, 4000);
  });
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sending]")) delete form.dataset.sending;
  });

  // Where somebody lives, as their device has it, until they say otherwise.
  for (const field of document.querySelectorAll("select[data-own-zone]")) {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if ([...field.options].some((option) => option.value === here)) field.value = here;
  }

  // Buttons that print the page.
  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-print]")) window.print();
  });

  // A text that is there to be taken along: a button copies it where the browser can; without one the
  // field is selected and copied by hand.
  for (const holder of document.querySelectorAll("[data-copy]")) {
    const field = holder.querySelector("input");
    const button = holder.querySelector("button");
    const said = holder.querySelector("[role=status]");
    if (!field || !button || !navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.select();
      await navigator.clipboard.writeText(field.value);
      if (said) said.textContent = said.dataset.said;
    });
  }
})();
