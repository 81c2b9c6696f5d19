"""What a fit says about customers: probability of being active, expected and discounted purchases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from lifetime_value.beta_geometric import leaving_log_odds
from lifetime_value.fits import Fit
from lifetime_value.pareto_nbd import expected_if_active_pareto, probability_active_pareto
from lifetime_value.patterns import FloatArray, PurchasePatterns
from lifetime_value.renewals import expected_purchases_if_active
from lifetime_value.tables import TimeTable

WEEKS_PER_YEAR = 365.25 / 7
# Expected purchases are nearly straight in time, so five nodes integrate the discount to 1e-6.
_node, _weight = np.polynomial.legendre.leggauss(5)
CHUNK = 1 << 17


@dataclass(frozen=True)
class Scores:
    """Each (n,): probability of being active at T; purchases expected in the horizon; the same discounted to T."""

    probability_active: FloatArray
    expected_purchases: FloatArray
    discounted_purchases: FloatArray


def score(fit: Fit, patterns: PurchasePatterns, horizon: float, yearly_discount_rate: float = 0.0) -> Scores:
    """Scores over the next `horizon` weeks (> 0), purchases discounted continuously at ln(1 + yearly rate).

    Raises ValueError for a horizon that is not above zero or a discount rate below zero.
    """
    if not horizon > 0:
        raise ValueError(f"horizon must be above zero weeks, not {horizon}")
    if yearly_discount_rate < 0:
        raise ValueError(f"the discount rate must not be negative, not {yearly_discount_rate}")
    probability, phases = probability_active_and_phases(fit, patterns)
    if yearly_discount_rate == 0:
        expected = probability * _expected_if_active(fit, patterns, phases, np.array([horizon]))[0]
        return Scores(probability, expected, expected)
    force = np.log1p(yearly_discount_rate) / WEEKS_PER_YEAR
    times = np.append((_node + 1.0) / 2.0 * horizon, horizon)
    curve = _expected_if_active(fit, patterns, phases, times)
    # Integral of e^-ft dE(t) by parts: e^-fh E(h) + f * integral of e^-ft E(t).
    weights = np.append(force * horizon * _weight / 2.0 * np.exp(-force * times[:-1]), np.exp(-force * horizon))
    return Scores(probability, probability * curve[-1], probability * (weights @ curve))


def probability_active(fit: Fit, patterns: PurchasePatterns) -> FloatArray:
    """Probability of being active at T, (n,). BG/NBD says 1 for every one-time buyer: do not publish those."""
    return probability_active_and_phases(fit, patterns)[0]


def probability_active_and_phases(fit: Fit, patterns: PurchasePatterns) -> tuple[FloatArray, FloatArray | None]:
    """The probability and, for k > 1, the odds of the events j since the last purchase, (k, n), summing to 1."""
    if fit.model == "pareto_nbd":
        return probability_active_pareto(fit, patterns), None
    r, alpha, a, b = fit.values
    t_table, age_table = TimeTable.of(patterns.recency, 1.0), TimeTable.of(patterns.age, 1.0)
    t_log, age_log = np.log(alpha + t_table.values), np.log(alpha + age_table.values)
    odds = leaving_log_odds(a, b, np.arange(int(patterns.frequency.max()) + 1), int(fit.model != "bg_nbd"))
    probability = np.empty(len(patterns))
    phases = None if fit.k == 1 else np.empty((fit.k, len(patterns)))
    for start in range(0, len(patterns), CHUNK):
        rows = slice(start, start + CHUNK)
        x = patterns.frequency[rows]
        n = r + fit.k * x
        z = odds[x] + n * (age_table.at(age_log, rows) - t_table.at(t_log, rows))
        if phases is not None:
            silence = (patterns.age[rows] - patterns.recency[rows]) / (alpha + patterns.age[rows])
            terms = np.ones((fit.k, len(x)))
            for j in range(1, fit.k):
                terms[j] = terms[j - 1] * (n + j - 1) / j * silence
            total = terms.sum(axis=0)
            z -= np.log(total)
            phases[:, rows] = terms / total
        probability[rows] = expit(-z)
    return probability, phases


def _expected_if_active(
    fit: Fit, patterns: PurchasePatterns, phases: FloatArray | None, horizons: FloatArray
) -> FloatArray:
    """(horizons, n): worked out once per distinct (x, T), since t_x matters only through the odds."""
    x, age, place = _distinct(patterns)
    if fit.model == "pareto_nbd":
        return np.stack([expected_if_active_pareto(fit, x, age, float(h))[place] for h in horizons])
    r, alpha, a, b = fit.values
    stay = b + x + (0.0 if fit.model == "bg_nbd" else 1.0)
    expected = np.zeros((len(horizons), len(patterns)))
    for number, horizon in enumerate(horizons):
        theta = horizon / (alpha + age + horizon)
        for j in range(fit.k):
            values = expected_purchases_if_active(r + fit.k * x + j, theta, a, stay, fit.k, j)[place]
            expected[number] += values if phases is None else values * phases[j]
    return expected


def _distinct(patterns: PurchasePatterns) -> tuple[FloatArray, FloatArray, np.ndarray]:
    """Distinct (x, T) and each row's place among them."""
    days = patterns.age * 7
    whole = np.rint(days)
    sizes = (int(patterns.frequency.max()) + 1) * (int(whole.max()) + 1)
    if len(patterns) > 1_000 and sizes < 20_000_000 and np.max(np.abs(days - whole)) < 1e-6:
        ages = int(whole.max()) + 1
        code = patterns.frequency * ages + whole.astype(np.int64)
        used = np.zeros(sizes, dtype=bool)
        used[code] = True
        distinct = np.flatnonzero(used)
        place_of = np.zeros(sizes, dtype=np.int32)
        place_of[distinct] = np.arange(len(distinct), dtype=np.int32)
        return (distinct // ages).astype(np.float64), (distinct % ages) / 7.0, place_of[code]
    return patterns.frequency.astype(np.float64), patterns.age, np.arange(len(patterns))
