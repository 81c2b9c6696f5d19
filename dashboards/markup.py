"""Writes HTML and script data so that nothing in the data can become markup or code."""

from __future__ import annotations

import datetime as dt
import html
import json
from typing import Any
from urllib.parse import quote

HARMLESS = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


def escape(raw: Any) -> str:
    """Text for an element or a double-quoted attribute."""
    return html.escape(str(raw), quote=True)


def label(raw: Any) -> str:
    """Text for a Plotly label, which would otherwise read a name's angle brackets as markup."""
    return html.escape(str(raw), quote=False)


def script_json(payload: Any) -> str:
    """JSON for a script file; NaN stops the build instead of the page."""
    written = json.dumps(payload, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=plain)
    return written.translate(HARMLESS)


def plain(raw: Any) -> Any:
    """Values that JSON does not know: numpy scalars, decimals and dates."""
    if isinstance(raw, dt.date | dt.datetime):
        return raw.isoformat()[:10]
    if hasattr(raw, "tolist"):
        return raw.tolist()
    return float(raw)


def customer_link(customer_id: str, name: str, up: str = "") -> str:
    """A link from a customer's name to the page of everything about it."""
    return f'<a href="{up}customers.html#{quote(str(customer_id), safe="")}">{escape(name)}</a>'
