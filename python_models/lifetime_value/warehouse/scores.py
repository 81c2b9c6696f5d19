"""Behind `lifetime_value_scores`: what the fits in use say about every distinct purchase history."""

from __future__ import annotations

import numpy as np
import pandas as pd

from lifetime_value.fallback import fallback_intervals, fallback_scores
from lifetime_value.fits import Fit
from lifetime_value.gamma_gamma import NAMES as SPEND_NAMES
from lifetime_value.intervals import Interval, customer_intervals
from lifetime_value.patterns import FloatArray, PurchasePatterns, purchase_patterns
from lifetime_value.scoring import Scores, score
from lifetime_value.warehouse.fits import PURCHASE_COLUMNS, SPEND_COLUMNS
from lifetime_value.warehouse.policies import WEEKS_PER_MONTH

POLICY_COLUMNS = ["horizon_months", "yearly_discount_rate", "interval_level", "fallback_yearly_retention"]
KEYS = ["score_run_id", "policy_key", "repeat_purchase_count", "recency_days", "age_days", "last_year_count"]
FALLBACK_RUN = "fallback"
# A pattern's interval takes 60 microseconds; above so many the two-week cell that a history lies in speaks for it.
MOST_INTERVALS = 50_000
CELL_WEEKS = 2.0


def score_frame(score_patterns: pd.DataFrame, fits: pd.DataFrame) -> pd.DataFrame:
    """The rows of `score_patterns` by `KEYS`, with their scores.

    probability_active is NaN where BG/NBD says 1 by assumption (one-time buyers). purchases_low and purchases_high are
    ends of the interval in purchases of the expected value, discounted like `discounted_purchases`.
    """
    models = {str(row.model_run_id): row for row in fits.itertuples()}
    ordered = score_patterns.sort_values(KEYS, kind="stable", ignore_index=True)
    parts = []
    for (run, _), rows in ordered.groupby(["score_run_id", "policy_key"], sort=True):
        run_id = str(run)
        months, discount, level, retention = (float(rows[name].iloc[0]) for name in POLICY_COLUMNS)
        patterns = purchase_patterns(
            rows["repeat_purchase_count"].to_numpy(), rows["recency_days"].to_numpy() / 7.0,
            rows["age_days"].to_numpy() / 7.0,
        )
        horizon = months * WEEKS_PER_MONTH
        if run_id == FALLBACK_RUN:
            recent = rows["last_year_count"].to_numpy(dtype=np.float64)
            scores = fallback_scores(recent, patterns, horizon, discount, retention)
            ends = fallback_intervals(recent, patterns, horizon, discount, retention, level)
            probability = scores.probability_active
        else:
            scores, ends, probability = _model_scores(models[run_id], patterns, horizon, discount, level)
        parts.append(
            rows[KEYS].assign(
                probability_active=probability,
                expected_purchases=scores.expected_purchases,
                discounted_purchases=scores.discounted_purchases,
                purchases_low=ends.low,
                purchases_high=ends.high,
            )
        )
    if parts:
        found = pd.concat(parts, ignore_index=True)
    else:
        found = ordered[KEYS].assign(
            **{name: pd.Series([], dtype="float64") for name in (
                "probability_active", "expected_purchases", "discounted_purchases", "purchases_low", "purchases_high"
            )}
        )
    return found.astype({"score_run_id": "string", "policy_key": "string"})


def _model_scores(
    row: object, patterns: PurchasePatterns, horizon: float, discount: float, level: float
) -> tuple[Scores, Interval, FloatArray]:
    fit, spend = purchase_fit(row), spend_fit(row)
    scores = score(fit, patterns, horizon, discount)
    ends = _intervals(fit, patterns, scores.expected_purchases, horizon, level, seed_of(row), spend)
    # Later purchases are worth less: the ends shrink as the expectation does.
    expected = np.where(scores.expected_purchases > 0, scores.expected_purchases, 1.0)
    worth = np.where(scores.expected_purchases > 0, scores.discounted_purchases / expected, 1.0)
    probability = scores.probability_active
    if fit.model == "bg_nbd":
        probability = np.where(patterns.frequency == 0, np.nan, probability)
    low = np.minimum(ends.low * worth, scores.discounted_purchases)
    high = np.maximum(ends.high * worth, scores.discounted_purchases)
    return scores, Interval(low, high), probability


def _intervals(
    fit: Fit, patterns: PurchasePatterns, expected: FloatArray, horizon: float, level: float, seed: int,
    spend: Fit | None,
) -> Interval:
    """The interval of each pattern; of many patterns those of the middle of their cell, scaled by the expectation."""
    if len(patterns) <= MOST_INTERVALS:
        return customer_intervals(fit, patterns, horizon, level, seed, spend)
    steps = np.stack([patterns.frequency, *(
        (weeks // CELL_WEEKS).astype(np.int64) for weeks in (patterns.recency, patterns.age)
    )])
    cells, place = np.unique(steps, axis=1, return_inverse=True)
    place = np.ravel(place)
    # Fixed middles, not means: a new customer must not move the interval of the others in its cell.
    recency = np.where(cells[0] > 0, (cells[1] + 0.5) * CELL_WEEKS, 0.0)
    middles = purchase_patterns(cells[0], recency, (cells[2] + 0.5) * CELL_WEEKS)
    ends = customer_intervals(fit, middles, horizon, level, seed, spend)
    middle = score(fit, middles, horizon).expected_purchases
    ratio = expected / np.maximum(middle[place], 1e-12)
    return Interval(ends.low[place] * ratio, ends.high[place] * ratio)


def purchase_fit(row: object) -> Fit:
    """The fit that a row of `lifetime_value_fits` describes."""
    names = ("r", "alpha", "s", "beta") if row.model_name == "pareto_nbd" else ("r", "alpha", "a", "b")  # type: ignore[attr-defined]
    values = (float(getattr(row, column)) for column in PURCHASE_COLUMNS)
    covariance = np.array([float(v) for v in str(row.parameter_covariance).split(",")]).reshape(4, 4)  # type: ignore[attr-defined]
    return Fit(
        str(row.model_name),  # type: ignore[attr-defined]
        dict(zip(names, values, strict=True)),
        float(row.log_likelihood),  # type: ignore[attr-defined]
        float(row.customer_count),  # type: ignore[attr-defined]
        covariance,
        int(row.regularity),  # type: ignore[attr-defined]
    )


def spend_fit(row: object) -> Fit | None:
    if not bool(row.is_spend_passed):  # type: ignore[attr-defined]
        return None
    values = (float(getattr(row, column)) for column in SPEND_COLUMNS)
    return Fit("gamma_gamma", dict(zip(SPEND_NAMES, values, strict=True)), float("nan"), float("nan"), np.zeros((3, 3)))


def seed_of(row: object) -> int:
    """Seed of the draws, from the name of the run: the same fit draws the same numbers wherever it is scored."""
    return int(str(row.model_run_id)[:12], 16)  # type: ignore[attr-defined]
