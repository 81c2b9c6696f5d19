"""Frames of `int_purchase_patterns` as patterns of the library."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from lifetime_value.holdout import Holdout
from lifetime_value.patterns import PurchasePatterns, cells, purchase_patterns
from lifetime_value.scoring import WEEKS_PER_YEAR
from lifetime_value.warehouse.frames import with_iso_dates

ORDER = [
    "fit_date", "segment_code", "cut_number", "repeat_purchase_count", "recency_days", "age_days", "last_year_count",
    "next_year_count",
]
# Above two million patterns weekly cells with means lose nothing that shows and save most of the time.
MOST_PATTERNS = 2_000_000


def by_segment(patterns: pd.DataFrame) -> Iterator[tuple[tuple[str, str], pd.DataFrame]]:
    """(fit date, segment) and its rows, everything in a fixed order: results then repeat bit for bit."""
    ordered = with_iso_dates(patterns).sort_values(ORDER, kind="stable", ignore_index=True)
    for (fit_date, segment), rows in ordered.groupby(["fit_date", "segment_code"], sort=True):
        yield (str(fit_date), str(segment)), rows


def to_patterns(rows: pd.DataFrame) -> PurchasePatterns:
    """Patterns in weeks from whole days. Raises InvalidPurchaseData if the rows contradict themselves."""
    return purchase_patterns(
        rows["repeat_purchase_count"].to_numpy(),
        rows["recency_days"].to_numpy() / 7.0,
        rows["age_days"].to_numpy() / 7.0,
        rows["customer_count"].to_numpy(),
        float(np.sum(rows["log_gap_sum"].to_numpy(dtype=np.float64))),
    )


def fit_patterns(rows: pd.DataFrame) -> PurchasePatterns:
    """The patterns of cut 0, in weekly cells where there are too many."""
    patterns = to_patterns(rows[rows["cut_number"] == 0])
    return patterns if len(patterns) <= MOST_PATTERNS else cells(patterns, 1.0)


def holdouts(rows: pd.DataFrame) -> list[Holdout]:
    """The hold-outs of one fit date and segment, named by the date of the cut."""
    return [
        Holdout(
            str(cut["cut_date"].iloc[0]),
            to_patterns(cut),
            cut["last_year_count"].to_numpy(dtype=np.float64),
            cut["next_year_count"].to_numpy(dtype=np.float64),
            WEEKS_PER_YEAR,
        )
        for number, cut in rows.groupby("cut_number", sort=True)
        if number > 0
    ]
