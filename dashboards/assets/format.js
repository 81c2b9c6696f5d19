"use strict";
// The same number formats as dashboards/numbers.py; a browser test compares the two.
window.CV = { figures: {}, language: document.documentElement.dataset.language, up: document.documentElement.dataset.up };
CV.MINUS = "\u2212";
CV.UNITS = { en: [[1e9, " bn"], [1e6, " m"], [1e3, " k"]], zh: [[1e8, " \u5104"], [1e4, " \u842c"]] };
CV.roundHalfUp = (number, decimals) => {
  const scaled = Math.abs(number) * 10 ** decimals;
  if (scaled >= 1e15) return number;
  const size = Math.floor(scaled + 0.5 + 1e-9) / 10 ** decimals;
  return number < 0 ? -size : size;
};
CV.grouped = (number, decimals = 0) => {
  const rounded = CV.roundHalfUp(number, decimals);
  const [whole, rest] = Math.abs(rounded).toFixed(decimals).split(".");
  const parted = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return (rounded < 0 ? CV.MINUS : "") + parted + (rest ? "." + rest : "");
};
CV.shortAmount = (number) => {
  for (const [unit, suffix] of CV.UNITS[CV.language]) {
    const scaled = Math.abs(number) / unit;
    const decimals = scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0;
    if (CV.roundHalfUp(scaled, decimals) >= 1) {
      return (number < 0 ? CV.MINUS : "") + CV.grouped(scaled, decimals) + suffix;
    }
  }
  return CV.grouped(number);
};
CV.signed = (number, written) => (number > 0 ? "+" + written : written);
CV.write = (raw, kind) => {
  if (raw === null || raw === undefined || raw === "") return CV.word("unknown");
  switch (kind) {
    case "amount": return CV.shortAmount(raw);
    case "full_amount": case "count": return CV.grouped(raw);
    case "rate": return CV.grouped(raw * 100, 1) + "%";
    case "change": return CV.signed(raw, CV.grouped(raw * 100, 1) + "%");
    case "points": return CV.signed(raw, CV.grouped(raw * 100, 1)) + (CV.language === "en" ? " pp" : " \u500b\u767e\u5206\u9ede");
    case "score": return CV.grouped(raw, 1);
    case "number": return CV.grouped(raw, 2);
    case "days": {
      const decimals = Number.isInteger(raw) ? 0 : 1;
      const unit = CV.language === "zh" ? "\u5929" : CV.roundHalfUp(raw, 1) === 1 ? "day" : "days";
      return CV.grouped(raw, decimals) + " " + unit;
    }
    case "flag": return CV.word(raw ? "yes" : "no");
    default: return String(raw);
  }
};
