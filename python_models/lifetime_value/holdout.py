"""Models against naive baselines on purchases they have not seen, and the choice among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from lifetime_value.beta_geometric import fit_bg_nbd, fit_mbg_cnbd_k, fit_mbg_nbd
from lifetime_value.checks import data_reasons
from lifetime_value.fallback import (
    REPEAT,
    REPEAT_UNTIL_SILENT,
    is_silent,
    repeat_last_year,
    repeat_until_silent,
)
from lifetime_value.fits import MINIMUM_CUSTOMERS, Fit
from lifetime_value.losses import Losses, losses
from lifetime_value.pareto_nbd import fit_pareto_nbd
from lifetime_value.patterns import FloatArray, PurchasePatterns
from lifetime_value.scoring import score

MODELS: dict[str, Callable[[PurchasePatterns], Fit]] = {
    "bg_nbd": fit_bg_nbd,
    "mbg_nbd": fit_mbg_nbd,
    "mbg_cnbd_k": fit_mbg_cnbd_k,
    "pareto_nbd": fit_pareto_nbd,
}
NO_HOLDOUT = "no hold-out: less than 12 months before and after a cut"
BASELINES = (REPEAT, REPEAT_UNTIL_SILENT)
# Mean absolute errors within 1 % of each other do not tell models apart; there the smaller bias of the total decides.
TIE = 0.01
# Among equals the simplest, BG/NBD last: it cannot say whether a one-time buyer is still active.
PREFERENCE = ("mbg_nbd", "mbg_cnbd_k", "pareto_nbd", "bg_nbd")


@dataclass(frozen=True)
class Holdout:
    """A cut through history: what was known at the cut and what came in the `horizon` weeks after it.

    recent: purchases of the 12 months up to the cut, (n,); later: purchases after it, (n,).
    """

    name: str
    patterns: PurchasePatterns
    recent: FloatArray
    later: FloatArray
    horizon: float


@dataclass(frozen=True)
class Comparison:
    """One model on one hold-out; losses is None where the model could not be fitted (reasons say why)."""

    holdout: str
    model: str
    fit: Fit | None
    losses: Losses | None
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """model is None where nothing beats the baselines; `reasons` then say why the fallback stands."""

    model: str | None
    reasons: tuple[str, ...] = ()
    mean_absolute_error: dict[str, float] = field(default_factory=dict)


def compare(
    holdout: Holdout, minimum_customers: float = MINIMUM_CUSTOMERS, minimum_repeaters: float = 50.0,
    minimum_purchases: float = 100.0,
) -> list[Comparison]:
    """Every model and baseline on one hold-out, models in the order of `MODELS`."""
    patterns, later, horizon = holdout.patterns, holdout.later, holdout.horizon
    weights = patterns.weights
    silent = is_silent(patterns)
    active = (~silent & (holdout.recent > 0)).astype(np.float64)
    found = [
        Comparison(holdout.name, REPEAT, None, losses(repeat_last_year(holdout.recent, horizon), later, weights)),
        Comparison(
            holdout.name,
            REPEAT_UNTIL_SILENT,
            None,
            losses(repeat_until_silent(holdout.recent, patterns, horizon), later, weights, active),
        ),
    ]
    poor = data_reasons(patterns, minimum_customers, minimum_repeaters, minimum_purchases)
    for name, fit_model in MODELS.items():
        if poor:
            found.append(Comparison(holdout.name, name, None, None, poor))
            continue
        fit = fit_model(patterns)
        if not fit.is_usable:
            found.append(Comparison(holdout.name, name, fit, None, fit.reasons))
            continue
        scores = score(fit, patterns, horizon)
        found.append(
            Comparison(
                holdout.name, name, fit,
                losses(scores.expected_purchases, later, weights, scores.probability_active),
            )
        )
    return found


def choose(comparisons: Sequence[Comparison]) -> Choice:
    """The model of lowest mean absolute error over all hold-outs, if it beats both baselines.

    Hold-outs with too few data for any model are passed over; on all others a model must have been fitted. It is left
    out unless both its errors lie below those of either baseline: the absolute error alone is flattered by forecasts of
    zero, the squared one is what a mean is judged by, and neither has a tolerance that could be moved afterwards.
    Among models within 1 % of the lowest error the one with the smallest bias of the total is chosen.
    """
    if not comparisons:
        return Choice(None, (NO_HOLDOUT,))
    cuts = {c.holdout for c in comparisons if c.fit is not None}
    by_model = {
        name: [c.losses for c in comparisons if c.model == name and c.losses is not None and c.holdout in cuts]
        for name in (*MODELS, *BASELINES)
    }
    pooled = {name: _pool(seen) for name, seen in by_model.items() if seen and len(seen) == len(cuts)}
    errors = {name: values[0] for name, values in pooled.items()}
    fitted = [name for name in MODELS if name in pooled]
    if not fitted:
        reasons = dict.fromkeys(reason for c in comparisons if c.model in MODELS for reason in c.reasons)
        return Choice(None, tuple(f"hold-out: {reason}" for reason in reasons), errors)
    lost_to = {name: [b for b in BASELINES if not _beats(pooled[name], pooled[b])] for name in fitted}
    good = [name for name in PREFERENCE if name in fitted and not lost_to[name]]
    if not good:
        beaten_by = sorted({baseline for names in lost_to.values() for baseline in names})
        return Choice(None, (f"no model beats {' and '.join(beaten_by)} on the hold-out",), errors)
    lowest = min(pooled[name][0] for name in good)
    near = [name for name in good if pooled[name][0] <= lowest * (1.0 + TIE)]
    return Choice(min(near, key=lambda name: round(abs(pooled[name][2]), 9)), (), errors)


def _beats(model: tuple[float, float, float], baseline: tuple[float, float, float]) -> bool:
    return model[0] < baseline[0] and model[1] < baseline[1]


def _pool(seen: Sequence[Losses]) -> tuple[float, float, float]:
    """Mean absolute error, root mean squared error and bias of the total over hold-outs, by customers."""
    size = sum(one.customer_count for one in seen)
    actual = sum(one.actual_total for one in seen)
    expected = sum(one.expected_total for one in seen)
    return (
        sum(one.mae * one.customer_count for one in seen) / size,
        float(np.sqrt(sum(one.rmse**2 * one.customer_count for one in seen) / size)),
        (expected - actual) / actual if actual > 0 else float("inf"),
    )
