"""BG/NBD, MBG/NBD and MBG/CNBD-k: purchases of a customer who may leave after any purchase.

While active a customer buys at every k-th event of a Poisson process with rate lambda ~ gamma(r, alpha); after each
purchase it leaves with probability p ~ beta(a, b). k = 1 is irregular (Poisson) buying, a larger k steadier buying.
BG/NBD (Fader, Hardie, Lee 2005, Marketing Science 24(2)) never lets a one-time buyer leave; MBG/NBD (Batislam, Denizel,
Filiztekin 2007; Hoppe, Wagner 2007) does; MBG/CNBD-k is by Reutterer, Platzer, Schroeder (2021, IJRM 38(1)).

With n = r + kx, y = (T - t_x) / (alpha + T) and d = 1 where one-time buyers may leave (0 for BG/NBD)

    L = G(n)/G(r) alpha^r [ B(a, b+x+d)/B(a, b) (alpha+T)^-n S + B(a+1, b+x+d-1)/B(a, b) (alpha+t_x)^-n ],
    S = sum over j < k of G(n+j) / (G(n) j!) y^j,

times the constants prod gaps^(k-1) / G(k)^x; for BG/NBD the second term needs x > 0.
"""

from __future__ import annotations

import numpy as np
from scipy.special import betaln, gammaln, psi

from lifetime_value.fits import Fit, log_covariance, maximum_reasons
from lifetime_value.maximise import maximise
from lifetime_value.patterns import FloatArray, IntArray, PurchasePatterns, cells, split_one_time_buyers
from lifetime_value.tables import CHUNK, TimeTable

NAMES = ("r", "alpha", "a", "b")
START = np.log([1.0, 1.0, 1.0, 3.0])
SCALED_AGE = 10.0


class BetaGeometricLikelihood:
    """Mean negative log-likelihood of patterns in time units in which the oldest customer is `SCALED_AGE` old.

    Special functions are worked out once per distinct x, logs of times once per distinct t_x and T; one-time buyers
    collapse to one row per T. A pass over rows is then one exponential and one log1p each.
    """

    def __init__(
        self, once: PurchasePatterns, repeat: PurchasePatterns, k: int, one_time_may_leave: bool, scale: float
    ) -> None:
        """once, repeat: the two parts of :func:`split_one_time_buyers`."""
        self.k, self.may_leave = k, int(one_time_may_leave)
        self.customer_count = (once.customer_count if len(once) else 0.0) + repeat.customer_count
        self.once_rows, self.row_count = len(once), len(once) + len(repeat)
        self.once_count, self.repeat_count = once.weights, repeat.count
        self.t_table = TimeTable.of(np.concatenate([once.recency, repeat.recency]), scale)
        self.age_table = TimeTable.of(np.concatenate([once.age, repeat.age]), scale)
        self.x_code = np.concatenate([once.frequency, repeat.frequency]).astype(np.int32)
        self.x = np.arange(int(self.x_code.max()) + 1, dtype=np.float64)
        self.at_x = np.bincount(repeat.frequency, weights=repeat.count, minlength=len(self.x)).astype(np.float64)
        self.at_x[0] += self.once_count.sum()

    def rows(self) -> list[tuple[slice, FloatArray | None]]:
        """Chunks of rows with their counts (None = one each)."""
        parts: list[tuple[slice, FloatArray | None]] = []
        if self.once_rows:
            parts.append((slice(0, self.once_rows), self.once_count))
        for start in range(self.once_rows, self.row_count, CHUNK):
            stop = min(start + CHUNK, self.row_count)
            local = slice(start - self.once_rows, stop - self.once_rows)
            parts.append((slice(start, stop), None if self.repeat_count is None else self.repeat_count[local]))
        return parts

    def loss_and_gradient(self, theta: FloatArray) -> tuple[float, FloatArray]:
        r, alpha, a, b = np.exp(theta)
        k, d, x, at_x = self.k, self.may_leave, self.x, self.at_x
        n = r + k * x
        log_odds = leaving_log_odds(a, b, x, d)
        age_log, age_inverse = self.age_table.log_and_inverse(alpha)
        t_log, t_inverse = self.t_table.log_and_inverse(alpha)
        common = gammaln(n) - gammaln(r) + r * np.log(alpha) + betaln(a, b + x + d) - betaln(a, b)
        total = float(at_x @ common)
        gone_at_x = np.zeros(len(x))
        by_r = by_alpha = 0.0
        for rows, count in self.rows():
            code = self.x_code[rows]
            exponent = n[code]
            age_part, t_part = self.age_table.at(age_log, rows), self.t_table.at(t_log, rows)
            z = exponent * (age_part - t_part) + log_odds[code]
            series = None
            if k > 1:
                series = _phase_series(exponent, self._silence(rows, alpha), k)
                z = z - np.log(series[0])
            shrunk = np.exp(-np.abs(z))
            gone = np.where(z >= 0, 1.0, shrunk) / (1.0 + shrunk)
            gain = np.maximum(z, 0.0) + np.log1p(shrunk) - exponent * age_part
            if series is not None:
                gain = gain + np.log(series[0])
            stays = 1.0 - gone
            if count is not None:
                gone, stays = gone * count, stays * count
                total += float(count @ gain)
            else:
                total += float(gain.sum())
            by_r -= float(stays @ age_part + gone @ t_part)
            by_alpha -= float(
                (stays * exponent) @ self.age_table.at(age_inverse, rows)
                + (gone * exponent) @ self.t_table.at(t_inverse, rows)
            )
            if series is not None:
                level, by_n, by_y = series
                silence = self._silence(rows, alpha)
                by_r += float(stays @ (by_n / level))
                by_alpha -= float(stays @ (by_y / level * silence * self.age_table.at(age_inverse, rows)))
            gone_at_x += np.bincount(code, weights=gone, minlength=len(x))
        size = self.customer_count
        spread = psi(a + b) - psi(a + b + x + d)
        leave = np.maximum(b + x + d - 1, 1e-300)
        by_r += float(at_x @ (psi(n) - psi(r))) + size * np.log(alpha)
        by_alpha += size * r / alpha
        by_a = float(at_x @ spread + gone_at_x.sum() / a)
        by_b = float(at_x @ (spread + psi(b + x + d) - psi(b)) - gone_at_x @ (1.0 / leave))
        gradient = np.array([by_r * r, by_alpha * alpha, by_a * a, by_b * b])
        return -total / size, -gradient / size

    def _silence(self, rows: slice, alpha: float) -> FloatArray:
        age = self.age_table.at(self.age_table.values, rows)
        silence: FloatArray = (age - self.t_table.at(self.t_table.values, rows)) / (alpha + age)
        return silence


def leaving_log_odds(a: float, b: float, x: FloatArray | IntArray, d: int) -> FloatArray:
    """ln [B(a+1, b+x+d-1) / B(a, b+x+d)]: minus infinity where BG/NBD lets nobody leave (x = 0)."""
    left = b + np.asarray(x, dtype=np.float64) + d - 1
    possible = (np.asarray(x) > 0) | bool(d)
    return np.where(possible, np.log(a) - np.log(np.where(possible, left, 1.0)), -np.inf)


def _phase_series(n: FloatArray, y: FloatArray, k: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """S and its derivatives by n and y (see the module)."""
    level, by_n, by_y = np.ones_like(y), np.zeros_like(y), np.zeros_like(y)
    term, harmonic = np.ones_like(y), np.zeros_like(y)
    for j in range(1, k):
        previous = term
        harmonic = harmonic + 1.0 / (n + j - 1)
        by_y += previous * (n + j - 1)
        term = previous * (n + j - 1) / j * y
        level += term
        by_n += term * harmonic
    return level, by_n, by_y


def fit_beta_geometric(patterns: PurchasePatterns, k: int = 1, one_time_may_leave: bool = True) -> Fit:
    """Maximum-likelihood fit of one member of the family.

    k > 1 needs `patterns.log_gap_sum` for a log-likelihood that can be compared across k; without it that constant
    is left out and noted. Never raises on poor data: `Fit.reasons` says why the fit must not be used.
    """
    oldest = float(patterns.age.max())
    model = ("mbg_nbd" if k == 1 else "mbg_cnbd_k") if one_time_may_leave else "bg_nbd"
    if oldest <= 0 or patterns.repeat_purchase_count == 0:
        return Fit(model, dict.fromkeys(NAMES, float("nan")), float("nan"), patterns.customer_count,
                   np.zeros((4, 4)), k, ("no customer has bought twice",))
    scale = SCALED_AGE / oldest
    levels = [
        BetaGeometricLikelihood(once, repeat, k, one_time_may_leave, scale)
        for once, repeat in coarse_to_fine(*split_one_time_buyers(patterns), oldest)
    ]
    best = maximise(levels, START)
    r, alpha, a, b = (float(value) for value in np.exp(best.theta))
    bought = patterns.repeat_purchase_count
    constant = k * bought * np.log(scale) - bought * float(gammaln(k))
    notes: tuple[str, ...] = ()
    if k > 1:
        constant += (k - 1) * (patterns.log_gap_sum or 0.0)
        notes = () if patterns.log_gap_sum is not None else ("log-likelihood without the sum of log gaps",)
    return Fit(
        model,
        {"r": r, "alpha": alpha / scale, "a": a, "b": b},
        float(-best.loss * patterns.customer_count + constant),
        patterns.customer_count,
        log_covariance(best, patterns.customer_count),
        k,
        maximum_reasons(best, NAMES),
        notes,
    )


def coarse_to_fine(
    once: PurchasePatterns, repeat: PurchasePatterns, oldest: float
) -> list[tuple[PurchasePatterns, PurchasePatterns]]:
    """The data after coarser views of themselves, where there is enough of it to save time."""
    levels = [(once, repeat)]
    for steps, enough in ((80, 150_000), (20, 10_000)):
        if len(repeat) > enough:
            finer_once, finer_repeat = levels[0]
            coarser_once = cells(finer_once, oldest / steps) if len(once) else once
            levels.insert(0, (coarser_once, cells(finer_repeat, oldest / steps)))
    return levels


def fit_bg_nbd(patterns: PurchasePatterns) -> Fit:
    """BG/NBD. Its probability of being active is 1 for every one-time buyer by assumption."""
    return fit_beta_geometric(patterns, 1, one_time_may_leave=False)


def fit_mbg_nbd(patterns: PurchasePatterns) -> Fit:
    """MBG/NBD: BG/NBD in which a customer may leave after its first purchase."""
    return fit_beta_geometric(patterns)


def fit_mbg_cnbd_k(patterns: PurchasePatterns, largest_k: int = 12) -> Fit:
    """MBG/CNBD-k with the k of highest likelihood, tried upward from 1 until the likelihood falls.

    Without the sum of log gaps k cannot be compared, and the fit is that of k = 1.
    """
    best = fit_beta_geometric(patterns)
    if patterns.log_gap_sum is None:
        return best
    for k in range(2, largest_k + 1):
        fitted = fit_beta_geometric(patterns, k)
        if not fitted.log_likelihood > best.log_likelihood:
            break
        best = fitted
    return best
