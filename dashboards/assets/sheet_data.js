"use strict";
// Where the data scripts of the customers page put what they carry.
CV.shards = new Map();
CV.shard = (number, rows) => CV.shards.set(number, new Map(rows));
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
// One customer's topics as lists of objects; undefined where the id is not known.
CV.readSheet = async (id) => {
  if (!CV.sheetMeta.starts.length) return undefined;
  const number = CV.shardOf(id);
  if (!CV.shards.has(number)) await CV.load(`data/customers/sheets/${number.toString(16).padStart(4, "0")}.js`);
  const packed = CV.shards.get(number)?.get(id);
  if (!packed) return undefined;
  const topics = {};
  for (const [topic, columns] of Object.entries(CV.sheetMeta.columns)) {
    topics[topic] = columns === null ? [] : (packed[topic] ?? []).map((row) => Object.fromEntries(columns.map((key, place) => [key, row[place]])));
  }
  return topics;
};
