"""Whether data can carry a model at all, before anything is fitted."""

from __future__ import annotations

import numpy as np

from lifetime_value.fits import MINIMUM_CUSTOMERS, WIDE_INTERVAL_CUSTOMERS
from lifetime_value.patterns import PurchasePatterns

MINIMUM_REPEATERS = 50.0
MINIMUM_PURCHASES = 100.0


def data_reasons(
    patterns: PurchasePatterns,
    minimum_customers: float = MINIMUM_CUSTOMERS,
    minimum_repeaters: float = MINIMUM_REPEATERS,
    minimum_purchases: float = MINIMUM_PURCHASES,
) -> tuple[str, ...]:
    """Why no purchase model should be fitted; empty if one may be tried."""
    reasons = []
    if patterns.customer_count < minimum_customers:
        reasons.append(f"{patterns.customer_count:.0f} customers, at least {minimum_customers:.0f} are needed")
    if patterns.repeat_purchase_count == 0:
        reasons.append("no customer has bought twice")
    elif patterns.repeat_customer_count < minimum_repeaters:
        reasons.append(
            f"{patterns.repeat_customer_count:.0f} customers bought twice, at least {minimum_repeaters:.0f} are needed"
        )
    elif patterns.repeat_purchase_count < minimum_purchases:
        reasons.append(
            f"{patterns.repeat_purchase_count:.0f} repeat purchases, at least {minimum_purchases:.0f} are needed"
        )
    if is_one_pattern(patterns):
        reasons.append("all customers have the same history")
    return tuple(reasons)


def is_one_pattern(patterns: PurchasePatterns) -> bool:
    columns = (patterns.frequency, patterns.recency, patterns.age)
    return all(bool(np.all(column == column[0])) for column in columns)


def data_notes(patterns: PurchasePatterns) -> tuple[str, ...]:
    """What a reader of a usable fit should know."""
    if patterns.customer_count < WIDE_INTERVAL_CUSTOMERS:
        return (f"wide intervals: {patterns.customer_count:.0f} customers, fewer than {WIDE_INTERVAL_CUSTOMERS}",)
    return ()
