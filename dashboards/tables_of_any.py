"""A table of all columns of a frame, where a mart's further columns are welcome on the page."""

from __future__ import annotations

import pandas as pd

from dashboards.page import Column, Table

SUFFIXES = (
    ("_amount", "full_amount"),
    ("_rate", "rate"),
    ("_date", "date"),
    ("_on", "date"),
    ("_count", "count"),
    ("_score", "score"),
)


LABELLED = {"model_name": "label:model", "segment_code": "label:segment", "bias_rate": "change"}


def kind_of(name: str, values: pd.Series) -> str:
    """How a column is written: by its own rule, by the suffix that the mart contract gives it, else by its type."""
    if name in LABELLED:
        return LABELLED[name]
    if pd.api.types.is_bool_dtype(values) or name.startswith(("is_", "has_")):
        return "flag"
    if pd.api.types.is_datetime64_any_dtype(values) and not name.endswith("_date"):
        return "time"
    for suffix, kind in SUFFIXES:
        if name.endswith(suffix) and (pd.api.types.is_numeric_dtype(values) or kind == "date"):
            return kind
    if pd.api.types.is_integer_dtype(values):
        return "text" if "year" in name else "count"
    return "number" if pd.api.types.is_float_dtype(values) else "text"


def table_of_any(frame: pd.DataFrame, hidden: tuple[str, ...] = (), limit: int = 100) -> Table:
    """At most `limit` rows with every column but the hidden ones."""
    shown = frame.head(limit)
    columns = tuple(
        Column(name, kind_of(name, shown[name]), is_optional=name.endswith(("_reason", "_rows", "what_failed")))
        for name in shown.columns
        if name not in hidden
    )
    return Table(shown, columns, is_open=True)
