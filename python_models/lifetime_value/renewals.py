"""Expected purchases of a customer that buys at every k-th event and may leave after each purchase.

Given that a customer is active at T with j events since its last purchase, its rate is gamma(R, alpha+T) with
R = r + kx + j, events in the next t weeks are negative binomial with theta = t / (alpha+T+t), and its chance to leave
is beta(a, B). The i-th purchase happens if enough events come and the customer stayed after the i - 1 before it:

    E = sum over i >= 1 of  B(a, B+i-1) / B(a, B) * P(events >= ik - j).

All terms are positive, so nothing cancels, whatever a (the closed form for k = 1 has a pole at a = 1).
"""

from __future__ import annotations

import numpy as np
from scipy.special import betainc, hyp2f1

from lifetime_value.patterns import FloatArray

# Below this log-probability of "no event" the recursion would start from zero.
UNDERFLOW = -600.0
TAIL = 1e-12
NEAR_ONE = 1e-5


def expected_purchases_if_active(
    shape: FloatArray, theta: FloatArray, leave: float, stay: FloatArray, k: int, phase: int
) -> FloatArray:
    """The sum above; shape R, theta and stay B are (n,), leave is a, phase is j < k."""
    if k == 1 and abs(leave - 1.0) > NEAR_ONE:
        closed = _closed_form(shape, theta, leave, stay)
        good = np.isfinite(closed) & (closed >= 0)
        if good.all():
            return closed
        closed[~good] = _by_recursion(shape[~good], theta[~good], leave, stay[~good], k, phase)
        return closed
    return _by_recursion(shape, theta, leave, stay, k, phase)


def _closed_form(shape: FloatArray, theta: FloatArray, leave: float, stay: FloatArray) -> FloatArray:
    """Fader, Hardie, Lee (2005), eq. 10, without the probability of being active."""
    total = leave + stay - 1.0
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        rest = np.exp(shape * np.log1p(-theta)) * hyp2f1(shape, stay, total, theta)
        value: FloatArray = total / (leave - 1.0) * (1.0 - rest)
    return value


def _by_recursion(
    shape: FloatArray, theta: FloatArray, leave: float, stay: FloatArray, k: int, phase: int
) -> FloatArray:
    expected = np.zeros(len(shape))
    log_none = shape * np.log1p(-theta)
    far = log_none < UNDERFLOW
    if far.any():
        expected[far] = _by_beta(shape[far], theta[far], leave, stay[far], k, phase)
    rows = np.flatnonzero(~far)
    probability, seen = np.exp(log_none[rows]), np.zeros(len(rows))
    still = np.ones(len(rows))
    s, t, b = shape[rows], theta[rows], stay[rows]
    events = 0
    while len(rows):
        seen += probability
        if (events + 1 + phase) % k == 0:
            number = (events + 1 + phase) // k
            expected[rows] += still * np.maximum(1.0 - seen, 0.0)
            still = still * (b + number - 1.0) / (leave + b + number - 1.0)
        probability = probability * ((s + events) / (events + 1.0) * t)
        events += 1
        if events % 32 == 0:
            # Past the mean and with nothing left in the tail, or hardly anyone staying, a row is done.
            going = (1.0 - seen > TAIL) & (still > TAIL)
            if not going.all():
                rows, probability, seen, still = rows[going], probability[going], seen[going], still[going]
                s, t, b = s[going], t[going], b[going]
    return expected


def _by_beta(shape: FloatArray, theta: FloatArray, leave: float, stay: FloatArray, k: int, phase: int) -> FloatArray:
    """The same for very frequent buyers: P(events >= m) is an incomplete beta function."""
    expected, still = np.zeros(len(shape)), np.ones(len(shape))
    rows, number = np.arange(len(shape)), 0
    while len(rows):
        number += 1
        reach = betainc(float(number * k - phase), shape[rows], theta[rows])
        expected[rows] += still[rows] * reach
        still[rows] *= (stay[rows] + number - 1.0) / (leave + stay[rows] + number - 1.0)
        rows = rows[(reach > TAIL) & (still[rows] > TAIL)]
    return expected
