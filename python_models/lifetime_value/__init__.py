"""Customer lifetime value for companies that buy without a contract: fit, check, score, explain.

    patterns = purchase_patterns(frequency, recency, age)        # weeks
    fit = fit_mbg_cnbd_k(patterns)                               # or BG/NBD, MBG/NBD, Pareto/NBD
    if fit.is_usable:
        scores = score(fit, patterns, horizon=52)

numpy and scipy only; pandas at the edges (:mod:`lifetime_value.frames`). No dbt, no file, no clock, no environment.
"""

from lifetime_value.beta_geometric import fit_bg_nbd, fit_mbg_cnbd_k, fit_mbg_nbd
from lifetime_value.errors import InvalidPurchaseData
from lifetime_value.fits import Fit
from lifetime_value.gamma_gamma import SpendPatterns, expected_spend, fit_gamma_gamma, spend_patterns
from lifetime_value.pareto_nbd import fit_pareto_nbd
from lifetime_value.patterns import PurchasePatterns, cells, patterns_of_histories, purchase_patterns
from lifetime_value.regularity import gamma_shapes, wheat_morrison_k
from lifetime_value.scoring import Scores, probability_active, score

__all__ = [
    "Fit",
    "InvalidPurchaseData",
    "PurchasePatterns",
    "Scores",
    "SpendPatterns",
    "cells",
    "expected_spend",
    "fit_bg_nbd",
    "fit_gamma_gamma",
    "fit_mbg_cnbd_k",
    "fit_mbg_nbd",
    "fit_pareto_nbd",
    "gamma_shapes",
    "patterns_of_histories",
    "probability_active",
    "purchase_patterns",
    "score",
    "spend_patterns",
    "wheat_morrison_k",
]
