"""Likelihoods by brute force: the story of each model integrated over its hidden quantities, no closed form used."""

from __future__ import annotations

from math import factorial, gamma, log

import numpy as np
from scipy.integrate import quad
from scipy.special import gammaln
from scipy.stats import beta as beta_law
from scipy.stats import gamma as gamma_law


def _over_rate(shape: float, rate: float, function) -> float:
    """Mean of function(lambda), vectorised, over gamma(shape, rate): composite Gauss-Legendre where its mass is."""
    law = gamma_law(shape, scale=1.0 / rate)
    points, weights = _panels([0.0, *law.ppf([1e-6, 1e-3, 0.02, 0.1, 0.3, 0.6, 0.9, 0.99, 0.9999]), law.ppf(1 - 1e-13)])
    return float((weights * law.pdf(points)) @ function(points))


def _panels(borders: list[float]) -> tuple[np.ndarray, np.ndarray]:
    """Nodes and weights of 40 Gauss-Legendre points in each panel; the first panel is substituted, v = end * u^8."""
    nodes, weights = np.polynomial.legendre.leggauss(40)
    nodes, weights = (nodes + 1) / 2, weights / 2
    first = borders[1]
    points, shares = [first * nodes**8], [weights * first * 8 * nodes**7]
    for low, high in zip(borders[1:], borders[2:], strict=False):
        points.append(low + (high - low) * nodes)
        shares.append((high - low) * weights)
    return np.concatenate(points), np.concatenate(shares)


def beta_geometric(
    parameters: tuple[float, float, float, float], gaps: list[float], age: float, k: int, one_time_may_leave: bool
) -> float:
    """ln of the density of one customer's gaps and of its silence up to `age`."""
    r, alpha, a, b = parameters
    x, t_x = len(gaps), sum(gaps)

    def purchases(rate: np.ndarray) -> np.ndarray:
        seen = np.ones_like(rate)
        for gap in gaps:
            seen = seen * rate**k * gap ** (k - 1) * np.exp(-rate * gap) / factorial(k - 1)
        return seen

    def silence(rate: np.ndarray) -> np.ndarray:
        quiet = rate * (age - t_x)
        return sum(np.exp(-quiet) * quiet**j / factorial(j) for j in range(k))

    # Rate and chance to leave are independent: two integrals over each.
    active = _over_rate(r, alpha, lambda rate: purchases(rate) * silence(rate))
    bought = _over_rate(r, alpha, purchases)
    law = beta_law(a, b)
    leave, weights = _panels([0.0, 0.02, 0.1, 0.3, 0.6, 0.9, 0.99, 1.0])
    weights = weights * law.pdf(leave)
    decisions = x + 1 if one_time_may_leave else x
    stayed = weights @ (1 - leave) ** decisions
    left = weights @ (leave * (1 - leave) ** (decisions - 1)) if decisions else 0.0
    return log(stayed * active + left * bought)


def pareto(parameters: tuple[float, float, float, float], x: int, t_x: float, age: float) -> float:
    """ln likelihood, the time of leaving integrated in place of mu, lambda in closed gamma form only per time."""
    r, alpha, s, beta = parameters

    def bought(until: float) -> float:
        return gamma(r + x) / gamma(r) * alpha**r / (alpha + until) ** (r + x)

    leaving = quad(
        lambda u: bought(u) * s * beta**s / (beta + u) ** (s + 1), t_x, age, epsabs=0, epsrel=1e-11, limit=200
    )[0]
    return log(bought(age) * (beta / (beta + age)) ** s + leaving)


def gamma_gamma(parameters: tuple[float, float, float], purchases: float, mean_spend: float) -> float:
    p, q, scale = parameters

    def density(own: np.ndarray) -> np.ndarray:
        shape = p * purchases
        return np.exp(
            shape * np.log(own * purchases) + (shape - 1) * np.log(mean_spend)
            - own * purchases * mean_spend - gammaln(shape)
        )

    return log(_over_rate(q, scale, density))


def log_likelihood_bg(parameters: tuple[float, float, float, float], x, t_x, age) -> float:
    """Published BG/NBD formula (Fader, Hardie, Lee 2005, eq. 6) in the arrangement of their spreadsheet."""
    r, alpha, a, b = parameters
    x, t_x, age = (np.asarray(column, dtype=float) for column in (x, t_x, age))
    first = gammaln(r + x) - gammaln(r) + r * np.log(alpha)
    second = gammaln(a + b) + gammaln(b + x) - gammaln(b) - gammaln(a + b + x)
    stay = (alpha + age) ** -(r + x)
    left = np.where(x > 0, a / np.where(x > 0, b + x - 1, 1.0) * (alpha + t_x) ** -(r + x), 0.0)
    return float(np.sum(first + second + np.log(stay + left)))


def log_likelihood_gamma_gamma(parameters: tuple[float, float, float], purchases, mean_spend) -> float:
    p, q, scale = parameters
    n, m = np.asarray(purchases, dtype=float), np.asarray(mean_spend, dtype=float)
    return float(np.sum(
        gammaln(p * n + q) - gammaln(p * n) - gammaln(q) + q * np.log(scale)
        + (p * n - 1) * np.log(m) + p * n * np.log(n) - (p * n + q) * np.log(scale + m * n)
    ))
