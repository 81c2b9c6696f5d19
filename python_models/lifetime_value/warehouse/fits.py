"""Behind `lifetime_value_fits`: the winner of the hold-outs fitted on all data up to the fit date, with its checks."""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np
import pandas as pd

from lifetime_value.checks import data_notes, data_reasons
from lifetime_value.fallback import REPEAT_UNTIL_SILENT
from lifetime_value.fits import Fit
from lifetime_value.gamma_gamma import fit_gamma_gamma, spend_patterns
from lifetime_value.holdout import MODELS, NO_HOLDOUT
from lifetime_value.regularity import k_of_share_variance
from lifetime_value.warehouse.frames import frame_of, with_iso_dates
from lifetime_value.warehouse.patterns import by_segment, fit_patterns
from lifetime_value.warehouse.policies import FitPolicy, fit_policies

# The four numbers of every purchase model: how fast customers buy and how they leave.
PURCHASE_COLUMNS = ("purchase_shape", "purchase_scale", "leaving_shape", "leaving_scale")
SPEND_COLUMNS = ("spend_shape", "spend_heterogeneity", "spend_scale")
COLUMNS = {
    "model_run_id": "text",
    "fit_date": "text",
    "segment_code": "text",
    "model_name": "text",
    "is_passed": "flag",
    "reason": "text",
    "note": "text",
    "regularity": "number",
    **dict.fromkeys(PURCHASE_COLUMNS, "number"),
    "parameter_covariance": "text",
    "log_likelihood": "number",
    "customer_count": "whole",
    "repeat_customer_count": "whole",
    "repeat_purchase_count": "whole",
    "pattern_count": "whole",
    "wheat_morrison_regularity": "number",
    "is_spend_passed": "flag",
    "spend_reason": "text",
    **dict.fromkeys(SPEND_COLUMNS, "number"),
    "data_from_days": "whole",
    "data_hash": "text",
}


def fit_frame(
    patterns: pd.DataFrame, spend: pd.DataFrame, holdouts: pd.DataFrame, policies: pd.DataFrame
) -> pd.DataFrame:
    """One row per fit date and segment; `COLUMNS` names and types them. A fit that fails says why in `reason`."""
    policy = fit_policies(policies)
    spend_parts = {
        (str(key[0]), str(key[1])): part
        for key, part in with_iso_dates(spend).sort_values(
            ["fit_date", "segment_code", "valued_purchase_count", "spend_step"], kind="stable"
        ).groupby(["fit_date", "segment_code"])
    }
    chosen = {
        (str(row.fit_date), str(row.segment_code)): (str(row.model_name) if row.is_chosen else None)
        for row in holdouts.sort_values("is_chosen", kind="stable").itertuples()
    }
    reasons = {(str(row.fit_date), str(row.segment_code)): str(row.choice_reason) for row in holdouts.itertuples()}
    return frame_of(
        [
            _fit_row(key, part, spend_parts.get(key), chosen.get(key), reasons.get(key, NO_HOLDOUT), policy[key[0]])
            for key, part in by_segment(patterns)
        ],
        COLUMNS,
    )


def _fit_row(
    key: tuple[str, str], rows: pd.DataFrame, spend: pd.DataFrame | None, model: str | None, choice_reason: str,
    policy: FitPolicy,
) -> dict[str, Any]:
    own = rows[rows["cut_number"] == 0]
    patterns = fit_patterns(rows)
    poor = data_reasons(patterns, policy.minimum_customers, policy.minimum_repeaters, policy.minimum_purchases)
    fit = None if poor or model is None else MODELS[model](patterns)
    against = (*poor, *filter(None, choice_reason.split("; ")))
    reasons = tuple(dict.fromkeys(against)) if fit is None else fit.reasons
    money = fit_spend(spend)
    data_hash = hash_of(own, spend)
    pairs = float(own["two_gap_customer_count"].sum())
    return {
        "model_run_id": run_id(key, data_hash, model or REPEAT_UNTIL_SILENT),
        "fit_date": key[0],
        "segment_code": key[1],
        "model_name": REPEAT_UNTIL_SILENT if fit is None else fit.model,
        "is_passed": fit is not None and fit.is_usable,
        "reason": "; ".join(reasons),
        "note": "; ".join(data_notes(patterns)),
        "regularity": float("nan") if fit is None else float(fit.k),
        **_numbers(fit, PURCHASE_COLUMNS),
        "parameter_covariance": "" if fit is None else ",".join(repr(float(v)) for v in fit.covariance.ravel()),
        "log_likelihood": float("nan") if fit is None else fit.log_likelihood,
        "customer_count": int(own["customer_count"].sum()),
        "repeat_customer_count": int(own.loc[own["repeat_purchase_count"] > 0, "customer_count"].sum()),
        "repeat_purchase_count": int((own["repeat_purchase_count"] * own["customer_count"]).sum()),
        "pattern_count": len(own),
        "wheat_morrison_regularity": (
            k_of_share_variance(float(own["gap_share_square_sum"].sum()) / pairs) if pairs else float("nan")
        ),
        "is_spend_passed": money is not None and money.is_usable,
        "spend_reason": "no purchase with known spend" if money is None else "; ".join(money.reasons),
        **_numbers(money, SPEND_COLUMNS),
        "data_from_days": int(own["age_days"].max()),
        "data_hash": data_hash,
    }


def fit_spend(spend: pd.DataFrame | None) -> Fit | None:
    """Gamma-Gamma on the spend patterns, None without any."""
    if spend is None or len(spend) == 0:
        return None
    return fit_gamma_gamma(
        spend_patterns(
            spend["valued_purchase_count"].to_numpy(),
            spend["mean_spend_amount"].to_numpy(dtype=np.float64),
            spend["customer_count"].to_numpy(),
            float(np.sum(spend["valued_log_sum"].to_numpy(dtype=np.float64))),
        )
    )


def _numbers(fit: Fit | None, columns: tuple[str, ...]) -> dict[str, float]:
    values = [float("nan")] * len(columns) if fit is None else [float(v) for v in fit.values]
    return dict(zip(columns, values, strict=True))


def hash_of(rows: pd.DataFrame, spend: pd.DataFrame | None) -> str:
    """Sixteen hex digits of the very data a fit has seen, from whole numbers so that both engines agree."""
    seen = hashlib.sha256()
    for name in ("repeat_purchase_count", "recency_days", "age_days", "customer_count"):
        seen.update(rows[name].to_numpy(dtype="<i8").tobytes())
    if spend is not None:
        for name in ("valued_purchase_count", "spend_step", "customer_count"):
            seen.update(spend[name].to_numpy(dtype="<i8").tobytes())
    return seen.hexdigest()[:16]


def run_id(key: tuple[str, str], data_hash: str, model: str) -> str:
    """Name of a fit, from its date, segment, data and model: the same data give the same name, whenever it is built."""
    return hashlib.sha256("|".join((*key, data_hash, model)).encode()).hexdigest()[:16]
