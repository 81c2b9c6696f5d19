"use strict";
// Runs before the page is shown: a reader who chose a language stays in it on every page.
(function () {
  const page = document.documentElement;
  let chosen = null;
  try {
    chosen = localStorage.getItem("customer-value-language");
  } catch (refused) {
    return; // storage is switched off: the page stays in its own language
  }
  if (chosen && chosen !== page.dataset.language) {
    location.replace(page.dataset.other + location.hash);
  }
})();
