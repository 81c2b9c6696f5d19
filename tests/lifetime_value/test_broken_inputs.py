"""Whatever arrives ends in a clear error or a named fallback, never in a crash or a silent number."""

from __future__ import annotations

import numpy as np
import pytest
from lifetime_value import (
    InvalidPurchaseData,
    fit_bg_nbd,
    fit_gamma_gamma,
    fit_mbg_cnbd_k,
    fit_mbg_nbd,
    fit_pareto_nbd,
    patterns_of_histories,
    purchase_patterns,
    spend_patterns,
)
from lifetime_value.choice import forecaster
from lifetime_value.fallback import REPEAT_UNTIL_SILENT, fallback_intervals, fallback_scores
from lifetime_value.holdout import Holdout, compare
from lifetime_value.patterns import PurchasePatterns
from lifetime_value.simulation import simulate_bg_nbd

FITS = [fit_bg_nbd, fit_mbg_nbd, fit_mbg_cnbd_k, fit_pareto_nbd]


def _forecast(patterns: PurchasePatterns, later: np.ndarray | None = None):
    rows = len(patterns)
    holdout = Holdout("cut", patterns, np.ones(rows), np.ones(rows) if later is None else later, 52.0)
    return forecaster(patterns, compare(holdout))


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        (([np.nan], [0], [1]), "not finite"),
        (([1], [np.nan], [1]), "not finite"),
        (([1], [1], [np.inf]), "not finite"),
        (([1], [2], [1]), "later than age"),
        (([-1], [0], [1]), "negative"),
        (([1.5], [1], [2]), "whole number"),
        (([0], [1], [2]), "exactly where frequency is 0"),
        (([1], [0], [2]), "exactly where frequency is 0"),
        (([1, 2], [1], [2]), "differ in length"),
        (([], [], []), "no customer"),
        (([1], [1], [2], [-1]), "negative"),
        (([1], [1], [2], [0]), "no customer"),
        (([1], [1], [2], [np.nan]), "not finite"),
    ],
)
def test_data_that_contradict_themselves_are_an_error(columns, message: str) -> None:
    with pytest.raises(InvalidPurchaseData, match=message):
        purchase_patterns(*columns)


@pytest.mark.parametrize(
    ("patterns", "reason"),
    [
        (purchase_patterns([3], [20], [30]), "1 customers"),
        (simulate_bg_nbd(20, (0.6, 8, 0.8, 3), 104, 52, 1)[0], "20 customers"),
        (purchase_patterns(np.zeros(500), np.zeros(500), np.full(500, 30.0)), "no customer has bought twice"),
        (purchase_patterns(np.zeros(500), np.zeros(500), np.linspace(1, 30, 500)), "no customer has bought twice"),
        (purchase_patterns(np.full(500, 3), np.full(500, 20.0), np.full(500, 30.0)), "same history"),
        (purchase_patterns([1] + [0] * 499, [5.0] + [0.0] * 499, np.full(500, 30.0)), "1 customers bought twice"),
        (purchase_patterns(np.zeros(500), np.zeros(500), np.zeros(500)), "no customer has bought twice"),
    ],
    ids=["one customer", "twenty", "all zero", "all zero, ages differ", "identical", "one active", "no time passed"],
)
def test_poor_data_end_in_the_named_fallback(patterns: PurchasePatterns, reason: str) -> None:
    found = _forecast(patterns)
    assert found.is_fallback and found.model_name == REPEAT_UNTIL_SILENT
    assert any(reason in text for text in found.reasons), found.reasons


@pytest.mark.parametrize("fit", FITS)
@pytest.mark.parametrize(
    "patterns",
    [
        purchase_patterns([3], [20], [30]),
        purchase_patterns(np.zeros(300), np.zeros(300), np.full(300, 30.0)),
        purchase_patterns(np.full(300, 3), np.full(300, 20.0), np.full(300, 30.0)),
        purchase_patterns(np.full(300, 3), np.linspace(5, 30, 300), np.linspace(5, 30, 300)),
        purchase_patterns([0, 1], [0.0, 1e-6], [1e-3, 1e5]),
        purchase_patterns([2_000, 0], [100.0, 0.0], [100.0, 100.0]),
    ],
    ids=["one", "all zero", "identical", "all bought on the last day", "extreme times", "extreme frequency"],
)
def test_direct_fits_never_raise_and_say_what_is_wrong(fit, patterns: PurchasePatterns) -> None:
    found = fit(patterns)
    assert not found.is_usable and all(found.reasons)


def test_models_that_lose_to_the_baseline_are_not_used() -> None:
    patterns, _ = simulate_bg_nbd(2_000, (0.6, 8, 0.8, 3), 104, 52, 1)
    recent = np.random.default_rng(0).poisson(2.0, 2_000).astype(float)
    found = forecaster(patterns, compare(Holdout("cut", patterns, recent, recent, 365.25 / 7)))
    assert found.is_fallback and "no model beats repeat_last_12_months" in found.reasons[0]


def test_without_a_holdout_there_is_no_model() -> None:
    patterns, _ = simulate_bg_nbd(2_000, (0.6, 8, 0.8, 3), 104, 52, 1)
    assert "no hold-out" in forecaster(patterns, []).reasons[0]


def test_small_but_sufficient_data_are_marked_wide() -> None:
    patterns, later = simulate_bg_nbd(600, (0.9, 6, 0.8, 4), 104, 52, 1)
    found = forecaster(patterns, compare(Holdout("cut", patterns, np.full(600, 9.0), later, 52.0)))
    assert not found.is_fallback and "wide intervals" in found.notes[0]


@pytest.mark.parametrize("columns", [([0], [1]), ([1], [0]), ([1], [np.nan]), ([1, 2], [1]), ([], [])])
def test_spend_must_be_above_zero_and_known(columns) -> None:
    with pytest.raises(InvalidPurchaseData):
        spend_patterns(*columns)


def test_equal_spend_is_no_spend_model() -> None:
    assert "same per purchase" in fit_gamma_gamma(spend_patterns(np.arange(1, 50), np.full(49, 7.0))).reasons[0]


def test_fallback_stays_finite_and_ordered() -> None:
    patterns = purchase_patterns([0, 3, 3, 0], [0, 30, 3, 0], [10, 31, 40, 100])
    recent = np.array([1.0, 4.0, 0.0, 0.0])
    scores = fallback_scores(recent, patterns, 156.0, 0.1, 0.8)
    ends = fallback_intervals(recent, patterns, 156.0, 0.1, 0.8, 0.9)
    assert list(scores.probability_active) == [1.0, 1.0, 0.0, 0.0]
    assert np.all(scores.discounted_purchases <= scores.expected_purchases)
    assert np.all(ends.low <= scores.discounted_purchases) and np.all(scores.discounted_purchases <= ends.high)


def test_histories_need_a_purchase_before_the_end() -> None:
    with pytest.raises(InvalidPurchaseData, match="customer 1 has no purchase"):
        patterns_of_histories([[1.0, 2.0], [9.0]], [5.0, 5.0])
    seen = patterns_of_histories([[1.0, 1.0, 3.0, 9.0]], [5.0])
    assert (seen.frequency[0], seen.recency[0], seen.age[0]) == (1, 2.0, 4.0)
