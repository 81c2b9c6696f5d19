"""Customers drawn from the models themselves: for recovery tests, coverage and the benchmark."""

from __future__ import annotations

import numpy as np

from lifetime_value.patterns import FloatArray, PurchasePatterns, patterns_of_histories, purchase_patterns


def simulate_bg_nbd(
    size: int, parameters: tuple[float, float, float, float], weeks: float, horizon: float, seed: int,
    one_time_may_leave: bool = False, entry_weeks: float = 0.0,
) -> tuple[PurchasePatterns, FloatArray]:
    """Patterns after `weeks` of observation and the purchases of the `horizon` weeks after it, (size,).

    entry_weeks: first purchases are spread evenly over the first so many weeks. Times are exact, not whole days.
    """
    generator = np.random.default_rng(seed)
    r, alpha, a, b = parameters
    rate = generator.gamma(r, 1.0 / alpha, size)
    leave = generator.beta(a, b, size)
    age = weeks - generator.uniform(0.0, entry_weeks, size) if entry_weeks else np.full(size, float(weeks))
    frequency, recency, later = np.zeros(size, dtype=np.int64), np.zeros(size), np.zeros(size)
    time = np.zeros(size)
    log_gaps = 0.0
    rows = np.arange(size)
    if one_time_may_leave:
        rows = rows[generator.uniform(size=size) >= leave]
    while len(rows):
        gap = generator.exponential(1.0 / rate[rows])
        time[rows] += gap
        seen, soon = time[rows] <= age[rows], time[rows] <= age[rows] + horizon
        frequency[rows[seen]] += 1
        recency[rows[seen]] = time[rows[seen]]
        log_gaps += float(np.log(gap[seen]).sum())
        later[rows[soon & ~seen]] += 1
        stays = generator.uniform(size=len(rows)) >= leave[rows]
        rows = rows[soon & stays]
    return purchase_patterns(frequency, recency, age, log_gap_sum=log_gaps), later


def simulate_regular_buyers(
    size: int, shapes: tuple[int, ...], weeks: float, horizon: float, seed: int, mean_lifetime: float = 150.0
) -> tuple[PurchasePatterns, FloatArray, FloatArray]:
    """Buyers with gamma gaps, their shape drawn from `shapes`, and exponential lifetimes: no fitted model is true.

    Returns patterns (one customer each), purchases of the last 52 weeks (the first one included) and purchases of the
    `horizon` weeks after the observation, (size,) each.
    """
    generator = np.random.default_rng(seed)
    mean_gap = np.exp(generator.normal(np.log(9.0), 0.8, size))
    shape = generator.choice(np.array(shapes, dtype=np.float64), size)
    lifetime = generator.exponential(mean_lifetime * generator.gamma(2.0, 0.5, size))
    start = generator.uniform(0.0, weeks / 2, size)
    histories, recent, later = [], np.zeros(size), np.zeros(size)
    for number in range(size):
        enough = int((weeks + horizon) / mean_gap[number] * 2.0) + 40
        gaps = generator.gamma(shape[number], mean_gap[number] / shape[number], enough)
        times = start[number] + np.append(0.0, np.cumsum(gaps))
        times = np.unique(np.ceil(times[times <= start[number] + lifetime[number]] * 7) / 7)
        histories.append(times[times <= weeks])
        recent[number] = np.count_nonzero((times <= weeks) & (times > weeks - 52))
        later[number] = np.count_nonzero((times > weeks) & (times <= weeks + horizon))
    return patterns_of_histories(histories, np.full(size, float(weeks))), recent, later


def simulate_pareto_nbd(
    size: int, parameters: tuple[float, float, float, float], weeks: float, horizon: float, seed: int
) -> tuple[PurchasePatterns, FloatArray]:
    """As :func:`simulate_bg_nbd` for the Pareto/NBD model."""
    generator = np.random.default_rng(seed)
    r, alpha, s, beta = parameters
    rate = generator.gamma(r, 1.0 / alpha, size)
    lifetime = generator.exponential(1.0 / generator.gamma(s, 1.0 / beta, size))
    alive = np.minimum(lifetime, weeks)
    frequency = generator.poisson(rate * alive)
    # The last of x uniform times is the maximum, drawn at once.
    recency = np.where(
        frequency > 0, alive * generator.uniform(size=size) ** (1.0 / np.maximum(frequency, 1)), 0.0
    )
    later = generator.poisson(rate * np.clip(lifetime - weeks, 0.0, horizon)).astype(np.float64)
    return purchase_patterns(frequency, recency, np.full(size, float(weeks))), later


def simulate_gamma_gamma(
    purchases: FloatArray, parameters: tuple[float, float, float], seed: int
) -> FloatArray:
    """Mean spend of each customer over its number of purchases (> 0), (n,)."""
    generator = np.random.default_rng(seed)
    p, q, gamma = parameters
    own = generator.gamma(q, 1.0 / gamma, len(purchases))
    mean_spend: FloatArray = generator.gamma(p * purchases, 1.0 / own) / purchases
    return mean_spend
