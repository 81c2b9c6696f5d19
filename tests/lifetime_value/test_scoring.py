"""Forecasts against simulation, and the same number by every route."""

from __future__ import annotations

import numpy as np
import pytest
from lifetime_value import (
    expected_spend,
    fit_bg_nbd,
    fit_gamma_gamma,
    fit_mbg_cnbd_k,
    fit_pareto_nbd,
    purchase_patterns,
    renewals,
    score,
)
from lifetime_value.intervals import customer_intervals, total_interval
from lifetime_value.simulation import simulate_bg_nbd, simulate_pareto_nbd, simulate_regular_buyers

from tests.lifetime_value.cdnow import cdnow_patterns, cdnow_spend

SHAPES, THETA = np.array([0.6, 3.6, 50.6, 700.6]), np.array([0.3, 0.4, 0.2, 0.5])
STAY = np.array([4.0, 7.0, 54.0, 600.0])


@pytest.mark.parametrize("leave", [0.8, 0.999, 1.5])
def test_closed_form_and_series_agree(leave: float) -> None:
    closed = renewals._closed_form(SHAPES, THETA, leave, STAY)
    assert renewals._by_recursion(SHAPES, THETA, leave, STAY, 1, 0) == pytest.approx(closed, rel=1e-9)
    assert renewals._by_beta(SHAPES, THETA, leave, STAY, 1, 0) == pytest.approx(closed, rel=1e-9)


def test_no_pole_where_leave_is_one() -> None:
    at = renewals.expected_purchases_if_active(SHAPES, THETA, 1.0, STAY, 1, 0)
    beside = renewals.expected_purchases_if_active(SHAPES, THETA, 1.0 + 1e-4, STAY, 1, 0)
    assert at == pytest.approx(beside, rel=1e-3)


def test_very_frequent_buyers_do_not_underflow() -> None:
    frequent = renewals.expected_purchases_if_active(
        np.array([4_000.0]), np.array([0.5]), 0.8, np.array([3_900.0]), 2, 1
    )
    assert 1_500 < frequent[0] < 2_001


@pytest.mark.parametrize("horizon", [4.0, 52.0, 156.0])
def test_forecast_totals_match_simulated_customers(horizon: float) -> None:
    patterns, later = simulate_bg_nbd(40_000, (0.6, 8.0, 0.8, 3.0), 104, horizon, 5)
    fit = fit_bg_nbd(patterns)
    assert score(fit, patterns, horizon).expected_purchases.sum() == pytest.approx(later.sum(), rel=0.03)
    patterns, later = simulate_pareto_nbd(40_000, (0.8, 8.0, 0.8, 30.0), 104, horizon, 5)
    fit = fit_pareto_nbd(patterns)
    assert score(fit, patterns, horizon).expected_purchases.sum() == pytest.approx(later.sum(), rel=0.03)


def test_mean_of_simulated_purchases_is_the_expectation_for_regular_buyers() -> None:
    patterns, _, _ = simulate_regular_buyers(3_000, (4,), 156, 52, 3)
    fit = fit_mbg_cnbd_k(patterns)
    assert fit.k == 4
    expected = score(fit, patterns, 52).expected_purchases.sum()
    # Without parameter spread the middle of the simulated totals is the expectation.
    certain = type(fit)(fit.model, fit.parameters, fit.log_likelihood, fit.customer_count, np.zeros((4, 4)), fit.k)
    ends = total_interval(certain, patterns, 52, 0.02, 1)
    assert (ends.low + ends.high) / 2 == pytest.approx(expected, rel=0.01)


def test_discounting_agrees_with_monthly_steps() -> None:
    patterns = cdnow_patterns().take(np.arange(300))
    fit = fit_bg_nbd(cdnow_patterns())
    horizon, steps = 156.0, 2_000
    times = np.linspace(0, horizon, steps + 1)[1:]
    curve = np.stack([score(fit, patterns, float(t)).expected_purchases for t in times])
    middle = times - horizon / steps / 2
    slow = (np.diff(curve, axis=0, prepend=0.0) * 1.1 ** (-middle * 7 / 365.25)[:, None]).sum(axis=0)
    assert score(fit, patterns, horizon, 0.1).discounted_purchases == pytest.approx(slow, rel=1e-5)


def test_a_later_last_purchase_means_a_likelier_customer() -> None:
    fit = fit_mbg_cnbd_k(cdnow_patterns())
    active = score(fit, purchase_patterns([2, 2, 2], [5, 20, 38], [38, 38, 38]), 39).probability_active
    assert np.all(np.diff(active) > 0)


def test_expected_spend_lies_between_own_mean_and_population() -> None:
    fit = fit_gamma_gamma(cdnow_spend())
    population = float(expected_spend(fit, [0], [0])[0])
    assert population == pytest.approx(35.2, abs=0.5)
    few, many = expected_spend(fit, [1, 50], [100.0, 100.0])
    assert population < few < many < 100.0


def test_intervals_do_not_depend_on_other_customers() -> None:
    patterns = cdnow_patterns()
    fit = fit_bg_nbd(patterns)
    spend = fit_gamma_gamma(cdnow_spend())
    everyone = customer_intervals(fit, patterns, 39, 0.9, 11, spend)
    some = customer_intervals(fit, patterns.take(np.arange(50)), 39, 0.9, 11, spend)
    assert np.array_equal(everyone.low[:50], some.low) and np.array_equal(everyone.high[:50], some.high)
    assert np.all(everyone.low <= everyone.high)


def test_shared_and_independent_draws_have_one_distribution() -> None:
    patterns = purchase_patterns([6], [30.0], [38.0], [20_000])
    fit = fit_bg_nbd(cdnow_patterns())
    shared = customer_intervals(fit, purchase_patterns([6], [30.0], [38.0]), 39, 0.8, 3)
    from lifetime_value.draws import IndependentDraws
    from lifetime_value.intervals import _purchases
    from lifetime_value.scoring import probability_active_and_phases

    rows = patterns.take(np.zeros(20_000, dtype=int))
    drawn = _purchases(
        fit, rows, probability_active_and_phases(fit, rows), 39, IndependentDraws(np.random.default_rng(1))
    )
    assert drawn.mean() == pytest.approx(score(fit, rows.take([0]), 39).expected_purchases[0], rel=0.03)
    low, high = np.quantile(drawn, [0.1, 0.9])
    assert abs(shared.low[0] - low) <= 1 and abs(shared.high[0] - high) <= 1


@pytest.mark.parametrize("horizon", [0.0, -1.0, float("nan")])
def test_a_horizon_must_be_above_zero(horizon: float) -> None:
    fit = fit_bg_nbd(cdnow_patterns())
    with pytest.raises(ValueError, match="horizon"):
        score(fit, cdnow_patterns(), horizon)
