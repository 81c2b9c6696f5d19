"""One pair of functions between dbt's relations and pandas, the same for DuckDB and Snowflake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

DTYPES = {"text": "string", "number": "float64", "whole": "int64", "flag": "bool"}


def to_pandas(relation: Any) -> pd.DataFrame:
    """A frame with lower-case columns: money and other decimals as float64, dates as ISO text.

    DuckDB gives floats and timestamps for what Snowpark gives as Decimal and date objects.
    """
    frame = relation.to_pandas() if hasattr(relation, "to_pandas") else relation.df()
    frame.columns = [str(column).lower() for column in frame.columns]
    for name in frame.columns:
        column = frame[name]
        if pd.api.types.is_datetime64_any_dtype(column):
            frame[name] = column.dt.strftime("%Y-%m-%d")
        elif column.dtype == object:
            kind = pd.api.types.infer_dtype(column, skipna=True)
            if kind == "decimal":
                frame[name] = column.astype("float64")
            elif kind in ("date", "datetime"):
                frame[name] = pd.to_datetime(column).dt.strftime("%Y-%m-%d")
    return frame


def frame_of(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str]) -> pd.DataFrame:
    """Rows as a frame with exactly `columns` (name → text, number, whole or flag), typed even where it is empty."""
    return pd.DataFrame(
        {name: pd.Series([row[name] for row in rows], dtype=DTYPES[kind]) for name, kind in columns.items()}
    )


def for_warehouse(frame: pd.DataFrame, session: Any) -> pd.DataFrame:
    """The frame as a dbt Python model returns it: Snowflake would quote lower-case names, DuckDB keeps them."""
    if type(session).__module__.startswith("snowflake."):
        plain = frame.astype({name: object for name in frame.columns if frame[name].dtype == "string"})
        return plain.rename(columns=str.upper)
    return frame


def number(frame: pd.DataFrame, name: str) -> np.ndarray:
    """A column as floats, NaN where it is NULL."""
    return frame[name].to_numpy(dtype=np.float64, na_value=np.nan)
