"""Tables in and out of a Python dbt model, the same on DuckDB and Snowflake."""

from __future__ import annotations

from typing import Any

import pandas as pd


def to_pandas(relation: Any) -> pd.DataFrame:
    """A relation of either engine as a frame: lower-case columns, decimals as floats, dates as timestamps."""
    frame: pd.DataFrame = relation.to_pandas() if hasattr(relation, "to_pandas") else relation.df()
    frame.columns = [str(column).lower() for column in frame.columns]
    for name in frame.select_dtypes("object"):
        kind = pd.api.types.infer_dtype(frame[name], skipna=True)
        if kind == "decimal":
            frame[name] = frame[name].astype("float64")
        elif kind in ("date", "datetime"):
            frame[name] = pd.to_datetime(frame[name])
    return frame


def for_warehouse(frame: pd.DataFrame, session: Any) -> pd.DataFrame:
    """A frame as the engine of `session` stores it: Snowflake would quote lower-case names."""
    return frame.rename(columns=str.upper) if type(session).__module__.startswith("snowflake.") else frame
