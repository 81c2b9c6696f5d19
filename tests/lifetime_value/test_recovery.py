"""Known truths come back, forecasts cover what came, and grouping customers changes nothing."""

from __future__ import annotations

import numpy as np
import pytest
from lifetime_value import (
    cells,
    fit_bg_nbd,
    fit_gamma_gamma,
    fit_mbg_cnbd_k,
    fit_mbg_nbd,
    fit_pareto_nbd,
    spend_patterns,
    wheat_morrison_k,
)
from lifetime_value.intervals import total_interval
from lifetime_value.patterns import distinct_patterns, purchase_patterns
from lifetime_value.regularity import gamma_shapes
from lifetime_value.simulation import (
    simulate_bg_nbd,
    simulate_gamma_gamma,
    simulate_pareto_nbd,
    simulate_regular_buyers,
)

BG = (0.6, 8.0, 0.8, 3.0)
PARETO = (0.8, 8.0, 0.8, 30.0)
GAMMA = (6.25, 3.74, 15.44)


@pytest.mark.parametrize("size", [1_000, 10_000, 100_000])
@pytest.mark.parametrize("model", ["bg_nbd", "mbg_nbd", "pareto_nbd"])
def test_parameters_come_back_within_four_standard_errors(model: str, size: int) -> None:
    if model == "pareto_nbd":
        truth, fit = PARETO, fit_pareto_nbd(simulate_pareto_nbd(size, PARETO, 104, 52, 21)[0])
    else:
        patterns, _ = simulate_bg_nbd(size, BG, 104, 52, 21, one_time_may_leave=model == "mbg_nbd", entry_weeks=52)
        truth, fit = BG, fit_bg_nbd(patterns) if model == "bg_nbd" else fit_mbg_nbd(patterns)
    assert fit.is_usable, fit.reasons
    spread = np.sqrt(np.diag(fit.covariance))
    assert np.all(np.abs(np.log(fit.values / truth)) < 4 * spread), (fit.parameters, spread)


@pytest.mark.parametrize("size", [1_000, 60_000])
def test_spend_parameters_come_back(size: int) -> None:
    purchases = np.random.default_rng(2).integers(1, 12, size).astype(float)
    fit = fit_gamma_gamma(spend_patterns(purchases, simulate_gamma_gamma(purchases, GAMMA, 4)))
    assert fit.is_usable, fit.reasons
    assert np.all(np.abs(np.log(fit.values / GAMMA)) < 4 * np.sqrt(np.diag(fit.covariance)))


def test_single_purchases_find_how_much_a_customer_varies() -> None:
    """Very different customers that hardly vary themselves: from means alone p runs off, from purchases it is found."""
    generator = np.random.default_rng(5)
    truth = (4.0, 2.2, 9_000.0)
    counts = generator.integers(2, 40, 250)
    own = generator.gamma(truth[1], 1 / truth[2], 250)
    spends = [generator.gamma(truth[0], 1 / rate, n) for rate, n in zip(own, counts, strict=True)]
    log_sum = float(sum(np.log(spend).sum() for spend in spends))
    fit = fit_gamma_gamma(spend_patterns(counts, [spend.mean() for spend in spends], None, log_sum))
    assert fit.is_usable, fit.reasons
    assert np.all(np.abs(np.log(fit.values / truth)) < 4 * np.sqrt(np.diag(fit.covariance)))
    assert fit.values[0] == pytest.approx(truth[0], rel=0.06)


def _coverage(sets: int) -> float:
    covered = 0
    for seed in range(sets):
        patterns, later = simulate_bg_nbd(1_000, BG, 104, 52, 1_000 + seed, entry_weeks=52)
        ends = total_interval(fit_bg_nbd(patterns), patterns, 52, 0.90, seed, draws=200)
        covered += bool(ends.low <= later.sum() <= ends.high)
    return covered / sets


def test_a_ninety_percent_interval_covers_the_total_of_52_weeks() -> None:
    assert 0.85 <= _coverage(100) <= 0.95


@pytest.mark.soak
def test_a_ninety_percent_interval_covers_over_many_data_sets() -> None:
    assert 0.85 <= _coverage(400) <= 0.95


def test_grouping_customers_into_patterns_changes_nothing() -> None:
    patterns, _ = simulate_bg_nbd(5_000, BG, 104, 52, 8)
    whole = purchase_patterns(
        patterns.frequency, np.ceil(patterns.recency * 7) / 7, np.ceil(patterns.age * 7) / 7
    )
    grouped = distinct_patterns(whole)
    assert len(grouped) < len(whole) and grouped.customer_count == whole.customer_count
    assert fit_bg_nbd(grouped).values == pytest.approx(fit_bg_nbd(whole).values, rel=1e-6)


def test_order_of_rows_does_not_matter_for_distinct_patterns() -> None:
    patterns, _ = simulate_bg_nbd(3_000, BG, 104, 52, 8)
    shuffled = patterns.take(np.random.default_rng(1).permutation(3_000))
    one, two = fit_bg_nbd(distinct_patterns(patterns)), fit_bg_nbd(distinct_patterns(shuffled))
    assert one.parameters == two.parameters and one.log_likelihood == two.log_likelihood


def test_weekly_cells_keep_means_so_that_the_fit_stays() -> None:
    patterns, _ = simulate_bg_nbd(50_000, BG, 104, 52, 8, entry_weeks=52)
    exact, celled = fit_bg_nbd(patterns), fit_bg_nbd(cells(patterns, 1.0))
    assert celled.values == pytest.approx(exact.values, rel=0.005)


def test_weekly_rounding_would_bias_the_fit() -> None:
    """Why cells keep means: the same data rounded up to weeks are off by many times as much."""
    patterns, _ = simulate_bg_nbd(50_000, BG, 104, 52, 8, entry_weeks=52)
    rounded = purchase_patterns(patterns.frequency, np.ceil(patterns.recency), np.ceil(patterns.age))
    exact = fit_bg_nbd(patterns)
    assert abs(fit_bg_nbd(rounded).values[1] / exact.values[1] - 1) > 0.02


def test_half_day_correction_undoes_rounding_up_to_days() -> None:
    patterns, _ = simulate_bg_nbd(100_000, BG, 104, 52, 8, entry_weeks=52)
    daily = purchase_patterns(
        patterns.frequency, np.minimum(np.ceil(patterns.recency * 7) / 7, patterns.age), patterns.age
    )
    exact = fit_bg_nbd(patterns).values[1]
    assert abs(fit_bg_nbd(daily.shifted(-0.5 / 7)).values[1] - exact) < abs(fit_bg_nbd(daily).values[1] - exact)


@pytest.mark.parametrize("k", [1, 2, 4])
def test_regularity_is_found(k: int) -> None:
    gaps = np.random.default_rng(k).gamma(k, 1.0, (12, 20_000))
    assert wheat_morrison_k(gaps[0], gaps[1]) == pytest.approx(k, rel=0.06)
    shapes = gamma_shapes(np.full(20_000, 12), gaps.sum(axis=0), np.log(gaps).sum(axis=0))
    # The maximum-likelihood shape of twelve gaps is biased upward by about a quarter.
    assert k < np.median(shapes) < 1.35 * k
    patterns, _, _ = simulate_regular_buyers(3_000, (k,), 156, 52, 5)
    assert abs(fit_mbg_cnbd_k(patterns).k - k) <= (1 if k == 4 else 0)
