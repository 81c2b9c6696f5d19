"""The policy numbers in force on each date, read from the frame of `int_lifetime_policies`."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from lifetime_value.warehouse.frames import with_iso_dates

WEEKS_PER_MONTH = 365.25 / 12 / 7


@dataclass(frozen=True)
class FitPolicy:
    minimum_customers: float
    minimum_repeaters: float
    minimum_purchases: float


def fit_policies(frame: pd.DataFrame) -> dict[str, FitPolicy]:
    """Policy by review date (ISO text)."""
    return {
        str(row.review_date): FitPolicy(
            float(row.minimum_fit_customers), float(row.minimum_repeat_customers), float(row.minimum_repeat_purchases)
        )
        for row in with_iso_dates(frame).itertuples()
    }
