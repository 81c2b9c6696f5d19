"""Turns one query a topic into JSON text per customer, inside the engine: Python would need minutes for 100,000."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import duckdb

from dashboards.served import ServedDatabase, query_text

# A sheet is an object of topics, each a list of rows; the first column of a query is the customer.
SHEET_TOPICS = (
    "account", "members", "tier", "value", "history", "score", "ladder", "delivery", "receivables", "factors", "share",
    "lifetime", "alerts", "watch", "prospect",
)  # fmt: skip


def json_ready(name: str, kind: str) -> str:
    """SQL of a column as JSON likes it: money to the cent, other numbers to six places, dates as text."""
    if kind.startswith("DECIMAL"):
        return f"round(cast({name} as double), 2)"
    if kind in ("DOUBLE", "FLOAT"):
        return f"case when isfinite({name}) then round({name}, 6) end"
    if kind in ("DATE", "TIMESTAMP"):
        return f"strftime({name}, '%Y-%m-%d')"
    return name


def create_topic(served: ServedDatabase, topic: str) -> list[str] | None:
    """Makes temporary table topic_<topic> (customer_id, body) and returns its columns; None where a column is missing."""
    query = query_text(f"customers/sheet/{topic}")
    try:
        described = served.rows(f"describe ({query})")
    except (duckdb.BinderException, duckdb.CatalogException) as problem:
        print(f"dashboards: dashboards/queries/customers/sheet/{topic}.sql: {str(problem).splitlines()[0]}", file=sys.stderr)
        return None
    columns = [(name, kind) for name, kind, *_ in described[1:]]
    cells = ", ".join(json_ready(name, kind) for name, kind in columns)
    order = ", ".join(f"{name} nulls last" for name, _ in columns[:3])
    served.rows(
        f"create or replace temp table topic_{topic} as with topic as ({query}) "
        f"select customer_id, string_agg(cast(json_array({cells}) as varchar), ',' order by {order}) as body "
        "from topic where customer_id is not null group by customer_id"
    )
    return [name for name, _ in columns]


def shard_rows(served: ServedDatabase, topics: list[str]) -> Iterator[tuple[int, str]]:
    """Shard number and the JSON of its customers, `["id",{"topic":[…]}]` each."""
    union = " union all ".join(
        f"select customer_id, {place} as place, '\"{topic}\":[' || body || ']' as part from topic_{topic}"
        for place, topic in enumerate(topics)
    )
    return iter(
        served.rows(
            f"with parts as ({union}), sheets as ("
            "select given.shard, given.place, given.customer_id, string_agg(parts.part, ',' order by parts.place) as body "
            "from shards_given as given left join parts on given.customer_id = parts.customer_id group by all) "
            "select shard, string_agg('[' || cast(to_json(customer_id) as varchar) || ',{' || coalesce(body, '') || '}]', "
            "',' order by place) from sheets group by shard order by shard"
        )
    )
