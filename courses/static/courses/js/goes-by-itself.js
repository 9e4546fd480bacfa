// A form on the way to an external tool goes on by itself, once. Without this script its button does it.
(() => {
  "use strict";

  document.querySelector("form[data-goes-by-itself]")?.requestSubmit();
})();
