"""Forecast intervals from parameter draws and simulated purchases.

Parameters alone cover 67 % of what a 90 % interval should (measured on 1,000 customers), so every draw of the
parameters also draws each customer's rate, chance to leave, purchases and, with a spend model, spend.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from lifetime_value.draws import IndependentDraws, SharedDraws
from lifetime_value.fits import Fit
from lifetime_value.patterns import FloatArray, PurchasePatterns
from lifetime_value.scoring import probability_active_and_phases

PARAMETER_DRAWS = 20
PURCHASE_DRAWS = 20
TOTAL_DRAWS = 400
ROWS_AT_ONCE = 20_000
Draws = IndependentDraws | SharedDraws


@dataclass(frozen=True)
class Interval:
    """low and high ends, (n,) or one number for a total."""

    low: FloatArray
    high: FloatArray


def customer_intervals(
    fit: Fit, patterns: PurchasePatterns, horizon: float, level: float, seed: int, spend: Fit | None = None
) -> Interval:
    """Central interval, (n,), of each pattern's purchases in the next `horizon` weeks.

    With a Gamma-Gamma fit `spend`, purchases are weighted by their spend relative to the expected spend of a customer
    with x + 1 known purchases: multiply the ends by that expectation. All customers share their random numbers, so a
    customer's interval does not depend on who else is scored; 400 draws each.
    """
    _check(horizon, level)
    low, high = np.empty(len(patterns)), np.empty(len(patterns))
    parameters = fit.draws(PARAMETER_DRAWS, seed)
    for start in range(0, len(patterns), ROWS_AT_ONCE):
        rows = slice(start, start + ROWS_AT_ONCE)
        part = patterns.take(np.arange(len(patterns))[rows])
        outcome = np.empty((PARAMETER_DRAWS * PURCHASE_DRAWS, len(part)), dtype=np.float32)
        for place, values in enumerate(parameters):
            drawn = _with_values(fit, values)
            state = probability_active_and_phases(drawn, part)
            for repeat in range(PURCHASE_DRAWS):
                number = place * PURCHASE_DRAWS + repeat
                draws = SharedDraws(seed, number)
                bought = _purchases(drawn, part, state, horizon, draws)
                outcome[number] = bought if spend is None else bought_spend(spend, part, bought, draws)
        tail = (1.0 - level) / 2.0
        low[rows], high[rows] = np.quantile(outcome, [tail, 1.0 - tail], axis=0)
    return Interval(low, high)


def total_interval(
    fit: Fit, patterns: PurchasePatterns, horizon: float, level: float, seed: int, draws: int = TOTAL_DRAWS
) -> Interval:
    """Central interval of the purchases of all customers together in the next `horizon` weeks.

    Every customer is drawn on its own in each of `draws` draws; counts must be whole numbers.
    """
    _check(horizon, level)
    rows = np.repeat(np.arange(len(patterns)), patterns.weights.astype(np.int64))
    totals = np.zeros(draws)
    for number, values in enumerate(fit.draws(draws, seed)):
        drawn = _with_values(fit, values)
        probability, phases = probability_active_and_phases(drawn, patterns)
        state = probability[rows], None if phases is None else phases[:, rows]
        generator = IndependentDraws(np.random.default_rng([seed, number]))
        totals[number] = _purchases(drawn, patterns.take(rows), state, horizon, generator).sum()
    tail = (1.0 - level) / 2.0
    low, high = np.quantile(totals, [tail, 1.0 - tail])
    return Interval(np.array(low), np.array(high))


def bought_spend(spend: Fit, patterns: PurchasePatterns, bought: FloatArray, draws: Draws) -> FloatArray:
    """Spend on y = `bought` purchases relative to the expected spend of one, gamma(p y) / gamma(q + p n) scaled."""
    p, q, _ = spend.values
    known = patterns.frequency + 1
    shapes = q + p * np.arange(int(known.max()) + 1)
    own = draws.gamma(shapes, known)
    relative: FloatArray = draws.gamma_sum(p, bought) / own * np.maximum(shapes[known] - 1.0, 0.0) / p
    return relative


def _purchases(
    fit: Fit, patterns: PurchasePatterns, state: tuple[FloatArray, FloatArray | None], horizon: float, draws: Draws
) -> FloatArray:
    """One draw of each customer's purchases in the horizon, (n,)."""
    probability, phases = state
    x, size = patterns.frequency, len(patterns)
    most = int(x.max())
    active = draws.uniform(size) < probability
    r, alpha, leaving, other = fit.values
    if fit.model == "pareto_nbd":
        rate = draws.gamma(r + np.arange(most + 1), x) / (alpha + patterns.age)
        departure = draws.gamma(np.array([leaving]), np.zeros_like(x)) / (other + patterns.age)
        lifetime = -np.log(draws.uniform(size)) / np.maximum(departure, 1e-300)
        bought: FloatArray = draws.events(rate * np.minimum(lifetime, horizon)) * active
        return bought
    k = fit.k
    phase = np.zeros(size, dtype=np.int64)
    if phases is not None:
        phase = np.minimum((draws.uniform(size) > np.cumsum(phases, axis=0)).sum(axis=0), k - 1)
    rate = draws.gamma(r + np.arange(k * (most + 1)), k * x + phase) / (alpha + patterns.age)
    purchases = (draws.events(rate * horizon) + phase) // k
    stay = draws.gamma(other + (fit.model != "bg_nbd") + np.arange(most + 1), x)
    leave = draws.gamma(np.array([leaving]), np.zeros_like(x))
    # ln(1 - p) for p ~ beta(a, B): exact where stay is tiny beside leave.
    log_stay = np.log(np.maximum(stay, 1e-300)) - np.log(stay + leave + 1e-300)
    until_leaving = 1.0 + np.floor(np.log(draws.uniform(size)) / np.minimum(log_stay, -1e-300))
    return np.asarray(np.minimum(purchases, until_leaving) * active, dtype=np.float64)


def _with_values(fit: Fit, values: FloatArray) -> Fit:
    return replace(fit, parameters=dict(zip(fit.parameters, (float(v) for v in values), strict=True)))


def _check(horizon: float, level: float) -> None:
    if not horizon > 0:
        raise ValueError(f"horizon must be above zero weeks, not {horizon}")
    if not 0 < level < 1:
        raise ValueError(f"the level of an interval lies between 0 and 1, not at {level}")
