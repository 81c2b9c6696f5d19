"""Script files of the customers page: the search index, and one sheet a customer in shards that load on demand.

Pages opened from a folder (file://) may not fetch, so data are classic scripts that call `CV.index` and `CV.shard`.
Shards hold neighbouring ids: a customer is found by the first id of each shard, without reading the index.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd

from dashboards.customers.sheets import CUSTOMERS_A_SHARD, HISTORY_QUERY, SHEET_TOPICS, packed, sheet_files
from dashboards.markup import script_json
from dashboards.numbers import known
from dashboards.served import ServedDatabase

BREAK = re.compile(r"[^\S ]|  |^ | $")
INDEX_QUERY = "customers/index"
STRATEGIES_QUERY = "customers/strategies"
QUERIES = (INDEX_QUERY, STRATEGIES_QUERY, HISTORY_QUERY, *(f"customers/sheet/{topic}" for topic in SHEET_TOPICS))
INDEX_COLUMNS = (
    "customer_id", "customer_name", "label_code", "industry",
    "net_sales_12m_amount", "contribution_12m_amount", "sales_growth_rate", "open_receivables_amount",
)  # fmt: skip
INDEX_NUMBERS = INDEX_COLUMNS[4:]


def lines(values: pd.Series) -> str:
    """One text a row, each on a line of its own: breaks and runs of blanks within a text become one blank."""
    texts = ["" if missing else str(value) for value, missing in zip(values, values.isna(), strict=True)]
    return "\n".join(" ".join(text.split()) if BREAK.search(text) else text for text in texts)


def by_code_units(ids: list[str]) -> list[str]:
    """In the order of browsers, which compare UTF-16 code units: the shards are found by it."""
    return sorted(ids) if "".join(ids).isascii() else sorted(ids, key=lambda text: text.encode("utf-16-be"))


def coded(values: pd.Series) -> dict:
    """A text column with few values as its values and base64 of one unsigned 16-bit number a row."""
    codes, names = pd.factorize(values.astype("object"), sort=True)
    return {
        "names": [*names, None],
        "codes": packed(np.where(codes < 0, len(names), codes), "<u2"),
    }


def index_payload(frame: pd.DataFrame) -> dict:
    """The search index: texts as lines, numbers packed, the largest contribution first."""
    return {
        "ids": lines(frame["customer_id"]),
        "names": lines(frame["customer_name"]),
        "labels": coded(frame["label_code"]),
        "industries": coded(frame["industry"]),
        "numbers": {column: packed(frame[column].astype("f8"), "<f4") for column in INDEX_NUMBERS},
        "count": len(frame),
    }


def write_customer_data(served: ServedDatabase, folder: Path, frame: pd.DataFrame, strategies: pd.DataFrame) -> None:
    """Writes index.js, meta.js and the shards below `folder`."""
    (folder / "sheets").mkdir(parents=True, exist_ok=True)
    ids = by_code_units([str(value) for value in frame["customer_id"]])
    told, files = sheet_files(served, ids)
    for shard, content in files:
        (folder / f"sheets/{shard:04x}.js").write_text(content, encoding="utf-8", newline="\n")
    meta = {
        **told,
        "starts": ids[::CUSTOMERS_A_SHARD],
        "strategies": [{k: known(v) for k, v in row.items()} for row in strategies.to_dict("records")],
    }
    (folder / "meta.js").write_text(f"CV.meta({script_json(meta)});\n", encoding="utf-8", newline="\n")
    (folder / "index.js").write_text(f"CV.index({script_json(index_payload(frame))});\n", encoding="utf-8", newline="\n")
