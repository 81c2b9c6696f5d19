"use strict";
// Everything about one customer, drawn from its shard.
CV.SHEET_METRICS = [
  ["net_sales_12m_amount", "amount"], ["gross_margin_rate", "rate"], ["collection_rate", "rate"],
  ["days_delinquent_weighted", "days"], ["influence_score", "score"], ["sales_growth_symmetric_rate", "change"],
];
CV.METRIC_KINDS = { annual_sales: "amount", gross_margin: "rate", collection_rate: "rate", collection_timeliness: "days", influence: "score", growth: "change", headroom: "amount", movement_growth: "change", movement_open_deals: "rate" };
CV.say = (key, values = {}) => CV.fill(CV.texts.customers.sheet[key], values);
CV.isNumeric = (kind) => !["text", "tier", "date", "flag", "link"].includes(kind) && !kind.startsWith("label:");

CV.cell = (row, { key, kind, of, isOptional }) => {
  const value = row[key];
  const told = kind === "metric" ? CV.METRIC_KINDS[row[of]] ?? "number" : kind;
  const isEmpty = value === null || value === undefined || value === "";
  if (isEmpty && isOptional) return CV.element("td", "–", { "data-raw": "" });
  if (isEmpty) return CV.element("td", CV.word("unknown"), { class: "unknown", "data-raw": "" });
  if (kind === "tier") return CV.tierCell(value);
  if (kind === "link") return CV.element("td", null, {}, [CV.element("a", String(value), { href: "#" + encodeURIComponent(value) })]);
  if (kind.startsWith("label:")) {
    return CV.element("td", String(value).trim().split(/\s*[;,]\s*/).map((code) => CV.name(kind.slice(6), code)).join(CV.word("list_separator")));
  }
  const raw = CV.isNumeric(kind) ? { "data-raw": value, class: "number" } : { class: kind };
  return CV.element("td", CV.write(value, told), raw);
};
CV.table = (file, title, rows, columns) => {
  const heads = columns.map(({ key, kind }) => CV.element("th", CV.name("column", key), { scope: "col", class: CV.isNumeric(kind) ? "number" : "" }));
  const table = CV.element("table", null, {}, [
    CV.element("caption", title, { class: "hidden" }),
    CV.element("thead", null, {}, [CV.element("tr", null, {}, heads)]),
    CV.element("tbody", null, {}, rows.map((row) => CV.element("tr", null, {}, columns.map((column) => CV.cell(row, column))))),
  ]);
  const download = CV.element("button", CV.word("download"), { type: "button", class: "csv", "data-file": file + ".csv", "aria-label": CV.word("download") + ": " + title });
  return CV.element("div", null, {}, [CV.element("div", null, { class: "scroll", tabindex: "0", role: "region", "aria-label": title }, [table]), download]);
};
CV.part = (key, children) => CV.element("section", null, { class: "part" }, [CV.element("h3", CV.say(key)), ...children]);
CV.sentence = (text) => CV.element("p", text, { class: "answer" });
CV.tablePart = (key, rows, columns, told) => {
  const children = told ? [CV.sentence(told)] : [];
  if (rows.length) children.push(CV.table("customer_" + key, CV.say(key), rows, columns));
  else if (!told) children.push(CV.sentence(CV.say("nothing")));
  return CV.part(key, children);
};
// key/kind, key/kind/other key; a kind with ? has nothing to say where it is empty.
CV.columns = (text) => text.trim().split(/\s+/).map((pair) => {
  const [key, kind, of] = pair.split("/");
  return { key, kind: kind.replace("?", ""), of, isOptional: kind.endsWith("?") };
});

CV.tilesOf = (pairs) => CV.element("ul", null, { class: "tiles" }, pairs.map(([key, kind, value]) => CV.element("li", null, { class: "tile" }, [
  CV.element("span", CV.name("column", key), { class: "tile-name" }),
  CV.element("data", CV.write(value, kind), { class: "tile-value", "data-figure": key, value: value ?? "" }),
])));

CV.historyFigure = (rows) => {
  const months = rows.map((row) => row.review_month);
  const narrow = CV.isNarrow();
  const across = narrow ? 2 : 3;
  const down = 6 / across;
  const layout = { height: narrow ? 420 : 300, margin: { l: 8, r: 8, t: 24, b: 24 }, showlegend: false, dragmode: false, annotations: [],
    font: { family: getComputedStyle(document.body).fontFamily, size: 12, color: "#1C2733" }, paper_bgcolor: "rgba(0,0,0,0)", plot_bgcolor: "rgba(0,0,0,0)", hoverlabel: { align: "left", bgcolor: "#fff" } };
  const data = CV.SHEET_METRICS.map(([key, kind], place) => {
    const suffix = place ? String(place + 1) : "";
    const left = (place % across) / across;
    const top = 1 - Math.floor(place / across) / down;
    layout["xaxis" + suffix] = { domain: [left + 0.01, left + 1 / across - 0.03], anchor: "y" + suffix, type: "category", showgrid: false, showticklabels: Math.floor(place / across) === down - 1, tickvals: [months[0], months[months.length - 1]], tickangle: 0, fixedrange: true };
    layout["yaxis" + suffix] = { domain: [top - 1 / down + 0.06, top - 0.12], anchor: "x" + suffix, showticklabels: false, showgrid: false, zeroline: true, zerolinecolor: "#DDE2E8", fixedrange: true };
    const values = rows.map((row) => row[key]);
    const last = values.length ? values[values.length - 1] : null;
    layout.annotations.push({ xref: "paper", yref: "paper", x: left + 0.01, y: top, xanchor: "left", yanchor: "top", showarrow: false, align: "left", text: CV.name("column", key) + "  <b>" + CV.write(last, kind) + "</b>", font: { size: 12 } });
    return { type: "scatter", mode: "lines+markers", x: months, y: values, xaxis: "x" + suffix, yaxis: "y" + suffix, line: { color: "#12254D", width: 2 }, marker: { size: 4 },
      customdata: values.map((value) => CV.write(value, kind)), hovertemplate: "%{x}: <b>%{customdata}</b><extra></extra>" };
  });
  return { data, layout };
};

CV.headPart = (id, topics) => {
  const account = topics.account[0] ?? {};
  const close = CV.element("a", CV.say("close"), { href: "#search", class: "close" });
  close.addEventListener("click", () => { document.getElementById("sheet").hidden = true; });
  const title = CV.element("h2", account.customer_name ?? id, { tabindex: "-1", id: "sheet-title" });
  const label = CV.element("p", null, { class: "label" }, [...CV.tierCell(account.label_code).childNodes, CV.element("span", " · " + id)]);
  const facts = CV.sentence(CV.say("facts", { industry: CV.name("industry", account.industry), country: account.country ?? CV.word("unknown"), manager: account.account_manager_name ?? CV.word("unknown") }));
  const parts = [close, title, label, facts];
  if (account.group_head_id && account.group_head_id !== id) {
    const told = CV.sentence("");
    const [before, after] = CV.texts.customers.sheet.member.split("{head}");
    told.append(before, CV.element("a", account.group_head_name ?? account.group_head_id, { href: "#" + encodeURIComponent(account.group_head_id) }), after);
    parts.push(told);
  }
  if (topics.members.length) parts.push(CV.sentence(CV.say("members", { names: topics.members.map((row) => row.member_customer_name).join(CV.word("list_separator")) })));
  return parts;
};
CV.tierPart = (topics) => {
  const tier = topics.tier[0];
  if (!tier) return topics.prospect.length ? [] : [CV.part("why", [CV.sentence(CV.say("tier_unknown"))])];
  const told = CV.language === "zh" ? tier.explanation_zh : tier.explanation;
  return [CV.part("why", [CV.element("p", told ?? CV.word("unknown"), { class: "explanation" }),
    CV.table("customer_score", CV.say("why"), topics.score, CV.columns("metric_code/label:metric metric_value/metric/metric_code normalised_score/score weight/number weighted_points/number"))])];
};
CV.gapPart = (topics) => {
  const tier = topics.tier[0];
  if (!tier) return [];
  const told = tier.next_tier_code && tier.points_to_next_tier !== null
    ? CV.say("gap_answer", { points: CV.write(tier.points_to_next_tier, "score"), tier: CV.name("tier", tier.next_tier_code) }) : CV.say("gap_top");
  const now = Object.fromEntries(topics.score.map((row) => [row.metric_code, row.metric_value]));
  const rows = topics.ladder.map((row) => ({ ...row, current_metric_value: now[row.metric_code] }));
  return [CV.tablePart("gap", rows, CV.columns("metric_code/label:metric current_metric_value/metric/metric_code required_metric_value/metric/metric_code gap/metric/metric_code is_reachable_by_this_metric_alone/flag blocking_reason/label:reason?"), told)];
};
CV.strategyPart = (topics) => {
  const code = topics.account[0]?.label_code;
  const promises = CV.sheetMeta.strategies.filter((row) => row.tier_code === code);
  const rows = promises.map((promise) => {
    const quarters = topics.delivery.filter((row) => row.strategy_dimension === promise.strategy_dimension);
    const last = quarters[quarters.length - 1] ?? {};
    return { ...promise, promise: CV.language === "zh" ? promise.promise_zh : promise.promise_en, ...last };
  });
  return CV.tablePart("strategy", rows, CV.columns("strategy_dimension/label:strategy promise/text responsible_role/text quarter_start_date/date promised_quantity/number? delivered_quantity/number delivery_rate/rate? is_met/flag?"));
};
CV.factorsPart = (topics) => {
  const told = topics.factors.length && topics.factors[0].is_prior_only ? CV.say("factors_prior") : "";
  return CV.tablePart("factors", topics.factors, CV.columns("factor_rank/count factor/label:factor factor_share/rate market_share_prior/rate confidence_rate/rate"), told);
};
CV.alertsPart = (topics) => {
  const watch = topics.watch[0];
  const children = [];
  if (watch) {
    children.push(CV.sentence(CV.say(watch.problem_since_date ? "watch" : "watch_undated", { since: watch.problem_since_date, level: CV.name("supervision", watch.supervision_level), action: (CV.language === "zh" ? watch.next_action_zh : watch.next_action) ?? CV.word("unknown"), check: watch.next_check_date ?? CV.word("unknown") })));
  }
  children.push(topics.alerts.length ? CV.table("customer_alerts", CV.say("alerts"), topics.alerts, CV.columns("since_date/date alert_type/label:alert message/text who_should_know/text")) : CV.sentence(CV.say("no_alerts")));
  return CV.part("alerts", children);
};

CV.openSheet = async (id) => {
  const begin = performance.now();
  const sheet = document.getElementById("sheet");
  const topics = await CV.readSheet(id);
  sheet.hidden = false;
  if (!topics) {
    sheet.replaceChildren(CV.element("h2", CV.say("none", { id }), { tabindex: "-1", id: "sheet-title" }));
    return;
  }
  const value = topics.value[0] ?? {};
  const lifetime = topics.lifetime[0];
  const parts = [...CV.headPart(id, topics)];
  if (topics.value.length) {
    parts.push(CV.tilesOf([["net_sales_12m_amount", "amount", value.net_sales_12m_amount], ["contribution_12m_amount", "amount", value.contribution_12m_amount],
      ["gross_margin_rate", "rate", value.gross_margin_rate], ["collection_rate", "rate", value.collection_rate],
      ["open_receivables_amount", "amount", value.open_receivables_amount], ["lifetime_value_amount", "amount", lifetime?.lifetime_value_amount ?? null]]));
  }
  parts.push(...CV.tierPart(topics));
  if (topics.prospect.length) {
    parts.push(CV.tablePart("prospect", topics.prospect, CV.columns("opportunity_class_code/label:opportunity influence_score/score influence_source/label:source deal_potential_score/score expected_deal_amount/full_amount reason_codes/label:reason")));
  }
  let plot = null;
  if (topics.history.length) {
    plot = CV.element("div", null, { class: "plot", role: "img", id: "plot-history", "aria-label": CV.say("history") });
    const columns = [{ key: "review_month", kind: "text" }, ...CV.SHEET_METRICS.map(([key, kind]) => ({ key, kind: kind === "amount" ? "full_amount" : kind }))];
    parts.push(CV.part("history", [plot, CV.element("details", null, {}, [CV.element("summary", CV.word("table")), CV.table("customer_history", CV.say("history"), topics.history, columns)])]));
  }
  if (topics.tier.length) parts.push(...CV.gapPart(topics));
  parts.push(CV.strategyPart(topics));
  if (topics.value.length) {
    parts.push(CV.tablePart("receivables", topics.receivables, CV.columns("bill_to_customer_id/link currency/text not_due_document_amount/full_amount overdue_1_30_document_amount/full_amount overdue_31_60_document_amount/full_amount overdue_61_90_document_amount/full_amount overdue_over_90_document_amount/full_amount open_receivables_document_amount/full_amount unapplied_cash_document_amount/full_amount")));
  }
  parts.push(CV.factorsPart(topics));
  if (topics.value.length) {
    parts.push(CV.tablePart("share", topics.share, CV.columns("product_category/label:category fiscal_year/text our_sales_amount/full_amount wallet_amount/full_amount wallet_source/label:source our_share_rate/rate our_growth_rate/change wallet_growth_rate/change position_code/label:position is_hidden_share_loss/flag")));
    parts.push(CV.tablePart("lifetime", topics.lifetime, CV.columns("historical_contribution_amount/full_amount expected_contribution_amount/full_amount expected_contribution_low_amount/full_amount expected_contribution_high_amount/full_amount influence_value_amount/full_amount influence_value_source/label:source probability_active/rate model_name/label:model is_fallback/flag")));
  }
  parts.push(CV.alertsPart(topics));
  sheet.replaceChildren(...parts);
  if (plot) {
    const figure = CV.historyFigure(topics.history);
    plot.style.minHeight = figure.layout.height + "px";
    await Plotly.newPlot(plot, figure.data, figure.layout, CV.PLOT_OPTIONS);
  }
  sheet.dataset.customer = id;
  sheet.dataset.milliseconds = String(performance.now() - begin);
  document.getElementById("sheet-title").focus({ preventScroll: true });
  scrollTo({ top: 0 });
};
