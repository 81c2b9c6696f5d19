"""Turns one query a topic into the text of each shard, inside the engine: Python would need minutes for 100,000.

A row starts with its customer's place in the shard. The history, the one long topic, is packed as binary numbers:
writing ten million numbers as text took longer than everything else together.
"""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Iterator

import duckdb
import numpy as np
import pandas as pd

from dashboards.markup import script_json
from dashboards.served import ServedDatabase, query_text

CUSTOMERS_A_SHARD = 64
MOST_CODED_VALUES = 200
# The first column of a topic's query is the customer, the next ones give the order of its rows.
SHEET_TOPICS = (
    "account", "members", "tier", "value", "score", "ladder", "delivery", "receivables", "factors", "share",
    "lifetime", "alerts", "watch", "prospect",
)  # fmt: skip
HISTORY_QUERY = "customers/sheet/history"
HISTORY_AMOUNT = "net_sales_12m_amount"
HISTORY_RATES = (
    "gross_margin_rate", "collection_rate", "days_delinquent_weighted", "influence_score",
    "sales_growth_symmetric_rate",
)  # fmt: skip


def place_customers(served: ServedDatabase, ids: list[str]) -> None:
    """Temporary table sheet_places: customer_id, shard, place in the shard."""
    served.connection.register("given_ids", pd.DataFrame({"customer_id": ids, "position": range(len(ids))}))
    served.rows(
        "create or replace temp table sheet_places as select cast(customer_id as varchar) as customer_id, "
        f"position // {CUSTOMERS_A_SHARD} as shard, position % {CUSTOMERS_A_SHARD} as place from given_ids"
    )


def json_ready(name: str, kind: str) -> str:
    """SQL of a column as JSON likes it: money to the cent, other numbers to six places, dates as text."""
    if kind.startswith("DECIMAL"):
        return f"round(cast({name} as double), 2)"
    if kind in ("DOUBLE", "FLOAT"):
        return f"case when isfinite({name}) then round({name}, 6) end"
    if kind in ("DATE", "TIMESTAMP"):
        return f"strftime({name}, '%Y-%m-%d')"
    return name


def topic_columns(served: ServedDatabase, query: str) -> list[tuple[str, str]] | None:
    """Names and types after the customer; None, told on stderr, where a mart lacks a column."""
    try:
        return [(name, kind) for name, kind, *_ in served.rows(f"describe ({query_text(query)})")[1:]]
    except (duckdb.BinderException, duckdb.CatalogException) as problem:
        print(f"dashboards: dashboards/queries/{query}.sql: {str(problem).splitlines()[0]}", file=sys.stderr)
        return None


def few_values(served: ServedDatabase, query: str, columns: list[tuple[str, str]]) -> dict[str, list[str]]:
    """The values, in order, of the text and date columns that have few: a row then holds their number, not their text."""
    candidates = [name for name, kind in columns if kind in ("VARCHAR", "DATE")]
    if not candidates:
        return {}
    counts = ", ".join(f"approx_count_distinct({name})" for name in candidates)
    (counted,) = served.rows(f"select {counts} from ({query})")
    found = {}
    for name in [name for name, size in zip(candidates, counted, strict=True) if 0 < size < MOST_CODED_VALUES]:
        values = f"select distinct cast({name} as varchar) as value from ({query}) where {name} is not null order by 1"
        found[name] = [value for (value,) in served.rows(values)]
    return found


def coded(name: str, values: list[str]) -> str:
    """SQL of the place of a column's text among `values`, counted from 0; NULL stays NULL."""
    kinds = ", ".join("'" + value.replace("'", "''") + "'" for value in values)
    return f"enum_code(cast(cast({name} as varchar) as enum({kinds})))"


def topic_shards(
    served: ServedDatabase, topic: str, columns: list[tuple[str, str]], values: dict[str, list[str]]
) -> dict[int, str]:
    """Rows of a topic as JSON text, `[place,…],[place,…]` a shard."""
    query = query_text(f"customers/sheet/{topic}")
    cells = ", ".join(
        coded(f"topic.{name}", values[name]) if name in values else json_ready(f"topic.{name}", kind)
        for name, kind in columns
    )
    order = ", ".join(f"topic.{name} nulls last" for name, _ in columns[:3])
    statement = (
        f"with topic as ({query}) select places.shard, "
        f"string_agg(cast(json_array(places.place, {cells}) as varchar), ',' order by places.place, {order}) "
        "from topic inner join sheet_places as places on topic.customer_id = places.customer_id group by 1"
    )
    return dict(served.rows(statement))


def packed(values: np.ndarray, kind: str) -> str:
    return base64.b64encode(np.ascontiguousarray(values, dtype=kind).tobytes()).decode()


def history_shards(served: ServedDatabase) -> tuple[list[str], dict[int, str]]:
    """Months that occur, and per shard the packed history: place, month, amount (float64) and five rates (float32)."""
    rates = ", ".join(f"cast(topic.{name} as float) as {name}" for name in HISTORY_RATES)
    result = served.connection.execute(
        f"with topic as ({query_text(HISTORY_QUERY)}) select places.shard, places.place, topic.month_index, "
        f"cast(topic.{HISTORY_AMOUNT} as double) as {HISTORY_AMOUNT}, {rates} from topic "
        "inner join sheet_places as places on topic.customer_id = places.customer_id "
        "order by places.shard, places.place, topic.month_index"
    ).fetchnumpy()
    if len(result["shard"]) == 0:
        return [], {}
    months, month_codes = np.unique(np.asarray(result["month_index"]), return_inverse=True)
    filled = {name: np.ma.filled(result[name].astype("f8"), np.nan) for name in (HISTORY_AMOUNT, *HISTORY_RATES)}
    table = np.column_stack([filled[name] for name in HISTORY_RATES])
    shards = np.asarray(result["shard"])
    bounds = [*np.flatnonzero(np.diff(shards, prepend=-1)), len(shards)]
    packs = {}
    for first, last in zip(bounds[:-1], bounds[1:], strict=True):
        rows = slice(first, last)
        packs[int(shards[first])] = json.dumps(
            {
                "places": packed(np.asarray(result["place"])[rows], "u1"),
                "months": packed(month_codes[rows], "u1"),
                "amounts": packed(filled[HISTORY_AMOUNT][rows], "<f8"),
                "rates": packed(table[rows], "<f4"),
            },
            separators=(",", ":"),
        )
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in months], packs


def sheet_files(served: ServedDatabase, ids: list[str]) -> tuple[dict, Iterator[tuple[int, str]]]:
    """What the reader needs to know (columns of each topic, months), and the text of every shard."""
    place_customers(served, ids)
    columns = {topic: topic_columns(served, f"customers/sheet/{topic}") for topic in SHEET_TOPICS}
    values = {
        topic: few_values(served, query_text(f"customers/sheet/{topic}"), known)
        for topic, known in columns.items()
        if known is not None
    }
    bodies = {topic: topic_shards(served, topic, columns[topic] or [], few) for topic, few in values.items()}
    months, history = history_shards(served) if topic_columns(served, HISTORY_QUERY) is not None else ([], {})
    meta = {
        "columns": {topic: [name for name, _ in known or []] for topic, known in columns.items()},
        "values": values,
        "months": months,
        "rates": HISTORY_RATES,
    }

    def files() -> Iterator[tuple[int, str]]:
        for shard in range((len(ids) + CUSTOMERS_A_SHARD - 1) // CUSTOMERS_A_SHARD):
            own = ids[shard * CUSTOMERS_A_SHARD : (shard + 1) * CUSTOMERS_A_SHARD]
            parts = [f'"ids":{script_json(own)}']
            parts += [f'"{topic}":[{rows[shard]}]' for topic, rows in bodies.items() if shard in rows]
            if shard in history:
                parts.append(f'"history":{history[shard]}')
            yield shard, f"CV.shard({shard},{{{','.join(parts)}}});\n"

    return meta, files()
