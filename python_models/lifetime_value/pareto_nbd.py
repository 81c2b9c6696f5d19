"""Pareto/NBD: purchases of a customer who may leave at any moment (Schmittlein, Morrison, Colombo 1987).

Buying is Poisson with rate lambda ~ gamma(r, alpha), lifetimes are exponential with rate mu ~ gamma(s, beta):

    L = G(r+x)/G(r) alpha^r beta^s [ (alpha+T)^-(r+x) (beta+T)^-s + s I ],
    I = integral from t_x to T of (alpha+u)^-(r+x) (beta+u)^-(s+1) du.

In v = ln((alpha+u)/(alpha+t_x)) the integrand is exp(-(r+s+x) v) times a slowly varying factor, so Gauss-Legendre nodes
over [0, min(ln((alpha+T)/(alpha+t_x)), 36/(r+s+x))] reach 1e-11 for any x, where hypergeometric series lose digits.
"""

from __future__ import annotations

import numpy as np
from scipy.special import gammaln, psi

from lifetime_value.fits import Fit, log_covariance, maximum_reasons
from lifetime_value.maximise import maximise
from lifetime_value.patterns import FloatArray, PurchasePatterns, cells, distinct_patterns

NAMES = ("r", "alpha", "s", "beta")
START = np.log([1.0, 1.0, 1.0, 1.0])
SCALED_AGE = 10.0
NODES = 20
CHUNK = 4_096
# exp(-36) is 2e-16: what lies beyond does not change the last digit.
REACH = 36.0
_node, _weight = np.polynomial.legendre.leggauss(NODES)
UNIT_NODES: FloatArray = (_node + 1.0) / 2.0
UNIT_WEIGHTS: FloatArray = _weight / 2.0


class ParetoLikelihood:
    """Mean negative log-likelihood of patterns in scaled time."""

    def __init__(self, patterns: PurchasePatterns, scale: float) -> None:
        self.x = patterns.frequency.astype(np.float64)
        self.t_x, self.age, self.count = patterns.recency * scale, patterns.age * scale, patterns.weights
        self.row_count, self.customer_count = len(self.x), patterns.customer_count
        self.at_x = np.bincount(patterns.frequency, weights=self.count)

    def loss_and_gradient(self, theta: FloatArray) -> tuple[float, FloatArray]:
        r, alpha, s, beta = np.exp(theta)
        size, levels = self.customer_count, np.arange(len(self.at_x))
        value = float(self.at_x @ (gammaln(r + levels) - gammaln(r))) + size * (r * np.log(alpha) + s * np.log(beta))
        by = np.array([
            float(self.at_x @ (psi(r + levels) - psi(r))) + size * np.log(alpha),
            size * r / alpha,
            size * np.log(beta),
            size * s / beta,
        ])
        for start in range(0, self.row_count, CHUNK):
            rows = slice(start, start + CHUNK)
            parts = _chunk(self.x[rows], self.t_x[rows], self.age[rows], r, alpha, s, beta)
            value += float(self.count[rows] @ parts[0])
            by += parts[1] @ self.count[rows]
        return -value / size, -(by * np.array([r, alpha, s, beta])) / size


def _chunk(
    x: FloatArray, t_x: FloatArray, age: FloatArray, r: float, alpha: float, s: float, beta: float
) -> tuple[FloatArray, FloatArray]:
    """ln of the bracket of the likelihood, (n,), and its derivatives by r, alpha, s, beta, (4, n)."""
    n = r + x
    log_age_a, log_age_b = np.log(alpha + age), np.log(beta + age)
    active = -n * log_age_a - s * log_age_b
    gone, mean_a, mean_inverse_a, mean_b, mean_inverse_b = _departure(x, t_x, age, r, alpha, s, beta)
    top = np.maximum(active, gone)
    total = top + np.log(np.exp(active - top) + np.exp(gone - top))
    stays, leaves = np.exp(active - total), np.exp(gone - total)
    by = np.stack([
        -stays * log_age_a - leaves * mean_a,
        -stays * n / (alpha + age) - leaves * n * mean_inverse_a,
        -stays * log_age_b + leaves * (1.0 / s - mean_b),
        -stays * s / (beta + age) - leaves * (s + 1.0) * mean_inverse_b,
    ])
    return total, by


def _departure(
    x: FloatArray, t_x: FloatArray, age: FloatArray, r: float, alpha: float, s: float, beta: float
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray, FloatArray]:
    """ln(s I) and the means, over the time u of leaving in (t_x, T), of ln(alpha+u), 1/(alpha+u), ln(beta+u) and
    1/(beta+u); each (n,)."""
    rate = r + s + x
    from_log = np.log(alpha + t_x)
    reach = np.minimum(np.log(alpha + age) - from_log, REACH / rate)
    v = UNIT_NODES[:, None] * reach
    a_u = np.exp(v) * (alpha + t_x)
    b_u = a_u + (beta - alpha)
    log_b_u = np.log(b_u)
    # In v: (alpha+u)^-(r+x-1) (beta+u)^-(s+1) dv, relative to its value at v = 0.
    density = np.exp((1.0 - r - x) * v - (s + 1.0) * (log_b_u - np.log(beta + t_x)))
    density *= UNIT_WEIGHTS[:, None]
    mass = density.sum(axis=0)
    safe = np.where(mass > 0, mass, 1.0)
    with np.errstate(divide="ignore"):
        level = np.log(s) + np.log(mass * reach) + (1.0 - r - x) * from_log - (s + 1.0) * np.log(beta + t_x)
    mean_a = from_log + (density * v).sum(axis=0) / safe
    return (
        level,
        mean_a,
        (density / a_u).sum(axis=0) / safe,
        (density * log_b_u).sum(axis=0) / safe,
        (density / b_u).sum(axis=0) / safe,
    )


def fit_pareto_nbd(patterns: PurchasePatterns) -> Fit:
    """Maximum-likelihood fit. Never raises on poor data: `Fit.reasons` says why the fit must not be used."""
    oldest = float(patterns.age.max())
    if oldest <= 0 or patterns.repeat_purchase_count == 0:
        return Fit("pareto_nbd", dict.fromkeys(NAMES, float("nan")), float("nan"), patterns.customer_count,
                   np.zeros((4, 4)), reasons=("no customer has bought twice",))
    scale = SCALED_AGE / oldest
    merged = distinct_patterns(patterns) if len(patterns) > 1_000 else patterns
    levels = [merged]
    if len(merged) > 4_000:
        levels.insert(0, cells(merged, oldest / 20))
    if len(merged) > 20_000:
        levels.insert(1, cells(merged, oldest / 80))
    best = maximise([ParetoLikelihood(level, scale) for level in levels], START)
    r, alpha, s, beta = (float(value) for value in np.exp(best.theta))
    return Fit(
        "pareto_nbd",
        {"r": r, "alpha": alpha / scale, "s": s, "beta": beta / scale},
        float(-best.loss * patterns.customer_count + patterns.repeat_purchase_count * np.log(scale)),
        patterns.customer_count,
        log_covariance(best, patterns.customer_count),
        reasons=maximum_reasons(best, NAMES),
    )


def probability_active_pareto(fit: Fit, patterns: PurchasePatterns) -> FloatArray:
    """Probability of still being a customer at the end of observation, (n,)."""
    r, alpha, s, beta = fit.values
    active = np.empty(len(patterns))
    for start in range(0, len(patterns), CHUNK):
        rows = slice(start, start + CHUNK)
        x, t_x, age = patterns.frequency[rows].astype(np.float64), patterns.recency[rows], patterns.age[rows]
        stays = -(r + x) * np.log(alpha + age) - s * np.log(beta + age)
        gone = _departure(x, t_x, age, r, alpha, s, beta)[0]
        active[rows] = 1.0 / (1.0 + np.exp(np.minimum(gone - stays, 700.0)))
    return active


def expected_if_active_pareto(fit: Fit, frequency: FloatArray, age: FloatArray, horizon: float) -> FloatArray:
    """Expected purchases in the next `horizon` weeks of customers active at `age`, (n,)."""
    r, alpha, s, beta = fit.values
    log_growth = np.log1p(horizon / (beta + age))
    # (1 - e^-cL) / c, which is L where c = s - 1 vanishes.
    c = s - 1.0
    shrink = log_growth if abs(c) < 1e-12 else -np.expm1(-c * log_growth) / c
    expected: FloatArray = (r + frequency) / (alpha + age) * (beta + age) * shrink
    return expected
