"use strict";
// What every page does: takes its figures from a script file, draws what is in sight first, offers CSV and print.
CV.page = (figures) => { CV.figures = figures; };
CV.words = (words) => { CV.texts = words; };
CV.word = (key) => CV.texts.shared[key] ?? key;
CV.name = (group, code) => {
  if (code === null || code === undefined || code === "") return CV.word("unknown");
  return CV.texts.labels[group]?.[code] ?? String(code).replaceAll("_", " ");
};
CV.fill = (template, values) => template.replace(/\{([a-z0-9_]+)\}/g, (_, key) => values[key] ?? "");

CV.load = (path) => new Promise((done, failed) => {
  const tag = document.createElement("script");
  tag.src = CV.up + path;
  tag.onload = done;
  tag.onerror = () => failed(new Error(path));
  document.head.append(tag);
});

CV.element = (tag, text, attributes = {}, children = []) => {
  const made = document.createElement(tag);
  if (text !== null && text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

// A cell that a spreadsheet would run as a formula gets an apostrophe, unless it is a plain number.
CV.csvCell = (raw) => {
  let cell = raw === null || raw === undefined ? "" : String(raw);
  if (/^[=+\-@\t\r\n]/.test(cell) && !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(cell)) cell = "'" + cell;
  return /[",\n\r]/.test(cell) ? '"' + cell.replaceAll('"', '""') + '"' : cell;
};
CV.csv = (rows) => "\ufeff" + rows.map((row) => row.map(CV.csvCell).join(",")).join("\r\n") + "\r\n";
CV.download = (file, rows) => {
  const address = URL.createObjectURL(new Blob([CV.csv(rows)], { type: "text/csv;charset=utf-8" }));
  CV.element("a", null, { href: address, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
};
CV.tableRows = (table) => [...table.rows].map((row) => [...row.cells].map((cell) => cell.dataset.raw ?? cell.textContent));

CV.PLOT_OPTIONS = { displayModeBar: false, responsive: true, scrollZoom: false, doubleClick: false };
CV.isNarrow = () => matchMedia("(max-width: 600px)").matches;
CV.merged = (base, over) => {
  if (Array.isArray(over) || over === null || typeof over !== "object") return over;
  const made = { ...base };
  for (const key of Object.keys(over)) made[key] = CV.merged(made[key] ?? {}, over[key]);
  return made;
};
CV.draw = async (box, figure) => {
  const layout = CV.isNarrow() ? CV.merged(figure.layout, figure.narrow || {}) : figure.layout;
  box.style.minHeight = layout.height + "px";
  await Plotly.newPlot(box, figure.data, layout, CV.PLOT_OPTIONS);
  box.on("plotly_click", (event) => {
    const customer = event.points[0].data.meta === "customer" && event.points[0].customdata?.[0];
    if (customer) location.href = "customers.html#" + encodeURIComponent(customer);
  });
};
CV.drawAll = async () => {
  const waiting = [...document.querySelectorAll(".plot")].filter((box) => CV.figures[box.id.replace("plot-", "")]);
  // A figure of which less than this shows at the lower edge is not yet looked at.
  const inSight = (box) => box.getBoundingClientRect().top < innerHeight - 80;
  const drawOne = (box) => { box.dataset.drawn = "1"; return CV.draw(box, CV.figures[box.id.replace("plot-", "")]); };
  for (const box of waiting.filter(inSight)) await drawOne(box);
  performance.mark("first-figures-drawn");
  document.documentElement.dataset.ready = "1";
  for (const box of waiting.filter((other) => !other.dataset.drawn)) {
    await new Promise((next) => setTimeout(next, 0));
    await drawOne(box);
  }
  document.documentElement.dataset.complete = "1";
};

CV.listen = () => {
  document.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-choose]");
    if (chosen) {
      try { localStorage.setItem("customer-value-language", chosen.dataset.choose); } catch (refused) { /* the link still works */ }
      chosen.href = document.documentElement.dataset.other + location.hash;
    }
    const csv = event.target.closest("button.csv");
    if (csv && csv.dataset.file) CV.download(csv.dataset.file, CV.tableRows(csv.parentElement.querySelector("table")));
  });
  // Figures as wide as the screen would be cut off on paper.
  const plots = () => [...document.querySelectorAll(".plot")].filter((box) => box.data);
  const isSheet = document.body.dataset.page === "leadership";
  addEventListener("beforeprint", () => plots().forEach((box) => {
    box.dataset.height = box.layout.height;
    const size = isSheet ? { width: 320, height: 165, "font.size": 8 } : { width: Math.min(box.clientWidth, 680) };
    Plotly.relayout(box, { ...size, autosize: false });
  }));
  addEventListener("afterprint", () => plots().forEach((box) => Plotly.relayout(box, { width: null, height: +box.dataset.height, "font.size": 13, autosize: true })));
};
