"""Likelihoods by brute force: the story of each model integrated over its hidden quantities, no closed form used."""

from __future__ import annotations

from math import exp, factorial, gamma, log

import numpy as np
from scipy.integrate import quad
from scipy.special import gammaln
from scipy.stats import beta as beta_law
from scipy.stats import gamma as gamma_law


def _over_rate(shape: float, rate: float, function) -> float:
    """Mean of function(lambda) over gamma(shape, rate), by a quadrature in probability space near its mass."""
    law = gamma_law(shape, scale=1.0 / rate)
    borders = [0.0, *law.ppf([0.01, 0.2, 0.5, 0.8, 0.99, 0.999999]), law.ppf(1 - 1e-13)]
    return sum(
        quad(lambda v: function(v) * law.pdf(v), low, high, epsabs=0, epsrel=1e-10, limit=200)[0]
        for low, high in zip(borders, borders[1:], strict=False)
    )


def beta_geometric(
    parameters: tuple[float, float, float, float], gaps: list[float], age: float, k: int, one_time_may_leave: bool
) -> float:
    """ln of the density of one customer's gaps and of its silence up to `age`."""
    r, alpha, a, b = parameters
    x, t_x = len(gaps), sum(gaps)

    def given(rate: float, leave: float) -> float:
        seen = np.prod([rate**k * gap ** (k - 1) * exp(-rate * gap) / factorial(k - 1) for gap in gaps])
        silence = sum(exp(-rate * (age - t_x)) * (rate * (age - t_x)) ** j / factorial(j) for j in range(k))
        decisions = x + 1 if one_time_may_leave else x
        stayed = (1 - leave) ** decisions * silence
        left = leave * (1 - leave) ** (decisions - 1) if decisions else 0.0
        return float(seen * (stayed + left))

    law = beta_law(a, b)
    borders = [0.0, 0.02, 0.1, 0.3, 0.7, 0.95, 1.0]
    inner = lambda leave: _over_rate(r, alpha, lambda rate: given(rate, leave)) * law.pdf(leave)  # noqa: E731
    return log(
        sum(quad(inner, low, high, epsrel=1e-7)[0] for low, high in zip(borders, borders[1:], strict=False))
    )


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

    def density(own: float) -> float:
        shape = p * purchases
        return float(
            np.exp(
                shape * np.log(own * purchases) + (shape - 1) * np.log(mean_spend)
                - own * purchases * mean_spend - gammaln(shape)
            )
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
