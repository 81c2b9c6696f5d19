"""Behind `lifetime_value_holdouts`: every model and naive baseline on every hold-out, and which one is chosen."""

from __future__ import annotations

from typing import Any

import pandas as pd

from lifetime_value.holdout import Comparison, choose, compare
from lifetime_value.losses import TENTHS
from lifetime_value.warehouse.frames import frame_of
from lifetime_value.warehouse.patterns import by_segment, holdouts
from lifetime_value.warehouse.policies import fit_policies

LOSSES = (
    "customer_count", "expected_total", "actual_total", "bias_rate", "rmse", "mae", "auc", "brier", "top_decile_lift",
)
COLUMNS = {
    "fit_date": "text",
    "segment_code": "text",
    "cut_date": "text",
    "model_name": "text",
    "regularity": "number",
    "is_chosen": "flag",
    "reason": "text",
    "choice_reason": "text",
    **dict.fromkeys(LOSSES, "number"),
    **{f"tenth_{tenth:02d}_{kind}": "number" for tenth in range(1, TENTHS + 1)
       for kind in ("customers", "expected", "actual")},
}


def holdout_frame(patterns: pd.DataFrame, policies: pd.DataFrame) -> pd.DataFrame:
    """One row per fit date, segment, cut and model or baseline; `COLUMNS` names and types them.

    Losses are NaN where a model could not be fitted, and `reason` says why.
    """
    policy = fit_policies(policies)
    rows = []
    for (fit_date, segment), part in by_segment(patterns):
        limits = policy[fit_date]
        comparisons = [
            found
            for holdout in holdouts(part)
            for found in compare(
                holdout, limits.minimum_customers, limits.minimum_repeaters, limits.minimum_purchases
            )
        ]
        choice = choose(comparisons)
        rows += [
            {
                "fit_date": fit_date,
                "segment_code": segment,
                "is_chosen": found.model == choice.model,
                "choice_reason": "; ".join(choice.reasons),
                **_measured(found),
            }
            for found in comparisons
        ]
    return frame_of(rows, COLUMNS)


def _measured(found: Comparison) -> dict[str, Any]:
    row: dict[str, Any] = {
        "cut_date": found.holdout,
        "model_name": found.model,
        "regularity": float(found.fit.k) if found.fit is not None else float("nan"),
        "reason": "; ".join(found.reasons),
    }
    for name in LOSSES:
        row[name] = float("nan") if found.losses is None else getattr(found.losses, name)
    for tenth in range(TENTHS):
        for place, kind in enumerate(("customers", "expected", "actual")):
            row[f"tenth_{tenth + 1:02d}_{kind}"] = (
                float("nan") if found.losses is None else float(found.losses.calibration[tenth, place])
            )
    return row
