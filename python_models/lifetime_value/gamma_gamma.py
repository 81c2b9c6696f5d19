"""Gamma-Gamma: spend per purchase (Fader, Hardie 2013, "The Gamma-Gamma model of monetary value").

A customer's purchases are gamma(p, nu) around a mean of its own, nu ~ gamma(q, gamma), independent of how often it
buys. With n purchases of mean m the expected spend of the next one is p (gamma + n m) / (p n + q - 1): the customer's
own mean, shrunk towards the population's the less is known of it.

The published fit sees each customer's mean only. Where customers differ far more from each other than from themselves,
as companies do, p then cannot be found (it runs off: no shrinking at all). With the sum of the logs of all single
purchases the likelihood is that of the purchases themselves, and p shows in how much a customer's own purchases vary.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln, psi

from lifetime_value.errors import InvalidPurchaseData
from lifetime_value.fits import Fit, log_covariance, maximum_reasons
from lifetime_value.maximise import maximise
from lifetime_value.patterns import FloatArray

NAMES = ("p", "q", "gamma")
START = np.log([2.0, 2.0, 1.0])
# Bins of 2 % in spend move the parameters by under 0.01 %, so they serve as the coarse start.
LOG_BIN = 0.02


@dataclass(frozen=True)
class SpendPatterns:
    """purchases: (n,) how many purchases a mean stands for, > 0; mean_spend: (n,) > 0; count: (n,) customers.

    log_spend_sum: sum over all single purchases of ln(spend); None = only means are known, as in the published fits.
    """

    purchases: FloatArray
    mean_spend: FloatArray
    count: FloatArray | None = None
    log_spend_sum: float | None = None

    def __len__(self) -> int:
        return len(self.purchases)

    @property
    def weights(self) -> FloatArray:
        return np.ones(len(self)) if self.count is None else self.count


def spend_patterns(
    purchases: ArrayLike, mean_spend: ArrayLike, count: ArrayLike | None = None, log_spend_sum: float | None = None
) -> SpendPatterns:
    """Checked spend patterns; raises InvalidPurchaseData unless all values are finite and above zero."""
    n = np.asarray(purchases, dtype=np.float64).ravel()
    m = np.asarray(mean_spend, dtype=np.float64).ravel()
    c = None if count is None else np.asarray(count, dtype=np.float64).ravel()
    if len(n) != len(m) or (c is not None and len(c) != len(n)):
        raise InvalidPurchaseData("purchases, mean_spend and count differ in length")
    if len(n) == 0:
        raise InvalidPurchaseData("there is no customer with spend")
    for name, column in (("purchases", n), ("mean_spend", m)) + ((("count", c),) if c is not None else ()):
        bad = ~(np.isfinite(column) & (column > 0))
        if bad.any():
            raise InvalidPurchaseData(f"{name} is missing or not above zero (row {int(np.argmax(bad))})")
    if log_spend_sum is not None:
        # No purchases of these means can have a larger sum of logs than equal ones; rounded means need a little room.
        most = float((n * (1.0 if c is None else c)) @ np.log(m))
        if not np.isfinite(log_spend_sum) or log_spend_sum > most + 1e-3 * (abs(most) + 1.0):
            raise InvalidPurchaseData("log_spend_sum contradicts the mean spends")
    return SpendPatterns(n, m, c, log_spend_sum)


class GammaGammaLikelihood:
    """Mean negative log-likelihood, spend in units of its geometric mean."""

    def __init__(self, patterns: SpendPatterns, scale: float) -> None:
        n, m, self.count = patterns.purchases, patterns.mean_spend / scale, patterns.count
        weights = patterns.weights
        self.row_count, self.customer_count = len(n), float(weights.sum())
        whole = n.astype(np.int64)
        if np.all(whole == n) and whole.max() < 1_000_000:
            at_n = np.bincount(whole, weights=patterns.count)
            self.distinct = np.flatnonzero(at_n).astype(np.float64)
            self.at_n = at_n[at_n > 0].astype(np.float64)
        else:
            self.distinct, self.at_n = n, weights
        self.n, self.total = n, n * m
        log_total = np.log(self.total)
        self.sum_n_log_total = float((n * weights) @ log_total)
        self.sum_log_mean = float(weights @ np.log(m))
        self.purchase_count = float(n @ weights)
        self.log_spend_sum = patterns.log_spend_sum
        if self.log_spend_sum is not None:
            self.log_spend_sum -= self.purchase_count * np.log(scale)

    def loss_and_gradient(self, theta: FloatArray) -> tuple[float, FloatArray]:
        p, q, gamma = np.exp(theta)
        size, u, at_n = self.customer_count, self.distinct, self.at_n
        reach = gamma + self.total
        log_reach, inverse = np.log(reach), 1.0 / reach
        if self.count is not None:
            log_reach, inverse = log_reach * self.count, inverse * self.count
        n_log, n_inverse = float(self.n @ log_reach), float(self.n @ inverse)
        log_sum, inverse_sum = float(log_reach.sum()), float(inverse.sum())
        value = float(at_n @ gammaln(p * u + q)) + size * (q * np.log(gamma) - float(gammaln(q)))
        value -= p * n_log + q * log_sum
        by_p = float(at_n @ (u * psi(p * u + q))) - n_log
        if self.log_spend_sum is None:
            value += p * self.sum_n_log_total - self.sum_log_mean - float(at_n @ gammaln(p * u))
            by_p += self.sum_n_log_total - float(at_n @ (u * psi(p * u)))
        else:
            value += (p - 1.0) * self.log_spend_sum - self.purchase_count * float(gammaln(p))
            by_p += self.log_spend_sum - self.purchase_count * float(psi(p))
        by_q = float(at_n @ psi(p * u + q)) + size * (np.log(gamma) - float(psi(q))) - log_sum
        by_gamma = size * q / gamma - p * n_inverse - q * inverse_sum
        return -value / size, -np.array([by_p * p, by_q * q, by_gamma * gamma]) / size


def fit_gamma_gamma(patterns: SpendPatterns) -> Fit:
    """Maximum-likelihood fit; `gamma` in the unit of money. Never raises on poor data, see `Fit.reasons`."""
    weights = patterns.weights
    size = float(weights.sum())
    if len(np.unique(patterns.mean_spend)) < 2:
        return Fit("gamma_gamma", dict.fromkeys(NAMES, float("nan")), float("nan"), size, np.zeros((3, 3)),
                   reasons=("all customers spend the same per purchase",))
    scale = float(np.exp(weights @ np.log(patterns.mean_spend) / size))
    levels = [GammaGammaLikelihood(patterns, scale)]
    if len(patterns) > 50_000:
        levels.insert(0, GammaGammaLikelihood(binned(patterns), scale))
    best = maximise(levels, START)
    densities = size if patterns.log_spend_sum is None else float(patterns.purchases @ weights)
    p, q, gamma = (float(value) for value in np.exp(best.theta))
    return Fit(
        "gamma_gamma",
        {"p": p, "q": q, "gamma": gamma * scale},
        float(-best.loss * size - densities * np.log(scale)),
        size,
        log_covariance(best, size),
        reasons=maximum_reasons(best, NAMES),
    )


def binned(patterns: SpendPatterns) -> SpendPatterns:
    """Rows grouped by purchases and 2 % steps of mean spend, the geometric mean of each bin kept."""
    log_mean = np.log(patterns.mean_spend)
    lowest = float(log_mean.min())
    step = ((log_mean - lowest) / LOG_BIN).astype(np.int64)
    steps = int(step.max()) + 1
    code = patterns.purchases.astype(np.int64) * steps + step
    size = int(code.max()) + 1
    if size > 8_000_000:
        return patterns
    counts = np.bincount(code, weights=patterns.count, minlength=size)
    sums = np.bincount(
        code, weights=log_mean if patterns.count is None else log_mean * patterns.count, minlength=size
    )
    used = np.flatnonzero(counts)
    customers: FloatArray = counts[used].astype(np.float64)
    means = np.exp(sums[used] / customers)
    return SpendPatterns((used // steps).astype(np.float64), means, customers, patterns.log_spend_sum)


def expected_spend(fit: Fit, purchases: ArrayLike, mean_spend: ArrayLike) -> FloatArray:
    """Expected spend of the next purchase, (n,). purchases = 0 gives the population's mean, p gamma / (q - 1), which
    is infinite unless q > 1."""
    p, q, gamma = fit.values
    n, m = np.asarray(purchases, dtype=np.float64), np.asarray(mean_spend, dtype=np.float64)
    known = np.where(n > 0, n * m, 0.0)
    denominator = p * n + q - 1.0
    with np.errstate(divide="ignore"):
        spend: FloatArray = np.where(denominator > 0, p * (gamma + known) / denominator, np.inf)
    return spend
