"""How regularly customers buy: k = 1 as if at random, larger k the more evenly.

Wheat and Morrison (1990, JMR 27(1)) for the population; the gamma shape of one customer's gaps after Minka (2002).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import polygamma, psi

from lifetime_value.errors import InvalidPurchaseData
from lifetime_value.patterns import FloatArray

MINIMUM_GAPS = 10


def wheat_morrison_k(first_gap: ArrayLike, second_gap: ArrayLike) -> float:
    """k of the population from two successive gaps of each customer, (n,) each, > 0.

    M = first / (first + second) is beta(k, k) if gaps are gamma with shape k, so k = (1 - 4 Var M) / (8 Var M), with
    the variance taken about its known mean one half. NaN without customers, infinite where all gaps are equal.
    """
    one, two = np.asarray(first_gap, dtype=np.float64), np.asarray(second_gap, dtype=np.float64)
    if np.any(~(one > 0)) or np.any(~(two > 0)):
        raise InvalidPurchaseData("gaps must be above zero")
    if len(one) == 0:
        return float("nan")
    return k_of_share_variance(float(np.mean((one / (one + two) - 0.5) ** 2)))


def k_of_share_variance(variance: float) -> float:
    """k from the mean of (M - 1/2)^2, as a warehouse can sum it."""
    if variance == 0:
        return float("inf")
    return (1.0 - 4.0 * variance) / (8.0 * variance)


def gamma_shapes(gap_count: ArrayLike, gap_sum: ArrayLike, log_gap_sum: ArrayLike) -> FloatArray:
    """Maximum-likelihood gamma shape of each customer's gaps, (n,), from their number, sum and sum of logs.

    NaN below `MINIMUM_GAPS` gaps, where the estimate is badly biased upward; infinite for equal gaps.
    """
    n = np.asarray(gap_count, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.log(np.asarray(gap_sum, dtype=np.float64) / n) - np.asarray(log_gap_sum, dtype=np.float64) / n
    shape = np.full(len(n), np.nan)
    known = n >= MINIMUM_GAPS
    shape[known & (spread <= 1e-12)] = np.inf
    rows = np.flatnonzero(known & (spread > 1e-12))
    gap = spread[rows]
    k = (3.0 - gap + np.sqrt((gap - 3.0) ** 2 + 24.0 * gap)) / (12.0 * gap)
    for _ in range(20):
        # Newton in 1/k (Minka's generalised step) converges in four or five steps for any start.
        inverse = 1.0 / k + (np.log(k) - psi(k) - gap) / (k**2 * (1.0 / k - polygamma(1, k)))
        k = 1.0 / inverse
    shape[rows] = k
    return shape
