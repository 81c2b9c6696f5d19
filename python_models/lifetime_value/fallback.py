"""What stands in where no model may be used: the last 12 months repeated, until a customer falls silent.

The same rule is the opponent that every model has to beat on the hold-out.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, nbdtrik

from lifetime_value.intervals import Interval
from lifetime_value.patterns import FloatArray, PurchasePatterns
from lifetime_value.scoring import WEEKS_PER_YEAR, Scores

REPEAT = "repeat_last_12_months"
REPEAT_UNTIL_SILENT = "repeat_last_12_months_until_silent"
# Three of its own average gaps without a purchase: the rule that came closest to the models in five data sets.
SILENT_GAPS = 3.0
# Jeffreys' prior for a Poisson rate: half a purchase.
PRIOR_PURCHASES = 0.5


def is_silent(patterns: PurchasePatterns) -> np.ndarray:
    """(n,) True where the time since the last purchase exceeds three of the customer's own average gaps.

    One-time buyers have no gap of their own and fall silent when their purchase leaves the 12 months.
    """
    gap = patterns.recency / np.maximum(patterns.frequency, 1)
    silent: np.ndarray = (patterns.frequency > 0) & (patterns.age - patterns.recency > SILENT_GAPS * gap)
    return silent


def repeat_last_year(recent: ArrayLike, horizon: float) -> FloatArray:
    """Purchases of the last 12 months, the first one included, repeated over `horizon` weeks; (n,)."""
    return np.asarray(recent, dtype=np.float64) * (horizon / WEEKS_PER_YEAR)


def repeat_until_silent(recent: ArrayLike, patterns: PurchasePatterns, horizon: float) -> FloatArray:
    """The same, but nothing from customers that are silent; (n,)."""
    return np.where(is_silent(patterns), 0.0, repeat_last_year(recent, horizon))


def fallback_scores(
    recent: ArrayLike, patterns: PurchasePatterns, horizon: float, yearly_discount_rate: float, yearly_retention: float
) -> Scores:
    """Scores of the silence rule; probability_active is the rule's verdict, 1 or 0.

    yearly_retention: share of the rate kept in each year after the first, (0, 1].
    """
    if not 0 < yearly_retention <= 1:
        raise ValueError(f"the yearly retention lies above 0 and at most at 1, not at {yearly_retention}")
    active = ~is_silent(patterns) & (np.asarray(recent) > 0)
    rate = np.where(active, np.asarray(recent, dtype=np.float64), 0.0)
    return Scores(
        active.astype(np.float64),
        rate * effective_years(horizon, 0.0, yearly_retention),
        rate * effective_years(horizon, yearly_discount_rate, yearly_retention),
    )


def fallback_intervals(
    recent: ArrayLike, patterns: PurchasePatterns, horizon: float, yearly_discount_rate: float,
    yearly_retention: float, level: float,
) -> Interval:
    """Negative binomial interval for a rate known from one year; a silent customer keeps the prior's upper end."""
    years = effective_years(horizon, yearly_discount_rate, yearly_retention)
    counted = np.where(is_silent(patterns), 0.0, np.asarray(recent, dtype=np.float64))
    tail = (1.0 - level) / 2.0
    shape, kept = PRIOR_PURCHASES + counted, 1.0 / (1.0 + years)
    low, high = (_negative_binomial_quantile(at, shape, kept) for at in (tail, 1.0 - tail))
    expected = counted * years
    return Interval(np.minimum(low, expected), np.maximum(high, expected))


def _negative_binomial_quantile(probability: float, shape: FloatArray, kept: float) -> FloatArray:
    """The least count whose cumulative probability reaches `probability`, elementwise over `shape`.

    scipy.stats has it too, but its import takes longer than all fits of a small company.
    """
    count = np.ceil(nbdtrik(probability, shape, kept))
    below = np.maximum(count - 1.0, 0.0)
    return np.where(betainc(shape, below + 1.0, kept) >= probability, below, count)


def effective_years(horizon: float, yearly_discount_rate: float, yearly_retention: float) -> float:
    """Years of full purchasing that the horizon is worth: retention from the second year on, discount throughout."""
    years, total, year = horizon / WEEKS_PER_YEAR, 0.0, 0
    force = float(np.log1p(yearly_discount_rate))
    while year < years:
        end = min(year + 1.0, years)
        span = end - year if force == 0 else (np.exp(-force * year) - np.exp(-force * end)) / force
        total += span * yearly_retention**year
        year += 1
    return float(total)
