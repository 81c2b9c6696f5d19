"use strict";
// Where the data scripts of the customers page put what they carry.
CV.shards = new Map();
CV.shard = (number, topics) => CV.shards.set(number, topics);
CV.meta = (meta) => { CV.sheetMeta = meta; };
CV.index = (packed) => { CV.packedIndex = packed; };

// The shard of an id: the last one whose first id is not greater.
CV.shardOf = (id) => {
  const { starts } = CV.sheetMeta;
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= id) low = middle + 1; else high = middle;
  }
  return Math.max(0, low - 1);
};
// Sixteen quarter-ends of six metrics, packed as numbers: place, month, one amount and five rates a row.
CV.readHistory = (packed, place) => {
  if (!packed) return [];
  const places = CV.bytes(packed.places, Uint8Array);
  const months = CV.bytes(packed.months, Uint8Array);
  const amounts = CV.bytes(packed.amounts, Float64Array);
  const rates = CV.bytes(packed.rates, Float32Array);
  const tidy = (value) => (Number.isNaN(value) ? null : Math.round(value * 1e6) / 1e6);
  const names = CV.sheetMeta.rates;
  const rows = [];
  for (let i = 0; i < places.length; i++) {
    if (places[i] !== place) continue;
    const row = { review_month: CV.sheetMeta.months[months[i]], net_sales_12m_amount: tidy(amounts[i]) };
    names.forEach((name, k) => { row[name] = tidy(rates[i * names.length + k]); });
    rows.push(row);
  }
  return rows;
};
CV.bytes = (packed, type) => {
  const raw = atob(packed);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  return new type(bytes.buffer);
};

// One customer's topics as lists of objects; undefined where the id is not known.
CV.readSheet = async (id) => {
  if (!CV.sheetMeta.starts.length) return undefined;
  const number = CV.shardOf(id);
  if (!CV.shards.has(number)) await CV.load(`data/customers/sheets/${number.toString(16).padStart(4, "0")}.js`);
  const shard = CV.shards.get(number);
  const place = shard ? shard.ids.indexOf(id) : -1;
  if (place < 0) return undefined;
  const topics = { history: CV.readHistory(shard.history, place) };
  for (const [topic, columns] of Object.entries(CV.sheetMeta.columns)) {
    const own = (shard[topic] ?? []).filter((row) => row[0] === place);
    const values = CV.sheetMeta.values[topic] ?? {};
    const read = (key, raw) => (raw !== null && values[key] ? values[key][raw] : raw);
    topics[topic] = own.map((row) => Object.fromEntries(columns.map((key, k) => [key, read(key, row[k + 1])])));
  }
  return topics;
};
