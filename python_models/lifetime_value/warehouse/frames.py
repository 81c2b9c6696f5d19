"""Frames with declared columns, and dates as text: what all steps at the edge share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

DTYPES = {"text": "string", "number": "float64", "whole": "int64", "flag": "bool"}


def frame_of(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str]) -> pd.DataFrame:
    """Rows as a frame with exactly `columns` (name → text, number, whole or flag), typed even where it is empty."""
    return pd.DataFrame(
        {name: pd.Series([row[name] for row in rows], dtype=DTYPES[kind]) for name, kind in columns.items()}
    )


def with_iso_dates(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with its timestamps as ISO text, which sorts, compares and names things alike on every engine."""
    dates = [name for name in frame.columns if pd.api.types.is_datetime64_any_dtype(frame[name])]
    return frame.assign(**{name: frame[name].dt.strftime("%Y-%m-%d") for name in dates})
