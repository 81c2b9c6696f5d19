"use strict";
(async () => {
  try {
    CV.listen();
    if (CV.startPage) await CV.startPage();
    await CV.drawAll();
  } catch (problem) {
    document.documentElement.dataset.ready = "error";
    const told = CV.fill(CV.texts?.shared.load_failed ?? "Data could not be loaded: {reason}", { reason: problem.message });
    document.getElementById("main").prepend(CV.element("p", told, { role: "alert", class: "alert" }));
  }
})();
