"""How wrong forecasts were: each loss over customers, rows weighted by their count."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lifetime_value.patterns import FloatArray

TENTHS = 10


@dataclass(frozen=True)
class Losses:
    """bias_rate: (forecast - actual) / actual of the totals, NaN without purchases. rmse, mae: purchases per customer.

    auc, brier: of the probability of being active as a forecast of any purchase, NaN where there is no such probability
    or only one outcome. top_decile_lift: purchases in the top predicted tenth over a tenth of all. calibration:
    (10, 3) customers, forecast and actual purchases by predicted tenth, the least first.
    """

    customer_count: float
    expected_total: float
    actual_total: float
    bias_rate: float
    rmse: float
    mae: float
    auc: float
    brier: float
    top_decile_lift: float
    calibration: FloatArray


def losses(
    expected: FloatArray, actual: FloatArray, weights: FloatArray, probability: FloatArray | None = None
) -> Losses:
    """All losses of forecasts `expected` against `actual`, (n,) each; `probability` of being active where known."""
    size = float(weights.sum())
    error = expected - actual
    expected_total, actual_total = float(weights @ expected), float(weights @ actual)
    tenths = calibration(expected, actual, weights)
    return Losses(
        size,
        expected_total,
        actual_total,
        (expected_total - actual_total) / actual_total if actual_total > 0 else float("nan"),
        float(np.sqrt(weights @ error**2 / size)),
        float(weights @ np.abs(error) / size),
        float("nan") if probability is None else auc(probability, actual > 0, weights),
        float("nan") if probability is None else float(weights @ (probability - (actual > 0)) ** 2 / size),
        float(tenths[-1, 2] / (actual_total / TENTHS)) if actual_total > 0 else float("nan"),
        tenths,
    )


def auc(score: FloatArray, happened: np.ndarray, weights: FloatArray) -> float:
    """Chance that a customer with the event scores above one without, ties half; NaN with one outcome only."""
    distinct, place = np.unique(score, return_inverse=True)
    with_event = np.bincount(place, weights=weights * happened, minlength=len(distinct))
    without = np.bincount(place, weights=weights * ~happened, minlength=len(distinct))
    if with_event.sum() == 0 or without.sum() == 0:
        return float("nan")
    below = np.cumsum(without) - without
    return float(with_event @ (below + without / 2.0) / (with_event.sum() * without.sum()))


def calibration(expected: FloatArray, actual: FloatArray, weights: FloatArray) -> FloatArray:
    """(10, 3): customers, forecast and actual purchases by tenth of the customers, ordered by forecast.

    Customers with equal forecasts are interchangeable: they are merged first, and shared out across a border.
    """
    distinct, place = np.unique(expected, return_inverse=True)
    sums = [
        np.bincount(place, weights=column, minlength=len(distinct))
        for column in (weights, weights * expected, weights * actual)
    ]
    borders = np.linspace(0.0, float(weights.sum()), TENTHS + 1)
    reached = np.append(0.0, np.cumsum(sums[0]))
    return np.stack(
        [np.diff(np.interp(borders, reached, np.append(0.0, np.cumsum(column)))) for column in sums], axis=1
    )
