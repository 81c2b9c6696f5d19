"""Data tables as HTML: written figures to read, raw figures (`data-raw`) for sorting and for the CSV download."""

from __future__ import annotations

import re
from typing import Any

from dashboards.markup import customer_link, escape
from dashboards.numbers import Value, known
from dashboards.page import Column, Table
from dashboards.words import Words

CODES = re.compile(r"\s*[;,]\s*")  # several codes in one cell
NUMERIC = {"amount", "full_amount", "rate", "change", "points", "score", "days", "count", "number"}


def is_number(column: Column) -> bool:
    return column.kind in NUMERIC


def cell(column: Column, row: dict[str, Any], words: Words, widest: float) -> str:
    """One cell: HTML with the raw figure kept beside the written one."""
    raw = known(row.get(column.key))
    tag = 'th scope="row"' if column.kind == "customer" else "td"
    close = tag.split(" ")[0]
    if column.is_optional and (raw is None or raw == ""):
        return '<td data-raw="">–</td>'
    if raw is None:
        return f'<{tag} class="unknown" data-raw="">{escape(words.text("shared.unknown"))}</{close}>'
    if column.kind == "customer":
        customer = known(row.get(column.id_key))
        inner = customer_link(customer, raw) if customer else escape(raw)
        return f'<{tag} data-raw="{escape(raw)}">{inner}</{close}>'
    if column.kind.startswith("label:"):
        group = column.kind.split(":")[1]
        named = [words.label(group, code) for code in CODES.split(str(raw).strip())]
        mark = f'<span class="mark {escape(raw)}" aria-hidden="true"></span>' if group == "tier" else ""
        shown = escape(words.text("shared.list_separator").join(named))
        return f"<td>{f'<span class=named>{mark}{shown}</span>' if mark else shown}</td>"
    shown = words.write(Value(raw, column.kind))
    if column.kind == "text":
        return f"<td{' class=long' if len(shown) > 40 else ''}>{escape(shown)}</td>"
    if column.kind == "date":
        return f'<td class="date" data-raw="{escape(str(raw)[:10])}">{escape(str(raw)[:10])}</td>'
    if column.kind == "time":
        return f'<td class="date">{escape(str(raw)[:16])}</td>'
    if column.kind == "flag":
        return f"<td>{escape(shown)}</td>"
    bar = ""
    if column.bar and widest > 0:
        share = max(0.0, min(1.0, abs(float(raw)) / widest)) * 100
        side = "bar below" if float(raw) < 0 else "bar"
        bar = f'<span class="{side}" style="width:{share:.1f}%" aria-hidden="true"></span>'
    classes = "number barred" if column.bar else "number"
    return f'<td class="{classes}" data-raw="{escape(raw)}">{bar}<span>{escape(shown)}</span></td>'


def table_html(table: Table, words: Words, caption: str) -> str:
    """The table with caption, column heads and one row a record."""
    records = table.frame.to_dict("records")
    widest = {
        c.key: max((abs(float(r[c.key])) for r in records if known(r.get(c.key)) is not None), default=0.0) for c in table.columns if c.bar
    }
    heads = "".join(
        f'<th scope="col"{" class=number" if is_number(c) else ""} data-key="{c.key}">{escape(words.label("column", c.key))}</th>'
        for c in table.columns
    )
    body = ""
    for record in records:
        cells = "".join(cell(column, record, words, widest.get(column.key, 0.0)) for column in table.columns)
        body += f"<tr>{cells}</tr>"
    return f'<table><caption class="hidden">{escape(caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'
